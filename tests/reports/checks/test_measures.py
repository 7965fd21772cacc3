import pytest

from partnership.models import Partner
from priorities.models import Lead, Priority
from tests.builders import a_measure, a_partner, a_report, a_strand
from tests.reports.checks.checking import found
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db
THEME = "Measures of success 2016-19"


@pytest.fixture
def home():
    return a_testshire_report().partnership


@pytest.fixture
def summary(home):
    """A summary of strategies whose two priorities have a measure each."""
    for code in ("priority-1", "priority-2"):
        a_success(f"Burglaries {code}", code, desired_direction="down")
    return a_report(
        kind="strategy-summary", partnership=home, period="2016-19", year=YEAR
    )


def a_success(name, code="priority-1", **kwargs):
    priority = Priority.objects.get(code=code) if code else None
    return a_measure(name=name, theme=THEME, priority_theme=priority, **kwargs)


@pytest.mark.parametrize(
    "name",
    ["measure-without-priority", "measures-against-each-other", "output-not-outcome"],
)
def test_sound_measures_pass_in_silence(summary, name):
    assert found(summary, name) == []


def test_measure_of_no_priority_warns(summary):
    a_success("Criminal damage", code=None)

    (finding,) = found(summary, "measure-without-priority")

    assert finding.what == (
        "1 measure of success belongs to no priority: Criminal damage."
    )


def test_priority_without_a_measure_warns(summary):
    Priority.objects.get(code="priority-2").measures.all().delete()

    (finding,) = found(summary, "measure-without-priority")

    assert finding.what == "No measure of success belongs to Brighter lights."


def test_more_reports_and_fewer_crimes_warn(summary):
    a_success("Thefts reported to the police", desired_direction="up")

    (finding,) = found(summary, "measures-against-each-other")

    assert finding.what == (
        "“Fewer thefts” wants more of: Thefts reported to the police; and fewer of: "
        "Burglaries priority-1."
    )


def test_measure_that_counts_the_work_warns(summary):
    priority = Priority.objects.get(code="priority-1")
    a_strand(priority=priority, order=2, title="More night patrols in the parks")
    a_success("Night patrols", desired_direction="up")

    (finding,) = found(summary, "output-not-outcome")

    assert finding.what == (
        "“Night patrols” counts what “More night patrols in the parks” does, not what "
        "comes of it."
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

    findings = found(home.reports.get(), "adults-without-lead")

    told = "“Fewer thefts” is measured by Adult reoffending, and only Youth Team leads"
    assert [finding.what for finding in findings] == [f"{told} on it."] * warns
