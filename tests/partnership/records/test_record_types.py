"""Every record type: its list, form, permissions, downloads and history."""

import io

import pytest
from django.urls import reverse
from django.utils.html import escape
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains

from partnership.core.imports.ambiguity import Choices
from partnership.core.imports.previews import preview
from partnership.core.models.natural_keys import tracked_models
from partnership.core.models.registry import BY_MODEL, RECORD_TYPES, record_type_of
from tests import builders
from tests.partnership.records.helpers import (
    EVERY,
    FEW,
    FEW_UNLESS_LONG,
    an_officer,
    build,
    posted,
    user_with_permissions,
)
from tests.queries import assert_queries_do_not_grow
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

APPS = ["partnership", "priorities", "funding", "reports"]
# Models that are no record types, with the pages where they are created and changed.
ELSEWHERE = {
    "User": "accounts:users",
    "Edition": "documents:publish",
    "Withdrawal": "documents:publish",
    "Reviewer": "documents:review",
    "ReviewComment": "documents:review",
    "ScheduledPublication": "documents:publish",
    "DraftPdf": "documents:pdf",
    "AcceptedWarning": "documents:check_results",
    "ReportedWarning": "documents:check_results",
    "CheckSetting": "documents:checks",
    "Subscription": "staff:followers",
    "Announcement": "staff:followers",
}
MODELS = [model for app in APPS for model in tracked_models(app)]
PROPERTIES = {"years_label", "period_label"}


def test_staff_area_covers_every_model():
    """The tests below, and those of imports, open the pages of each record type."""
    missing = {model.__name__ for model in MODELS} - {m.__name__ for m in BY_MODEL}

    assert missing == set(ELSEWHERE)


@pytest.mark.parametrize("name", sorted(set(ELSEWHERE.values())))
def test_other_models_have_pages_of_their_own(name, client):
    of_document = name.startswith("documents:") and name != "documents:checks"
    args = [a_testshire_report().pk] if of_document else []
    user = builders.a_user(is_superuser=True)
    client.force_login(user)

    assert client.get(reverse(name, args=args)).status_code == 200


@EVERY
def test_form_offers_every_column_that_is_typed(slug):
    record = RECORD_TYPES[slug]
    meta = record.model._meta
    typed = {f.name for f in meta.concrete_fields if f.editable and not f.primary_key}
    typed |= {
        f.name for f in meta.many_to_many if f.remote_field.through._meta.auto_created
    }

    # A document's state moves by review and publishing.
    assert set(record.field_names) == typed - (
        {"status"} if slug == "documents" else set()
    )


@EVERY
def test_pages_open_without_a_link_to_djangos_admin(slug, officer):
    """So does the form; see below."""
    row, record = build(slug), RECORD_TYPES[slug]

    addresses = [record.list_url, record.add_url, record.history_url(row.pk)]
    pages = [officer.get(address) for address in addresses]
    for page in pages:
        # Records have one administration.
        assertNotContains(page, "/admin/")
    shown = pages[0].content.decode()
    for address in (record.import_url, reverse("records:imports")):
        assert f'href="{address}"' in shown
    assert record.edit_url(row.pk) in shown
    assert f"<h1>{escape(record.title)}</h1>" in shown


@EVERY
def test_empty_list_suggests_a_first_step(slug, officer):
    record = RECORD_TYPES[slug]
    record.model._default_manager.all().delete()

    shown = officer.get(record.list_url).content.decode()

    assert escape(f"No {record.plural} yet. {record.empty_text}") in shown
    assert record.add_url in shown


@FEW_UNLESS_LONG
def test_search_that_finds_nothing_offers_to_clear_the_filters(slug, officer):
    build(slug)

    shown = officer.get(RECORD_TYPES[slug].list_url, {"q": "zyzzyva"}).content.decode()

    assert "match your filters." in shown and "Clear filters" in shown


@EVERY
def test_saving_a_form_as_it_was_changes_nothing(slug, officer):
    row, record = build(slug), RECORD_TYPES[slug]
    versions = row.history.count()
    before = record.model._default_manager.filter(pk=row.pk).values().get()

    page = officer.get(record.edit_url(row.pk))
    response = officer.post(record.edit_url(row.pk), posted(page))

    assertNotContains(page, "/admin/")
    assert response.status_code == 302, response.context["problems"]
    assert record.model._default_manager.filter(pk=row.pk).values().get() == before
    assert row.history.count() == versions


