"""Achievements are worded as achieved, with figures of their year."""

import pytest

from priorities.models import Achievement
from tests.builders import an_achievement
from tests.reports.checks.checking import found
from tests.reports.checks.figures import thefts
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    report = a_testshire_report()
    Achievement.objects.all().delete()
    return report


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("<p>Review the policing of the late evening.</p>", 1),
        ("<p>Promote, advise and support the strategy.</p>", 1),
        ("<p>The partnership will hang more lamps.</p>", 1),
        ("<p>The review of the policing was begun.</p>", 0),
        ("<p>Work that had stood still began again.</p>", 0),
    ],
)
def test_achievement_worded_as_a_task_is_found(report, body, count):
    an_achievement(partnership=report.partnership, year=2015, body=body)

    assert len(found(report, "task-among-achievements")) == count


@pytest.mark.parametrize(("year", "errors"), [("2016-17", [True]), ("2015-16", [])])
def test_figure_of_the_next_year_is_an_error(report, year, errors):
    thefts(year, value=1025)
    body = f"<p>There were [=value thefts testshire {year}] of them.</p>"
    an_achievement(partnership=report.partnership, year=2015, body=body)

    issues = found(report, "figure-too-early")

    assert [issue.is_error for issue in issues] == errors
    assert all(year in issue.message for issue in issues)
