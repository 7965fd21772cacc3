"""A column of a file and the contents of its cells."""

from dataclasses import dataclass, field
from functools import cached_property

from partnership.core.imports.cells.figure_cells import amount_of
from partnership.core.imports.cells.widgets import TextWidget
from partnership.core.imports.columns.headings_across import TITLE_YEAR, HeadingReader
from partnership.core.imports.columns.table_headings import NAMED_TOTAL
from partnership.core.imports.fields.slots import ReferenceSlot
from partnership.core.imports.sheets import cell_in, is_blank, letter

# How many cells are read to find out what a column contains.
SAMPLE = 200
SHARE_KNOWN = 0.6


@dataclass
class Match:
    """One column of the file: its number, heading, our column, and how it was found.

    `value` is the value of our column that the heading itself gives, for years or
    measures across, or None; then the cells are figures. `part` is the column of the
    cells, `others` are pairs of further columns and values that the heading gives.
    """

    number: int
    heading: str
    name: str = ""
    how: str = ""
    value: str | None = None
    part: str = ""
    others: tuple = ()
    examples: list[str] = field(default_factory=list)
    gives: tuple[str, ...] = ()  # our columns, if its cells give several
    second: int = 0  # the number of a column with the rest of the cells
    joiner: str = ""
    ends: tuple[str, str] = ("", "")  # what follows the cells of the two columns
    instead_of: "Match | None" = None  # the better of two columns about one figure
    count: "Match | None" = None  # the column of counts beside one of percentages
    doubt: tuple[str, ...] = ()  # the words of columns of which any may have figures
    rivals: list["Match"] = field(default_factory=list)  # equally good columns

    @property
    def letter(self) -> str:
        return letter(self.number)

    @property
    def is_across(self) -> bool:
        return self.value is not None

    def take(self, across) -> None:
        """Make the column one across, as its heading says."""
        self.name, self.value, self.how = across.name, across.value, "across"
        self.part, self.others = across.part, across.others

    def give_to(self, other: "Match") -> None:
        """Let another column about the same figure be read instead."""
        other.name, other.value, other.how = self.name, self.value, self.how
        other.part, other.others, other.instead_of = self.part, self.others, None
        self.leave_out("double", other)

    def leave_out(self, how: str, instead_of: "Match | None" = None) -> None:
        self.name, self.value, self.how = "", None, how
        self.instead_of = instead_of


class ColumnCells(HeadingReader):
    """Reads the cells of a column: how many are known, and examples."""

    @cached_property
    def naming_columns(self) -> set[str]:
        """Return the columns whose values say what a row is about."""
        resource = self.resource
        return set(self.key_names) | {
            column.column_name
            for slot in resource.slots
            if isinstance(slot, ReferenceSlot) or slot.name in resource.identity
            for column in slot.columns
            if not self._is_text(column.column_name)
        }

    def _is_text(self, name):
        slot, column = self.by_name[name]
        return not isinstance(slot, ReferenceSlot) and isinstance(
            column.widget, TextWidget
        )

    def share(self, name, match, table, nearly=False) -> float:
        """Return the share of a column's different values that our column reads.

        With `nearly`, names that are nearly ours count too.
        """
        values = {v for v in self._row_cells(table, match.number) if not is_blank(v)}
        if self.by_name[name][1].code_of:  # years may be above names
            values = {v for v in values if not TITLE_YEAR.fullmatch(str(v).strip())}
        if not values:
            return 0.0
        known = sum(self.reads(name, value, nearly) for value in values)
        return known / len(values) + (0.001 if known else 0)

    def share_known(self, match, table) -> float:
        """Return the share of a column's cells that name a record, or nearly."""
        return min(1, self.share(match.name, match, table, nearly=True))

    def share_named(self, model, match, table) -> float:
        """Return the share of a column's cells that are names of a list's records."""
        names = self.lookups.names(model)
        values = {v for v in self._row_cells(table, match.number) if not is_blank(v)}
        known = sum(bool(names.codes_of(str(value))) for value in values)
        return known / max(1, len(values))

    def _cells(self, table, number):
        last = min(table.last_row, table.first_row + SAMPLE)
        rows = table.sheet.rows[table.first_row - 1 : last]
        return [row[number - 1] for row in rows if number <= len(row)]

    def _row_cells(self, table, number):
        """Return the cells of a column in rows with other cells that are not totals."""
        for row in self._rows(table):
            value = cell_in(row, number)
            if not (isinstance(value, str) and NAMED_TOTAL.fullmatch(value.strip())):
                yield value

    def _rows(self, table):
        """Return the rows with several cells, or all of a table with one column."""
        last = min(table.last_row, table.first_row + SAMPLE)
        fewest = 1 if len(table.headings) == 1 else 2
        for row in table.sheet.rows[table.first_row - 1 : last]:
            if sum(not is_blank(v) for v in row) >= fewest:
                yield row

    def _amounts(self, table, matches):
        """Return the figures of some columns by row, as a list for each column."""
        rows = list(self._rows(table))
        cells = ([cell_in(row, match.number) for row in rows] for match in matches)
        return [
            [
                amount_of(v.strip().rstrip("%") if isinstance(v, str) else v)
                for v in found
            ]
            for found in cells
        ]

    def _examples(self, table, number):
        found = []
        for value in self._cells(table, number):
            text = "" if value is None else " ".join(shown_value(value).split())[:40]
            if text and text not in found:
                found.append(text)
            if len(found) == 3:
                break
        return found


def shown_value(value):
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value)
