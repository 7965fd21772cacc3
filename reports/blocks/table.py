"""The structure of every table in a document.

Cells are text, a number or the reason there is none. Every row has a row header; groups
of rows have a heading row. Notes are marked `[note 1]` and listed below the table.
"""

import math
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from partnership.core.text.html import to_text
from partnership.core.values.missing import AFTER, Qualifier, Reason
from partnership.core.values.money import number, signed
from reports.document.fonts import width
from reports.document.table_widths import (
    CellText,
    ColumnText,
    TableLayout,
    is_too_wide,
    lay_out,
)
from reports.document.tree import Captioned, Rich

# The weight of each kind of row, and the indent of each depth and sign in mm.
WEIGHTS = {"sum": 600, "total": 800}
DEPTH = 4.5
SIGN = 5.0
# Notes with more lines than this may run on over pages: their width in mm, and points.
MOST_NOTE_LINES = 18
NOTE_WIDTH, NOTE_SIZE = 151.0, 8.5
# An ordinal is set large, so that people can point at it: in points. So is the name
# next to it: how much larger than the table.
ORDINAL = 18
ORDINAL_NAME = 12 / 9.5


@dataclass
class Column:
    """A column: its heading, its width as a percentage, and its alignment.

    What a table `is_about` stays a column, however few figures it has. `noun` is what a
    sentence calls an entry, if that is not the heading.
    """

    label: str
    width: float
    numeric: bool = False
    is_about: bool = False
    noun: str = ""


@dataclass
class Cell:
    """One cell. `kind` is text, number or missing; `before` is a qualifier.

    `sign` draws an arrow or a mark: up, down, same, met, missed or none.
    """

    text: str = ""
    kind: str = "text"
    before: str = ""
    after: str = ""
    sub: str = ""
    sign: str = ""
    value: str = ""
    rich: Rich | None = None
    links: list[tuple[str, str]] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    column: str = ""

    @property
    def words(self) -> str:
        return " ".join(filter(None, [self.before, self.text, self.after]))


@dataclass
class Row:
    """One row: `kind` is plain, sum, sub, total or group (a heading over rows)."""

    cells: list[Cell]
    kind: str = "plain"
    depth: int = 0


@dataclass
class TablePart:
    """Columns with their widths in percent, and the cells of each row in them.

    Each row also has its class on paper.
    """

    columns: list[tuple[Column, float]]
    rows: list[tuple[Row, list[Cell], str]]
    is_first: bool = True


@dataclass
class Table(Captioned):
    """A table. `layout` is its layout on a phone: years, cards or scroll.

    `folded` has sentences in place of columns and rows (reports.blocks.folding).
    """

    template: ClassVar[str] = "table"
    counter: ClassVar[str] = "Table"

    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    notes: list[Rich] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)
    layout: str = "cards"
    heading: str = ""

    def __post_init__(self):
        for row in self.rows:
            for cell, column in zip(row.cells, self.columns, strict=False):
                cell.column = column.label

    @property
    def is_empty(self) -> bool:
        return not self.rows

    @property
    def whole(self) -> TablePart:
        """All of it, for a screen."""
        total = sum(column.width for column in self.columns)
        return TablePart(
            [(column, 100 * column.width / total) for column in self.columns],
            [(row, row.cells, "") for row in self.rows],
        )

    @cached_property
    def layout_on_paper(self) -> TableLayout:
        """How it is printed: its size, its page and the widths of its columns."""
        return lay_out(self._column_texts)

    @property
    def is_too_wide(self) -> bool:
        """Whether it is printed in parts; quicker than to lay it out."""
        return is_too_wide(self._column_texts)

    @property
    def _column_texts(self) -> list[ColumnText]:
        return [self._texts(i) for i in range(len(self.columns))]

    @property
    def begins_landscape(self) -> bool:
        return self.layout_on_paper.is_landscape

    @property
    def has_long_notes(self) -> bool:
        """Whether its notes are too long to stay with its last rows."""
        lines = (width(to_text(note.html), NOTE_SIZE) for note in self.notes)
        return sum(math.ceil(line / NOTE_WIDTH) for line in lines) > MOST_NOTE_LINES

    @property
    def parts_on_paper(self) -> list[TablePart]:
        """One part, or several that repeat the row headings if it is too wide."""
        layout = self.layout_on_paper
        return [
            TablePart(
                [
                    (self.columns[index], 100 * extent / sum(part.widths))
                    for index, extent in zip(part.columns, part.widths, strict=True)
                ],
                [
                    (row, _cells(row, part.columns), layout.row_class(place))
                    for place, row in enumerate(self.rows)
                ],
                number == 0,
            )
            for number, part in enumerate(layout.parts)
        ]

    def _texts(self, index) -> ColumnText:
        column = self.columns[index]
        cells = [_cell_text(row, index, column.numeric) for row in self.rows]
        return ColumnText(
            column.label,
            cells,
            column.width,
            column.numeric,
            is_first=index == 0,
            follows_numbers=index > 0 and self.columns[index - 1].numeric,
        )


