"""Headings, lists, tables and paragraphs as they are built."""

import pytest

from tests.reports.checks.trying import assert_found, assert_silent, found_in
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

SOUND = "<h3>Lights</h3><p>They shine.</p><h4>New ones</h4><p>They shine too.</p>"
TABLE = (
    "<table><caption>Lamps</caption><tbody><tr><th>Place</th><th>Lamps</th></tr>"
    "<tr><td>Mill Vale</td><td>two</td></tr></tbody></table>"
)


@pytest.fixture
def report():
    return a_testshire_report()


@pytest.mark.parametrize(
    "body", ["<h3> </h3><p>They shine.</p>", "<p>They shine.</p><h3>Next</h3>"]
)
def test_heading_without_words_or_with_nothing_below_is_a_stop(report, body):
    (finding,) = found_in(report, "empty-heading", [body])[body]

    assert finding.is_stop


def test_headings_that_head_something_are_left_alone(report):
    assert_silent(report, "empty-heading", [SOUND, "<h3>A</h3><h4>B</h4><p>C</p>"])


def test_text_that_begins_with_the_smaller_heading_is_found(report):
    faulty = ["<h4>Small</h4><p>They shine.</p><h3>Large</h3><p>They shine.</p>"]

    assert_found(report, "heading-levels", faulty, is_stop=False)
    assert_silent(report, "heading-levels", [SOUND])


def test_bold_line_in_place_of_a_heading_is_found(report):
    faulty = ["<p><strong>WEST TESTSHIRE</strong></p><p>They shine.</p>"]
    sound = [
        SOUND,
        "<p><strong>They</strong> shine.</p>",
        "<p><strong>All of them shine.</strong></p>",
    ]

    assert_found(report, "bold-as-heading", faulty, is_stop=False)
    assert_silent(report, "bold-as-heading", sound)


def test_heading_that_runs_into_its_paragraph_is_found(report):
    faulty = ["<p>The Mill Vale yearly rolling plan For 2017-18 all lamps are new.</p>"]
    sound = [
        "<p>The plan for 2017-18 is new. The lamps are too.</p>",
        "<p>The course “Light For all of us” was held.</p>",
        "<p>In Mill Vale The Bell was closed.</p>",
    ]

    assert_found(report, "fused-heading", faulty, is_stop=False)
    assert_silent(report, "fused-heading", sound)


def test_list_of_one_is_found(report):
    faulty = ["<p>There is:</p><ul><li>one lamp</li></ul>"]
    sound = ["<ul><li>one lamp</li><li>another</li></ul>"]

    assert_found(report, "lone-item", faulty, is_stop=False)
    assert_silent(report, "lone-item", sound)


def test_table_without_headings_is_a_stop(report):
    body = TABLE.replace("<th>", "<td>").replace("</th>", "</td>")

    (finding,) = found_in(report, "table-head", [body])[body]
    assert finding.is_stop


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<caption>Lamps</caption>", "", "no title"),
        ("<td>two</td>", "", "rows of 1 and of 2 cells"),
    ],
)
def test_table_without_title_or_with_ragged_rows_is_found(report, old, new, fault):
    body = TABLE.replace(old, new)

    (finding,) = found_in(report, "table-head", [body])[body]
    assert fault in finding.what
    assert not finding.is_stop


def test_whole_table_is_left_alone(report):
    wide = TABLE.replace("<td>Mill Vale</td><td>two</td>", '<td colspan="2">None</td>')

    assert_silent(report, "table-head", [TABLE, wide])


def test_very_long_paragraph_is_found(report):
    assert_found(
        report, "long-paragraph", [f"<p>{'Lamps shine. ' * 100}</p>"], is_stop=False
    )
    assert_silent(report, "long-paragraph", [f"<p>{'Lamps shine. ' * 60}</p>" * 2])
