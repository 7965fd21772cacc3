"""Searching: stems, phrases, ranking, passages and filters, on both databases."""

import statistics
import time

import pytest
from django.db import connection

from partnership.core.models import SearchEntry
from partnership.core.search import query as searching
from partnership.core.search.query import (
    END,
    PAGES,
    START,
    Filters,
    count,
    passage,
    search,
)
from tests.builders import a_search_entry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def found(words, **filters):
    return [hit.entry.title for hit in search(words, Filters(**filters), 20)]


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("thefts", True),
        ("THEFT bicycle", True),
        ("reduce", True),
        ("reducing burglary", True),
        ('"bicycle theft"', True),
        ('"theft bicycle"', False),
        ("unicorn", False),
        ("", False),
        ("***", False),
        ('" OR NEAR(', False),
        ("reduced' --", True),
        ("nul\x00l", False),
    ],
)
def test_words_are_found_by_their_stems_and_nothing_else_has_a_meaning(words, is_found):
    a_search_entry(title="Plan", body="We reduced burglary and bicycle theft in 2016.")

    assert (found(words) == ["Plan"]) == is_found


def test_titles_come_before_sections_and_text():
    a_search_entry(title="Other", body="Violence, in a long text about other things.")
    a_search_entry(title="Violence")
    a_search_entry(title="Third", section="Violence")

    assert found("violence") == ["Violence", "Third", "Other"]


def test_passages_of_documents_come_before_other_pages_and_both_are_counted():
    a_search_entry(title="Fraud", anchor="")
    a_search_entry(title="Plan", anchor="section-aims", body="Some fraud, among others")

    assert found("fraud") == ["Plan", "Fraud"]
    assert found("fraud", kind=PAGES) == ["Fraud"]
    for words, numbers in [("fraud", (1, 1)), ("plan unicorn", (1, 0)), ("", (0, 0))]:
        assert count(words, Filters()) == numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. We met (twice). Three." + " Four." * 60, "We met (twice). Three."),
        ("Lamps; (locks); " * 20, "(locks); Lamps; (locks)"),
        ("x " * 90 + "We met (twice). " + "y " * 200, "… x x"),
        (f"{'Zero. ' * 60}We met (twice) {'y ' * 200}", "We met (twice) y y"),
        (f"{'x' * 300} (a b c) {'y' * 300}", "… (a b c) …"),
        ("No words are marked. " * 20, "No words are marked. No words"),
    ],
)
def test_passage_begins_and_ends_between_sentences_or_words(text, expected):
    part = passage(text.replace("(", START).replace(")", END))

    shown = part.replace(START, "(").replace(END, ")")
    assert shown.startswith(expected)
    assert len(shown) < 300
    assert shown.removeprefix("… ").removesuffix(" …") in text
    assert shown.endswith((" …", ".", "?"))


def test_old_title_comes_before_many_newer_texts(monkeypatch):
    monkeypatch.setattr(searching, "MOST_RANKED", 20)
    a_search_entry(title="Violence", section="", body="What we do about it.")
    for number in range(30):
        a_search_entry(title=f"Paper {number}", body="Some violence, among others.")

    hits = found("violence")

    assert hits[0] == "Violence"
    assert hits[1:] and "Paper 0" not in hits


def test_entries_with_all_words_come_first_and_any_word_is_the_last_resort():
    a_search_entry(title="Both", body="Fraud and scams.")
    a_search_entry(title="One", body="Fraud.")

    assert found("fraud scams") == ["Both"]
    assert found("fraud unicorn") == ["Both", "One"] or found("fraud unicorn") == [
        *("One", "Both")
    ]


def test_next_page_has_more_of_the_same_results():
    a_search_entry(title="First", body="Fraud.")
    a_search_entry(title="Second", body="Fraud and scams.")

    for words, number in [("fraud unicorn", 1), ("fraud scams", 0)]:
        assert len(search(words, Filters(), 1, 1)) == number, words


def test_words_are_marked_in_the_passage_and_markup_is_not():
    a_search_entry(body="<b>Knives</b> were found. " + "Nothing else. " * 40)

    [hit] = search("knife", Filters(), 5) or search("knives", Filters(), 5)

    assert "<mark>Knives</mark>" in hit.passage
    assert "<b>" not in hit.passage
    assert len(hit.passage) < 500


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({}, {"A", "B"}),
        ({"kind": "review"}, {"B"}),
        ({"year": 2016}, {"A"}),
        ({"owner": "north"}, {"B"}),
        ({"with_drafts": True}, {"A", "B", "Draft"}),
    ],
)
def test_entries_are_filtered(filters, titles):
    a_search_entry(title="A", body="Crime.", year=2016)
    a_search_entry(title="B", body="Crime.", year=2017, kind="review", owner="north")
    a_search_entry(title="Draft", body="Crime.", is_draft=True)

    assert set(found("crime", **filters)) == titles


def test_changed_and_deleted_entries_are_no_longer_found():
    entry = a_search_entry(body="Fraud.")
    entry.body = "Arson."
    entry.save()
    assert (found("fraud"), len(found("arson"))) == ([], 1)

    SearchEntry.objects.all().delete()
    assert found("arson") == []


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_page_finds_passages_of_ten_thousand_documents_at_once(client, settings):
    """Half of all searches take less than a tenth of a second.

    PostgreSQL works in another process, whose time only the clock shows.
    """
    is_here = connection.vendor == "sqlite"
    clock = time.process_time if is_here else time.perf_counter
    settings.SHOW_DRAFTS = False
    words = ["burglary", "theft", "violence", "fraud", "prevention", "alcohol"]
    SearchEntry.objects.bulk_create(
        [
            SearchEntry(
                source=f"review/{number}",
                kind="review",
                kind_name="Review",
                url=f"/review/{number}/",
                anchor=f"section-{section}",
                title=f"Review {number}",
                section=f"About {words[(number + section) % 6]}",
                body=f"{words[number % 6]} fell in area {number}. " * 20,
                year=2000 + number % 20,
                owner=f"csp-{number % 8}",
                owner_name=f"Partnership {number % 8}",
            )
            for number in range(10_000)
            for section in range(4)
        ],
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if is_here else "VACUUM ANALYZE")  # as it is by itself
    for query in ["burglary", "fell area", "area 777", '"fraud fell"', "unicorn", ""]:
        times = []
        for _ in range(9):
            started = clock()
            page = client.get("/search/", {"q": query})
            times.append(clock() - started)
        assert page.status_code == 200
        assert statistics.median(times) < 0.1, (query, times)
