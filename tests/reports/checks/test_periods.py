import datetime as dt

import pytest

from partnership.core.values import periods
from priorities.models import Achievement, Observation, Priority
from tests.builders import an_achievement
from tests.reports.checks.checking import found
from tests.reports.checks.figures import thefts, with_figures
from tests.reports.papers_of_testshire import an_annual_review
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db
NAMES = ["figure-too-early", "figure-without-context", "unlike-periods"]


@pytest.fixture
def report():
    report = a_testshire_report()
    report.dated_on = dt.date(2016, 5, 17)
    report.save()
    Observation.objects.filter(measure__code="theft-rate").update(base_year=2014)
    return report


@pytest.mark.parametrize("name", NAMES)
def test_figures_of_the_past_report_nothing(report, name):
    assert found(with_figures(report, "value thefts testshire 2015"), name) == []


def test_undated_draft_is_only_warned(report):
    report.dated_on = None
    report.save()
    thefts("2016-17")

    (issue,) = found(
        with_figures(report, "value thefts testshire 2016-17"), "figure-too-early"
    )

    assert not issue.is_error


def test_forecast_may_be_of_a_later_period(report):
    thefts("2016-17", qualifier="forecast")
    with_figures(report, "value thefts testshire 2016-17")
    report.dated_on = dt.date(2016, 3, 1)
    report.save()

    assert found(report, "figure-too-early") == []


def test_month_that_has_begun_may_be_reported(report):
    thefts("at May 2016")
    thefts("2016-17, year to date")
    with_figures(report, "value thefts testshire at-may-2016")

    assert found(report, "figure-too-early") == []


def test_figure_of_the_year_can_be_next_to_the_one_before(report):
    thefts("2015-16")
    thefts("2014-15")
    Achievement.objects.filter(title="A gate").update(
        body="<p>[=value thefts testshire 2014-15] thefts and now "
        "[=value thefts testshire 2015-16].</p>"
    )
    report.headline_figures.all().delete()
    report.passages.filter(key="achievements.summary").delete()

    assert found(report, "figure-of-another-year") == []


def test_figure_known_only_later_is_one_issue(report):
    thefts("2016")
    Achievement.objects.filter(title="A gate").update(
        body="<p>[=value thefts testshire 2016] thefts.</p>"
    )
    report.headline_figures.all().delete()
    report.passages.filter(key="achievements.summary").delete()

    assert len(found(report, "figure-too-early")) == 1
    assert found(report, "figure-of-another-year") == []


def test_review_is_about_its_own_year(report):
    review = an_annual_review(report.partnership)
    thefts("2016-17")
    an_achievement(
        partnership=report.partnership,
        year=YEAR,
        priority=Priority.objects.get(code="priority-1"),
        body="<p>[=value thefts testshire 2016-17]</p>",
    )

    assert found(review, "figure-of-another-year") == []


@pytest.mark.parametrize(
    ("base", "last", "stops"),
    [("2014-15", "2015", [False]), ("April to December 2014", "2015", [True])],
)
def test_unlike_periods_are_not_compared(report, base, last, stops):
    thefts(base)
    code = periods.parse(base).code
    with_figures(report, f"change value thefts testshire {code} {last}")

    issues = found(report, "unlike-periods")

    assert [issue.is_error for issue in issues] == stops
