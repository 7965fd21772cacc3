import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.checks import services
from reports.checks.name_register import name_register, official_spans
from reports.checks.registry import CHECKS
from reports.text.data_state import REMEMBERED
from reports.text.draft import draft_of
from reports.text.full_text import folded, masked, plain, whole_text
from reports.text.lines import BOUND
from tests.builders import a_partner, a_priority, a_related_plan, a_term
from tests.reports.checks.checking import draft_with

pytestmark = pytest.mark.django_db


def test_places_are_found_as_whole_words_and_with_their_letters():
    report = draft_with("<p>The ‘lamp’ and lamps, a Lamp’s light.</p>")
    whole = whole_text(draft_of(report))

    places = [whole.at(*place) for place in whole.places("lamp")]

    assert [place["excerpt"] for place in places] == ["lamp", "Lamp"]
    assert places[0]["words"].section == "vision"


def test_an_excerpt_that_comes_again_says_which_one_it_is():
    report = draft_with("<p>One lamp, another lamp, a third lamp.</p>")
    whole = whole_text(draft_of(report))

    found = [whole.at(*place)["occurrence"] for place in whole.places("lamp")]

    assert found == [0, 1, 2]


def test_linked_letters_are_read_and_not_searched():
    report = draft_with("<p>It is [=total safety-fund 2016-17].</p>")
    whole = whole_text(draft_of(report))

    assert "£24,000" in whole.text
    assert list(whole.places("£24,000")) == []


def test_settled_names_are_known_by_their_place():
    a_partner(name="Lamp Board for All")
    draft = draft_of(draft_with("<p>The Lamp Board for All met.</p>"))
    whole = whole_text(draft)

    (place,) = official_spans(draft, whole)

    assert whole.typed[slice(*place)] == "Lamp Board for All"
    assert BOUND * 18 in masked(whole.typed, [place])


def test_spellings_that_differ_in_signs_alone_fold_into_one():
    assert folded("Café & Bar – Mill’s") == folded("cafe and bar - mill's")
    assert len(plain("“Café” – Mill’s")) == len("“Café” – Mill’s")


def test_register_has_organisations_with_their_other_names():
    a_partner(name="Lamp Trust", short_name="Lamps", also_known_as="LT\nThe Trust")
    draft = draft_of(draft_with("<p>All is well.</p>"))

    (body,) = [one for one in name_register(draft).bodies if one.name == "Lamp Trust"]

    assert body.names == ["Lamp Trust", "Lamps", "LT", "The Trust"]


def test_more_rows_need_no_more_queries():
    services.load()
    report = draft_with("<p>The Lamp Board met, and TAG left.</p>")

    def asked():
        REMEMBERED.clear()
        draft = draft_of(report)
        assert draft.words
        with CaptureQueriesContext(connection) as queries:
            for one in CHECKS.values():
                one.issues(draft)
        return len(queries)

    before = asked()
    for number in range(4):
        a_partner(name=f"Lamp Trust {number}")
        a_term(term=f"TERM{number}")
        a_related_plan(partnership=report.partnership)
        a_priority(partnership=report.partnership, number=10 + number)

    assert asked() == before
