"""The structure of every table in a document.

Cells are text, a number or the reason there is none. Every row has a row header; groups
of rows have a heading row. Notes are marked `[note 1]` and listed below the table.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from partnership.core.values.missing import (
    AFTER,
    Qualifier,
    Reason,
)
from partnership.core.values.money import (
    number,
    signed,
)
from reports.document.tree import (
    Captioned,
    Rich,
)


@dataclass
class Column:
    """A column: its heading, its width as a percentage, and its alignment."""

    label: str
    width: float
    numeric: bool = False


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


@dataclass
class Row:
    """One row: `kind` is plain, sum, sub, total or group (a heading over rows)."""

    cells: list[Cell]
    kind: str = "plain"
    depth: int = 0


@dataclass
class Table(Captioned):
    """A table. `layout` is its layout on a phone: years, cards or scroll."""

    template: ClassVar[str] = "table"
    counter: ClassVar[str] = "Table"

    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    notes: list[Rich] = field(default_factory=list)
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
    def keep_together(self) -> bool:
        """Whether to keep it on one page; longer tables repeat their headings."""
        return len(self.rows) <= 12


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
