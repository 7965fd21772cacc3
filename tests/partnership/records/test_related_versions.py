"""The history of a row tells of the rows that belong to it, and brings them back."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from partnership.core.models.registry import RECORD_TYPES
from partnership.models import Membership
from priorities.models import Strand
from tests import builders
from tests.partnership.records.helpers import posted, somebody_who_may

pytestmark = pytest.mark.django_db


def change(client, slug, row, **fields):
    place = RECORD_TYPES[slug].edit_url(row.pk)
    answer = client.post(place, posted(client.get(place), **fields))
    assert answer.status_code == 302, answer.context["problems"]


def told(client, slug, row):
    """Deed, name and what changed of each version, newest first."""
    page = client.get(RECORD_TYPES[slug].history_url(row.pk))
    return [
        (
            one.action,
            one.record.slug,
            [(c.label, c.before, c.after) for c in one.changes],
        )
        for one, _ in page.context["versions"]
    ]


def test_priority_tells_what_changed_in_its_part_and_its_lead(officer):
    lead = builders.a_lead(partner=builders.a_partner(name="Testshire Police"))
    partner = builders.a_partner(name="Testshire Council")
    priority = lead.strand.priority

    change(
        officer,
        "priorities",
        priority,
        **{
            "strands-0-outcome": "<p>Fewer thefts.</p>",
            "strands-0-leads-0-partner": partner.pk,
        },
    )

    newest = told(officer, "priorities", priority)[:2]
    assert newest == [
        ("Changed", "leads", [("Partner", "Testshire Police", "Testshire Council")]),
        ("Changed", "strands", [("Outcome", "None", "Fewer thefts.")]),
    ]
    page = officer.get(RECORD_TYPES["priorities"].history_url(priority.pk))
    assertContains(page, "Lead “Testshire Council”: changed by Alex Example")


def test_removed_lead_is_told_and_can_be_brought_back(officer):
    lead = builders.a_lead(partner=builders.a_partner(name="Testshire Police"))
    priority = lead.strand.priority
    change(officer, "priorities", priority, **{"strands-0-leads-0-DELETE": "on"})

    page = officer.get(RECORD_TYPES["priorities"].history_url(priority.pk))
    [(removed, _), (made, may), *_] = page.context["versions"]
    assert (removed.action, made.action, may) == ("Deleted", "Created", True)
    officer.post(
        reverse("records:restore", args=["leads", lead.pk, made.entry.history_id])
    )

    assert lead.strand.leads.get().partner.name == "Testshire Police"


def test_lead_of_a_part_that_is_gone_says_what_to_bring_back_first(officer):
    lead = builders.a_lead()
    entry = lead.history.first()
    lead.strand.delete()

    answer = officer.post(
        reverse("records:restore", args=["leads", lead.pk, entry.history_id])
    )

    assertContains(
        answer,
        "You must restore the part of a priority it belongs to first.",
        status_code=409,
    )


def test_group_tells_of_its_members(officer):
    seat = builders.a_membership()

    change(officer, "groups", seat.group, **{"memberships-0-seat": "2"})

    assert told(officer, "groups", seat.group)[0] == (
        "Changed",
        "memberships",
        [("Member number", "1", "2")],
    )


def test_settlement_tells_of_its_lines(officer):
    row = builders.an_allocation(amount_gbp="1000.00")

    change(officer, "allocations", row, amount_gbp="1,500")

    assert told(officer, "settlements", row.settlement)[0] == (
        "Changed",
        "allocations",
        [("Amount (£)", "£1,000", "£1,500")],
    )


def test_row_that_moved_to_another_parent_is_told_by_both(officer):
    strand, other = builders.a_strand(), builders.a_priority()
    was = strand.priority

    change(officer, "strands", strand, priority=other.pk)
    change(officer, "strands", strand, title="Later words")

    slugs = [(deed, slug) for deed, slug, _ in told(officer, "priorities", was)]
    assert ("Changed", "strands") in slugs
    assert len([one for one in slugs if one[1] == "strands"]) == 2
    assert Strand.objects.get().priority == other


def test_who_may_not_see_members_is_told_nothing_of_them(client):
    seat = builders.a_membership(partner=builders.a_partner(name="Testshire Police"))
    client.force_login(somebody_who_may("view", slug="groups"))

    page = client.get(RECORD_TYPES["groups"].history_url(seat.group_id))

    assertNotContains(page, "Testshire Police")
    assert Membership.objects.exists()


def test_queries_do_not_grow_with_rows_below(officer, django_assert_max_num_queries):
    group = builders.a_group()

    def queries():
        with django_assert_max_num_queries(60) as counted:
            officer.get(RECORD_TYPES["groups"].history_url(group.pk))
        return len(counted)

    builders.a_membership(group=group)
    one = queries()
    builders.a_membership(group=group), builders.a_membership(group=group)
    assert queries() == one
