"""Sections of one report: moved, hidden, and added to the outline of its type."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.assembly import section_overrides
from reports.assembly.build import build
from reports.document.tree import rich_texts
from reports.document_types.at_a_glance import KEY
from reports.models import SectionOverride
from tests.builders import a_passage, a_report

pytestmark = pytest.mark.django_db


def keys(report):
    return [section.key for section in build(report).sections]


def numbers(report):
    return {section.key: section.number for section in build(report).sections}


def test_moved_section_takes_its_neighbours_number(report):
    before = keys(report)
    second = next(key for key, number in numbers(report).items() if number == "2")

    section_overrides.move(report, second, up=True)

    after = keys(report)
    assert sorted(after) == sorted(before)
    assert numbers(report)[second] == "1"


def test_references_follow_a_section_that_moves(report):
    a_passage(report=report, key="vision.text", body="<p>[@section working]</p>")
    before = numbers(report)["working"]

    section_overrides.move(report, "working", up=True)

    vision = next(one for one in build(report).sections if one.key == "vision")
    moved = numbers(report)["working"]
    assert int(moved) == int(before) - 1
    assert any(f"section {moved}" in one.html for one in rich_texts(vision.blocks))


def test_move_and_move_back_leaves_the_order_as_it_was(report):
    before = keys(report)

    section_overrides.move(report, "working", up=True)
    section_overrides.move(report, "working", up=False)

    assert keys(report) == before


def test_appendix_does_not_move_among_the_sections(report):
    first = next(
        one.key for one in build(report).sections if one.numbering == "appendix"
    )

    with pytest.raises(
        section_overrides.InvalidMove, match="among others of the same type"
    ):
        section_overrides.move(report, first, up=True)


def test_nothing_moves_before_the_summary(report):
    for key, up in [(KEY, False), (keys(report)[0], True)]:
        with pytest.raises(section_overrides.InvalidMove, match="summary is always"):
            section_overrides.move(report, key, up=up)


def test_front_sheet_stays_where_it_is():
    paper = a_report(document_type="scrutiny-paper", period="2016-07-01")

    with pytest.raises(section_overrides.InvalidMove, match="always first"):
        section_overrides.move(paper, "front", up=False)
    with pytest.raises(ValueError, match="cannot hide the front sheet"):
        section_overrides.hide(paper, "front", "Not needed")


def test_section_is_hidden_with_a_reason_and_shown_again(report):
    section_overrides.hide(report, "vision", "None was agreed")
    assert "vision" not in keys(report)

    section_overrides.unhide(report, "vision")
    assert "vision" in keys(report)


def test_section_is_not_left_out_without_a_reason(report):
    with pytest.raises(ValueError, match="Enter a reason"):
        section_overrides.hide(report, "vision", "  ")

    assert not SectionOverride.objects.exists()


def test_added_section_is_before_the_appendices(report):
    row = section_overrides.add(report, "What people said")
    a_passage(report=report, key="what-people-said.text", body="<p>Much.</p>")

    document = build(report)
    section = next(one for one in document.sections if one.key == row.key)
    after = document.sections[document.sections.index(section) + 1]
    assert (section.title, section.numbering) == ("What people said", "section")
    assert section.blocks[0].words.html == "<p>Much.</p>"
    assert after.numbering == "appendix"


def test_two_sections_with_one_title_have_keys_of_their_own(report):
    titles = ("Vision", "Vision?", "الرؤية", "Wizja ludzi")
    added = [section_overrides.add(report, title).key for title in titles]

    assert len({*added, "vision"}) == 5
    assert "section" not in added


def test_section_that_is_sent_twice_is_added_once(report):
    section_overrides.add(report, "What people said")

    with pytest.raises(ValueError, match="already added a section"):
        section_overrides.add(report, "What  people said ")

    assert report.sections.count() == 1


@pytest.mark.database
def test_report_is_locked_while_a_section_is_added(report):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time.")
    with CaptureQueriesContext(connection) as queries:
        section_overrides.add(report, "What people said")

    first = next(query["sql"] for query in queries if "SELECT" in query["sql"])
    assert first.endswith("FOR UPDATE")


def test_section_that_is_added_after_others_moved_keeps_their_order(report):
    section_overrides.move(report, "working", up=True)
    before = keys(report)

    row = section_overrides.add(report, "New")

    assert [key for key in keys(report) if key != row.key] == before


@pytest.mark.parametrize("title", ["", "   ", "x" * 161])
def test_title_is_asked_for(report, title):
    with pytest.raises(ValueError, match="title"):
        section_overrides.add(report, title)