@FEW_UNLESS_LONG
def test_queries_of_a_list_do_not_grow_with_its_rows(slug, officer):
    record = RECORD_TYPES[slug]
    filters = {f: "" for f in record.listing.filters}

    assert_queries_do_not_grow(
        lambda: officer.get(record.list_url, filters), lambda: build(slug), most=60
    )


@FEW_UNLESS_LONG
def test_queries_of_a_form_do_not_grow_with_other_rows(slug, officer):
    page = RECORD_TYPES[slug].edit_url(build(slug).pk)

    assert_queries_do_not_grow(lambda: officer.get(page), lambda: build(slug), most=100)


@FEW_UNLESS_LONG
def test_every_column_sorts_both_ways(slug, officer):
    record = RECORD_TYPES[slug]
    for _ in range(3):
        build(slug)
    paths = {"period": "ends_on"} | record.listing.order_by
    for column in set(record.listing.columns) - (PROPERTIES - set(paths)):
        path = paths.get(column, column)
        for sign, direction in [("", "ascending"), ("-", "descending")]:
            asked = f"{sign}{column.replace('__', '_of_')}"
            page = officer.get(record.list_url, {"sort": asked})
            wanted = record.model._default_manager.order_by(f"{sign}{path}", "pk")

            assert f'aria-sort="{direction}"' in page.content.decode(), asked
            shown = [row.record for row in page.context["table"].page.object_list]
            assert shown == list(wanted)


@EVERY
def test_list_is_downloaded_as_an_import_reads_it(slug, officer):
    build(slug)
    record = RECORD_TYPES[slug]

    for extension in ["csv", "ods", "xlsx"] if slug in FEW else ["xlsx"]:
        response = officer.get(reverse("records:export", args=[slug, extension]))
        assert response.status_code == 200
        assert f'filename="{slug}.{extension}"' in response["Content-Disposition"]
        reading = preview.Reading(
            record, response.content, Choices(), file_name=f"{slug}.{extension}"
        )
        assert reading.result.problems == []
        assert reading.result.counts["same"] == 1
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet.max_row == 2


@FEW_UNLESS_LONG
def test_page_is_not_found_without_view_permission(slug, client):
    row, record = build(slug), RECORD_TYPES[slug]
    client.force_login(user_with_permissions(slug=slug))

    for page in every_page(record, row):
        assert client.get(page).status_code == 404, page


@FEW_UNLESS_LONG
def test_user_with_view_permission_only_can_change_nothing(slug, client):
    row, record = build(slug), RECORD_TYPES[slug]
    client.force_login(user_with_permissions("view", slug=slug))

    assert client.get(record.list_url).status_code == 200
    shown = client.get(record.edit_url(row.pk)).content.decode()
    assert "You can view this record but not change it." in shown
    assert f"Save {record.singular}" not in shown
    export = reverse("records:export", args=[slug, "csv"])
    assert client.get(export).status_code == 200
    assert client.post(record.edit_url(row.pk), {}).status_code == 403
    assert client.get(record.add_url).status_code == 403
    delete = reverse("records:delete", args=[slug, row.pk])
    assert client.get(delete).status_code == 403
    assert client.post(delete).status_code == 403
    client.post(
        reverse("records:bulk_action", args=[slug]),
        {"action": "delete", "row": row.pk, "confirmed": "1"},
    )
    assert record.model._default_manager.filter(pk=row.pk).exists()


def every_page(record, row):
    return [
        record.list_url,
        record.add_url,
        record.edit_url(row.pk),
        record.history_url(row.pk),
        reverse("records:delete", args=[record, row.pk]),
        reverse("records:export", args=[record, "csv"]),
    ]


@FEW_UNLESS_LONG
def test_deletion_is_confirmed_and_recorded_in_the_history(slug, officer):
    row, record = build(slug), RECORD_TYPES[slug]
    page = reverse("records:delete", args=[slug, row.pk])

    shown = officer.get(page)
    assert shown.status_code == 200
    officer.post(page)

    assert not record.model._default_manager.filter(pk=row.pk).exists()
    entry = record.model.history.filter(id=row.pk).first()
    assert (entry.history_type, entry.history_user) == ("-", officer.user)
    assertContains(officer.get(record.history_url(row.pk)), "Created by")


def test_declaration_of_a_model_is_found_by_its_history():
    record = RECORD_TYPES["terms"]

    assert record_type_of(record.model.history.model) is record


def test_officer_sees_every_kind(client):
    client.force_login(an_officer())

    shown = client.get(reverse("records:index")).content.decode()

    for record in RECORD_TYPES.values():
        assert f'href="{record.list_url}"' in shown
