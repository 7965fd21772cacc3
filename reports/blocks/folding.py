"""Fold a table: content that is the same in every row becomes one sentence below it.

Readers learn nothing from a column or row that only repeats one reason, or from a
column that says the same in every row. A column with few figures gives them in a
sentence. A table of one row with one text becomes a paragraph.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.text import capfirst, get_text_list

from partnership.core.text.html import to_text
from partnership.core.values.formatting import listed
from reports.blocks.empty import EmptyText
from reports.blocks.table import Cell, Column, Row, Table

# Columns with at least this many rows can be folded; shorter ones are quick to read.
FEWEST_ROWS = 3
# A column is nearly empty if this share of its rows have one reason, of this many rows.
NEARLY = 0.75
MANY_ROWS = 8
# The most rows that a sentence in place of the table names.
MOST_NAMED = 4
LEGEND = re.compile(r"\s*\b(not given|not recorded|n/a): [^.]*\.", re.IGNORECASE)
# What a plain sentence would lose: figures, links, lists, tables and pictures.
MARKED_UP = re.compile(r"<(?!/?(p|strong|em)\b)")
# Reasons that only mean that nothing is known.
UNKNOWN = {"not given", "none given"}
# Rows with the sum of others are kept, whatever they contain.
SUMS = {"sum", "total", "group"}


@dataclass
class FoldedTable(EmptyText):
    """A sentence in place of a table; references to the table lead to it.

    `is_row` is whether it holds the words of the table's only row.
    """

    template: ClassVar[str] = "folded_table"
    counter: ClassVar[str] = ""

    key: str = ""
    caption: str = ""
    is_row: bool = False

    @property
    def after_caption(self) -> str:
        return self.text.removeprefix(f"{self.caption}. ")

    @property
    def id(self) -> str:
        return f"table-{self.key}"


@dataclass
class _Folder:
    table: Table
    sentences: list[str] = field(default_factory=list)
    # The headings of the columns that say one thing in every row, by what they say.
    same: dict[str, list[str]] = field(default_factory=dict)
    nouns: dict[str, list[str]] = field(default_factory=dict)

    def fold(self) -> Table | FoldedTable:
        self._fold_columns()
        table = self.table
        if len(table.columns) == 1:
            return self._sentence()
        self._fold_rows()
        if not self._rows or _is_row_of_words(table):
            return self._sentence()
        table.folded += self.sentences
        table.source = legend(table.source, table)
        table.detail = legend(table.detail, table)
        return table

    @property
    def _rows(self) -> list[Row]:
        return [row for row in self.table.rows if row.kind != "group"]

    def _sentence(self) -> FoldedTable:
        if _is_row_of_words(self.table):
            name, cell = self._rows[0].cells
            others = [*self.table.folded, *self.sentences]
            parts = [f"{name.text}: {_sentence_of(cell)}", *others]
            return self._folded(f". {' '.join(parts)}", is_row=True)
        names = [_name(row) for row in self._rows]
        rows = f" ({_listed(names)})" if 0 < len(names) <= MOST_NAMED else ""
        words = f". {' '.join(self.sentences)}"
        if self.same and self.same.keys() <= UNKNOWN:
            words = f": {_unrecorded(self._unknown)} for any of them."
        return self._folded(f"{rows}{words}")

    def _folded(self, words, is_row=False) -> FoldedTable:
        key, caption = self.table.key, self.table.caption
        return FoldedTable(f"{caption}{words}", key=key, caption=caption, is_row=is_row)

    @property
    def _unknown(self) -> list[str]:
        """What the columns in which nothing is known would contain."""
        return [
            noun
            for words, nouns in self.nouns.items()
            if words in UNKNOWN
            for noun in nouns
        ]

    def _fold_columns(self) -> None:
        rows = self._rows
        if len(rows) < FEWEST_ROWS:
            return
        same: dict[str, list[int]] = {}
        sparse: list[int] = []
        for index in range(1, len(self.table.columns)):
            cells = [row.cells[index] for row in rows if index < len(row.cells)]
            if len(cells) < len(rows) or any(cell.notes for cell in cells):
                continue
            # A total is empty in a column of text.
            filled = [cell for cell in cells if cell.text or cell.rich or cell.links]
            if len(filled) >= FEWEST_ROWS and _all_same(filled):
                same.setdefault(_lower(filled[0]), []).append(index)
            elif _is_sparse(cells) and not self.table.columns[index].is_about:
                sparse.append(index)
        for words, indices in same.items():
            columns = [self.table.columns[index] for index in indices]
            self.same[words] = [column.label for column in columns]
            self.nouns[words] = [_noun(column) for column in columns]
        self.sentences += [*self._same_sentences(), *self._sparse_sentences(sparse)]
        gone = {*sparse, *(index for indices in same.values() for index in indices)}
        for index in sorted(gone, reverse=True):
            self._remove_column(index)

    def _same_sentences(self) -> Iterator[str]:
        for words, labels in self.same.items():
            names = labels if len(labels) == 1 else [f"“{name}”" for name in labels]
            if words not in UNKNOWN:
                yield f"{_listed(names)}: {words}."
        if self._unknown:
            yield f"{capfirst(_unrecorded(self._unknown))}."

    def _sparse_sentences(self, columns: list[int]) -> Iterator[str]:
        """The few figures of nearly empty columns, row by row."""
        for row in self._rows:
            figures = [
                f"{self.table.columns[index].label}: {row.cells[index].words}"
                for index in columns
                if row.cells[index].kind != "missing"
            ]
            if figures:
                yield f"{_name(row)} – {'; '.join(figures)}."
        for index in columns:
            cells = [row.cells[index] for row in self._rows]
            if all(cell.kind == "missing" for cell in cells):
                column, reason = self.table.columns[index], _most_common(cells)[0]
                is_known = reason.lower() not in UNKNOWN
                unknown = capfirst(_unrecorded([_noun(column)]))
                yield f"{column.label}: {reason}." if is_known else f"{unknown}."

    def _remove_column(self, index: int) -> None:
        del self.table.columns[index]
        for row in self.table.rows:
            if row.kind != "group" and index < len(row.cells):
                del row.cells[index]

    def _fold_rows(self) -> None:
        """Remove rows that only have one reason, and list them together."""
        folded: dict[str, list[Row]] = {}
        for row in self._rows:
            cells = row.cells[1:]
            reasons = {cell.text.rstrip(".") for cell in cells}
            first = row.cells[0]
            is_plain = row.kind not in SUMS and not (first.notes or first.sub)
            is_empty = all(cell.kind == "missing" for cell in cells)
            if is_plain and is_empty and len(reasons) == 1:
                folded.setdefault(reasons.pop(), []).append(row)
        folded = {reason: rows for reason, rows in folded.items() if len(rows) > 1}
        if not folded:
            return
        # By identity: another row of the same name may have figures.
        gone = {id(row) for rows in folded.values() for row in rows}
        self.table.rows = _without_empty_groups(
            [row for row in self.table.rows if id(row) not in gone]
        )
        for reason, rows in folded.items():
            names = _listed([_name(row) for row in rows])
            is_known = reason.lower() not in UNKNOWN
            lead = f"{capfirst(reason)}:" if is_known else "Nothing is recorded for"
            self.sentences.append(f"{lead} {names}.")


def fold(table: Table) -> Table | FoldedTable:
    """The table with such columns and rows as sentences, or one sentence for all."""
    return _Folder(table).fold()


def _is_row_of_words(table: Table) -> bool:
    """Whether it is one text with its name, which a paragraph can hold."""
    rows = table.rows
    others = table.notes or table.detail or table.source
    if len(rows) != 1 or len(table.columns) != 2 or others:
        return False
    return all(
        cell.kind == "text"
        and not (cell.links or cell.sub or cell.sign)
        and (cell.rich is None or not MARKED_UP.search(cell.rich.html))
        for cell in rows[0].cells
    )


def _sentence_of(cell: Cell) -> str:
    words = " ".join(to_text(cell.rich.html).split()) if cell.rich else cell.words
    return words if words.endswith((".", "!", "?")) else f"{words}."


def legend(words: str, table: Table) -> str:
    """The text without explanations of reasons that are not in the table."""
    used = {
        cell.text.lower()
        for row in table.rows
        for cell in row.cells
        if cell.kind == "missing"
    }
    return LEGEND.sub(
        lambda match: match[0] if match[1].lower() in used else "", words
    ).strip()


def _all_same(cells: list[Cell]) -> bool:
    """Whether every cell has the same text or reason, and nothing else."""
    first = cells[0]
    return all(
        (cell.text, cell.kind) == (first.text, first.kind)
        and cell.kind in {"missing", "text"}
        and not (cell.links or cell.rich or cell.sub or cell.before)
        and cell.sign in {"", "none"}
        for cell in cells
    ) and bool(first.text)


def _is_sparse(cells: list[Cell]) -> bool:
    """Whether nearly every cell has one reason, and the others are short figures."""
    if len(cells) < MANY_ROWS or _most_common(cells)[1] < NEARLY * len(cells):
        return False
    return not any(cell.links or cell.rich or len(cell.text) > 30 for cell in cells)


def _most_common(cells: list[Cell]) -> tuple[str, int]:
    """The reason that most cells give, and how many do."""
    reasons = Counter(cell.text for cell in cells if cell.kind == "missing")
    return reasons.most_common(1)[0] if reasons else ("", 0)


def _listed(names: list[str]) -> str:
    """The names in one line; semicolons separate long ones and those with commas."""
    is_plain = all(len(name) < 60 and "," not in name for name in names)
    return listed(names) if is_plain else "; ".join(names)


def _noun(column: Column) -> str:
    """What an entry of a column is called in a sentence."""
    if column.noun:
        return column.noun
    is_period = column.label[:1].isdigit()
    return f"figures for {column.label}" if is_period else _lower_first(column.label)


def _unrecorded(nouns: list[str]) -> str:
    """“no lead or outcome has been recorded”"""
    names = get_text_list(list(dict.fromkeys(nouns)), "or")
    head = nouns[-1].partition(" for ")[0]
    verb = "have" if head.endswith("s") and not head.endswith("ss") else "has"
    return f"no {names} {verb} been recorded"


def _lower(cell: Cell) -> str:
    text = cell.text.rstrip(".")
    return _lower_first(text) if cell.kind == "missing" or cell.sign else text


def _lower_first(text: str) -> str:
    is_word = text[:2].isalpha() and not text[:2].isupper()
    return text[0].lower() + text[1:] if is_word else text


def _name(row: Row) -> str:
    return row.cells[0].text


def _without_empty_groups(rows: list[Row]) -> list[Row]:
    """The rows without headings that have lost all their rows."""
    following = [*rows[1:], Row([], kind="group")]
    return [
        row
        for row, after in zip(rows, following, strict=False)
        if row.kind != "group" or after.kind != "group"
    ]
