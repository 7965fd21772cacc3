"""Preparing the next year: what goes on, as amended, in one go."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from pytest_django.asserts import assertContains

from funding.models import Allocation, Settlement
from priorities.models import Priority, PriorityLink, Strand
from tests import builders

pytestmark = pytest.mark.django_db

PLACE = "/staff/next-year/"


@pytest.fixture
def officer(client):
    user = builders.a_user()
    user.groups.add(Group.objects.get(name="officer"))
    client.force_login(user)
    return client


@pytest.fixture
def home():
    return builders.a_home_partnership()


def typed(page, **changed):
    rollover = page.context["rollover"]
    data = {}
    for form in [*rollover.priorities, *rollover.funds]:
        for bound in form:
            value = bound.value()
            data |= {bound.html_name: "on" if value is True else value} if value else {}
    return {k: v for k, v in (data | changed).items() if v is not None}


def test_carried_over_priority_is_a_new_linked_record(officer, home):
    earlier = builders.a_priority(
        partnership=home, from_year=2016, code="lights-2016", theme="Lights"
    )
    earlier.objectives.add(objective := builders.an_objective())
    strand = builders.a_strand(priority=earlier, outcome="<p>More light.</p>")
    lead = builders.a_lead(strand=strand)

    answer = officer.post(PLACE, typed(officer.get(PLACE)))

    later = Priority.objects.get(from_year=2017)
    own = {"from_year": "2017-18", "partnership": home.pk}
    assert answer.url == reverse("records:list", args=["priorities"], query=own)
    assert (later.code, later.title, later.theme) == (
        "lights-2017",
        earlier.title,
        "Lights",
    )
    assert list(later.objectives.all()) == [objective]
    assert PriorityLink.objects.get().kind == "continued"
    made = Strand.objects.get(priority=later)
    assert (made.outcome, made.progress_reason) == ("<p>More light.</p>", "not-yet-due")
    assert made.leads.get().partner == lead.partner
    assert later.history.first().history_change_reason == "Carried over from 2016-17"


def test_edited_wording_makes_the_link_reworded(officer, home):
    row = builders.a_priority(partnership=home, from_year=2016)

    officer.post(
        PLACE,
        typed(officer.get(PLACE), **{f"priority-{row.pk}-title": "More light"}),
    )

    assert Priority.objects.get(from_year=2017).title == "More light"
    assert PriorityLink.objects.get().kind == "reworded"


def test_unselected_rows_are_not_carried_over(officer, home):
    row = builders.a_priority(partnership=home, from_year=2016)

    officer.post(PLACE, typed(officer.get(PLACE), **{f"priority-{row.pk}-carry": None}))

    assert not Priority.objects.filter(from_year=2017).exists()


@pytest.mark.parametrize(
    ("amounts", "amount", "reason"),
    [("undecided", None, "not-yet-decided"), ("same", 300, "")],
)
def test_lines_are_carried_over_with_or_without_amounts(
    amounts, amount, reason, officer, home
):
    row = builders.a_settlement(partnership=home, year=2016)
    line = builders.a_line(fund=row.fund, partnership=home)
    builders.an_allocation(settlement=row, line=line, amount_gbp=300)
    page = officer.get(PLACE)
    assertContains(page, "Use the same amounts as 2016-17")

    officer.post(PLACE, typed(page, **{f"fund-{row.pk}-amounts": amounts}))

    made = Allocation.objects.get(settlement__year=2017)
    assert (made.line, made.amount_gbp, made.reason) == (line, amount, reason)
    assert Settlement.objects.get(year=2017).reason == reason


def test_nothing_is_carried_over_twice(officer, home):
    builders.a_priority(partnership=home, from_year=2016)
    builders.a_settlement(partnership=home, year=2016)
    officer.post(PLACE, typed(officer.get(PLACE)))

    page = officer.get(PLACE, {"year": "2016-17"})

    assertContains(page, "Everything from 2016-17 has already been carried over.")
    officer.post(f"{PLACE}?year=2016-17", {})
    assert Priority.objects.filter(from_year=2017).count() == 1


def test_one_invalid_row_saves_nothing(officer, home):
    builders.a_priority(partnership=home, from_year=2016, number=1)
    builders.a_priority(partnership=home, from_year=2016, number=2)
    builders.a_priority(partnership=home, from_year=2017, number=2)

    answer = officer.post(
        f"{PLACE}?year=2016-17", typed(officer.get(f"{PLACE}?year=2016-17"))
    )

    assertContains(answer, "There is a problem")
    assertContains(answer, "priority with this number in this year")
    assert Priority.objects.filter(from_year=2017).count() == 1


def test_memberships_that_end_are_listed(officer, home):
    builders.a_priority(partnership=home, from_year=2016)
    group = builders.a_group(partnership=home)
    seat = builders.a_membership(group=group, to_on="2017-03-31")

    page = officer.get(PLACE)

    assertContains(page, reverse("records:edit", args=["memberships", seat.pk]))


def test_empty_site_links_to_the_first_step(officer):
    assertContains(officer.get(PLACE), "There is nothing to carry over yet.")


def test_rollover_requires_permission_to_add_records(client, home):
    assert client.get(PLACE).status_code == 302
    client.force_login(builders.a_user())
    assert client.get(PLACE).status_code == 404
