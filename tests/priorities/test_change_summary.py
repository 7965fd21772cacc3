"""The newest change of a measure in a sentence, area by area, and its bars."""

import pytest

from partnership.core.values import periods
from partnership.core.values.missing import Qualifier, Reason
from priorities.models import Measure
from priorities.queries.change_summary import change_summaries
from tests.builders import (
    a_measure,
    a_reported_change,
    a_series_break,
    an_area,
    an_observation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure():
    return a_measure(desired_direction=Measure.Direction.UP)


@pytest.fixture
def area():
    return an_area(name="Testshire")


@pytest.fixture
def observe(measure, area):
    """Adds a figure for a period that is written as its label."""

    def add(label, value=None, **fields):
        fields = {"area": area, "value": value, **fields}
        return an_observation(measure=measure, period=periods.parse(label), **fields)

    return add


def newest(measure):
    return change_summaries(
        measure, list(measure.observations.all()), list(measure.reported_changes.all())
    )


def words(measure):
    return [row.words for row in newest(measure)]


def test_two_figures_of_different_kinds_are_not_compared(measure, observe):
    observe("2015", 100)
    observe("2016-17", 200)

    assert newest(measure) == []


def test_older_type_of_period_is_used_if_only_it_has_a_change(measure, observe):
    observe("2015-16", 1000)
    observe("2016-17", 1100)
    observe("at September 2017", 900)

    assert words(measure) == [
        "Up 10% from 1,000 in 2015-16 to 1,100 in 2016-17: better."
    ]


def test_newest_figure_after_a_break_is_shown_and_not_the_first(measure, observe):
    """Of five quarters after a year of another series."""
    quarters = "April to June|July to September|October to December".split("|")
    for year, first in ((2015, 100), (2016, 500)):
        for place, quarter in enumerate(quarters):
            observe(f"quarter {quarter} {year}", first + place)
    a_series_break(measure=measure, starts_on="2016-04-01", note="Counted anew")

    [summary] = newest(measure)

    assert summary.words == (
        "502 in the quarter October to December 2016. Not compared with earlier "
        "figures: Counted anew."
    )
    assert [bar.value for bar in summary.bars] == ["500", "501", "502"]


def test_inexact_figures_have_no_change(measure, observe):
    observe("2015-16", 550, qualifier=Qualifier.OVER)
    observe("2016-17", 320, qualifier=Qualifier.OVER)

    [sentence] = words(measure)

    assert sentence.startswith(
        "Over 320 in 2016-17, compared with over 550 in 2015-16. "
    )
    assert "cannot be calculated" in sentence
    assert "worse" not in sentence and "%" not in sentence


def test_same_figure_is_about_the_same(measure, observe):
    observe("2014", 266)
    observe("2015", 267)

    assert words(measure) == ["About the same: 266 in 2014, 267 in 2015."]


def test_small_counts_have_no_percentage(measure, observe):
    observe("2014", 3)
    observe("2015", 5)

    assert words(measure) == ["Up 2 from 3 in 2014 to 5 in 2015: better."]


def test_periods_are_worded_naturally(measure, observe):
    observe("12 months to September 2014", 100)
    observe("12 months to September 2015", 50)

    assert words(measure) == [
        "Down 50% from 100 in the 12 months to September 2014 to 50 in the 12 months "
        "to September 2015: worse."
    ]


def test_reported_change_names_the_source(measure, area, observe):
    observe("2016-17", 120)
    a_reported_change(measure=measure, area=area, amount=11)

    assert words(measure) == [
        "Up 11%, to 120 in 2016-17 compared with 2015-16, according to the source: "
        "better."
    ]


def test_reported_change_needs_no_figure(measure, area):
    a_reported_change(measure=measure, area=area, amount=11)

    assert words(measure) == [
        "Up 11% in 2016-17 compared with 2015-16, according to the source: better."
    ]


def test_missing_figure_does_not_hide_the_previous_change(measure, observe):
    observe("2013", 100)
    observe("2014", 150)
    observe("2015", reason=Reason.SUPPRESSED)

    assert words(measure) == ["Up 50% from 100 in 2013 to 150 in 2014: better."]


def test_areas_are_listed_by_name(measure, observe):
    other = an_area(name="Northshire")
    for where in ({}, {"area": other}):
        observe("2014", 100, **where)
        observe("2015", 200, **where)
    observe("2015", 5, area=an_area(name="Only one figure"))

    assert [str(row.area) for row in newest(measure)] == ["Northshire", "Testshire"]


def test_bars_are_of_one_kind_of_period_oldest_first(measure, observe):
    for label, value in {"2016-17": 300, "2014-15": 100, "2015-16": 200}.items():
        observe(label, value)
    observe("at September 2017", 1000)

    [row] = newest(measure)

    assert [(bar.period, bar.value, bar.width) for bar in row.bars] == [
        ("2014-15", "100", "33.3%"),
        ("2015-16", "200", "66.7%"),
        ("2016-17", "300", "100.0%"),
    ]


@pytest.mark.parametrize("values", [[0, 0, 0], [-1, 2, 3], [1, 2], [None, 1, 2]])
def test_misleading_bars_are_not_drawn(measure, observe, values):
    for year, value in enumerate(values, 2013):
        reason = Reason.NOT_GIVEN if value is None else ""
        observe(str(year), value, reason=reason)

    assert not any(row.bars for row in newest(measure))
