"""Formatting and rounding figures."""

from decimal import Decimal

import pytest

from partnership.core.models.display import with_article
from partnership.core.values import formatting, periods


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("56.0759", 0, "56"),
        ("31.6043", 0, "32"),
        ("0.05", 1, "0.1"),
        ("2.449", 1, "2.4"),
    ],
)
def test_rounding_is_half_up(value, places, rounded):
    assert formatting.rounded(Decimal(value), places) == Decimal(rounded)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("34556", "34,556"),
        ("3.30", "3.3"),
        ("24.60", "24.6"),
        ("100", "100"),
        ("1E+3", "1,000"),
        ("-7867.00", "−7,867"),
        ("0", "0"),
        ("0.0000", "0"),
    ],
)
def test_bare_number(value, text):
    assert formatting.bare(Decimal(value)) == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (790, 1233, "56%"),
        (1870, 2461, "32%"),
        (1000, 905, "9.5%"),
        (1000, 1095, "9.5%"),
        (1000, 1100, "10%"),
        # Just under ten keeps its decimal place, and rounds to it.
        (100000, 109960, "10%"),
        (200, 201, "0.5%"),
    ],
)
def test_per_cent(first, last, text):
    assert formatting.per_cent(Decimal(last - first) * 100 / first) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("5.1", "5.1 percentage points"),
        ("-5.1", "5.1 percentage points"),
        ("1.04", "1 percentage point"),
        ("0.25", "0.3 percentage points"),
    ],
)
def test_points(value, text):
    assert formatting.points(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (0, "", "no"),
        (6, "", "six"),
        (9, "", "nine"),
        (10, "", "10"),
        (1234, "", "1,234"),
        (6, "number", "6"),
    ],
)
def test_count(value, style, text):
    assert formatting.count(value, style) == text


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        ("-7867", "", "£7,867 less"),
        ("8133", "", "£8,133 more"),
        ("8133", "words", "£8,133 more"),
        ("0", "", "the same"),
        ("-7867", "number", "£7,867"),
        ("-7867", "signed", "−£7,867"),
        ("8133", "signed", "+£8,133"),
        ("0", "signed", "£0"),
        ("-7867", "rose", "fell by £7,867"),
        ("8133", "rose", "rose by £8,133"),
        ("0", "rose", "stayed the same"),
        ("12.50", "", "£12.50 more"),
    ],
)
def test_money_change(value, style, text):
    assert formatting.money_change(Decimal(value), style) == text


@pytest.mark.parametrize(
    ("up", "amount", "style", "text"),
    [
        (True, "56%", "", "up 56%"),
        (False, "5.1 percentage points", "", "down 5.1 percentage points"),
        (None, "", "", "about the same"),
        (True, "56%", "rose", "rose by 56%"),
        (False, "6%", "rose", "fell by 6%"),
        (True, "slightly", "rose", "rose slightly"),
        (None, "", "rose", "stayed about the same"),
        (False, "6%", "signed", "−6%"),
        (True, "6%", "signed", "+6%"),
    ],
)
def test_direction(up, amount, style, text):
    assert formatting.direction(up, amount, style) == text


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("2014", "in 2014"),
        ("2014-15", "in 2014-15"),
        ("12-months-to-may-2015", "in the 12 months to May 2015"),
        ("quarter-january-to-march-2016", "in the quarter January to March 2016"),
        ("at-september-2017", "at September 2017"),
        ("to-september-2017", "by September 2017"),
        ("2016-17-year-to-date", "in 2016-17, year to date"),
        ("period-not-given", "before"),
    ],
)
def test_period_reads_as_part_of_a_sentence(written, when):
    assert formatting.during(periods.parse(written)) == when


@pytest.mark.parametrize(
    ("unit", "up", "down"),
    [
        ("count", "7% more than in 2014", "7% fewer than in 2014"),
        ("pounds", "7% more than in 2014", "7% less than in 2014"),
        ("percent", "7% higher than in 2014", "7% lower than in 2014"),
        ("hours", "7% higher than in 2014", "7% lower than in 2014"),
    ],
)
def test_words_for_more_and_less_depend_on_the_unit(unit, up, down):
    assert formatting.than(True, "7%", "in 2014", unit) == up
    assert formatting.than(False, "7%", "in 2014", unit) == down


def test_change_of_unknown_size_is_still_a_sentence():
    assert formatting.than(True, "", "before", "count") == "more than before"


@pytest.mark.parametrize(
    ("part", "whole", "style", "text"),
    [
        (3, 5, "", "three of five"),
        (0, 5, "", "none of five"),
        (3, 5, "number", "3 of 5"),
        (9, 10, "", "9 of 10"),
    ],
)
def test_some_of_several_are_both_words_or_both_digits(part, whole, style, text):
    assert formatting.some_of(part, whole, style) == text


def test_listed_words_have_commas_and_one_and():
    assert formatting.listed(["Oxford"]) == "Oxford"
    assert formatting.listed(["Cherwell", "Oxford"]) == "Cherwell and Oxford"
    assert formatting.listed(["a", "b", "c"]) == "a, b and c"


@pytest.mark.parametrize("words", ["a partner", "an area", "another name"])
def test_article_fits_its_noun(words):
    noun = words.replace("another", "other").removeprefix("an ").removeprefix("a ")

    assert with_article(noun) == words
