"""Tell the rows of a table from notes, totals and repeated headings."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from partnership.core.imports.ambiguity import AmbiguousCell, question_key
from partnership.core.imports.cells import figure_cells
from partnership.core.imports.cells.figure_cells import (
    amount_of,
)
from partnership.core.imports.columns.table_headings import (
    NAMED_TOTAL,
    TOTAL,
    UNIT,
    is_figure,
    is_filled,
    words_of,
)
from partnership.core.imports.remembered import Remembered
from partnership.core.imports.tables.finding import Table

LONG_LABEL = 40
# How the example rows of our starter workbook begin.
EXAMPLE = "Example (not imported)"
# Longer tables have labels beside their totals.
MOST_ADDED = 1_000
# A group of rows with a sum below it has no more.
MOST_IN_GROUP = 40
# Two small numbers may add up to a third by chance.
LEAST_SUM = 20
NOTE = re.compile(
    r"\s*(?:[¹²³⁴-⁹⁰]+|notes?\b|please note\b|n\.?b\b|sources?\b|source:|"
    r"footnotes?\b|key\b|caution|warning\b|\*+|†|‡|"
    r"\[[a-z0-9]{1,6}\]|\[note|this (?:table|worksheet)|figures? |data |prepared by|"
    r"page [0-9]|produced by|last updated|contact|crown copyright|©|"
    r"\(?[0-9]{1,2}[.)] )",
    re.I,
)
NOTE_MARK = re.compile(
    r"\s*+(?P<mark>\*+|†|‡|\[?\s*+note\s*+[0-9]{1,2}(?:\s*+\])?|\[[0-9a-z]{1,2}\]|"
    r"\(?[0-9]{1,2}[.)]|\(?[a-z](?:\)|(?=\s*+[:=–-]))|[¹²³⁴-⁹]+)"
    r"\s*+(?:[:.=–-]\s*+)?(?P<text>\S.*)",
    re.I | re.S,
)
NUMBERED = re.compile(r"\s*\(?[0-9]{1,2}[.)] ")
# A line drawn below headings, as in Markdown.
RULE = re.compile(r"[-=_–—:+]{3,}")
# Words of a row of headings below the years.
HEADING_WORD = re.compile(
    r"\(?(?:actuals?|provisional|estimated?|estimates?|revised|forecast|budget(?:ed)?|"
    r"final|draft|planned|plan|confirmed|proposed|agreed|indicative|outturn|approved|"
    r"p|r|e|number|no\.?|count|total|year [0-9])\)?",
    re.I,
)
# The label of a row of changes between columns or years.
CHANGE = re.compile(
    r"(?:(?:%|percentage|per cent|annual|year[- ]on[- ]year|numeric|actual)\s*)*"
    r"(?:change|difference|variance|increase|decrease|growth|reduction)s?"
    r"(?:\s*(?:[(%:,0-9]|(?:on|from|since|between|over|compared|v|vs|to)\b).{0,40})?",
    re.I,
)
# A row of its own above others in a list without figures: “Apologies:”.
SECTION = re.compile(
    r".+:|(?:present|in attendance|attendees|attending|apologies|absent|observers|"
    r"guests|members|officers|co-opted)(?: (?:for absence|received|members))?",
    re.I,
)
# The words of a heading after a kind of record: “Voluntary sector”.
SECTOR = re.compile(
    r"\s*\b(?:sectors?|partners|agencies|organisations|bodies|authorities|groups|"
    r"services|members|and|&)\b\s*:?",
    re.I,
)
# Most rows of a list have more cells than a heading of some of them.
SHARE_WITH_MORE = 0.6


@dataclass(frozen=True)
class Line:
    """A row of a sheet that is not blank: its number, and its filled cells by place."""

    number: int
    filled: dict[int, Any]

    @property
    def first(self) -> int:
        return next(iter(self.filled))

    @property
    def label(self) -> str:
        return str(self.filled[self.first])

    @property
    def texts(self) -> list[str]:
        return [words_of(value) for value in self.filled.values()]


class RowSorter:
    """Tells the rows of a table from notes, totals and repeated headings.

    `matched` are the columns that are ours, by number, and `figures` those of figures.
    `resolves` tells whether a value of a column is known, as then even “Total recorded
    crime” is a row. `options` are those of the list's columns, such as “voluntary”.
    """

    def __init__(
        self,
        table: Table,
        matched: dict[int, str],
        figures: set[int],
        resolves,
        options: set[str],
        answers: dict[str, str],
    ):
        self.table, self.matched, self.figures = table, matched, figures
        self.resolves, self.options, self.answers = resolves, options, answers
        self.headings = [h for _, h in sorted(table.headings.items()) if h]
        self.first_column = min(table.headings, default=0)
        self.known_labels = Remembered()
        self.last_full = self._last_full_row()
        self.last_total = 0
        self.is_below_gap = False

    def sort(self) -> None:
        """Fill the rows of the table, and those that are left out, with why."""
        table = self.table
        for number in range(table.first_row, table.last_row + 1):
            row, count = table.sheet.rows[number - 1], table.sheet.counts[number - 1]
            if not count:
                table.blank += 1
                self.is_below_gap = True
            elif number in table.sheet.struck and self._is_struck(self._line(number)):
                self._leave_out(self._line(number), "struck")
            elif count > 1 and self._begins_with_known(row):
                table.rows.append(number)
            elif why := self._why_left_out(line := self._line(number)):
                self._leave_out(line, why)
            else:
                table.rows.append(number)
        self._drop_below_total()

    def _line(self, number):
        row = self.table.sheet.rows[number - 1]
        return Line(number, {p: v for p, v in enumerate(row, 1) if is_filled(v)})

    def _why_left_out(self, line) -> str:
        reasons = (
            ("example", self._is_example),
            ("headings", self._is_headings),
            ("change", self._is_change),
            ("total", self._is_total),
            ("total", self._is_sum),
            ("sum", self._is_sum_of_last),
            ("note", self._is_note),
            ("subheading", self._is_subheading),
            ("nothing", self._is_nothing),
        )
        return next((why for why, is_such in reasons if is_such(line)), "")

    def _leave_out(self, line, why):
        label = line.label
        if why == "note":
            label = label if self._is_alone(line) else ", ".join(line.texts)
            self._keep_mark(label)
        elif why == "subheading":
            label = line.texts[0]
        elif why == "total":
            self.last_total = line.number
            is_name = isinstance(line.filled[line.first], str) and not is_figure(label)
            label = label if is_name else "no label"
        self.table.left_out.append((line.number, why, label))

    def _keep_mark(self, note):
        if match := NOTE_MARK.fullmatch(note):
            mark = figure_cells.mark_of(match["mark"])
            self.table.marks[mark] = " ".join(match["text"].split())

    # What rows are

    def _begins_with_known(self, row) -> bool:
        """Whether a row begins with a name that we know.

        With more cells than the name, it is a row like most of a long table.
        """
        first = self.first_column
        if first != min(self.matched, default=0) or first in self.figures or not first:
            return False
        value = row[first - 1] if first <= len(row) else None
        if not isinstance(value, str) or any(map(is_filled, row[: first - 1])):
            return False
        if value.startswith(EXAMPLE):
            return False
        if value not in self.known_labels:
            self.known_labels[value] = (
                is_filled(value)
                and words_of(value) != self.table.headings[first]
                and not UNIT.fullmatch(value.strip())
                and self.resolves(first, value)
            )
        return self.known_labels[value]

    def _last_full_row(self):
        """Return the number of the last row that is not a note below the table."""
        table = self.table
        for number in range(table.last_row, table.first_row - 1, -1):
            line = self._line(number)
            is_row = self._count(line) > 1 and not self._is_long_note(line)
            if is_row and (not self.figures or self._says_something(line)):
                return number
        return table.first_row - 1

    def _count(self, line):
        return len(line.filled.keys() & self.matched.keys())

    def _is_alone(self, line):
        """Whether the only cell of a row is below the first heading or left of it."""
        is_one = len(line.filled) == 1 and len(self.matched) != 1
        return is_one and line.first <= (self.first_column or 1)

    def _names_known(self, line, outside=()):
        """Whether a row has a name that we know, in other columns than some."""
        return any(
            self.resolves(place, value)
            for place, value in line.filled.items()
            if place not in outside
        )

    def _says_something(self, line):
        """Whether a row has a figure, a reason why there is none, or a known name."""
        return any(
            place in self.figures and (not isinstance(value, str) or _is_read(value))
            for place, value in line.filled.items()
        ) or self._names_known(line)

    @staticmethod
    def _is_example(line):
        return line.label.startswith(EXAMPLE)

    def _is_headings(self, line):
        """Whether a row repeats the headings, or adds words to them, which are kept."""
        texts = line.texts
        is_repeated = len(texts) > 1 and texts == self.headings[: len(texts)]
        if is_repeated or any(all(map(p.fullmatch, texts)) for p in (UNIT, RULE)):
            return True
        if self.table.rows or not self._is_more_headings(line):
            return False
        self.table.words = {place: str(v) for place, v in line.filled.items()}
        return True

    def _is_more_headings(self, line):
        """Whether a row only has words such as “Actual”, and no label."""
        leftmost = min([*self.table.headings, *self.matched], default=1)
        return (
            bool(self.figures)
            and len(line.filled) > 1
            and leftmost not in line.filled
            and all(
                isinstance(value, str) and HEADING_WORD.fullmatch(value.strip())
                for value in line.filled.values()
            )
        )

    def _is_change(self, line):
        is_change = self.figures and CHANGE.fullmatch(line.label.strip())
        return is_change and not self._names_known(line)

    def _is_total(self, line):
        pattern = NAMED_TOTAL if self.figures else TOTAL
        for place, value in line.filled.items():
            text = value.strip() if isinstance(value, str) else ""
            if TOTAL.fullmatch(text) or pattern.fullmatch(text):
                return not self.resolves(place, value)
            if place in self.matched:
                return False
        return False

    def _is_sum(self, line):
        """Whether a row adds up those above it, or since a total, and names nothing.

        One sum of two rows may be by chance: if such a row has a name, ask.
        """
        above = self.table.rows
        if not 2 <= len(above) <= MOST_ADDED or self._names_known(line, self.figures):
            return False
        amounts = self._amounts(line)
        since = [number for number in above if number > self.last_total]
        added = next((rows for rows in (above, since) if self._are(rows, amounts)), ())
        if not added or not any(amounts.values()):
            return False
        names = [
            place
            for place, value in line.filled.items()
            if isinstance(value, str) and place not in self.figures
        ]
        if len(amounts) > 1:
            return True
        if names and len(since) < 3 and max(amounts.values()) < LEAST_SUM:
            return False
        column = next((self.matched[p] for p in names if p in self.matched), "")
        return not column or len(added) > 2 or self._is_total_by_answer(line, column)

    def _is_sum_of_last(self, line):
        """Whether a row that names nothing adds up the last rows in several columns."""
        amounts, above = self._amounts(line), self.table.rows
        if len(above) > MOST_ADDED or sum(map(bool, amounts.values())) < 2:
            return False
        counts = range(2, min(len(above), MOST_IN_GROUP) + 1)
        return not self._names_known(line, self.figures) and any(
            self._are(above[-count:], amounts) for count in counts
        )

    def _amounts(self, line):
        """Return the amounts of a row by column."""
        amounts = (
            (p, amount_of(line.filled[p])) for p in line.filled.keys() & self.figures
        )
        return {place: amount for place, amount in amounts if amount is not None}

    def _are(self, numbers, amounts) -> bool:
        """Whether rows add up to the amounts by column."""
        rows = [self.table.sheet.rows[number - 1] for number in numbers]
        return all(
            amount == sum(amount_of(r[place - 1]) or 0 for r in rows if place <= len(r))
            for place, amount in amounts.items()
        )

    def _is_total_by_answer(self, line, column):
        answer = self.answers.get(question_key(column, "sum"))
        if not answer:
            self.table.doubtful[line.number] = column, "sum", {}
        return answer == "total"

    def _is_note(self, line):
        is_below = line.number > self.last_full
        if not self._is_alone(line):
            is_apart = self.is_below_gap or self._is_long_note(line)
            is_note = self.figures and is_below and is_apart
            return is_note and not self._says_something(line)
        if NOTE.match(line.label):
            return self.figures or (is_below and self.is_below_gap)
        is_long = len(line.label) > LONG_LABEL
        return self.figures and is_below and (self.is_below_gap or is_long)

    def _is_long_note(self, line):
        """Whether a row is a note whose commas spread it over several cells."""
        label, *values = line.filled.values()
        if not values or not isinstance(label, str) or not NOTE.match(label):
            return False
        is_joined = max(line.filled) - line.first == len(values)
        values = values if NUMBERED.match(label) else values[1:]
        is_words = is_joined and not any(map(is_figure, values))
        return is_words and not self.resolves(line.first, label)

    def _is_subheading(self, line):
        if self.figures:
            return self._is_alone(line) and not is_figure(line.filled[line.first])
        return len(line.filled) == 1 and self._is_section(line, line.label.strip())

    def _is_section(self, line, label):
        """Whether a name alone in its row heads the rows below it.

        It does if it is a kind of record, such as “Voluntary sector”. If most rows have
        more cells, ask about others.
        """
        column = self.matched.get(line.first)
        if SECTION.fullmatch(label) or not column or self.resolves(line.first, label):
            return bool(SECTION.fullmatch(label))
        kind = SECTOR.sub("", label).casefold().replace("-", " ").strip(" :")
        if kind in self.options or SECTOR.fullmatch(label):
            return True
        if not self.have_more or line.number == self.table.last_row:
            return False
        answer = self.answers.get(question_key(column, "alone"))
        if not answer:
            self.table.doubtful[line.number] = column, "alone", {}
        return answer == "heading"

    @cached_property
    def have_more(self) -> bool:
        """Whether most rows have more than one cell."""
        table = self.table
        counts = table.sheet.counts[table.first_row - 1 : table.last_row]
        filled = [count for count in counts if count]
        return sum(n > 1 for n in filled) >= SHARE_WITH_MORE * len(filled)

    def _is_struck(self, line):
        """Whether a row is struck out: by its name, or by its only figure.

        A row with other struck-out cells goes on without them.
        """
        matched = line.filled.keys() & self.matched.keys()
        struck = self.table.sheet.struck[line.number] & matched
        if not struck:
            return False
        names = sorted(matched - self.figures) or sorted(matched)
        column = self.matched[names[0]]
        answer = self.answers.get(question_key(column, "struck"))
        if not answer:
            self.table.doubtful[line.number] = column, "struck", {}
        if answer != "out":
            return False
        if names[0] in struck or struck >= matched & self.figures:
            return True
        self.table.blanked[line.number] = struck
        return False

    def _is_nothing(self, line):
        return not self._count(line)

    def _drop_below_total(self):
        """Leave out rows below the last total that name nothing we know: “Net”."""
        below = [n for n in self.table.rows if 0 < self.last_total < n]
        if not below or not self.figures:
            return
        lines = [self._line(number) for number in below]
        labels = {line.number: line.filled[line.first] for line in lines}
        if all(
            isinstance(label, str) and not self.resolves(line.first, label)
            for line, label in zip(lines, labels.values(), strict=True)
        ):
            self.table.rows = [n for n in self.table.rows if n not in labels]
            self.table.left_out += [(n, "below", label) for n, label in labels.items()]


def _is_read(value):
    try:
        figure = figure_cells.split(value)
        return bool(figure.reason) or amount_of(value) is not None
    except AmbiguousCell:
        return True
