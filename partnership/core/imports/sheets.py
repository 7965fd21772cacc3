"""The sheets of an uploaded file, as they are read: values by row and column.

Used by the reading process too, so nothing here needs Django.
"""

import io
import pickle
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest


class SpreadsheetError(ValueError):
    """A file that cannot be read; the message is for the person who uploaded it."""


def too_wide(name: str) -> SpreadsheetError:
    return SpreadsheetError(f"“{name}” has too many columns")


def too_long(name: str, limits: "Limits") -> SpreadsheetError:
    return SpreadsheetError(
        f"“{name}” has data below row {5 * limits.rows:,}. Copy the data into a new "
        "workbook"
    )


class ErrorCell(str):
    """A cell with a spreadsheet error, such as #DIV/0!, and no value."""


# The most crossed-out words that a notice lists.
MAX_STRUCK = 6
NOT_CALCULATED = "a formula with no result"


@dataclass(frozen=True)
class Limits:
    """The largest file that is read, and what reading it may cost."""

    bytes: int
    unpacked_bytes: int
    rows: int
    columns: int
    cell_length: int
    seconds: int
    memory_bytes: int


class Rows(Sequence):
    """Rows of cells, packed in blocks, so that a long sheet takes little memory.

    Do not change rows in place.
    """

    SIZE = 500

    def __init__(self, rows: Iterable[list] = ()):
        self.packed: list[bytes] = []
        self.last: list[list] = []
        self.open: tuple[int, list[list]] = (-1, [])
        for row in rows:
            self.append(row)

    def append(self, row: list) -> None:
        self.last.append(row)
        if len(self.last) == self.SIZE:
            self.packed.append(pickle.dumps(self.last, protocol=5))
            self.last = []

    def _block(self, number: int) -> list[list]:
        if number != self.open[0]:
            if number == len(self.packed):
                return self.last
            self.open = number, self._unpacked(self.packed[number])
        return self.open[1]

    @staticmethod
    def _unpacked(data: bytes) -> list[list]:
        return pickle.loads(data)

    def __len__(self):
        return len(self.packed) * self.SIZE + len(self.last)

    def __eq__(self, other):
        return isinstance(other, Sequence) and list(self) == list(other)

    def __iter__(self):
        for data in self.packed:
            yield from self._unpacked(data)
        yield from self.last

    def __getitem__(self, place):
        size = self.SIZE
        if isinstance(place, slice):
            places = range(*place.indices(len(self)))
            return [self._block(number // size)[number % size] for number in places]
        block, number = divmod(place if place >= 0 else place + len(self), size)
        rows = self.open[1] if block == self.open[0] else self._block(block)
        return rows[number]


# The cells of a file that are not of Python's own classes.
CELLS = {
    ErrorCell.__module__: {ErrorCell.__name__},
    "datetime": {"date", "datetime", "time", "timedelta"},
}


class CellUnpickler(pickle.Unpickler):
    """Unpickler of cells alone, because a file may have taken over its reader."""

    classes = CELLS

    def find_class(self, module, name):
        if name in self.classes.get(module, ()):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not part of a spreadsheet")


class ReadRows(Rows):
    """Rows as the reading process packed them."""

    @staticmethod
    def _unpacked(data: bytes) -> list[list]:
        return CellUnpickler(io.BytesIO(data)).load()


@dataclass
class Records:
    """The rows of a list: the headings of their cells, and where each row is from.

    `lines` are the rows of the sheet, `origins` the columns of the sheet for each of
    our columns, `sheets` the number and name of the sheet if there are several. `marks`
    maps each note mark to the text of its note, and `for_new` has values for new
    records in columns that the file lacks.
    """

    headers: list[str] = field(default_factory=list)
    rows: Sequence[list] = field(default_factory=Rows)
    lines: list[int] = field(default_factory=list)
    origins: list[dict[str, int]] = field(default_factory=list)
    sheets: list[tuple[int, str] | None] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    for_new: dict[str, str] = field(default_factory=dict)


@dataclass
class Sheet:
    """One worksheet: its rows from the first, and what is known besides the values.

    Rows and columns are numbered from 1 in `hidden_rows`, `hidden_columns` and in
    `struck`, the columns of struck-out cells by row. `struck_words` are words within
    other cells that are struck out, and are not in their values.
    """

    name: str
    rows: Sequence[list]
    is_visible: bool = True
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    is_filtered: bool = False
    merged: list = field(default_factory=list)
    struck: dict[int, set[int]] = field(default_factory=dict)
    struck_words: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(value not in ("", None) for row in self.rows for value in row)

    def cell(self, row: int, column: int):
        return cell_in(self.rows[row - 1], column)

    def pack(self) -> None:
        """Pack the rows when they are complete, and cache their counts and width."""
        _ = self.counts, self.width
        self.rows = ReadRows(self.rows)

    @cached_property
    def width(self) -> int:
        """The length of the longest row."""
        return max(map(len, self.rows), default=0)

    @cached_property
    def counts(self) -> list[int]:
        """How many cells of each row are filled."""
        return [sum(map(is_filled, row)) for row in self.rows]

    @property
    def filled_rows(self) -> list[int]:
        return [number for number, count in enumerate(self.counts, 1) if count]


@dataclass
class Book:
    """An uploaded file: its sheets, and notices about what was not read.

    `encodings` are the encodings that a text file could be in, likeliest first, if its
    characters fit more than one.
    """

    kind: str
    sheets: list[Sheet]
    notes: list[str] = field(default_factory=list)
    encodings: list[str] = field(default_factory=list)

    def note_struck_words(self) -> None:
        """Name the crossed-out words that were left out of cells."""
        named = [words for sheet in self.visible for words in sheet.struck_words]
        if named:
            more = f" and {len(named) - MAX_STRUCK:,} more" * (len(named) > MAX_STRUCK)
            words = ", ".join(named[:MAX_STRUCK])
            self.notes.append(f"Crossed-out words were left out: {words}{more}.")

    @property
    def visible(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets if sheet.is_visible]


def swapped(sheet: Sheet) -> Sheet:
    """Return a sheet with its rows as columns and its columns as rows."""
    return replace(
        sheet,
        rows=[list(column) for column in zip_longest(*sheet.rows, fillvalue="")],
        hidden_rows=sheet.hidden_columns,
        hidden_columns=sheet.hidden_rows,
        merged=[(left, top, right, low) for top, left, low, right in sheet.merged],
        struck={
            column: {row for row, places in sheet.struck.items() if column in places}
            for column in set().union(*sheet.struck.values())
        },
    )


def cell_in(values: list, column: int):
    """Return the cell of a column in a row, which may end before it."""
    return values[column - 1] if column <= len(values) else ""


def is_blank(value) -> bool:
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None


def is_filled(value) -> bool:
    if isinstance(value, str):
        return bool(value) and not value.isspace()
    return value is not None


def letter(column: int) -> str:
    """Return the letter of a column: A for 1, AB for 28."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """Return the number of a column: 1 for A, 28 for AB."""
    number = 0
    for char in letters:
        number = number * 26 + ord(char) - 64
    return number


# Digits and letters of note marks, as superscript characters.
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def strike(sheet: Sheet, row: int, column: int, runs: list[tuple[str, bool]]) -> str:
    """Return the words of a cell that are not struck out, and note the others.

    `runs` are its words, each with whether it is struck out. If all of them are, the
    cell keeps its words and counts as struck out.
    """
    left = "".join(words for words, is_struck in runs if not is_struck)
    struck = "".join(words for words, is_struck in runs if is_struck).strip()
    if struck and not left.strip():
        sheet.struck.setdefault(row, set()).add(column)
        return struck
    if struck:
        sheet.struck_words.append(f"“{struck}” in {letter(column)}{row}")
    return re.sub(" {2,}", " ", left).strip() if struck else left


def bounded(sheet: Sheet, limits: Limits) -> Sheet:
    """Cut a sheet to its filled cells; reject one that is larger than the limits."""
    rows, filled, last = [], 0, 0
    for values in sheet.rows:
        width = len(values)
        while width and is_blank(values[width - 1]):
            width -= 1
        if width > limits.columns:
            raise SpreadsheetError(
                f"Row {len(rows) + 1:,} has more than {limits.columns} columns"
            )
        rows.append(values[:width] if width < len(values) else values)
        if width:
            filled, last = filled + 1, len(rows)
            if filled > limits.rows + 50:
                raise SpreadsheetError(
                    f"The worksheet has more than {limits.rows:,} rows"
                )
    sheet.rows = rows[:last]
    return sheet
