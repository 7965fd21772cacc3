"""Two people in one section: what only one changed is saved, the rest is chosen."""

import pytest

from partnership.core.text.html import blocks
from reports.editor import save as editing
from reports.editor.preview import section_of
from reports.models import Passage
from reports.text.draft import draft_of
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

KEY = "introduction.what"
BEGAN = "<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>"


@pytest.fixture
def report():
    report = a_testshire_report()
    row = report.passages.get(key=KEY)
    row.body = BEGAN
    row.save()
    return report


def form(report, words, based_on=BEGAN, **more):
    """What a form sends if it was opened when the text was `based_on`."""
    places = editing.places_of(report, section_of(draft_of(report), "introduction"))
    data = {
        "words-introduction-what": words,
        "based-introduction-what": editing.fingerprint_of(based_on),
        **more,
    }
    for place in places:
        editing.read_submitted(place, data)
    return places


def send(report, words, **more):
    places = form(report, words, **more)
    conflicts = editing.save(report, places)
    return places, conflicts


def stored_text(report):
    return Passage.objects.get(report=report, key=KEY).body


def test_words_are_saved_with_who_and_why(report):
    send(report, "<p>New.</p>")

    assert stored_text(report) == "<p>New.</p>"
    last = Passage.objects.get(report=report, key=KEY).history.first()
    assert last.history_change_reason == "Edited in the document editor"


def test_places_that_nobody_changed_leave_no_history(report):
    before = Passage.history.count()

    send(report, BEGAN)

    assert Passage.history.count() == before


def test_changes_of_two_people_in_different_paragraphs_are_joined(report):
    send(report, BEGAN.replace("One", "Uno"))

    _, conflicts = send(report, BEGAN.replace("Three", "Tre"))

    assert conflicts == []
    assert stored_text(report) == "<p>Uno.</p>\n<p>Two.</p>\n<p>Tre.</p>"


def test_changes_in_one_paragraph_are_shown_and_nothing_is_saved(report):
    send(report, BEGAN.replace("Two", "Their two"))

    _, [conflict] = send(report, BEGAN.replace("Two", "My two"))

    assert "Their two" in conflict.theirs and "My two" in conflict.mine
    assert "Their two" in stored_text(report)


def test_text_that_was_deleted_meanwhile_is_a_conflict(report):
    Passage.objects.filter(key=KEY).get().delete()

    _, [conflict] = send(report, "<p>Mine.</p>")
    send(report, "<p>Mine.</p>", based_on="")

    assert (conflict.theirs, conflict.mine) == ("", "<p>Mine.</p>")
    assert conflict.at is not None
    assert stored_text(report) == "<p>Mine.</p>"


def test_merged_text_that_is_shown_again_is_merged_once(report):
    send(report, BEGAN + "\n<p>Theirs.</p>")
    [place, *_], _ = send(report, BEGAN.replace("Three", "[=totl x]"))

    corrected = place.words.replace("[=totl x]", "Mine")
    send(report, corrected, **{"based-introduction-what": place.fingerprint})

    assert stored_text(report) == BEGAN.replace("Three", "Mine") + "\n<p>Theirs.</p>"


def test_choice_made_after_a_conflict_is_saved(report):
    send(report, BEGAN.replace("Two", "Their two"))
    theirs = stored_text(report)

    _, conflicts = send(report, "<p>Both.</p>", based_on=theirs)

    assert conflicts == []
    assert stored_text(report) == "<p>Both.</p>"


def test_two_who_type_the_same_do_not_disturb_each_other(report):
    send(report, "<p>Same.</p>")

    _, conflicts = send(report, "<p>Same.</p>")

    assert conflicts == []


def test_wrong_figure_code_is_an_error_and_nothing_is_saved(report):
    places, _ = send(report, "<p>[=totl safety-fund 2016-17]</p>")

    assert any("Did you mean total?" in line for one in places for line in one.errors)
    assert stored_text(report) == BEGAN
    assert places[0].words == "<p>[=totl safety-fund 2016-17]</p>"


def test_hostile_markup_is_cleaned_before_it_is_kept(report):
    send(report, '<p onclick="x()">Safe<script>alert(1)</script></p>')

    assert stored_text(report) == "<p>Safe</p>"


def test_text_and_a_reason_for_none_is_an_error(report):
    more = {"reason-introduction-what": "not-given"}

    places = form(report, "<p>Words.</p>", **more)

    assert "not both" in places[0].errors[0]


