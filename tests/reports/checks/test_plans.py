import pytest

from partnership.models import Partner, RelatedPlan
from priorities.models import CommissionersPlan, Objective, Priority
from tests.builders import a_partner, a_related_plan, an_objective
from tests.reports.checks.checking import draft_with, found
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db
NAMES = [
    "plan-has-ended",
    "plan-not-found",
    "commissioners-plan",
    "objective-unserved",
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

    assert [finding.what for finding in found(report, "plan-has-ended")] == [
        "1 related plan ended before the document: Old (2013-14 to 2015-16).",
        "1 related plan ends within 2016-17: Ending (2013-14 to 2016-17).",
    ]


def test_plan_without_address_and_end_warns(report):
    RelatedPlan.objects.update(last_year=None, url="")

    assert [finding.what for finding in found(report, "plan-not-found")] == [
        "1 related plan has no address: Plan for Lights.",
        "1 related plan does not say how long it holds: Plan for Lights (2016-17).",
    ]


def test_year_without_a_plan_of_the_commissioner_warns(report):
    CommissionersPlan.objects.update(to_year=YEAR - 1)

    (finding,) = found(report, "commissioners-plan")

    assert finding.what == "No plan of the Commissioner is known for 2016-17."


def test_plan_of_the_commissioner_that_ends_or_lacks_years_warns(report):
    CommissionersPlan.objects.update(from_year=None, to_year=YEAR)

    assert [finding.what for finding in found(report, "commissioners-plan")] == [
        "The Commissioner’s plan “Testshire Police and Crime Plan” ends with 2016-17.",
        "The Commissioner’s plan “Testshire Police and Crime Plan” lacks its first "
        "year.",
    ]


def test_plan_of_the_commissioner_that_is_not_listed_warns(report):
    RelatedPlan.objects.update(owner=None)

    (finding,) = found(report, "commissioners-plan")

    assert finding.what.endswith("is not among the related plans.")


def test_objective_that_no_priority_serves_warns(report):
    plan = CommissionersPlan.objects.get()
    an_objective(plan=plan, number=3, text="Listen")

    (finding,) = found(report, "objective-unserved")

    assert finding.what == (
        "No priority of 2016-17 serves objective 3, “Listen”, and nothing says why."
    )


def test_objective_left_unserved_with_a_reason_tells_it(report):
    plan = CommissionersPlan.objects.get()
    an_objective(plan=plan, number=3, text="Listen", unsupported_reason="All do it.")

    (finding,) = found(report, "objective-unserved")

    assert finding.what.endswith("The reason kept is: All do it.")


def test_priorities_that_name_no_objective_are_told_once(report):
    for row in Priority.objects.all():
        row.objectives.clear()

    (finding,) = found(report, "objective-unserved")

    assert finding.what.startswith("No priority of 2016-17 says which objective")
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
    findings = found(draft_with(f"<p>{sentence}</p>"), "evidence-after-plan")

    assert len(findings) == warns
    assert all(finding.excerpt == "16 November 2017" for finding in findings)
