"""The finder of figures: what is a figure, what is none, and what each says."""

from decimal import Decimal

import pytest

from reports.text.numbers import names_with_digits, numbers_in

D = Decimal


@pytest.mark.parametrize(
    ("text", "letters", "kind", "value"),
    [
        ("There were 34,556 crimes.", "34,556", "number", D(34556)),
        ("The rate is 0.12 now.", "0.12", "number", D("0.12")),
        ("It was 68% of them.", "68%", "percent", D(68)),
        ("It was 68 per cent of them.", "68 per cent", "percent", D(68)),
        ("By 5.1 percentage points.", "5.1 percentage points", "points", D("5.1")),
        ("They got £53k.", "£53k", "pounds", D(53000)),
        ("They got £46.5k.", "£46.5k", "pounds", D(46500)),
        ("They got £2.3m.", "£2.3m", "pounds", D(2300000)),
        ("A loss of £100 million.", "£100 million", "pounds", D(100000000)),
        ("They got 53,000 pounds.", "53,000 pounds", "pounds", D(53000)),
        ("About 1 in 4 said so.", "1 in 4", "percent", D(25)),
        ("We share six priorities.", "six", "number", D(6)),
        ("Four Community Safety Partnerships met.", "Four", "number", D(4)),
        ("Between 50-60 people came.", "50-60", "range", D(50)),
    ],
)
def test_a_figure_is_found_with_its_value(text, letters, kind, value):
    (number,) = numbers_in(text)
    assert (number.text, number.kind, number.value) == (letters, kind, value)
    assert text[number.start : number.end] == letters


@pytest.mark.parametrize(
    "text",
    [
        "in 2016, in 2016-17, in 2015/16, from 2014 to 2015, in the 1990s",
        "on 20 March 2017, on 5 May, from 3 to 5 June 2016, by March 2017, at 9am",
        "by 9.30 a.m. on 2017-03-20, open 24/7, a 24-hour line",
        "section 17 of the Act 1998, SI 2007/1830, regulation 9, sections 5 and 6",
        "young people aged 10 to 17, 16-17 year olds, under 18s, people 16 and over",
        "Priority 3, objective 2, Level 2, Section 4, paragraph 9, Table 12, item 9",
        "Ring 01865 792422 or call 101, and write to 12 High Street, OX1 1ND",
        "per 1,000 people, for every 1,000, the 4 Ps, the M40, year 6 pupils",
        "the 5th meeting, version 2.1.3, three workshops, two new priorities",
        "12 months to September, a 3-year plan, 18 months, five-year",
        "see https://www.example.org/2016/34556",
    ],
)
def test_other_numbers_are_passed_over(text):
    assert numbers_in(text) == []


def test_names_with_digits_are_passed_over():
    names = names_with_digits(["Team 12", "Testshire 2030 Plan", "Police"])
    text = "Team 12 wrote the Testshire 2030 Plan for 14 places."
    assert [number.text for number in numbers_in(text, names)] == ["14"]


def test_figure_has_precision_and_qualifier():
    rounded, exact = numbers_in("Just under £53k, and 11.3%.")
    assert (rounded.unit, rounded.qualifier) == (1000, "just under")
    assert rounded.agrees(D(52800)) and not rounded.agrees(D(52400))
    assert exact.agrees(D("11.33")) and not exact.agrees(D("11.4"))


def test_a_year_with_a_comma_is_a_figure():
    assert [n.text for n in numbers_in("They counted 2,016 in 2016.")] == ["2,016"]


def test_very_long_number_is_no_figure():
    assert numbers_in(f"Case {'1' * 5000}.") == []
