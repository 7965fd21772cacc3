"""Only figures for periods of one type and length are compared, never over a break."""

import datetime as dt

import pytest

from partnership.core.values.periods import parse
from priorities.models import Measure
from priorities.queries.assessment import assessment_rows
from priorities.queries.change_summary import change_summaries
from priorities.queries.series import read_series
from tests.builders import (
    a_coverage,
    a_home_partnership,
    a_measure,
    a_series_break,
    an_area,
    an_observation,
)
from tests.priorities.latest import latest_in

pytestmark = pytest.mark.django_db

UNLIKE = [
    ("2013-14", "quarter April to June 2014"),
    ("quarter January to March 2014", "2014-15"),
    ("2014", "2014-15"),
    ("April to December 2014", "April to October 2015"),
    ("12 months to March 2014", "6 months to March 2015"),
    ("2013-14", "2014-15, year to date"),
    # Both since April.
    ("to June 2014", "to September 2014"),
    # Each to a day that is not known.
    ("2013-14, year to date", "2014-15, year to date"),
]


@pytest.fixture
def area():
    home = a_home_partnership()
    return a_coverage(partnership=home).area


@pytest.fixture
def measure():
    return a_measure(
        code="crimes", is_assessed=True, desired_direction=Measure.Direction.DOWN
    )


def observe(measure, area, label, value, **kwargs):
    period = parse(label)
    return an_observation(
        measure=measure, area=area, value=value, period=period, **kwargs
    )


def changes(measure, area):
    """Every change that any page, table or token would show."""

    periods = sorted(row.period for row in measure.observations.all())
    series = read_series([measure.code])
    observations = measure.observations.select_related("area", "measure")
    return [
        *(row.change for row in latest_in(area)),
        *(row.change for row in assessment_rows(area, 2030)),
        series.change(measure.code, area.code, periods[0].code, periods[-1].code),
        *(
            summary.bars or None
            for summary in change_summaries(measure, observations, [])
        ),
    ]


@pytest.mark.parametrize(("first", "last"), UNLIKE)
def test_unlike_periods_are_not_compared(measure, area, first, last):
    observe(measure, area, first, 1000)
    observe(measure, area, last, 250)

    assert set(changes(measure, area)) == {None}
    [latest] = latest_in(area)
    assert (latest.previous_value, latest.change_words) == ("n/a", "n/a")


def test_months_are_compared_with_the_same_month_of_another_year(measure, area):
    observe(measure, area, "March 2014", 100)
    observe(measure, area, "February 2015", 400)
    observe(measure, area, "March 2015", 110)

    [latest] = latest_in(area)
    [row] = assessment_rows(area, 2030)

    assert latest.base.label == row.base.label == "March 2014"
    assert latest.change_words == "up 10%: worse"


def test_quarters_of_different_seasons_are_not_compared(measure, area):
    observe(measure, area, "quarter October to December 2014", 100)
    observe(measure, area, "quarter January to March 2015", 110)

    assert latest_in(area)[0].change_words == "n/a"
    [row] = assessment_rows(area, 2030)
    assert (row.previous, row.change) == (None, None)


def test_year_is_taken_before_its_last_month(measure, area):
    observe(measure, area, "2013-14", 1000)
    observe(measure, area, "2014-15", 900)
    observe(measure, area, "March 2014", 100)
    observe(measure, area, "March 2015", 110)

    [latest] = latest_in(area)
    [row] = assessment_rows(area, 2030)

    assert latest.period.label == row.latest.period.label == "2014-15"
    assert latest.change_words == "down 10%: better"


def test_like_periods_are_compared(measure, area):
    observe(measure, area, "2013-14", 1000)
    observe(measure, area, "quarter April to June 2014", 250)
    observe(measure, area, "2014-15", 900)

    [latest] = latest_in(area)
    assert latest.change_words == "down 10%: better"
    assert latest.base.label == "2013-14"


@pytest.mark.parametrize("marked", ["measure", "area", "figure"])
def test_break_ends_comparisons(measure, area, marked):
    note = "Crimes are recorded in a new way."
    observe(measure, area, "2013-14", 1000)
    is_marked = {"is_break": True, "note": note} if marked == "figure" else {}
    observe(measure, area, "2014-15", 1500, **is_marked)
    if marked != "figure":
        a_series_break(
            measure=measure,
            starts_on=dt.date(2014, 4, 1),
            area=area if marked == "area" else None,
            note=note,
        )

    assert set(changes(measure, area)) <= {None}
    [latest] = latest_in(area)
    assert latest.change_words == "not comparable"
    [summary] = change_summaries(measure, measure.observations.all(), [])
    assert "Not compared with earlier figures: Crimes are recorded" in summary.words


def test_break_in_between_ends_comparisons(measure, area):
    observe(measure, area, "2013-14", 1000)
    observe(measure, area, "2014-15", 1500, is_break=True, note="New rules")
    observe(measure, area, "2015-16", 1600)

    series = read_series([measure.code])

    assert series.change("crimes", area.code, "2013-14", "2015-16") is None
    assert series.change("crimes", area.code, "2014-15", "2015-16").absolute == 100


def test_break_of_another_area_does_not_count(measure, area):
    observe(measure, area, "2013-14", 1000)
    observe(measure, area, "2014-15", 1500)
    a_series_break(measure=measure, area=an_area(), starts_on=dt.date(2014, 4, 1))

    assert latest_in(area)[0].change_words == "up 50%: worse"
