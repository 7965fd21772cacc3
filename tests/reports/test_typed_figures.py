"""The finder of figures: what is a figure, what is none, and what each says."""

from decimal import Decimal

import pytest

from reports.text.quantities import quantities_in
from tests.builders import a_partner
from tests.reports.checks.checking import draft_with, found

D = Decimal


@pytest.mark.parametrize(
    ("text", "letters", "unit", "value"),
    [
        ("there were 34,556 crimes.", "34,556", "count", D(34556)),
        ("the rate is 0.12 now.", "0.12", "count", D("0.12")),
        ("it was 68% of them.", "68%", "percent", D(68)),
        ("it was 68 per cent of them.", "68 per cent", "percent", D(68)),
        ("by 5.1 percentage points.", "5.1 percentage points", "points", D("5.1")),
        ("they got £53k.", "£53k", "pounds", D(53000)),
        ("they got £46.5k.", "£46.5k", "pounds", D(46500)),
        ("they got £2.3m.", "£2.3m", "pounds", D(2300000)),
        ("a loss of £100 million.", "£100 million", "pounds", D(100000000)),
        ("they got 53,000 pounds.", "53,000 pounds", "pounds", D(53000)),
        ("about 1 in 4 said so.", "1 in 4", "percent", D(25)),
        ("we share six priorities.", "six", "count", D(6)),
    ],
)
def test_a_figure_is_found_with_its_value(text, letters, unit, value):
    (number,) = quantities_in(text, [])
    assert (number.text, number.unit, number.value) == (letters, unit, value)
    assert text[number.start : number.end] == letters


def test_figure_has_precision_and_bound():
    rounded, exact = quantities_in("just under £53k, and 11.3%.", [])
    assert (rounded.last, rounded.bound, exact.last) == (1000, "under-near", D("0.1"))
    assert rounded.fits(D(52800)) and not rounded.fits(D(53100))


NOT_FIGURES = """
In 2016, in 2016-17, in 2015/16, from 2014 to 2015, in the 1990s.
On 20 March 2017, on 5 May, from 3 to 5 June 2016, by March 2017, at 9am.
By 9.30 a.m., open 24/7, a 24-hour line.
Section 17 of the Act 1998, SI 2007/1830, regulation 9, sections 5 and 6.
Young people aged 10 to 17, 16-17 year olds, under 18s.
Priority 3, objective 2, Level 2, Section 4, paragraph 9, Table 12, item 9.
Ring 01865 792422 or call 101, and write to 12 High Street, OX1 1ND.
Per 1,000 people, for every 1,000, the 4 Ps, the M40, year 6 pupils.
The 5th meeting, version 2.1.3, three workshops, two new priorities.
12 months to September, a 3-year plan, 18 months, five-year.
See https://www.example.org/2016/34556.
We met in Room 512 and wrote the Testshire 2030 Plan.
"""


@pytest.mark.django_db
def test_other_numbers_are_not_typed_figures():
    a_partner(name="Testshire 2030 Plan")
    lines = "".join(f"<p>{line}</p>" for line in NOT_FIGURES.strip().splitlines())
    issues = found(draft_with(f"{lines}<p>Case {'1' * 5000}.</p>"), "typed-figure")
    assert [issue.message for issue in issues] == []


@pytest.mark.django_db
def test_typed_figures_of_any_form_are_found():
    forms = ["2,016", "50-60", "68%", "£2.3m", "16", "4,694"]
    body = f"<p>{'</p><p>'.join(f'They gave {form} hours.' for form in forms)}</p>"
    issues = found(draft_with(body), "typed-figure")
    assert [issue.excerpt for issue in issues] == forms
