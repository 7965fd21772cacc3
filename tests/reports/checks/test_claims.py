"""Claims that need a figure, and the words that precede one."""

import pytest

from partnership.core.values import periods
from priorities.models import Measure
from tests.builders import an_observation
from tests.reports.checks.trying import assert_found, assert_silent, found_in
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

THEFTS = "[=value thefts testshire 2015]"
CHANGE = "[=change value thefts testshire 2014 2015]"


@pytest.fixture
def report():
    return a_testshire_report()


def test_trend_without_a_figure_is_found(report):
    faulty = [
        "<p>Hate incidents continue to rise.</p>",
        "<p>There was a slight increase from 2013 in the casualties.</p>",
        "<p>Enforcement work has increased in the evenings.</p>",
        "<p>Burglary is on the increase.</p>",
    ]
    sound = [
        f"<p>Thefts continue to rise: {CHANGE}.</p>",
        "<p>Thefts have risen. In 2015 there were 1,233.</p>",
        "<p>The group asks why thefts have risen.</p>",
        "<p>Thefts have risen; no number is given.</p>",
        "<p>The aim is a further reduction of thefts.</p>",
    ]

    assert_found(report, "trend-without-figures", faulty, is_error=False)
    assert_silent(report, "trend-without-figures", sound, "no figure")


def test_trend_that_rests_on_two_figures_is_found(report):
    body = f"<p>Thefts went on rising: {CHANGE}, to {THEFTS}.</p>"

    (issue,) = found_in(report, "trend-without-figures", [body])[body]
    assert "only two figures, 790 in 2014 and 1,233 in 2015" in issue.message


def test_trend_that_rests_on_three_figures_is_not_reported(report):
    period = periods.calendar_year(2013)
    an_observation(
        measure=Measure.objects.get(code="thefts"),
        area=report.partnership.areas.get(),
        value=700,
        period_kind=period.kind,
        starts_on=period.start,
        ends_on=period.end,
    )
    sound = [
        f"<p>Thefts went on rising: {CHANGE}.</p>",
        f"<p>The work went on rising. All is well. There were {THEFTS} thefts.</p>",
    ]

    assert_silent(report, "trend-without-figures", sound, "only")


def test_qualifier_typed_before_a_figure_is_found(report):
    faulty = [f"<p>There were over {THEFTS} of them.</p>"]
    sound = [f"<p>There were {THEFTS} of them.</p>"]

    assert_found(report, "qualifier-contradicted", faulty, is_error=False)
    assert_silent(report, "qualifier-contradicted", sound)


def test_qualifier_that_would_be_repeated_is_an_error(report):
    period = periods.calendar_year(2016)
    an_observation(
        measure=Measure.objects.get(code="thefts"),
        area=report.partnership.areas.get(),
        value=320,
        qualifier="over",
        period_kind=period.kind,
        starts_on=period.start,
        ends_on=period.end,
    )
    faulty = ["<p>There were over [=value thefts testshire 2016] of them.</p>"]

    assert_found(report, "qualifier-contradicted", faulty, is_error=True)


def test_qualifier_before_an_exact_number_is_found(report):
    faulty = ["<p>There are over 271 such places.</p>"]
    sound = [
        "<p>There are over 270 such places.</p>",
        "<p>There are 271 such places.</p>",
        "<p>It lasted over 2016-17.</p>",
        "<p>More than 1998 is not known.</p>",
    ]

    assert_found(report, "qualifier-contradicted", faulty, is_error=False)
    assert_silent(report, "qualifier-contradicted", sound)


def test_rise_from_nowhere_is_found(report):
    faulty = ["<p>Safe places increased to 271.</p>"]
    sound = [
        "<p>Safe places increased to 271 from 250.</p>",
        "<p>Safe places increased to 271; the year before is not given.</p>",
    ]

    assert_found(report, "change-without-base", faulty, is_error=False)
    assert_silent(report, "change-without-base", sound)


def test_change_without_dates_is_found(report):
    faulty = ["<p>The cohort decreased from around 13 to around 8.</p>"]
    sound = ["<p>The cohort decreased from around 13 in 2016 to around 8 in 2017.</p>"]

    assert_found(report, "change-without-base", faulty, is_error=False)
    assert_silent(report, "change-without-base", sound)


def test_per_cent_without_a_base_is_found(report):
    faulty = [
        "<p>The number has been reduced by only 6%.</p>",
        "<p>A 28% cut equated to a loss of £100 million.</p>",
    ]
    sound = [
        "<p>The number has been reduced by 6% since 2014.</p>",
        "<p>The number was reduced by 6%; the years are not given.</p>",
        f"<p>Thefts: {CHANGE}.</p>",
        "<p>Of the staff 6% are trained.</p>",
    ]

    assert_found(report, "change-without-base", faulty, is_error=False)
    assert_silent(report, "change-without-base", sound)


def test_the_same_period_after_two_is_found(report):
    faulty = [
        "<p>Crime fell since 2007, and since 2012.</p><p>Over the same period it rose "
        "in the country.</p>"
    ]
    sound = [
        "<p>Crime fell since 2007.</p><p>Over the same period it rose elsewhere.</p>"
    ]

    assert_found(report, "period-unclear", faulty, is_error=False)
    assert_silent(report, "period-unclear", sound)
