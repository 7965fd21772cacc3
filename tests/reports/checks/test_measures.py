import pytest

from partnership.models import Partner
from priorities.models import Lead, Priority
from tests.builders import a_measure, a_partner, a_report, a_strand
from tests.reports.checks.checking import found
from tests.reports.testshire import YEAR

pytestmark = pytest.mark.django_db
THEME = "Measures of success 2016-19"


@pytest.fixture
def summary(home):
    """A summary of strategies whose two priorities have a measure each."""
    for code in ("priority-1", "priority-2"):
        a_success(f"Burglaries {code}", code, desired_direction="down")
    return a_report(
        document_type="strategy-summary", partnership=home, period="2016-19", year=YEAR
    )


def a_success(name, code="priority-1", **kwargs):
    priority = Priority.objects.get(code=code) if code else None
    return a_measure(name=name, theme=THEME, priority_theme=priority, **kwargs)


@pytest.mark.parametrize("name", ["priority-not-linked", "measure-choice"])
def test_sound_measures_pass_in_silence(summary, name):
    assert found(summary, name) == []


def test_more_reports_and_fewer_crimes_warn(summary):
    a_success("Thefts reported to the police", desired_direction="up")

    (issue,) = found(summary, "measure-choice")

    assert issue.message == (
        "“Fewer thefts” aims for more: Thefts reported to the police. And fewer: "
        "Burglaries priority-1."
    )


def test_measure_that_counts_the_work_warns(summary):
    priority = Priority.objects.get(code="priority-1")
    a_strand(priority=priority, order=2, title="More night patrols in the parks")
    a_success("Night patrols", desired_direction="up")

    (issue,) = found(summary, "measure-choice")

    assert issue.message == (
        "“Night patrols” counts the activity “More night patrols in the parks”, not "
        "its outcome."
    )


@pytest.mark.parametrize(
    ("leader", "warns"), [("Youth Team", True), ("Probation", False)]
)
def test_adults_want_a_lead_of_their_own(home, leader, warns):
    priority = Priority.objects.get(code="priority-1")
    a_measure(name="Adult reoffending", priority_theme=priority)
    partner = a_partner(name=leader, kind=Partner.Kind.SERVICE)
    Lead.objects.filter(strand__priority=priority).update(
        partnership=None, partner=partner
    )

    issues = found(home.reports.get(), "priority-lead")

    message = (
        "“Fewer thefts” is measured by Adult reoffending, but its only lead is Youth "
        "Team."
    )
    assert [issue.message for issue in issues] == [message] * warns
