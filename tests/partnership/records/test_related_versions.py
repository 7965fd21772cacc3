"""The history of a record and of its linked records."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from partnership.core.history import changes as history
from partnership.core.models.registry import RECORD_TYPES
from partnership.models import Area, Membership
from priorities.models import Measure, Objective, Priority, Strand
from tests import builders
from tests.partnership.records.helpers import change, posted, user_with_permissions
from tests.queries import assert_queries_do_not_grow

pytestmark = pytest.mark.django_db


def version_list(client, slug, row):
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


def test_history_of_a_priority_has_changes_of_strands_and_leads(officer):
    lead = builders.a_lead(partner=builders.a_partner(name="Testshire Police"))
    partner = builders.a_partner(name="Testshire Council")
    priority = lead.strand.priority

    change(
        officer,
        priority,
        **{
            "strands-0-outcome": "<p>Fewer thefts.</p>",
            "strands-0-leads-0-partner": partner.pk,
        },
    )

    newest = version_list(officer, "priorities", priority)[:2]
    assert newest == [
        ("Changed", "leads", [("Partner", "Testshire Police", "Testshire Council")]),
        ("Changed", "strands", [("Outcome", "None", "Fewer thefts.")]),
    ]
    page = officer.get(RECORD_TYPES["priorities"].history_url(priority.pk))
    assertContains(page, "Lead “Testshire Council”: changed by Alex Example")


def test_every_list_of_records_has_a_history():
    """Or a list would be empty if somebody restored the record."""
    lists = [
        field
        for record in RECORD_TYPES.values()
        for field in record.model._meta.many_to_many
        if field.remote_field.through._meta.auto_created
        and hasattr(record.model, "history")
    ]

    assert len(lists) > 5
    for field in lists:
        assert field.name in field.model._history_m2m_fields, field


def test_record_and_its_lists_have_one_version_for_each_time_they_are_saved(officer):
    place = RECORD_TYPES["areas"].add_url
    new = builders.an_area(name="Newshire")
    names = {"name": "Oldshire", "code": "oldshire", "kind": "district"}
    officer.post(place, posted(officer.get(place), successors=[new.pk], **names))
    area = Area.objects.get(code="oldshire")
    [created] = history.read(area.history.all())
    change(officer, area, name="Oldshire District", successors=[])

    versions = version_list(officer, "areas", area)

    assert (created.history_type, created.lists) == ("+", {"successors": [new.pk]})
    assert [(action, len(rows)) for action, _, rows in versions] == [
        ("Changed", 2),
        ("Created", 4),
    ]
    area.delete()
    key = [created.id, created.history_id]
    officer.post(reverse("records:restore", args=["areas", *key]))
    again = Area.objects.get(code="oldshire")
    assert (again.name, again.successors.get()) == ("Oldshire", new)
    assert again.history.count() == 4


def test_deleted_lead_is_in_the_history_and_can_be_restored(officer):
    lead = builders.a_lead(partner=builders.a_partner(name="Testshire Police"))
    priority = lead.strand.priority
    change(officer, priority, **{"strands-0-leads-0-DELETE": "on"})

    page = officer.get(RECORD_TYPES["priorities"].history_url(priority.pk))
    [(removed, _), (made, may), *_] = page.context["versions"]
    assert (removed.action, made.action, may) == ("Deleted", "Created", True)
    officer.post(
        reverse("records:restore", args=["leads", lead.pk, made.entry.history_id])
    )

    assert lead.strand.leads.get().partner.name == "Testshire Police"


def test_lead_of_a_deleted_strand_names_what_to_restore_first(officer):
    lead = builders.a_lead()
    entry = lead.history.first()
    lead.strand.delete()

    answer = officer.post(
        reverse("records:restore", args=["leads", lead.pk, entry.history_id])
    )

    assertContains(
        answer, "You must restore the strand it belongs to first.", status_code=409
    )


@pytest.mark.parametrize("is_deleted", [False, True])
def test_restoring_makes_no_ring_of_lists(is_deleted, officer):
    """Neither by its own list, nor by linking what listed a deleted record again."""
    one, other = builders.a_priority(), builders.a_priority()
    one.contributes_to.add(other)
    entry = one.history.first()
    one.contributes_to.clear()
    other.contributes_to.add(one)
    if is_deleted:
        one.delete()

    place = reverse("records:restore", args=["priorities", entry.id, entry.history_id])
    answer = officer.post(place)

    assertContains(answer, "leads back to this record", status_code=409)
    if is_deleted:
        assert list(Priority.objects.all()) == [other]
    else:
        assert list(one.contributes_to.all()) == []
        assert list(other.contributes_to.all()) == [one]


@pytest.mark.parametrize(
    ("slug", "build", "field"),
    [
        ("areas", builders.an_area, "parent"),
        ("groups", builders.a_group, "reports_to"),
        ("lines", builders.a_line, "parent"),
        ("measures", builders.a_measure, "part_of"),
        ("measures", builders.a_measure, "rate_of"),
        ("partners", builders.a_partner, "parent"),
        ("partnerships", builders.a_partnership, "county_partnership"),
    ],
)
def test_restoring_makes_no_ring_of_fields(slug, build, field, officer):
    one, other = build(), build()
    for row, value in ((one, other), (one, None), (other, one)):
        setattr(row, field, value)
        row.save()
    entry = one.history.all()[1]

    place = reverse("records:restore", args=[slug, entry.id, entry.history_id])
    answer = officer.post(place)

    assertContains(answer, "leads back to this record", status_code=409)
    one.refresh_from_db()
    assert getattr(one, field) is None


@pytest.mark.database
def test_deleted_record_is_restored_completely(officer):
    """With the rows below it, its lists, and what pointed at it."""
    lead = builders.a_lead()
    priority = lead.strand.priority
    objective = builders.an_objective()
    priority.objectives.add(objective)
    measure = builders.a_measure()
    line = builders.a_line()
    line.measures.add(measure)
    gone = builders.a_strand(priority=priority, order=2, title="Gone before")
    gone.delete()
    entry = priority.history.first()
    measure_entry = measure.history.first()
    priority.delete()
    Measure.objects.get().delete()

    place = reverse("records:restore", args=["priorities", entry.id, entry.history_id])
    page = officer.get(place)
    assertContains(page, "will also be restored")
    assertContains(page, "Strand: ")
    assertNotContains(page, "Gone before")
    officer.post(
        reverse(
            "records:restore", args=["measures", measure.pk, measure_entry.history_id]
        )
    )
    assert list(line.measures.all()) == [measure]
    officer.post(place)

    back = Priority.objects.get()
    assert list(back.objectives.all()) == [objective]
    assert back.strands.get().leads.get() == lead


def test_what_pointed_at_a_deleted_record_points_at_it_again(officer):
    priority = builders.a_priority()
    measure = builders.a_measure(priority_theme=priority)
    entry = priority.history.first()
    priority.delete()

    place = reverse("records:restore", args=["priorities", entry.id, entry.history_id])
    assertContains(officer.get(place), f"Measure: {measure}")
    officer.post(place)

    measure.refresh_from_db()
    assert measure.priority_theme_id == entry.id


def test_history_of_a_settlement_has_its_allocations(officer):
    row = builders.an_allocation(amount_gbp="1000.00")

    change(officer, row, amount_gbp="1,500")

    assert version_list(officer, "settlements", row.settlement)[0] == (
        "Changed",
        "allocations",
        [("Amount (£)", "£1,000", "£1,500")],
    )


def test_row_moved_to_another_parent_is_in_both_histories(officer):
    strand, other = builders.a_strand(), builders.a_priority()
    was = strand.priority

    change(officer, strand, priority=other.pk)
    change(officer, strand, title="Later words")

    slugs = [
        (action, slug) for action, slug, _ in version_list(officer, "priorities", was)
    ]
    assert ("Changed", "strands") in slugs
    assert len([one for one in slugs if one[1] == "strands"]) == 2
    assert Strand.objects.get().priority == other


def test_memberships_are_hidden_without_view_permission(client):
    membership = builders.a_membership(
        partner=builders.a_partner(name="Testshire Police")
    )
    client.force_login(user_with_permissions("view", slug="groups"))

    page = client.get(RECORD_TYPES["groups"].history_url(membership.group_id))

    assertNotContains(page, "Testshire Police")
    assert Membership.objects.exists()


def test_queries_do_not_grow_with_rows_below(officer):
    group = builders.a_group()
    page = RECORD_TYPES["groups"].history_url(group.pk)

    assert_queries_do_not_grow(
        lambda: officer.get(page), lambda: builders.a_membership(group=group), most=60
    )


def test_what_listed_rows_below_a_deleted_record_lists_them_again(officer):
    plan = builders.a_commissioners_plan()
    first, second = [builders.an_objective(plan=plan, number=n) for n in (1, 2)]
    first.replaces.add(second)
    later = builders.an_objective()
    later.replaces.add(first)
    priority = builders.a_priority()
    priority.objectives.add(first, second)
    entry = plan.history.first()
    keys = [first.pk, second.pk]
    plan.delete()

    place = reverse(
        "records:restore", args=["commissioners-plans", entry.id, entry.history_id]
    )
    assertContains(officer.get(place), f"Priority: {priority}", count=1)
    officer.post(place)

    assert sorted(priority.objectives.values_list("pk", flat=True)) == sorted(keys)
    assert [row.pk for row in later.replaces.all()] == keys[:1]
    assert [row.pk for row in Objective.objects.get(pk=keys[0]).replaces.all()] == [
        keys[1]
    ]
