"""Import pages: columns, permissions, expiry and queries."""

import csv
import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from partnership.core.imports.files import stored_upload, uploads
from partnership.core.imports.previews.preview import column_options
from partnership.core.imports.rows.resource import RESOURCES
from partnership.core.models.registry import RECORD_TYPES
from partnership.models import Term
from tests import builders
from tests.partnership.records.helpers import (
    EVERY,
    FEW_UNLESS_LONG,
    an_officer,
    build,
    user_with_permissions,
)
from tests.partnership.records.import_helpers import (
    TERMS,
    address,
    as_csv,
    cells,
    confirm,
    headings_of,
    upload,
)
from tests.queries import assert_queries_do_not_grow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@EVERY
def test_every_kind_of_row_can_be_imported(slug, officer):
    build(slug)
    record = RECORD_TYPES[slug]

    page = officer.get(record.import_url)

    assertNotContains(page, "/admin/")
    assert [row[0] for row in cells(page)] == headings_of(record)
    assert all(row[2].endswith(".") for row in cells(page))
    optional = {row[0] for row in cells(page) if row[1] == "Optional"}
    resource = RESOURCES[record.model]()
    keys = {c.column_name for s in resource.key_slots for c in s.columns}
    assert not keys & optional
    offered = [name for name, _label in column_options(record)]
    assert offered[: len(resource.columns)] == headings_of(record)


@FEW_UNLESS_LONG
def test_columns_that_a_new_row_needs_are_enough(slug, officer):
    """Nothing that is called optional is asked for, but for a figure or its reason."""
    build(slug)
    record = RECORD_TYPES[slug]
    page = officer.get(record.import_url)
    needed = {row[0] for row in cells(page) if row[1] != "Optional"}
    text = officer.get(reverse("records:import_rows", args=[record, "csv"]))
    [row] = csv.DictReader(io.StringIO(text.content.decode("utf-8-sig")))
    record.model._default_manager.all().delete()

    result = upload(officer, as_csv({n: row[n] for n in needed}), slug=slug)

    faults = result.context["preview"]["errors"]
    assert [f for f in faults if "must not be empty" in f["message"]] == []


def test_page_describes_columns_in_plain_words(officer):
    builders.an_allocation(amount_gbp=64180)

    columns = {row[0]: row for row in cells(officer.get("/staff/allocations/import/"))}

    assert columns["fund"][1:3] == [
        "Yes, or enter one value for all rows",
        "Settlement. The code of the fund. It identifies the settlement with "
        "partnership and year.",
    ]
    assert columns["line"][2] == "The code of the funding line."
    assert columns["amount"][1:] == [
        "Optional",
        "Amount (£). Pounds, with or without pence.",
        "64180.00",
    ]
    assert columns["reason"][2].startswith(
        "Reason there is no figure. One of: not-available"
    )


def test_template_has_the_headings_and_no_row(officer):
    builders.a_term()

    answer = officer.get(reverse("records:import_template", args=["terms", "xlsx"]))

    [row] = load_workbook(io.BytesIO(answer.content)).active.values
    assert list(row) == headings_of(RECORD_TYPES["terms"])
    assert answer["Content-Disposition"].endswith('"terms-template.xlsx"')


@pytest.mark.parametrize("name", ["import_template", "import_rows"])
def test_template_comes_only_in_kinds_that_are_read(officer, name):
    assert (
        officer.get(reverse(f"records:{name}", args=["terms", "ods"])).status_code
        == 404
    )


# Who, and for how long


def test_other_officers_cannot_find_it(officer, client):
    page = upload(officer, "term,full version\nABC,Secret words\n,x\n")
    client.force_login(an_officer(name="Dan Example"))

    for method, where in [
        ("get", address(page)),
        ("post", address(page)),
        ("get", f"{address(page)}problems.csv"),
    ]:
        answer = getattr(client, method)(where, follow=True)
        assertRedirects(answer, TERMS)
        assertContains(answer, stored_upload.EXPIRED)
        assertNotContains(answer, "Secret words")
    assert Term.objects.count() == 0


