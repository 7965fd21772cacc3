import pytest

from priorities.models import CommissionersPlan
from tests.builders import a_priority, a_recommendation, an_objective
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db
TITLE = "Protect those at risk of abuse and exploitation"


def with_priority(body):
    report = draft_with(body)
    a_priority(partnership=report.partnership, number=3, title=TITLE)
    return report


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>Protect people at risk of abuse and exploitation</li></ul>",
        "<p>We chose “Protect those at risk from abuse or exploitation”.</p>",
        "<p>We agreed: fewer fires; protect all at risk of abuse and exploitation.</p>",
        "<h3>Protecting people from abuse and exploitation</h3>",
    ],
)
def test_a_priority_in_almost_its_own_wording_is_found(body):
    (issue,) = found(with_priority(body), "agreed-wording")

    assert issue.replacement == TITLE


@pytest.mark.parametrize(
    "body",
    [
        f"<ul><li>{TITLE}</li></ul>",
        f"<ul><li>{TITLE.upper()}.</li></ul>",
        f"<p>Our aim, {TITLE.lower()}, is an old one.</p>",
        "<p>Abuse and exploitation are risks that nobody should have to live with.</p>",
        "<ul><li>Safer streets at night</li></ul>",
    ],
)
def test_the_agreed_wording_and_other_thoughts_pass(body):
    assert found(with_priority(body), "agreed-wording") == []


def test_wording_of_another_year_is_not_a_near_miss():
    report = with_priority("<ul><li>Protect all at risk of exploitation</li></ul>")
    a_priority(
        partnership=report.partnership,
        from_year=report.year + 1,
        title="Protect all at risk of exploitation",
    )

    assert found(report, "agreed-wording") == []


def test_an_objective_in_almost_its_own_wording_is_found():
    report = draft_with("<p>“Protect the public from organised crime and terror”.</p>")
    plan = CommissionersPlan.objects.get()
    text = "Protect the public from organised crime and terrorism"
    an_objective(plan=plan, number=9, text=text)

    (issue,) = found(report, "agreed-wording")

    assert issue.replacement == text


def test_a_recommendation_reported_once_passes():
    report = draft_with("<p>The lamps of the county are many.</p>")
    a_recommendation(report=report, text="To note the lamps of the county and pay")

    assert found(report, "repeated-text") == []
