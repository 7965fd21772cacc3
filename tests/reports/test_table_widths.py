"""Widths of columns and breaks of tables, as estimated before a page is laid out."""

import pytest

from reports.blocks.table import Cell, Column, Row, Table
from reports.document.fonts import width
from reports.document.table_widths import NARROWEST, NUMBER_PADDING
from reports.document.tree import Rich


def a_table(labels, rows, notes=()):
    columns = [
        Column(label, 20, numeric=index > 0) for index, label in enumerate(labels)
    ]
    cells = [
        [Cell(text, kind="number" if i else "text") for i, text in enumerate(row)]
        for row in rows
    ]
    return Table(
        columns=columns,
        rows=[Row(row) for row in cells],
        notes=[Rich(n) for n in notes],
    )


def widths(table):
    [part] = table.layout_on_paper.parts
    return part.widths


def test_columns_of_numbers_are_equally_wide():
    long = "A line whose name takes two lines or more, because it says what it pays for"
    table = a_table(["Line", "2015-16", "2016-17"], [[long, "5", "1,234,567"]])

    label, first, second = widths(table)

    assert first == second
    assert label > 100


def test_one_wide_column_of_numbers_leaves_the_others_equally_wide():
    long = "A line whose name takes two lines or more, because it says what it pays for"
    labels = ["Line", *[f"201{n}-1{n + 1}" for n in range(5)]]

    wide, *others = widths(a_table(labels, [[long, "1,234,567,890", *"5678"]]))[1:]

    assert len(set(others)) == 1
    assert 166 * 0.1 <= others[0] < wide


def test_parts_of_a_wide_table_have_about_as_many_columns():
    labels = ["Line", *[f"20{n}-{n + 1}" for n in range(10, 37)]]
    table = a_table(labels, [["Youth", *["1,234,567"] * 27]])

    counts = [len(part.columns) - 1 for part in table.layout_on_paper.parts]

    assert len(counts) > 1
    assert max(counts) - min(counts) < len(counts)


def test_column_of_short_numbers_is_as_wide_as_its_year():
    """Digits in columns of numbers are all equally wide, also in its heading."""
    long = "A line whose name takes two lines or more, because it says what it pays for"

    _label, numbers = widths(a_table(["Line", "2018-19"], [[long, "5"]]))

    assert numbers >= width("2018-19", 8.5, 600, is_tabular=True) + NUMBER_PADDING


@pytest.mark.parametrize(("years", "is_whole"), [(1, True), (6, False)])
def test_reason_among_numbers_is_broken_only_if_the_table_gets_lower(years, is_whole):
    labels = ["Line", *[f"201{n}-1{n + 1}" for n in range(years)]]
    rows = [
        [f"{n} Support for victims of violence", *["9,999"] * years] for n in "1234"
    ]
    table = a_table(labels, rows)
    for cell in table.rows[0].cells[1:]:
        cell.text, cell.kind = "included elsewhere", "missing"

    _label, *numbers = widths(table)

    assert (numbers[0] > NARROWEST) is is_whole


def test_columns_keep_the_outlines_widths_only_if_no_row_gets_higher():
    short = [["Cherwell", "5"], ["Oxford", "6"]]
    long = [["Violence against women and girls, with abuse and exploitation", "5"]]

    kept = widths(a_table(["Line", "2016-17"], short))
    changed = widths(a_table(["Line", "2016-17"], long))

    assert kept[0] == kept[1]
    assert changed[0] > changed[1]


@pytest.mark.parametrize(("rows", "is_whole"), [(3, True), (4, True), (5, False)])
def test_short_tables_stay_on_one_page(rows, is_whole):
    table = a_table(["Line", "2016-17"], [["Cherwell", "5"]] * rows)

    assert table.layout_on_paper.keeps_together is is_whole


@pytest.mark.parametrize(
    ("sentences", "name"), [(1, ""), (20, "high"), (80, "tall high")]
)
def test_only_high_rows_part_at_a_pages_end(sentences, name):
    table = a_table(
        ["Line", "2016-17"], [["What the line pays for. " * sentences, "5"]]
    )

    assert table.layout_on_paper.row_class(0) == name


def test_row_above_a_high_one_may_be_alone():
    """With a page's head, both would leave much of the page before empty."""
    table = a_table(["Line", "What"], [["Cherwell", "A"], ["Oxford", "Words. " * 200]])

    assert table.layout_on_paper.row_class(0) == "above-high"


@pytest.mark.parametrize(("lines", "is_long"), [(18, False), (19, True)])
def test_only_long_notes_run_on_without_rows(lines, is_long):
    table = a_table(["Line", "2016-17"], [["Cherwell", "5"]], ["A note."] * lines)

    assert table.has_long_notes is is_long


def test_column_of_long_texts_gets_more_room_but_breaks_no_address():
    columns = [Column(label, 25) for label in ("Body", "Covers", "Site", "Aims")]
    aims = "Prevent abuse and violence in the home and the exploitation of people. " * 6
    site = "www.fordanddale.gov.uk"
    covered = "Ford and Dale, Vale of White Horse"
    row = ["Ford and Dale Community Safety Partnership", covered, site, aims]
    rows = [Row([Cell(text) for text in row]) for _ in range(4)]

    *_, address, text = widths(Table(columns=columns, rows=rows))

    assert address > width(site, 9.5)
    assert text > 60
