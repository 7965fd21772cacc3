"""Two users editing one record, drafts, and who is viewing a page."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from partnership.core.models import AutosavedDraft, Presence
from partnership.models import Term
from tests import builders
from tests.partnership.records.helpers import change, conflict, joined, place, posted

pytestmark = pytest.mark.django_db
MINE, THEIRS = {"meaning": "My words."}, {"meaning": "Their words."}


@pytest.mark.database
def test_what_both_changed_is_asked_and_nothing_is_saved(officer, other):
    row = builders.a_term(meaning="First words.")

    answer = conflict(officer, other, row, MINE, THEIRS)

    assert answer.status_code == 409
    assertContains(answer, "Someone else has changed this", status_code=409)
    assertContains(answer, "Dan Example saved changes on", status_code=409)
    [clash] = answer.context["comparison"].clashes
    assert (clash.label, clash.theirs, clash.mine) == (
        "Meaning",
        "Their words.",
        "My words.",
    )
    assert Term.objects.get().meaning == "Their words."
    draft = AutosavedDraft.objects.get(user=officer.user)
    assert draft.data["meaning"] == ["My words."]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("theirs", "Their words."),
        ("mine", "My words."),
        ("both", "Their words.\nMy words."),
    ],
)
def test_choice_decides_which_words_are_saved(choice, expected, officer, other):
    row = builders.a_term(meaning="First words.")
    answer = conflict(officer, other, row, MINE, THEIRS)

    done = officer.post(place(row), joined(answer) | {"choose-meaning": choice})

    assert done.status_code == 302
    assert Term.objects.get().meaning.replace("\r", "") == expected
    assert not AutosavedDraft.objects.exists()


def test_combined_text_has_the_formatting_of_both(officer, other):
    link = '<a href="https://www.example.org/help">where</a>'
    row = builders.a_priority(context="<p>First.</p>")
    words = f"<p>Mine <strong>too</strong>, {link}.</p>"
    answer = conflict(
        officer,
        other,
        row,
        {"context": words},
        {"context": "<p>Theirs <em>now</em>.</p>"},
    )

    officer.post(place(row), joined(answer) | {"choose-context": "both"})

    row.refresh_from_db()
    assert "<p>Theirs <em>now</em>.</p>" in row.context
    assert words in row.context


@pytest.mark.database
def test_change_of_only_one_user_is_saved_automatically(officer, other):
    row = builders.a_term(meaning="First words.", full_version="Testshire")
    answer = conflict(
        officer,
        other,
        row,
        {"full_version": "Testshire County"},
        THEIRS,
    )
    comparison = answer.context["comparison"]

    officer.post(place(row), joined(answer))

    assert comparison.clashes == []
    row.refresh_from_db()
    assert (row.meaning, row.full_version) == ("Their words.", "Testshire County")


def test_third_change_while_choosing_is_asked_about_again(officer, other):
    row = builders.a_term(meaning="First words.")
    answer = conflict(officer, other, row, MINE, THEIRS)
    change(other, row, meaning="Their later words.")

    again = officer.post(place(row), joined(answer) | {"choose-meaning": "mine"})

    assert again.status_code == 409
    assert Term.objects.get().meaning == "Their later words."


def test_same_change_by_both_is_not_a_clash(officer, other):
    row = builders.a_term(meaning="First words.")

    answer = conflict(
        officer, other, row, {"meaning": "Same words."}, {"meaning": "Same words."}
    )

    assert answer.context["comparison"].clashes == []


def test_row_that_someone_else_added_is_kept(officer, other):
    group = builders.a_group()
    mine = posted(officer.get(place(group)), purpose="To meet.")
    builders.a_membership(group=group)

    assert officer.post(place(group), mine).status_code == 302

    assert group.memberships.count() == 1


# Words kept while typing


@pytest.mark.database
def test_draft_is_saved_and_restored(officer):
    row = builders.a_term(meaning="First words.")
    data = posted(officer.get(place(row)), meaning="Half a sen")

    response = officer.post(reverse("records:save_draft"), data | {"place": place(row)})

    assert response.json()["message"].startswith("Draft saved at ")
    assertContains(officer.get(place(row)), "You have an unsaved draft")
    back = officer.get(place(row), {"draft": "1"})
    assertContains(back, "Half a sen")
    assert Term.objects.get().meaning == "First words."


def test_saving_forgets_the_draft(officer):
    row = builders.a_term()
    data = posted(officer.get(place(row)), meaning="Whole words.")
    officer.post(reverse("records:save_draft"), data | {"place": place(row)})

    officer.post(place(row), data)

    assert not AutosavedDraft.objects.exists()


def test_draft_is_discarded_on_request(officer):
    row = builders.a_term()
    officer.post(reverse("records:save_draft"), {"place": place(row), "meaning": "x"})

    officer.post(reverse("records:discard_draft"), {"place": place(row)})

    assert not AutosavedDraft.objects.exists()
    assertNotContains(officer.get(place(row)), "You have an unsaved draft")


def test_unsaved_text_is_offered_only_to_its_author(officer, other):
    row = builders.a_term()
    other.post(reverse("records:save_draft"), {"place": place(row), "meaning": "x"})

    assertNotContains(officer.get(place(row)), "You have an unsaved draft")


def test_draft_from_before_a_change_still_finds_the_clash(officer, other):
    row = builders.a_term(meaning="First words.")
    data = posted(officer.get(place(row)), meaning="My words.")
    officer.post(reverse("records:save_draft"), data | {"place": place(row)})
    change(other, row, meaning="Their words.")

    back = officer.get(place(row), {"draft": "1"})

    assert officer.post(place(row), posted(back)).status_code == 409


@pytest.mark.parametrize(
    "address", ["/", "/staff/" + "x" * 300 + "/", "//evil.example.org/"]
)
def test_only_pages_of_the_staff_area_have_drafts(address, officer):
    assert (
        officer.post(reverse("records:save_draft"), {"place": address}).status_code
        == 400
    )
    assert (
        officer.post(reverse("records:discard_draft"), {"place": address}).status_code
        == 400
    )


# Who else is here


@pytest.mark.database
def test_others_with_the_page_open_are_named(officer, other):
    row = builders.a_term()
    other.post(reverse("records:presence"), {"place": place(row)})

    presence = officer.post(reverse("records:presence"), {"place": place(row)}).json()

    assert re.fullmatch(
        r"Dan Example \(last active at \d{1,2}:\d\d[ap]m\) is also viewing this page\.",
        presence["others"],
    )


def test_who_closed_the_page_is_not_named(officer, other):
    row = builders.a_term()
    other.post(reverse("records:presence"), {"place": place(row)})
    Presence.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=2))

    presence = officer.post(reverse("records:presence"), {"place": place(row)}).json()

    assert presence["others"] == ""