def test_reason_replaces_text(report):
    more = {"reason-introduction-what": "not-yet-due", "note-introduction-what": "May"}

    send(report, "", **more)

    row = Passage.objects.get(report=report, key=KEY)
    assert (row.body, row.body_reason, row.reason_note) == ("", "not-yet-due", "May")


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "joined"),
    [
        ("<p>a</p><p>b</p>", "<p>A</p><p>b</p>", "<p>a</p><p>b</p><p>c</p>", "Abc"),
        (
            "<p>a</p><p>b</p><p>c</p>",
            "<p>a</p><p>c</p>",
            "<p>a</p><p>b</p><p>C</p>",
            None,
        ),
        ("<p>a</p>", "<p>b</p>", "<p>c</p>", None),
        ("<p>a</p>", "<p>b</p>", "<p>b</p>", "b"),
    ],
)
def test_texts_are_joined_paragraph_by_paragraph(base, theirs, mine, joined):
    found = editing.merge_texts(base, theirs, mine)

    if joined is None:
        assert found is None
    else:
        letters = found.replace("<p>", "").replace("</p>", "").replace("\n", "")
        assert letters == joined


def test_lists_and_tables_are_one_part_each():
    text = (
        "<p>a</p><ul><li><p>b</p><ul><li>c</li></ul></li></ul>"
        "<table><tbody><tr><td><p>d</p></td></tr></tbody></table>end"
    )

    parts = blocks(text)

    assert [part[:4] for part in parts] == ["<p>a", "<ul>", "<tab", "end"]


def test_field_shows_that_another_users_text_was_added(report):
    send(report, "<p>One.</p>\n<p>Two.</p>\n<p>Theirs.</p>")

    places, _ = send(report, "<p>Mine.</p>\n<p>Two.</p>\n<p>Three.</p>")
    assert [one.key for one in places if one.merged] == [KEY]
    # Also if this form changed nothing: what it shows is out of date.
    places, _ = send(report, BEGAN)
    assert [one.key for one in places if one.merged] == [KEY]


# Why there is no text

REASON, NOTE = "reason-introduction-what", "note-introduction-what"
DECIDED = {REASON: "not-yet-decided", NOTE: "The board meets in May."}


@pytest.fixture
def empty(report):
    row = report.passages.get(key=KEY)
    row.body, row.body_reason, row.reason_note = "", "not-given", "Asked twice."
    row.save()
    return report


def opened(report):
    """The state that a form opened now starts from."""
    row = Passage.objects.get(report=report, key=KEY)
    return {"based-introduction-what": editing.fingerprint_of(*editing.content_of(row))}


def reason_and_note(report):
    row = Passage.objects.get(report=report, key=KEY)
    return row.body_reason, row.reason_note


def test_two_reasons_for_no_words_are_shown_and_nothing_is_saved(empty):
    began = opened(empty)
    send(empty, "", **began, **DECIDED)

    mine = {REASON: "not-available", NOTE: ""}
    _, [conflict] = send(empty, "", **began, **mine)

    assert reason_and_note(empty) == ("not-yet-decided", "The board meets in May.")
    assert conflict.their_reason == "not yet decided: The board meets in May."
    assert conflict.my_reason == "not available"
    # What is chosen is saved.
    assert send(empty, "", **opened(empty), **mine)[1] == []
    assert reason_and_note(empty) == ("not-available", "")


def test_note_that_only_one_changed_is_not_taken_back(empty):
    began, stood = opened(empty), {REASON: "not-given", NOTE: "Asked twice."}
    send(empty, "", **began, **DECIDED)

    places, conflicts = send(empty, "", **began, **stood)

    assert conflicts == []
    assert reason_and_note(empty) == ("not-yet-decided", "The board meets in May.")
    assert any(place.merged for place in places)


def test_text_against_another_users_new_reason_is_asked_about(empty):
    began, stood = opened(empty), {REASON: "not-given", NOTE: "Asked twice."}
    send(empty, "", **began, **DECIDED)

    _, [conflict] = send(empty, "<p>Here they are.</p>", **began, **stood)

    assert (conflict.theirs, conflict.mine) == ("", "<p>Here they are.</p>")
    assert conflict.my_reason == ""


def test_text_replaces_a_reason(empty):
    stood = {REASON: "not-given", NOTE: "Asked twice."}

    send(empty, "<p>Here they are.</p>", **opened(empty), **stood)

    assert stored_text(empty) == "<p>Here they are.</p>"
    assert reason_and_note(empty) == ("", "")


def test_removed_reason_is_asked_about(report):
    _, [conflict] = send(report, "<p>Mine.</p>", based_on="<p>Of long ago.</p>")

    assert conflict.theirs == BEGAN


def test_combined_text_has_shared_paragraphs_once(report):
    send(report, BEGAN.replace("Two", "Their two"))

    _, [conflict] = send(report, BEGAN.replace("Two", "My two"))

    assert conflict.combined == (
        "<p>One.</p>\n<p>Their two.</p>\n<p>My two.</p>\n<p>Three.</p>"
    )
