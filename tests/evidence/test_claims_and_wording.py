"""Unsupported claims, tasks among achievements, front sheets without authors."""

import pytest

from reports.models import FrontMatter
from tests.builders import a_home_partnership, a_report, an_achievement
from tests.evidence import evidence
from tests.reports.checks.checking import found
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


@evidence(
    "2.89", flagged="task-among-achievements", fault="Achievements worded as tasks"
)
def test_task_among_achievements_is_flagged():
    report = a_testshire_report()
    an_achievement(
        partnership=report.partnership,
        year=2015,
        body="<p>Promote, advise and support the cyber strategy.</p>",
    )

    assert found(report, "task-among-achievements")


@evidence("2.73", flagged="front-sheet-blank", fault="A background paper to no report")
@evidence("2.73", flagged="front-sheet-blank", fault="Initials in place of an author")
@evidence(
    "2.82",
    flagged="purpose-unclear",
    fault="A title where the purpose of the report should be",
)
def test_paper_without_author_parent_and_purpose_is_flagged():
    report = a_report(
        document_type="strategy-summary",
        partnership=a_home_partnership(),
        period="2016-19",
        year=2016,
    )
    for key, value in {
        "paper": "Additional background",
        "purpose": "The Annual Review 2016-17",
    }.items():
        FrontMatter.objects.create(report=report, key=key, value=value)

    for name in ("front-sheet-blank", "purpose-unclear"):
        assert found(report, name), name