def test_check_of_one_kind_is_not_opened_as_another(officer):
    page = upload(officer, "term\nABC\n")

    answer = officer.get(address(page).replace("terms", "people"))

    assertRedirects(answer, "/staff/people/import/")


def test_preview_expires_after_an_hour(officer, monkeypatch, files):
    page = upload(officer, "term\nABC\n")
    uploads.sweep()
    assert len(list(files.iterdir())) == 3
    later = timezone.now() + dt.timedelta(seconds=uploads.MAX_AGE_SECONDS + 1)
    monkeypatch.setattr(stored_upload.timezone, "now", lambda: later)

    answer = confirm(officer, page)

    assertRedirects(answer, TERMS)
    assertContains(answer, stored_upload.EXPIRED)
    assert Term.objects.count() == 0
    uploads.sweep(now=later)
    assert list(files.iterdir()) == []


def test_file_that_was_altered_on_the_disk_is_not_imported(officer, files):
    page = upload(officer, "term\nABC\n")
    [file] = [one for one in files.iterdir() if not one.suffix]
    file.write_text("term\nXYZ\n")

    assertContains(confirm(officer, page), stored_upload.EXPIRED)
    assert Term.objects.count() == 0


def test_oldest_previews_of_a_user_are_deleted(officer, files):
    for number in range(stored_upload.MAX_FILES + 3):
        page = upload(officer, f"term\nT{number}\n")

    assert (
        len([one for one in files.iterdir() if not one.suffix])
        == stored_upload.MAX_FILES
    )
    assert officer.get(address(page)).status_code == 200


def test_stopping_takes_the_file_away(officer, files):
    page = upload(officer, "term\nABC\n")

    answer = officer.post(address(page), {"drop": "1"}, follow=True)

    assertRedirects(answer, "/staff/terms/")
    assertContains(answer, "Import cancelled. Nothing was imported.")
    assert list(files.iterdir()) == []


@pytest.mark.parametrize(
    ("actions", "status"),
    [
        ([], 404),
        (["add", "change"], 404),
        (["view"], 403),
        (["view", "add"], 403),
        (["view", "change"], 403),
        (["view", "add", "change"], 200),
    ],
)
def test_importing_takes_the_right_to_add_and_to_change(client, actions, status):
    client.force_login(user_with_permissions(*actions, slug="terms"))
    builders.a_term(term="Not for everybody")

    for where in [TERMS, f"{TERMS}rows.csv", f"{TERMS}template.csv"]:
        assert client.get(where).status_code == status, where
    sent = client.post(TERMS, {"file": SimpleUploadedFile("terms.csv", b"term\nA\n")})
    assert sent.status_code == (302 if status == 200 else status)
    if "view" in actions:
        linked = f'href="{TERMS}"' in client.get("/staff/terms/").content.decode()
        assert linked == (status == 200)


# Speed


@pytest.mark.parametrize("slug", ["terms", "allocations", "observations"])
def test_query_count_of_a_preview_does_not_grow_with_rows(slug, officer):
    table = reverse("records:import_rows", args=[slug, "csv"])
    pages = []

    def add():
        build(slug)
        rows = officer.get(table).content
        pages[:] = [address(upload(officer, rows, slug=slug)), table]

    def ask():
        for page in [*pages, RECORD_TYPES[slug].import_url]:
            assert officer.get(page).status_code == 200

    assert_queries_do_not_grow(ask, add, most=30)


def test_check_of_rows_that_are_the_same_asks_little_of_each(
    officer, django_assert_max_num_queries
):
    """Each row has a savepoint, so that one fault does not hide another; no more."""

    def queries(rows):
        while Term.objects.count() < rows:
            builders.a_term()
        answer = officer.get(reverse("records:import_rows", args=["terms", "csv"]))
        with django_assert_max_num_queries(400) as counted:
            upload(officer, answer.content)
        return len(counted)

    one, many = queries(1), queries(51)

    assert (many - one) / 50 <= 2
