"""Linked records at every level: adding, moving, removing and merging."""

# One module, because every test works on the same priority with parts and leads.

import datetime as dt
from itertools import count

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from partnership.core.models import AutosavedDraft
from partnership.core.models.registry import RECORD_TYPES
from partnership.core.records.forms import formsets
from partnership.core.values import calendar
from priorities.models import Lead, Observation, Strand
from priorities.records.measures import MAX_ROWS
from tests import builders
from tests.partnership.records.helpers import (
    change,
    conflict,
    joined,
    place,
    posted,
    sent,
)
from tests.queries import assert_queries_do_not_grow

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return builders.a_lead(partner=builders.a_partner(name="Testshire Police"))


def new_part(**leads):
    """A part with a lead, as a browser sends it for a priority without parts."""
    return {
        "strands-TOTAL_FORMS": "1",
        "strands-0-order": "1",
        "strands-0-title": "Lights",
        "strands-0-leads-TOTAL_FORMS": "1",
        "strands-0-leads-INITIAL_FORMS": "0",
        "strands-0-leads-0-order": "1",
        "strands-0-leads-0-role": "lead",
    } | leads


# Too many for a page


@pytest.fixture
def measure():
    return builders.a_measure(name="Thefts")


def months(measure, number):
    area = builders.an_area()
    periods = [
        calendar.period_at("month", dt.date(2000 + n // 12, n % 12 + 1, 1))
        for n in range(number)
    ]
    rows = [Observation(measure=measure, area=area, value=n) for n in range(number)]
    for row, period in zip(rows, periods, strict=True):
        row.period = period
    return Observation.objects.bulk_create(rows)


def test_more_figures_than_a_page_takes_are_edited_in_their_list(officer, measure):
    months(measure, MAX_ROWS + 1)
    record = RECORD_TYPES["measures"]

    page = officer.get(record.edit_url(measure.pk))
    answer = officer.post(record.edit_url(measure.pk), posted(page, name="Robberies"))

    [(inline, address)] = page.context["record_form"].long_lists
    assert inline.model is Observation
    assertContains(page, f'href="{address}"')
    assert answer.status_code == 302
    assertContains(officer.get(address), f"{MAX_ROWS + 1} figures")
    measure.refresh_from_db()
    assert (measure.name, measure.observations.count()) == ("Robberies", MAX_ROWS + 1)


def test_figures_that_a_page_had_are_saved_however_many_there_are_by_then(
    officer, measure, monkeypatch
):
    months(measure, 2)
    place = RECORD_TYPES["measures"].edit_url(measure.pk)
    page = officer.get(place)
    monkeypatch.setattr(formsets, "has_too_many_rows", lambda record, inline, row: True)

    answer = officer.post(place, posted(page, **{"observations-0-value": "77"}))

    assert answer.status_code == 302
    assert sorted(row.value for row in measure.observations.all())[-1] == 77
    assert measure.observations.count() == 2


# Adding


@pytest.mark.database
def test_strand_and_its_lead_are_added_on_the_page_of_the_priority(officer):
    priority, partner = builders.a_priority(), builders.a_partner()

    answer = change(
        officer, priority, **new_part(**{"strands-0-leads-0-partner": partner.pk})
    )

    assert answer.status_code == 302
    lead = Lead.objects.get()
    assert (lead.strand.priority, lead.strand.title) == (priority, "Lights")
    assert (lead.partner, lead.order) == (partner, 1)


def test_new_priority_is_saved_with_its_strand_and_lead(officer):
    partnership, partner = builders.a_partnership(), builders.a_partner()
    page = officer.get(RECORD_TYPES["priorities"].add_url)

    officer.post(
        RECORD_TYPES["priorities"].add_url,
        posted(
            page,
            title="Safer streets",
            code="safer-streets",
            partnership=partnership.pk,
            from_year="2016-17",
            to_year="2016-17",
            number="1",
            **new_part(**{"strands-0-leads-0-partner": partner.pk}),
        ),
    )

    assert Lead.objects.get().strand.priority.title == "Safer streets"


def test_lead_alone_creates_its_strand(officer):
    priority, partner = builders.a_priority(), builders.a_partner()
    part = new_part(**{"strands-0-leads-0-partner": partner.pk, "strands-0-title": ""})

    change(officer, priority, **part)

    assert Lead.objects.get().strand.order == 1


def test_empty_new_strand_is_not_saved(officer):
    priority = builders.a_priority()

    answer = change(officer, priority, **new_part(**{"strands-0-title": ""}))

    assert answer.status_code == 302
    assert not Strand.objects.exists()


def test_without_javascript_a_lead_is_added_by_a_button(officer, lead):
    priority = lead.strand.priority

    larger = change(officer, priority, **{"add-strands-0-leads": "1"}, title="Typed")

    assertContains(larger, 'name="strands-0-leads-1-order" value="2"')
    assertContains(larger, "Typed")
    assertNotContains(larger, "There is a problem")
    assert Lead.objects.count() == 1


def test_without_javascript_a_new_strand_has_a_lead(officer):
    priority = builders.a_priority()

    larger = change(officer, priority, **{"add-strands": "1"})

    assertContains(larger, 'name="add-strands-0-leads"')


# Errors


def test_error_of_a_lead_is_shown_at_its_field_and_linked(officer, lead):
    group = builders.a_group()

    answer = change(
        officer, lead.strand.priority, **{"strands-0-leads-0-group": group.pk}
    )

    assertContains(answer, 'id="id_strands-0-leads-0-partner_error"', status_code=422)
    assertContains(answer, 'href="#id_strands-0-leads-0-partner"', status_code=422)
    [(words, _)] = answer.context["problems"]
    assert words.startswith("Delivery plan, row 1: Leads, row 1: Partner: ")


def test_number_taken_meanwhile_is_an_error_at_its_field(officer):
    priority = builders.a_priority()
    mine = posted(officer.get(place(priority)), **new_part())
    builders.a_strand(priority=priority, order=1)

    answer = officer.post(place(priority), mine)

    assertContains(
        answer, "The priority already has a strand with this number", status_code=422
    )
    assertContains(answer, 'id="id_strands-0-order_error"', status_code=422)


# Moving


def test_strands_change_places(officer):
    first = builders.a_strand(title="First")
    builders.a_strand(priority=first.priority, order=2, title="Second")

    answer = change(
        officer, first.priority, **{"strands-0-order": "2", "strands-1-order": "1"}
    )

    assert answer.status_code == 302
    assert list(Strand.objects.values_list("title", "order").order_by("order")) == [
        ("Second", 1),
        ("First", 2),
    ]


def test_strand_takes_the_number_of_one_that_is_removed(officer):
    first = builders.a_strand(title="First")
    builders.a_strand(priority=first.priority, order=2, title="Second")

    change(
        officer, first.priority, **{"strands-0-DELETE": "on", "strands-1-order": "1"}
    )

    assert Strand.objects.get().title == "Second"
    assert Strand.objects.get().order == 1


def test_without_javascript_a_strand_is_moved_by_a_button(officer):
    first = builders.a_strand(title="First part of all")
    builders.a_strand(priority=first.priority, order=2, title="Second part of all")

    moved = change(officer, first.priority, **{"move-strands": "strands-1-up"})

    shown = moved.content.decode()
    assert shown.index("Second part of all</") < shown.index("First part of all</")
    assertContains(moved, 'name="strands-0-order" value="2"')
    assertContains(moved, 'name="strands-1-order" value="1"')
    first.refresh_from_db()
    assert first.order == 1


@pytest.mark.parametrize("asked", ["strands-0-up", "strands-9-down", "x", "-up"])
def test_impossible_move_changes_nothing(asked, officer):
    strand = builders.a_strand()

    moved = change(officer, strand.priority, **{"move-strands": asked})

    assertContains(moved, 'name="strands-0-order" value="1"')


def test_move_in_the_history_is_one_change_of_each(officer):
    first = builders.a_strand()
    second = builders.a_strand(priority=first.priority, order=2)

    change(officer, first.priority, **{"strands-0-order": "2", "strands-1-order": "1"})

    assert [e.order for e in first.history.all()] == [2, 1]
    assert [e.order for e in second.history.all()] == [1, 2]


# Removing


def test_removing_a_strand_lists_what_will_also_be_deleted(officer, lead):
    priority = lead.strand.priority

    asked = change(officer, priority, title="Typed too", **{"strands-0-DELETE": "on"})

    assertContains(asked, "These will also be deleted")
    assertContains(asked, "Lead: Testshire Police")
    assert Strand.objects.exists()
    assert AutosavedDraft.objects.get(user=officer.user).data["title"] == ["Typed too"]


def test_removing_continues_after_the_confirmation(officer, lead):
    priority = lead.strand.priority
    asked = change(officer, priority, title="Typed too", **{"strands-0-DELETE": "on"})
    [removal] = asked.context["deletions"]

    officer.post(place(priority), sent(asked) | {"removed": removal.key})

    assert not Strand.objects.exists()
    priority.refresh_from_db()
    assert priority.title == "Typed too"
    assert not AutosavedDraft.objects.exists()


def test_going_back_from_the_question_shows_what_was_typed(officer, lead):
    priority = lead.strand.priority
    change(officer, priority, title="Typed too", **{"strands-0-DELETE": "on"})

    assertContains(officer.get(place(priority), {"draft": "1"}), "Typed too")


@pytest.mark.database
def test_removing_a_row_without_linked_records_needs_no_confirmation(officer, lead):
    answer = change(officer, lead.strand.priority, **{"strands-0-leads-0-DELETE": "on"})

    assert answer.status_code == 302
    assert not Lead.objects.exists()


def test_row_in_use_is_not_removed_and_has_an_error(officer):
    plan = builders.a_commissioners_plan()
    objective = builders.an_objective(plan=plan, code="lights")
    builders.an_edition(
        content={"title": "Testshire", "document": {"figures": ["lights"]}}
    )

    answer = change(officer, plan, **{"objectives-0-DELETE": "on"})

    assertContains(
        answer, "You cannot remove this while it is linked to ", status_code=422
    )
    assertContains(answer, 'id="id_objectives-0-DELETE_error"', status_code=422)
    assert type(objective).objects.filter(pk=objective.pk).exists()


# Two people


def test_lead_that_both_changed_is_asked_about(officer, other, lead):
    priority = lead.strand.priority
    mine, theirs = builders.a_partner(name="Mine"), builders.a_partner(name="Theirs")
    box = "strands-0-leads-0-partner"

    answer = conflict(officer, other, priority, {box: mine.pk}, {box: theirs.pk})

    assert answer.status_code == 409
    [clash] = answer.context["comparison"].clashes
    assert (clash.theirs, clash.mine) == ("Theirs", "Mine")
    officer.post(place(priority), joined(answer) | {f"choose-{clash.key}": "mine"})
    assert Lead.objects.get().partner == mine


def test_outcome_of_one_user_and_lead_of_the_other_are_both_saved(officer, other, lead):
    priority, theirs = lead.strand.priority, builders.a_partner(name="Theirs")
    answer = conflict(
        officer,
        other,
        priority,
        {"strands-0-title": "Lights"},
        {"strands-0-leads-0-partner": theirs.pk},
    )

    officer.post(place(priority), joined(answer))

    assert Lead.objects.get().partner == theirs
    assert Strand.objects.get().title == "Lights"


@pytest.mark.database
def test_strand_removed_by_another_user_is_restored_if_changed(officer, other, lead):
    priority = lead.strand.priority
    data = posted(officer.get(place(priority)), **{"strands-0-title": "Lights"})
    lead.strand.delete()

    answer = officer.post(place(priority), data)
    officer.post(place(priority), joined(answer))

    found = Lead.objects.get()
    assert found.strand.title == "Lights"
    assert found.partner == lead.partner


def test_strand_is_restored_for_a_change_in_its_lead(officer, other, lead):
    priority, mine = lead.strand.priority, builders.a_partner(name="Mine")
    data = posted(
        officer.get(place(priority)), **{"strands-0-leads-0-partner": mine.pk}
    )
    lead.strand.delete()

    officer.post(place(priority), joined(officer.post(place(priority), data)))

    assert Lead.objects.get().partner == mine


def test_strand_removed_by_another_user_stays_removed_if_unchanged(
    officer, other, lead
):
    priority = lead.strand.priority
    data = posted(officer.get(place(priority)), theme="Lights")
    lead.strand.delete()

    officer.post(place(priority), joined(officer.post(place(priority), data)))

    assert not Strand.objects.exists()
    priority.refresh_from_db()
    assert priority.theme == "Lights"


# Words kept, rights, speed


def test_draft_of_a_new_lead_is_restored(officer):
    priority, partner = builders.a_priority(), builders.a_partner()
    typed = new_part(**{"strands-0-leads-0-partner": partner.pk})
    data = posted(officer.get(place(priority)), **typed)

    officer.post(reverse("records:save_draft"), data | {"place": place(priority)})

    back = officer.get(place(priority), {"draft": "1"})
    assertContains(back, "Lights")
    [formset] = [
        f
        for f in back.context["record_form"].all_formsets()
        if f.inline_rows.prefix == "leads"
    ]
    assert formset.forms[0]["partner"].value() == str(partner.pk)


def test_user_without_permission_is_offered_no_leads(client, lead):
    from tests.partnership.records.helpers import user_with_permissions

    user = user_with_permissions("view", "change", slug="priorities")
    some = user_with_permissions("add", "change", "delete", slug="strands")
    user.user_permissions.add(*some.user_permissions.all())
    client.force_login(user)

    page = client.get(place(lead.strand.priority))

    assertContains(page, 'name="add-strands"')
    assertNotContains(page, "Who leads</h3>")


def test_queries_do_not_grow_with_strands_and_leads(officer):
    priority = builders.a_priority()
    orders = count(1)

    def add():
        strand = builders.a_strand(priority=priority, order=next(orders))
        builders.a_lead(strand=strand, order=1)
        builders.a_lead(strand=strand, order=2)

    assert_queries_do_not_grow(lambda: officer.get(place(priority)), add)


def test_blank_row_for_the_script_leaves_the_places_below_it_open(officer):
    shown = officer.get(place(builders.a_priority())).content.decode()

    assert 'name="strands-__prefix__-leads-__prefix__-partner"' in shown
    assert 'name="strands-__prefix__-leads-TOTAL_FORMS"' in shown


# What no browser sends


@pytest.mark.parametrize(
    "number", ["abc", "-1", "²", pytest.param("99999999999", marks=pytest.mark.long)]
)
def test_wrong_number_of_rows_does_not_break_the_page(number, officer, lead):
    priority = lead.strand.priority
    data = posted(officer.get(place(priority)))
    more = {"add-strands": "1", "strands-TOTAL_FORMS": number}

    assert officer.post(place(priority), data | more).status_code == 200
    lead.strand.delete()
    for name in ["strands-TOTAL_FORMS", "strands-INITIAL_FORMS"]:
        answer = officer.post(place(priority), data | {name: number})
        assert answer.status_code in {409, 422}
    below = {"strands-0-leads-TOTAL_FORMS": number}
    assert officer.post(place(priority), data | below).status_code in {409, 422}


def test_removing_a_row_that_was_deleted_does_not_break_the_page(officer, lead):
    priority = lead.strand.priority
    data = posted(officer.get(place(priority)), began="", **{"strands-0-DELETE": "on"})
    lead.strand.delete()

    assert officer.post(place(priority), data).status_code == 302


@pytest.mark.parametrize("key", ["²", "9" * 30, "x"])
def test_new_row_begins_empty_where_its_address_names_nothing(key, officer):
    address = RECORD_TYPES["priorities"].add_url

    assert officer.get(address, {"partnership": key}).status_code == 200
