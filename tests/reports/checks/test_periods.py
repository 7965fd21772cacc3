import datetime as dt

import pytest

from partnership.core.values import periods
from priorities.models import Achievement, Measure, Observation, Priority
from tests.builders import a_reported_change, an_achievement
from tests.reports.checks.checking import found
from tests.reports.checks.figures import thefts, told
from tests.reports.papers_of_testshire import an_annual_review
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db
NAMES = [
    "figure-after-day",
    "figure-old",
    "year-to-date-over",
    "figure-without-period",
    "periods-unlike",
]


@pytest.fixture
def report():
    report = a_testshire_report()
    report.dated_on = dt.date(2016, 5, 17)
    report.save()
    return report


@pytest.mark.parametrize("name", NAMES)
def test_figures_of_the_past_pass_in_silence(report, name):
    assert found(told(report, "value thefts testshire 2015"), name) == []


def test_figure_of_a_year_that_is_not_over_stops(report):
    thefts("2016-17")

    (finding,) = found(
        told(report, "value thefts testshire 2016-17"), "figure-after-day"
    )

    assert finding.is_stop
    assert finding.what == (
        "Thefts, Testshire, 2016-17: the period ends on 31 March 2017, and the "
        "document is of 17 May 2016."
    )


def test_undated_draft_is_only_warned(report):
    report.dated_on = None
    report.save()
    thefts("2016-17")

    (finding,) = found(
        told(report, "value thefts testshire 2016-17"), "figure-after-day"
    )

    assert not finding.is_stop


def test_month_that_has_begun_may_be_told(report):
    thefts("at May 2016")
    thefts("2016-17, year to date")
    told(report, "value thefts testshire at-may-2016")

    assert found(report, "figure-after-day") == []


def test_achievement_told_by_a_figure_of_another_year_warns(report):
    Achievement.objects.filter(title="A gate").update(
        body="<p>[=value thefts testshire 2014] thefts.</p>"
    )

    whats = [finding.what for finding in found(report, "figure-outside-year")]

    assert "Told as achieved in 2015-16: Thefts for 2014." in whats


def test_figure_of_the_year_may_stand_beside_the_one_before(report):
    thefts("2015-16")
    thefts("2014-15")
    Achievement.objects.filter(title="A gate").update(
        body="<p>[=value thefts testshire 2014-15] thefts and now "
        "[=value thefts testshire 2015-16].</p>"
    )
    report.headline_figures.all().delete()
    report.passages.filter(key="achievements.summary").delete()

    assert found(report, "figure-outside-year") == []


def test_change_over_many_years_is_not_of_one_year(report):
    thefts("2015-16")
    thefts("2007-08")
    Achievement.objects.filter(title="A gate").update(
        body="<p>[=change value thefts testshire 2007-08 2015-16].</p>"
    )

    whats = [finding.what for finding in found(report, "figure-outside-year")]

    assert "Told as achieved in 2015-16: Thefts for 2015-16 against 2007-08." in whats


def test_review_tells_its_own_year(report):
    review = an_annual_review(report.partnership)
    thefts("2016-17")
    an_achievement(
        partnership=report.partnership,
        year=YEAR,
        priority=Priority.objects.get(code="priority-1"),
        body="<p>[=value thefts testshire 2016-17]</p>",
    )

    assert found(review, "figure-outside-year") == []


def test_figure_older_than_three_years_warns(report):
    Observation.objects.filter(measure__code="thefts").delete()
    thefts("2012")
    Achievement.objects.all().delete()
    report.passages.all().delete()
    report.headline_figures.all().delete()

    (finding,) = found(told(report, "value thefts testshire 2012"), "figure-old")

    assert finding.what == (
        "The document tells 1 figure older than three years: Thefts, Testshire, 2012."
    )


def test_year_to_date_that_is_over_warns(report):
    thefts("2015-16, year to date")

    (finding,) = found(
        told(report, "value thefts testshire 2015-16-year-to-date"),
        "year-to-date-over",
    )

    assert finding.what.endswith("Thefts, Testshire, 2015-16, year to date.")


def test_figure_without_a_period_warns(report):
    thefts("period-not-given")

    (finding,) = found(
        told(report, "value thefts testshire period-not-given"),
        "figure-without-period",
    )

    assert "1 figure without a period" in finding.what


@pytest.mark.parametrize(
    ("base", "last", "stops"),
    [("2014-15", "2015", [False]), ("April to December 2014", "2015", [True])],
)
def test_unlike_periods_are_not_compared(report, base, last, stops):
    thefts(base)
    code = periods.parse(base).code
    told(report, f"change value thefts testshire {code} {last}")

    findings = found(report, "periods-unlike")

    assert [finding.is_stop for finding in findings] == stops


def test_stated_change_between_unlike_years_warns(report):
    first, last = periods.parse("2011-12"), periods.parse("2015")
    a_reported_change(
        measure=Measure.objects.get(code="thefts"),
        area=Observation.objects.filter(area__code="testshire").first().area,
        base_period_kind=first.kind,
        base_starts_on=first.start,
        base_ends_on=first.end,
        period_kind=last.kind,
        starts_on=last.start,
        ends_on=last.end,
    )

    findings = found(
        told(report, "change value thefts testshire 2011-12 2015"), "periods-unlike"
    )

    assert findings[0].what == (
        "Thefts, Testshire: 2015 is held against 2011-12, which is another kind of "
        "year."
    )
