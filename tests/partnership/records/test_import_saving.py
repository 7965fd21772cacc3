"""Saving an import: exactly what the preview showed, once."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from funding.models import Allocation, Settlement
from partnership.core.imports.files.read_file import read_book
from partnership.core.imports.files.stored_upload import StoredUpload
from partnership.core.imports.previews import preview
from partnership.core.models import hooks
from partnership.core.models.registry import RECORD_TYPES
from partnership.models import RelatedPlan, Term
from tests import builders
from tests.partnership.records.helpers import an_officer
from tests.partnership.records.import_helpers import (
    address,
    cells,
    confirm,
    page_text,
    upload,
)

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("files"),
]


def test_confirmed_file_is_saved_with_who_and_from_where(officer, files):
    kept_row = builders.a_term(term="ABC", full_version="As before")
    page = upload(officer, "term,full version\nABC,Now this\nGHI,New\n", "glossary.csv")

    done = confirm(officer, page)

    result = "2 terms imported: 1 new, 1 changed."
    assert result in page_text(done)
    assertContains(done, RECORD_TYPES["terms"].edit_url(kept_row.pk))
    assertContains(done, f'href="{RECORD_TYPES["terms"].list_url}"')
    new = Term.objects.get(term="GHI")
    shown = officer.get(address(page), {"show": "new"})
    assertContains(shown, f'href="{RECORD_TYPES["terms"].edit_url(new.pk)}"')
    entry = kept_row.history.first()
    assert entry.history_user == officer.user
    assert entry.history_change_reason == "Import of glossary.csv, row 2"
    lately = officer.get(
        reverse("records:recent_changes"), {"what": "terms", "who": officer.user.pk}
    )
    assertContains(lately, "Import of glossary.csv, row 2")
    assert [one.suffix for one in files.iterdir() if not one.suffix] == []


def test_sent_twice_is_saved_once(officer):
    page = upload(officer, "term,full version\nABC,Words\n")

    first, second = confirm(officer, page), confirm(officer, page)

    assert "1 term imported: 1 new, 0 changed." in page_text(first)
    assert "1 term imported: 1 new, 0 changed." in page_text(second)
    assert Term.objects.get().history.count() == 1


def test_sent_twice_at_once_shows_what_the_other_one_did(officer, monkeypatch):
    page = upload(officer, "term,full version\nABC,Words\n")
    read = StoredUpload.data.fget

    def other_first(upload):
        """The same request came first, and was done before this one got the lock."""
        monkeypatch.setattr(StoredUpload, "data", property(read))
        data = read(upload)
        confirm(officer, page)
        return data

    monkeypatch.setattr(StoredUpload, "data", property(other_first))

    done = confirm(officer, page)

    assert "1 term imported: 1 new, 0 changed." in page_text(done)
    assert Term.objects.get().history.count() == 1


def test_data_that_changed_after_the_check_are_checked_again(officer):
    row = builders.a_term(term="ABC", full_version="As before")
    page = upload(officer, "term,full version\nABC,Mine\n")
    row.full_version = "Theirs"
    row.save()

    again = confirm(officer, page)

    assertContains(again, "Someone changed the data after your preview")
    assert cells(again)[0][3:] == ["Theirs", "Mine"]
    row.refresh_from_db()
    assert row.full_version == "Theirs"
    confirm(officer, again)
    row.refresh_from_db()
    assert row.full_version == "Mine"


def test_second_of_two_overlapping_imports_previews_again(officer):
    other = Client()
    other.force_login(an_officer(name="Other Example"))
    row = builders.a_term(term="ABC", full_version="As before")
    first = upload(officer, "term,full version\nABC,Mine\nDEF,Only mine\n")
    second = upload(other, "term,full version\nABC,Theirs\nGHI,Only theirs\n")
    confirm(officer, first)

    again = confirm(other, second)

    assertContains(again, "Someone changed the data after your preview")
    assert cells(again)[0][3:] == ["Mine", "Theirs"]
    assert set(Term.objects.values_list("term", "full_version")) == {
        ("ABC", "Mine"),
        ("DEF", "Only mine"),
    }
    confirm(other, again)
    assert set(Term.objects.values_list("term", "full_version")) == {
        ("ABC", "Theirs"),
        ("DEF", "Only mine"),
        ("GHI", "Only theirs"),
    }
    assert [entry.full_version for entry in row.history.all()] == [
        *("Theirs", "Mine", "As before")
    ]


def no_change(files):
    pass


def change_of_other_data(files):
    builders.a_partnership()


def rows_of_someone_else(files):
    [stored] = files.glob("*.rows")
    stored.write_bytes(stored.read_bytes().replace(b"Words", b"Other"))


def rows_deleted(files):
    [stored] = files.glob("*.rows")
    stored.unlink()


@pytest.mark.parametrize(
    ("change", "times"),
    [
        (no_change, 0),
        (change_of_other_data, 1),
        (rows_of_someone_else, 1),
        (rows_deleted, 1),
    ],
)
def test_file_is_read_again_only_if_something_has_changed(
    officer, files, monkeypatch, change, times
):
    row = builders.a_term(term="ABC", full_version="As before", meaning="Kept")
    page = upload(officer, "term,full version\nABC,Words\nDEF,Words\n")
    change(files)
    read = []
    monkeypatch.setattr(
        preview, "read_book", lambda *args: read.append(1) or read_book(*args)
    )

    done = confirm(officer, page)

    assert "2 terms imported: 1 new, 1 changed." in page_text(done)
    assert len(read) == times
    row.refresh_from_db()
    assert (row.full_version, row.meaning) == ("Words", "Kept")
    assert [v.full_version for v in row.history.all()] == ["Words", "As before"]
    new = Term.objects.get(term="DEF")
    assert new.full_version == "Words"
    assert new.history.get().history_change_reason == "Import of terms.csv, row 3"


def test_change_that_the_file_does_not_touch_is_no_reason_to_ask_again(officer):
    row = builders.a_term(term="ABC", full_version="As before", meaning="Words")
    page = upload(officer, "term,full version\nABC,Mine\n")
    row.meaning = "Other words"
    row.save()

    confirm(officer, page)

    row.refresh_from_db()
    assert (row.full_version, row.meaning) == ("Mine", "Other words")


def test_file_that_became_wrong_after_the_check_saves_nothing(officer):
    partnership = builders.a_partnership(code="oxon")
    rows = "code,title,partnership,first year\na,Plan,oxon,2016-17\n"
    page = upload(officer, rows, slug="related-plans")
    partnership.delete()

    again = confirm(officer, page)

    assertContains(again, "There is a problem with 1 row")
    assert RelatedPlan.objects.count() == 0


def test_different_sums_after_an_import_are_a_warning(officer):
    settlement = builders.a_settlement(total_gbp=100)
    line = builders.a_line(fund=settlement.fund, partnership=settlement.partnership)
    builders.an_allocation(settlement=settlement, line=line, amount_gbp=100)
    answer = officer.get(reverse("records:import_rows", args=["allocations", "csv"]))
    text = answer.content.decode("utf-8-sig").replace("100.00", "90")

    home = settlement.partnership
    home.is_home = True
    home.save()
    report = builders.a_report(partnership=home, year=settlement.year)
    page = upload(officer, text, slug="allocations")
    address = reverse("records:edit", args=["documents", report.pk])
    assertContains(page, "1 draft will be updated:")
    assertContains(page, f'<a href="{address}">{report}</a>')

    done = confirm(officer, page)

    assert Allocation.objects.get().amount_gbp == 90
    assert Settlement.objects.get().total_gbp == 100
    assert "The lines add up to £90" in page_text(done)


@pytest.mark.parametrize("count", [2, 20])
def test_warnings_after_saving_cost_as_much_for_few_rows_as_for_many(
    count, django_assert_max_num_queries
):
    measure = builders.a_measure()
    county = builders.an_area(kind="county")
    for _ in range(count):
        area = builders.an_area(parent=county)
        builders.an_observation(measure=measure, area=area, value=5)
    builders.an_observation(measure=measure, area=county, value=4)
    rows = RECORD_TYPES["observations"].rows.all()

    with django_assert_max_num_queries(4):
        messages = hooks.messages_after_save(rows)

    assert len(messages) == count