def _cells(row: Row, columns: list[int]) -> list[Cell]:
    if row.kind == "group":
        return row.cells
    return [row.cells[index] for index in columns if index < len(row.cells)]


def _cell_text(row: Row, index: int, is_numeric: bool) -> CellText:
    """What sets the width of a column; a heading over rows sets none."""
    if row.kind == "group" or index >= len(row.cells):
        return CellText([])
    cell = row.cells[index]
    notes = "".join(f" [note {note}]" for note in cell.notes)
    lines = [cell.words + notes, *(label for label, _ in cell.links), cell.sub]
    if cell.rich:
        lines += to_text(cell.rich.html).splitlines()
    indent = DEPTH * row.depth if index == 0 else 0.0
    indent += SIGN if cell.sign else 0.0
    indent += width(cell.text, ORDINAL, 800) if cell.kind == "ordinal" else 0.0
    weight = WEIGHTS.get(row.kind, 400)
    is_number = is_numeric and cell.kind == "number"
    is_named = index == 1 and row.cells[0].kind == "ordinal"
    return CellText(
        [line for line in lines if line],
        600 if is_named else weight,
        is_number,
        indent,
        ORDINAL_NAME if is_named else 1.0,
    )


def filled_table(context, *, caption, detail="", source="", **kwargs) -> Table:
    """A table with the placeholders in its caption, detail and source filled in."""
    return Table(
        caption=context.fill(caption),
        detail=context.fill(detail),
        source=context.fill(source),
        **kwargs,
    )


def text(value, **kwargs) -> Cell:
    """A cell with a text."""
    return Cell(str(value), **kwargs)


def missing(reason, **kwargs) -> Cell:
    """A cell with the reason there is no figure."""
    words = Reason(reason).label if reason in Reason.values else str(reason)
    return Cell(words, kind="missing", **kwargs)


def money(amount, **kwargs) -> Cell:
    """A cell for a funding.queries.ledger.Amount, without the pound sign."""
    if amount.gbp is None:
        return missing(amount.reason, **kwargs)
    before, after = qualifier_words(amount.qualifier)
    return Cell(
        number(amount.gbp),
        kind="number",
        before=before,
        after=after,
        value=str(amount.gbp),
        **kwargs,
    )


def qualifier_words(qualifier) -> tuple[str, str]:
    """The qualifier to print before a number, and the one to print after it."""
    if not qualifier or qualifier == Qualifier.EXACT:
        return "", ""
    words = Qualifier(qualifier).label
    return ("", words) if qualifier in AFTER else (words, "")


def change(value: Decimal | None, **kwargs) -> Cell:
    """A signed number of pounds, or n/a if there is nothing to compare."""
    if value is None:
        return missing(Reason.NOT_APPLICABLE, **kwargs)
    return Cell(signed(value), kind="number", value=str(value), **kwargs)


def source_line(names, words="") -> str:
    """“Source: A; B.”, each once, followed by other words on the figures."""
    known = "; ".join(sorted(set(names) - {""}))
    return " ".join(filter(None, [f"Source: {known}." if known else "", words]))


def group(label, **kwargs) -> Row:
    """A row that is a heading for the rows below it."""
    return Row([Cell(label, **kwargs)], kind="group")
