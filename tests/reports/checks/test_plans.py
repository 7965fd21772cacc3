import pytest

from partnership.models import Partner, RelatedPlan
from priorities.models import CommissionersPlan, Objective, Priority
from tests.builders import (
    a_commissioners_plan,
    a_partner,
    a_related_plan,
    an_area,
    an_objective,
)
from tests.reports.checks.checking import draft_with, found
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db
NAMES = ["plan-not-in-force", "plan-incomplete", "priority-not-linked"]


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
def test_sound_plans_report_nothing(report, name):
    assert found(report, name) == []


def test_plan_without_address_and_end_warns(report):
    RelatedPlan.objects.update(last_year=None, url="")

    assert [issue.message for issue in found(report, "plan-incomplete")] == [
        "1 related plan with no web address: Plan for Lights. 1 related plan with no "
        "last year: Plan for Lights (2016-17)."
    ]


def test_plan_of_the_commissioner_that_ends_or_lacks_years_warns(report):
    CommissionersPlan.objects.update(from_year=None, to_year=YEAR)
    a_commissioners_plan(area=an_area(), from_year=YEAR + 1, to_year=YEAR + 4)

    (issue,) = found(report, "plan-incomplete")

    assert issue.message == (
        "The Commissioner’s plan “Testshire Police and Crime Plan” ends in 2016-17 "
        "with no plan to follow it and has no first year."
    )
    assert issue.hint == "Add the plan that follows it. Enter its years."


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
    ("typed", "count"),
    [
        *(("2013-17", 1), ("2012-2018", 1), ("(2014-18)", 1)),
        *(("2012-17", 0), ("2012-2017", 0), ("(2012 - 2017)", 0), ("of 2012", 0)),
    ],
)
def test_a_plan_with_other_years_than_its_record_is_found(typed, count):
    title = "Testshire Lamp Strategy"
    a_related_plan(title=title, year_kind="calendar", first_year=2012, last_year=2017)

    issues = found(
        draft_with(f"<p>The {title} {typed} is ours.</p>"), "plan-not-in-force"
    )

    assert len(issues) == count
    assert all("2012-2017" in issue.message for issue in issues)
