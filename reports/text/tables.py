"""What each number in a typed table is about: its caption, row and column."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from partnership.core.text.html import Element, parse

CELLS = ("td", "th")


@dataclass(frozen=True)
class TableHeadings:
    """The headings of a cell: those of its table, row and column.

    `over` are the caption, or the line that introduces the table, and its first cell.
    """

    over: str
    row: str
    column: str

    @property
    def text(self) -> str:
        return f"{self.over}: {self.row}, {self.column}"


@lru_cache(maxsize=500)
def heads_of(html: str) -> tuple[TableHeadings | None, ...]:
    """The headings of each line of a text that is in a cell, in order."""
    if "<td" not in html:
        return ()
    found: list[TableHeadings | None] = []
    lead = ""
    for element in parse(html).elements("p", "table"):
        if element.tag == "table":
            found += _cells(element, lead)
        words = _words(element)
        lead = words if element.tag == "p" and words.endswith(":") else ""
    return tuple(found)


def _cells(table: Element, lead: str) -> Iterator[TableHeadings | None]:
    """One for each cell with text; none if the headings are not clear."""
    caption = _words(next(table.elements("caption"), None)) or lead.rstrip(":")
    rows = [[cell for cell in row.elements(*CELLS)] for row in table.elements("tr")]
    is_plain = not any(
        {"colspan", "rowspan"} & set(cell.attributes) for row in rows for cell in row
    )
    columns = [_words(cell) for cell in rows[0]] if rows else []
    over = ": ".join(filter(None, [caption, *columns[:1]]))
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if not _words(cell):
                continue
            is_figure = place and column and is_plain and column < len(columns)
            yield (
                TableHeadings(over, _words(row[0]), columns[column])
                if is_figure
                else None
            )


def _words(element: Element | None) -> str:
    return " ".join(element.text.split()) if element is not None else ""
