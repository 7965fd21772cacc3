"""Versions of a record, recent changes and restoring a version."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains
from tablib import Dataset

from partnership.core.history import changes as history
from partnership.core.history import recent as recent_changes
from partnership.core.models.registry import RECORD_TYPES
from partnership.core.records.editing import history_views
from partnership.models import Term
from partnership.partners.resources import TermResource
from priorities.models import Priority
from reports.models import Report
from tests import builders
from tests.partnership.records.helpers import an_officer, change
from tests.queries import assert_queries_do_not_grow

pytestmark = pytest.mark.django_db


def test_change_has_user_time_and_values(officer):
    row = builders.a_settlement(total_gbp="1000.00", year=2016)
    change(officer, row, total_gbp="1,500")

    [(newest, first)] = history.versions_of(RECORD_TYPES["settlements"], [row.pk])

    [field_change] = newest.changes
    assert (field_change.label, field_change.before, field_change.after) == (
        "Settlement total (£)",
        "£1,000",
        "£1,500",
    )
    assert (newest.who, newest.action, newest.is_newest) == (
        "Alex Example",
        "Changed",
        True,
    )
    assert first.action == "Created"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("£1", "£2", "amount from “£1” to “£2”"),
        ("None", "31 May 2018", "amount set to “31 May 2018”"),
        ("31 May 2018", "None", "amount “31 May 2018” removed"),
        ("long " * 30, "longer " * 30, "amount"),
    ],
)
def test_a_change_is_a_phrase_that_names_no_missing_value(before, after, words):
    assert history.Change("Amount", before, after).phrase == words
    assert history.Change("ONS code", "E1", "E2").phrase.startswith("ONS code from")


def test_a_deleted_record_is_called_by_its_name_and_not_its_code():
    row = builders.a_person(
        code="sam-example-2018", name="Sam Example", title="", namesake_note=""
    )
    row.delete()

    [version] = recent_changes.recent(limit=1)

    assert version.sentence == "The system deleted Sam Example."


def test_values_are_formatted_for_display(officer):
    old, new = builders.an_area(name="Testshire"), builders.an_area(name="Exshire")
    row = builders.a_partner(area=old, kind="police")
    change(officer, row, area=new.pk, kind="health", from_on_day="1 May 2016")

    [[newest, *_]] = history.versions_of(RECORD_TYPES["partners"], [row.pk])

    changes = {one.label: (one.before, one.after) for one in newest.changes}
    assert changes == {
        "Type": ("police", "health"),
        "Area": ("Testshire", "Exshire"),
        "Start date": ("None", "1 May 2016"),
    }


@pytest.mark.database
def test_related_rows_are_named(officer):
    row = builders.a_priority()
    objective = builders.an_objective(number=4, text="Cut crime")
    change(officer, row, objectives=[objective.pk])

    [[newest, *_]] = history.versions_of(RECORD_TYPES["priorities"], [row.pk])

    [field_change] = newest.changes
    assert (field_change.label, field_change.after) == (
        "Objectives supported",
        "4. Cut crime",
    )


def test_history_page_shows_what_was_removed_and_added(officer):
    row = builders.a_term(meaning="First words.")
    change(officer, row, meaning="Second words.")

    page = officer.get(RECORD_TYPES["terms"].history_url(row.pk))

    assertContains(page, "<del>First words.</del>")
    assertContains(page, "Second words.")
    assertContains(page, "Changed by Alex Example")


def test_queries_of_a_history_do_not_grow_with_its_versions(officer):
    row = builders.a_priority()
    titles = iter("abc")

    def add():
        row.title = next(titles)
        row.save()

    page = RECORD_TYPES["priorities"].history_url(row.pk)
    assert_queries_do_not_grow(lambda: officer.get(page), add, most=40)


def test_long_history_has_pages(officer, monkeypatch):
    monkeypatch.setattr(history_views, "VERSIONS_ON_A_PAGE", 2)
    row = builders.a_term(meaning="Words 1.")
    for number in (2, 3):
        row.meaning = f"Words {number}."
        row.save()
    place = reverse("records:history", args=["terms", row.pk])

    newest, oldest = officer.get(place), officer.get(place, {"page": "2"})

    assertContains(newest, "3 versions since")
    assertContains(newest, 'href="?page=2"')
    assertNotContains(newest, "Created by")
    assertContains(oldest, "Created by")


def test_version_is_restored_as_a_new_change(officer):
    row = builders.a_term(meaning="First words.")
    first = row.history.first()
    change(officer, row, meaning="Second words.")
    place = reverse("records:restore", args=["terms", row.pk, first.history_id])

    assertContains(officer.get(place), "First words.")
    assert Term.objects.get().meaning == "Second words."
    officer.post(place)

    assert Term.objects.get().meaning == "First words."
    assert row.history.count() == 3
    assert row.history.first().history_change_reason.startswith(
        "Restored version from "
    )


@pytest.mark.database
def test_what_was_deleted_with_a_record_is_restored_with_it_only(client):
    client.force_login(builders.a_user(is_superuser=True))
    row = builders.a_series_break()
    address = RECORD_TYPES["measures"].history_url(row.measure_id)
    of_row = RECORD_TYPES["series-breaks"].history_url(row.pk)
    row.measure.delete()

    page = client.get(address).content.decode()

    assert f'href="{address}' in page
    assert f'href="{of_row}' not in page


def test_version_that_would_break_a_rule_is_not_restored(officer):
    row = builders.a_term(term="ABC")
    first = row.history.first()
    change(officer, row, term="DEF")
    builders.a_term(term="ABC")

    answer = officer.post(
        reverse("records:restore", args=["terms", row.pk, first.history_id])
    )

    assert answer.status_code == 409
    assertContains(answer, "Nothing has changed.", status_code=409)
    row.refresh_from_db()
    assert row.term == "DEF"


def test_publication_of_a_document_is_not_undone_by_restoring(officer):
    row = builders.a_report(title="First title")
    first = row.history.first()
    change(officer, row, title="Second title")
    Report.objects.update(status=Report.Status.PUBLISHED)

    officer.post(
        reverse("records:restore", args=["documents", row.pk, first.history_id])
    )

    row.refresh_from_db()
    assert (row.title, row.status) == ("First title", Report.Status.PUBLISHED)


def test_version_of_another_record_cannot_be_restored(officer):
    row, other = builders.a_term(), builders.a_term()

    place = reverse(
        "records:restore", args=["terms", row.pk, other.history.first().history_id]
    )

    assert officer.get(place).status_code == 404


@pytest.mark.database
def test_import_reason_has_file_and_row():
    data = Dataset(["ABC", "Testshire"], headers=["term", "full version"])

    TermResource().import_data(data, dry_run=False, file_name="words.xlsx")

    reason = Term.history.get().history_change_reason
    assert reason == "Import of words.xlsx, row 2"


# Everything lately


@pytest.mark.database
def test_recent_changes_of_all_types_are_newest_first(officer):
    term = builders.a_term(term="ABC", meaning="First.")
    builders.a_group(name="Testshire Board")
    change(officer, term, meaning="Second.")

    newest, *rest = recent_changes.recent()

    assert (
        newest.sentence
        == "Alex Example changed ABC: meaning from “First.” to “Second.”."
    )
    assert rest[0].title == "Testshire Board"


@pytest.mark.database
def test_recent_changes_are_filtered_by_user_type_and_day(officer):
    term = builders.a_term(term="ABC")
    builders.a_group(name="Testshire Board")
    change(officer, term, meaning="New.")
    page = reverse("records:recent_changes")
    today = timezone.localdate()

    by_me = officer.get(page, {"who": officer.user.pk})
    groups = officer.get(page, {"what": "groups"})
    before = officer.get(page, {"day": f"{today - dt.timedelta(days=3):%d/%m/%Y}"})

    assertContains(by_me, "changed ABC")
    assertNotContains(by_me, "created Testshire Board")
    assertContains(groups, "created Testshire Board")
    assertNotContains(groups, "ABC")
    assertContains(before, "No changes match your filters.")


def test_queries_of_recent_changes_do_not_grow_with_changes(officer):
    term = builders.a_term()
    meanings = iter("abc")

    def add():
        term.meaning = next(meanings)
        term.save()
        builders.a_term()

    page = reverse("records:recent_changes")
    assert_queries_do_not_grow(lambda: officer.get(page), add, most=60)


def test_changes_are_hidden_without_view_permission(client):
    builders.a_term(term="ABC")
    user = builders.a_user()
    client.force_login(user)

    assert client.get(reverse("records:recent_changes")).status_code == 404
    assert (
        recent_changes.changes_since(user, timezone.now() - dt.timedelta(days=1)) == []
    )


def test_changes_since_a_visit_are_those_of_others(officer):
    other = an_officer(name="Dan Example")
    since = timezone.now()
    term = builders.a_term(term="ABC", meaning="First.")
    change(officer, term, meaning="Second.")

    changes = recent_changes.changes_since(other, since)

    assert changes[0].sentence.startswith("Alex Example changed ABC")
    assert changes[0].url == RECORD_TYPES["terms"].history_url(term.pk)
    mine = [one.who for one in recent_changes.changes_since(officer.user, since)]
    assert "Alex Example" not in mine


@pytest.mark.parametrize(("letters", "is_long"), [(200, False), (201, True)])
def test_long_change_is_named_without_its_words(letters, is_long):
    change = history.Change("Meaning", "a", "b" * (letters - 1))

    assert change.is_long is is_long


def test_sample_has_one_first_version_of_every_row(sample_data):

    for record in RECORD_TYPES.values():
        model = record.model
        assert model.history.count() == model.objects.count(), record.slug
        reasons = model.history.values_list("history_change_reason", flat=True)
        assert set(reasons) <= {"Sample data"}
    priority = Priority.objects.exclude(objectives=None).first()
    [entry] = history.read(priority.history.all())
    assert len(entry.lists["objectives"]) == priority.objectives.count()
