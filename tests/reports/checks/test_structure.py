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
def test_heading_without_words_or_with_nothing_below_is_an_error(report, body):
    (issue,) = found_in(report, "heading-structure", [body])[body]

    assert issue.is_error


def test_headings_that_head_something_are_not_reported(report):
    assert_silent(report, "heading-structure", [SOUND, "<h3>A</h3><h4>B</h4><p>C</p>"])


def test_text_that_begins_with_the_smaller_heading_is_found(report):
    faulty = ["<h4>Small</h4><p>They shine.</p><h3>Large</h3><p>They shine.</p>"]

    assert_found(report, "heading-structure", faulty, is_error=False)
    assert_silent(report, "heading-structure", [SOUND])


def test_bold_line_in_place_of_a_heading_is_found(report):
    faulty = ["<p><strong>WEST TESTSHIRE</strong></p><p>They shine.</p>"]
    sound = [
        SOUND,
        "<p><strong>They</strong> shine.</p>",
        "<p><strong>All of them shine.</strong></p>",
    ]

    assert_found(report, "heading-structure", faulty, is_error=False)
    assert_silent(report, "heading-structure", sound)


def test_heading_that_runs_into_its_paragraph_is_found(report):
    faulty = ["<p>The Mill Vale yearly rolling plan For 2017-18 all lamps are new.</p>"]
    sound = [
        "<p>The plan for 2017-18 is new. The lamps are too.</p>",
        "<p>The course “Light For all of us” was held.</p>",
        "<p>In Mill Vale The Bell was closed.</p>",
    ]

    assert_found(report, "heading-structure", faulty, is_error=False)
    assert_silent(report, "heading-structure", sound)


def test_list_of_one_is_found(report):
    faulty = ["<p>There is:</p><ul><li>one lamp</li></ul>"]
    sound = ["<ul><li>one lamp</li><li>another</li></ul>"]

    assert_found(report, "list-structure", faulty, is_error=False)
    assert_silent(report, "list-structure", sound)


def test_table_without_headings_is_an_error(report):
    body = TABLE.replace("<th>", "<td>").replace("</th>", "</td>")

    (issue,) = found_in(report, "table-structure", [body])[body]
    assert issue.is_error


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<caption>Lamps</caption>", "", "no title"),
        ("<td>two</td>", "", "rows of 1 and of 2 cells"),
    ],
)
def test_table_without_title_or_with_ragged_rows_is_found(report, old, new, fault):
    body = TABLE.replace(old, new)

    (issue,) = found_in(report, "table-structure", [body])[body]
    assert fault in issue.message
    assert not issue.is_error


def test_whole_table_is_not_reported(report):
    wide = TABLE.replace("<td>Mill Vale</td><td>two</td>", '<td colspan="2">None</td>')

    assert_silent(report, "table-structure", [TABLE, wide])


def test_very_long_paragraph_is_found(report):
    assert_found(
        report, "long-paragraph", [f"<p>{'Lamps shine. ' * 100}</p>"], is_error=False
    )
    assert_silent(report, "long-paragraph", [f"<p>{'Lamps shine. ' * 60}</p>" * 2])
