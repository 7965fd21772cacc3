import pytest

from partnership.models import Partner, RelatedPlan
from priorities.models import CommissionersPlan, Objective, Priority
from tests.builders import a_partner, a_related_plan, an_objective
from tests.reports.checks.checking import draft_with, found
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db
NAMES = [
    "plan-not-in-force",
    "plan-incomplete",
    "plan-incomplete",
    "priority-not-linked",
    "evidence-after-plan",
]


@pytest.fixture
def report():
    """The agreement of Testshire, with sound plans only."""
    report = a_testshire_report()
    office = a_partner(kind=Partner.Kind.COMMISSIONER)
    RelatedPlan.objects.update(
        last_year=YEAR + 2, url="https://example.org/", owner=office
    )
    CommissionersPlan.objects.update(to_year=YEAR + 1)
    return report


@pytest.mark.parametrize("name", NAMES)
def test_sound_plans_pass_in_silence(report, name):
    assert found(report, name) == []


def test_plans_that_are_over_or_end_in_the_year_warn(report):
    given = {"partnership": report.partnership, "url": "https://example.org/"}
    a_related_plan(title="Old", first_year=YEAR - 3, last_year=YEAR - 1, **given)
    a_related_plan(title="Ending", first_year=YEAR - 3, last_year=YEAR, **given)

    assert [issue.message for issue in found(report, "plan-not-in-force")] == [
        "1 related plan that ended before the document date: Old (2013-14 to "
        "2015-16). 1 related plan ending in 2016-17: Ending (2013-14 to 2016-17).",
    ]


def test_plan_without_address_and_end_warns(report):
    RelatedPlan.objects.update(last_year=None, url="")

    assert [issue.message for issue in found(report, "plan-incomplete")] == [
        "1 related plan with no web address: Plan for Lights. 1 related plan with no "
        "last year: Plan for Lights (2016-17).",
    ]


def test_year_without_a_plan_of_the_commissioner_warns(report):
    CommissionersPlan.objects.update(to_year=YEAR - 1)

    (issue,) = found(report, "plan-incomplete")

    assert issue.message == "No Commissioner’s plan for 2016-17."


def test_plan_of_the_commissioner_that_ends_or_lacks_years_warns(report):
    CommissionersPlan.objects.update(from_year=None, to_year=YEAR)

    assert [issue.message for issue in found(report, "plan-incomplete")] == [
        "The Commissioner’s plan “Testshire Police and Crime Plan” ends in 2016-17 and "
        "has no first year.",
    ]


def test_plan_of_the_commissioner_that_is_not_listed_warns(report):
    RelatedPlan.objects.update(owner=None)

    (issue,) = found(report, "plan-incomplete")

    assert issue.message.endswith("is not among the related plans.")


def test_objective_without_priority_with_a_reason_shows_it(report):
    plan = CommissionersPlan.objects.get()
    an_objective(plan=plan, number=3, text="Listen", unsupported_reason="All do it.")

    (issue,) = found(report, "priority-not-linked")

    assert issue.message.endswith("Recorded reason: All do it.")


def test_priorities_that_name_no_objective_are_reported_once(report):
    for row in Priority.objects.all():
        row.objectives.clear()

    (issue,) = found(report, "priority-not-linked")

    assert issue.message.startswith("No priority of 2016-17 supports an objective")
    assert Objective.objects.count() == 2


@pytest.mark.parametrize(
    ("sentence", "warns"),
    [
        ("On 16 November 2017 it was said that surveys inform the plan 2017-2021.", 1),
        ("On 16 November 2016 it was said that surveys inform the plan 2017-2021.", 0),
        ("On 16 November 2017 the plan 2017-2021 was read.", 0),
    ],
)
def test_evidence_is_older_than_the_plan_it_informs(sentence, warns):
    issues = found(draft_with(f"<p>{sentence}</p>"), "evidence-after-plan")

    assert len(issues) == warns
    assert all(issue.excerpt == "2017-2021" for issue in issues)
