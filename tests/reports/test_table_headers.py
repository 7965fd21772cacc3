"""Headers of tables that officers write, for screen readers."""

import pytest
from lxml import html

from partnership.core.text.html import parse
from reports.document.prose import Composer
from reports.document.table_headers import mark_header_rows

ROW = "<tr><td>1</td><td>2</td></tr>"


def table_of(rows):
    """The table as a document prints it."""
    markup = Composer(None).rich(f"<table><tbody>{rows}</tbody></table>", "Here").html
    return html.fragment_fromstring(markup)


def with_header_cells(markup):
    root = parse(markup)
    mark_header_rows(root)
    return root.html


def scopes(element):
    return [(th.text, th.get("scope")) for th in element.iter("th")]


@pytest.mark.parametrize(
    ("rows", "head", "body"),
    [
        (f"<tr><th>A</th><th>B</th></tr>{ROW}", [("A", "col"), ("B", "col")], []),
        # An empty corner is part of the head.
        (
            "<tr><td></td><th>B</th></tr><tr><th>C</th><td>1</td></tr>",
            [("B", "col")],
            [("C", "row")],
        ),
        (
            "<tr><th>A</th><th>B</th></tr>"
            "<tr><th>C</th><td>1</td></tr><tr><th>D</th><td>2</td></tr>",
            [("A", "col"), ("B", "col")],
            [("C", "row"), ("D", "row")],
        ),
        # A scope that is given stays.
        (
            f'<tr><th scope="colgroup" colspan="2">A</th></tr>{ROW}',
            [("A", "colgroup")],
            [],
        ),
    ],
)
def test_first_row_of_headers_becomes_the_thead(rows, head, body):
    table = table_of(rows)

    assert [part.tag for part in table] == ["thead", "tbody"]
    assert scopes(table[0]) == head
    assert scopes(table[1]) == body
    assert len(table[0]) == 1


def test_first_row_with_a_figure_is_not_a_thead():
    table = table_of(f"<tr><th>A</th><td>1</td></tr>{ROW}")

    assert table.find("thead") is None
    assert scopes(table) == [("A", "row")]


@pytest.mark.parametrize(
    "rows",
    [
        # A heading reaches down into a row of figures.
        """<tr><th rowspan="2">A</th><th>B</th></tr><tr><td>2</td></tr>""",
        # A head without a body below it is no table.
        "<tr><th>A</th><th>B</th></tr>",
    ],
)
def test_row_that_cannot_move_stays_with_its_scopes(rows):
    table = table_of(rows)

    assert table.find("thead") is None
    assert scopes(table) == [("A", "col"), ("B", "col")]


@pytest.mark.parametrize(
    "rows",
    [
        """<tr><th rowspan="2">A</th><th colspan="2">B</th></tr>
        <tr><th>C</th><th>D</th></tr>""",
        """<tr><td></td><th colspan="2">B</th></tr>
        <tr><th>A</th><th>C</th><th>D</th></tr>""",
    ],
)
def test_two_rows_of_headings_are_the_thead(rows):
    body = "<tr><th>x</th><td>1</td><td>2</td></tr>" * 2
    table = table_of(rows + body)

    assert len(table.find("thead")) == 2
    assert ("B", "colgroup") in scopes(table.find("thead"))
    assert scopes(table.find("tbody")) == [("x", "row")] * 2


def test_caption_comes_before_the_thead():
    markup = f"<caption>C</caption><tbody><tr><th>A</th></tr>{ROW}</tbody>"

    assert with_header_cells(f"<table>{markup}</table>") == (
        '<table><caption>C</caption><thead><tr><th scope="col">A</th></tr></thead>'
        f"<tbody>{ROW}</tbody></table>"
    )


def test_table_with_a_thead_is_unchanged():
    markup = (
        "<table><thead><tr><th>A</th></tr></thead>"
        f"<tbody><tr><th>B</th></tr>{ROW}</tbody></table>"
    )

    assert with_header_cells(markup) == markup


def test_nested_table_gets_column_scopes():
    inner = f"<table><thead><tr><th>A</th></tr></thead><tbody>{ROW}</tbody></table>"
    table = table_of(f"<tr><td>{inner}</td></tr>")

    assert scopes(table) == [("A", "col")]


def test_many_headers_are_fast():
    """No markup within bounds may take long: each part is looked at once."""
    cells = "<th>A</th> " * 2000

    assert (
        with_header_cells(f"<table><tbody><tr>{cells}<td>x</td></tr>").count("scope")
        == 0
    )
