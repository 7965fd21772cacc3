"""Unsupported claims, tasks among achievements, front sheets without authors."""

import pytest

from reports.models import FrontMatter
from tests.builders import a_home_partnership, a_report, an_achievement
from tests.evidence import evidence
from tests.reports.checks.checking import draft_with, found
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


def case(number, check, body, fault):
    mark = evidence(number, flagged=check, fault=fault)
    return pytest.param(check, body, marks=mark, id=f"{number}-{check}")


@pytest.mark.parametrize(
    ("check", "body"),
    [
        case(
            "1.9",
            "period-unclear",
            "<p>Crime fell by 33% since 2007 and by 6% since 2012.</p>"
            "<p>Over the same period England and Wales saw it rise by 6%.</p>",
            "“The same period” after two periods",
        ),
        case(
            "1.13",
            "trend-without-figures",
            "<p>Reports of hate incidents continue to rise.</p>",
            "Hate incidents and casualties described as rising without a figure",
        ),
        case(
            "1.14",
            "trend-without-figures",
            "<p>The continued rise went from [=value thefts testshire 2014] to "
            "[=value thefts testshire 2015].</p>",
            "A “continued reduction” that rests on one comparison",
        ),
        case(
            "1.79",
            "comparison-without-figures",
            "<p>Custody is better than national and regional rates.</p>",
            "“Better than national” without the rates",
        ),
        case(
            "2.24",
            "change-without-base",
            "<p>The number was reduced by only 6%, so the target is missed.</p>",
            "6% without target, baseline or period",
        ),
        case(
            "2.25",
            "change-without-base",
            "<p>There was a 1% fall in crime with a victim.</p>",
            "A fall of 1% without counts or period",
        ),
        case(
            "2.26",
            "change-without-base",
            "<p>A 28% cut equated to a loss of £100 million in real terms.</p>",
            "A cut of 28% of a sum that is not given",
        ),
        case(
            "2.27",
            "qualifier-contradicted",
            "<p>There are over 271 safe places.</p>",
            "“Over” in front of an exact count",
        ),
        case(
            "2.27",
            "change-without-base",
            "<p>Safe places have risen to 271.</p>",
            "An increase without the number before",
        ),
        case(
            "2.28",
            "change-without-base",
            "<p>The cohort decreased from around 13 to around 8.</p>",
            "A change between two approximations without dates",
        ),
        case(
            "2.29",
            "comparison-without-figures",
            "<p>The borough has the second lowest rate of crime.</p>",
            "“Second lowest rate” with the measure unclear",
        ),
        case(
            "2.30",
            "claim-without-source",
            "<p>The force was rated as outstanding across all areas.</p>",
            "An inspectorate’s grades given without a source, and wrongly",
        ),
        case(
            "2.72",
            "number-of",
            "<p>There are over twenty new and expected strategies.</p>",
            "“Over twenty strategies” and no list of them",
        ),
        case(
            "2.74",
            "claim-without-source",
            "<p>Each was subject to an Equality Impact Assessment.</p>",
            "Impact assessments claimed without a reference",
        ),
        case(
            "2.88",
            "number-of",
            "<p>The work led the police to a number of arrests.</p>",
            "“A number of arrests”, and figures without comparison",
        ),
        case(
            "2.88",
            "comparison-without-figures",
            "<p>A third of all complaints were about taxis.</p>",
            "“A third of all complaints” without a count",
        ),
        case(
            "2.89",
            "cause-and-effect",
            "<p>Enforcement work rose, resulting in a third of all complaints.</p>",
            "Enforcement given as the cause of complaints",
        ),
    ],
)
def test_claim_is_flagged(check, body):
    assert found(draft_with(body), check)


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


@evidence("2.73", flagged="parent-report", fault="A background paper to no report")
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

    for name in ("parent-report", "front-sheet-blank", "purpose-unclear"):
        assert found(report, name), name
