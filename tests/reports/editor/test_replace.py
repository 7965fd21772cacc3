"""Find and replace over a document, and the counts that the editor shows."""

import pytest
from django.urls import reverse

from partnership.core.text.readability import reading_grade
from reports.editor.replace import find_matches, replace_matches
from reports.models import Passage
from tests import builders, signing_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    report = builders.a_report()
    for key, body in (
        ("a.text", "<p>The Board met. The <strong>board</strong> agreed.</p>"),
        ("b.text", "<p>[=total board 2016-17] for the Board.</p>"),
    ):
        Passage.objects.create(report=report, key=key, body=body)
    return report


def bodies(report):
    return list(report.passages.order_by("key").values_list("body", flat=True))


def test_figure_codes_are_not_searched(report):
    assert [match.words for match in find_matches(report, "board", False)] == [
        "Board",
        "board",
        "Board",
    ]
    assert len(find_matches(report, "Board", True)) == 2
    assert find_matches(report, "", False) == []


def test_place_is_shown_in_whole_words_without_codes(report):
    row = report.passages.get(key="a.text")
    lead, tail = "before " * 20, "afterwards " * 9
    row.body = f"<p>{lead}[=total board 2016-17] Group {tail}</p>"
    row.save()

    [match] = find_matches(report, "Group", True)

    assert match.lead == f"…{'before ' * 6}[…] "
    assert match.tail == f"{' afterwards' * 4}…"


def test_only_the_chosen_places_are_replaced(report):
    matches = find_matches(report, "Board", True)
    count = replace_matches(report, "Board", "Group & co", True, {matches[1].key})

    assert count == 1
    assert bodies(report) == [
        "<p>The Board met. The <strong>board</strong> agreed.</p>",
        "<p>[=total board 2016-17] for the Group &amp; co.</p>",
    ]


def test_capital_stays_and_longer_words_are_not_selected(report):
    row = report.passages.get(key="a.text")
    row.body = "<p>Board members met; subboard and boards too.</p>"
    row.save()

    matches = find_matches(report, "board", False, "group")[:3]
    replace_matches(report, "board", "group", False, {matches[0].key})

    assert [match.is_whole for match in matches] == [True, False, False]
    assert [match.replacement for match in matches] == ["Group", "group", "group"]
    assert bodies(report)[0] == "<p>Group members met; subboard and boards too.</p>"


def test_text_changed_since_the_preview_is_left(report):
    keys = {match.key for match in find_matches(report, "Board", True)}
    row = report.passages.get(key="a.text")
    row.body = "<p>Board, again: Board.</p>"
    row.save()

    assert replace_matches(report, "Board", "Group", True, keys) == 1
    assert bodies(report)[0] == row.body


def test_page_previews_and_replaces(client, report):
    signing_in.sign_in(client, signing_in.user_with_roles("officer"))
    address = reverse("editor:replace", args=[report.pk])
    page = client.get(address, {"find": "board", "replacement": "<b>x</b>"})
    assert "3 places found" in page.content.decode()
    assert "&lt;b&gt;x&lt;/b&gt;" in page.content.decode()

    keys = [match.key for match in page.context["matches"]]
    given = {"find": "board", "replacement": "<i>"}
    page = client.post(address, given)
    assert page.status_code == 422
    assert "Select at least one place" in page.content.decode()

    client.post(address, given | {"match": keys[:1]})
    assert "The &lt;i&gt; met." in bodies(report)[0]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, ""),
        ({"find": ""}, "Enter the words to find"),
        ({"find": "x" * 201}, "Must be 200 characters or fewer. You have entered 201"),
    ],
)
def test_page_says_what_to_enter(client, report, given, message):
    signing_in.sign_in(client, signing_in.user_with_roles("officer"))

    page = client.get(reverse("editor:replace", args=[report.pk]), given)

    assert page.status_code == (422 if message else 200)
    assert [words for words, _ in page.context["problems"]] == [message][: len(given)]


def test_short_words_are_easier_to_read_than_long_ones():
    short = ["We met on the day. It was cold. The plan was good. We all said yes."] * 3
    long = [
        "Partnership organisations collaboratively implemented multidimensional "
        "interventions, demonstrating considerable organisational accountability."
    ] * 3
    assert reading_grade(short) < 5
    assert reading_grade(long) > 15
    assert reading_grade(["Too short."]) is None
