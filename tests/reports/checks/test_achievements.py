"""Achievements are worded as achieved."""

import pytest

from reports.checks.registry import CHECKS
from reports.text.draft import draft_of
from tests.builders import an_achievement
from tests.reports.checks.trying import assert_found, assert_silent
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("<p>Review the policing of the late evening.</p>", 1),
        ("<p>Promote, advise and support the strategy.</p>", 1),
        ("<p>The review of the policing was begun.</p>", 0),
        ("<p>Work that had stood still began again.</p>", 0),
    ],
)
def test_achievement_worded_as_a_task_is_found(body, count):
    report = a_testshire_report()
    an_achievement(partnership=report.partnership, year=2015, body=body)

    issues = CHECKS["task-among-achievements"].issues(draft_of(report))

    assert len(issues) == count


def test_task_outside_the_achievements_is_not_reported():
    assert_silent(
        a_testshire_report(), "task-among-achievements", ["<p>Review the policing.</p>"]
    )


def test_a_number_of_is_found():
    report = a_testshire_report()

    assert_found(
        report, "number-of", ["<p>A number of arrests were made.</p>"], is_error=False
    )
    assert_silent(
        report,
        "number-of",
        [
            "<p>A number of arrests, 14 in all, were made.</p>",
            "<p>A number of arrests were made; how many is not known.</p>",
            "<p>The number of arrests was 14.</p>",
            "<p>It has a number of causes, including drink and the dark.</p>",
        ],
    )


def test_good_work_that_results_in_complaints_is_found():
    faulty = ["<p>Enforcement work rose, resulting in a third of all complaints.</p>"]
    sound = ["<p>Enforcement work rose, resulting in fewer complaints.</p>"]
    report = a_testshire_report()

    assert_found(report, "cause-and-effect", faulty, is_error=False)
    assert_silent(report, "cause-and-effect", sound)
