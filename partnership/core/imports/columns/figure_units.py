"""Compare the unit that a file states for its figures with that of the measure."""

import re
from functools import cached_property

from partnership.core.imports.cells.figure_cells import (
    HeadedCell,
    UnformattedNumber,
    amount_of,
)
from partnership.core.imports.columns.headers import bare, plain
from partnership.core.imports.columns.headings_across import YEAR_IN_HEADING
from partnership.core.imports.fields.names import fold
from partnership.core.imports.sheets import is_blank

# Headings of counts.
COUNT = re.compile(
    r"(?:(?:number|no\.?|count) of .+|number|nos?\.?|count|n|num|cases|incidents|"
    r"offences|crimes|people|achieved|victims|clients)"
)
COUNT_OF = re.compile(
    r"(?:^|; |[:–-] )(?:number|count)s? of\b|\((?:number|count)s?\)", re.I
)
COUNTED = re.compile(r"\b(?:number|count)s?\b", re.I)
HOUSEHOLDS = r"\s+(?:household|home|dwelling)s\b"
# More specific units come first; “5%” and “£500” are figures, not units.
UNITS = [
    (unit, re.compile(pattern, re.I))
    for unit, pattern in (
        ("", r"(?:%|\bper ?cent(?:age)?)(?: points?)? (?:change|differen|varian)\w*"),
        ("", r"(?:change|differen|varian)\w* ?\(?%"),
        ("per-1000-households", rf"(?:\bper |/ ?)1,?000{HOUSEHOLDS}"),
        ("per-100000-households", rf"(?:\bper |/ ?)100,?000{HOUSEHOLDS}"),
        ("per-100000", r"(?:\bper |/ ?)(?:100,?000|100k)\b"),
        ("per-1000", r"(?:\bper |/ ?)(?:1,?000|1k|thousand)\b"),
        ("percent", r"(?<![0-9])(?<![0-9] )(?:%|\bper ?cent(?:ages?)?\b)"),
        ("percent", r"\bproportions?\b"),
        ("other-currency", r"€|\$|\b(?:eur|usd|euros?|dollars?)\b"),
        ("pounds", r"£(?!\s*[1-9])|\bgbp\b|\bpounds\b"),
    )
]
UNIT_HEADING = re.compile(
    r"units?(?: of (?:measure(?:ment)?|measurement))?|uom|measured (?:in|as)|format|"
    r"(?:value|figure|data) (?:type|unit|format)|type|currency"
)
# What a question shows of a title.
LONGEST_SHOWN = 80
# A fraction beside percentages that are no smaller than this may be one of a whole.
LEAST_PERCENTAGE = 5


def units_in(words: str) -> set[str]:
    """Return the units that words name, except units of change."""
    found = set()
    for unit, pattern in UNITS:
        rest = pattern.sub(" ", words)
        if unit and rest != words:
            found.add(unit)
        words = rest
    return found


def unit_of_heading(heading: str) -> str:
    """Return the only unit that a heading or a cell of units states, if any."""
    words = YEAR_IN_HEADING.sub(" ", heading)
    is_count = COUNT.fullmatch(bare(words)) or COUNT_OF.search(words)
    found = units_in(words) or ({"count"} if is_count else set())
    return found.pop() if len(found) == 1 else ""


def unit_of_title(title: str) -> str:
    """Return the only unit that the words above a table state, if any."""
    found = units_in(title)
    if COUNT_OF.search(title) or (found and COUNTED.search(title)):
        found.add("count")
    return found.pop() if len(found) == 1 else ""


def unit_column(matches):
    """Return the column that gives the unit of each row, or None."""
    for match in matches:
        if match.how == "unit":
            return match
        if not match.name and UNIT_HEADING.fullmatch(plain(match.heading)):
            if match.how != "chosen" and any(map(unit_of_heading, match.examples)):
                match.how = "unit"
                return match
    return None


class FigureUnits:
    """The units of the figures of a table: as its words state them, and as measured."""

    def __init__(self, layout, matcher):
        self.layout, self.matcher = layout, matcher
        self.known: dict = {}
        self.fractions: dict[int, bool] = {}
        self.column = unit_column(layout.matches)
        table = layout.table
        words = [*table.title.split("; "), table.sheet.name]
        unit = unit_of_title("; ".join(words))
        says = next((w for w in words if unit_of_title(w) == unit), table.title)
        self.in_title = unit, says[:LONGEST_SHOWN]
        self.by_column: dict[int, tuple[str, str]] = {}

    @cached_property
    def owner(self) -> tuple:
        """The column whose records have units, and their model, or nothing."""
        resource = self.matcher.resource
        names = self.matcher.key_names if resource.counts_of_share else ()
        for name in names:
            owner = self.matcher.by_name[name][1].code_of
            if hasattr(owner, "unit"):
                return name, owner
        return ()

    @cached_property
    def is_money(self) -> bool:
        return bool(self.matcher.figure) and self.matcher.is_money

    def unit_of(self, number, cells) -> str:
        """Return the unit of the figure that a row is about, if it is known."""
        if not self.owner:
            return "pounds" if self.is_money else ""
        name, owner = self.owner
        layout = self.layout
        cell = cells.get(name) or layout.groups.get(name, {}).get(number)
        cell = cell or layout.given.get(name)
        if cell not in self.known:
            row = self.matcher.lookups.record_named(owner, str(cell or ""))
            self.known[cell] = row.unit if row else ""
        return self.known[cell]

    def stated(self, match, number) -> tuple[str, str]:
        """Return the unit that the file states for a cell, and the words that do."""
        if self.column:
            words = str(self.layout.table.sheet.cell(number, self.column.number))
            if unit := unit_of_heading(words):
                return unit, words.strip()
        if match.number not in self.by_column:
            words = f"{match.heading} {self.layout.table.units.get(match.number, '')}"
            unit = unit_of_heading(self._without_name(match, words).strip())
            self.by_column[match.number] = (unit, words.strip())
        unit, words = self.by_column[match.number]
        return (unit, words) if unit else self.in_title

    def _without_name(self, match, words):
        """Return a heading without the name of its measure, which may name a unit."""
        if not self.owner or not match.is_across:
            return words
        name, owner = self.owner
        code = match.value if match.name == name else dict(match.others).get(name)
        row = code and self.matcher.lookups.table(owner).get(fold(owner, [code]))
        return re.sub(re.escape(str(row)), " ", words, flags=re.I) if row else words

    def compared(self, match, cell, number, cells):
        """Return a cell that will be asked about if the file states another unit.

        Also if it is a fraction unlike the other percentages of its column.
        """
        if is_blank(cell):
            return cell
        unit = self.unit_of(number, cells)
        if unit.startswith("per") and getattr(cell, "times", 1) != 1:
            cell = HeadedCell(cell, 1, cell.qualifier)  # only amounts are in thousands
        stated, words = ("", "") if match.count else self.stated(match, number)
        if differ(stated, unit):
            return HeadedCell.of(cell, (stated, unit, words))
        is_number = isinstance(cell, float | int) and 0 < cell <= 1
        if unit == "percent" and is_number and not isinstance(cell, UnformattedNumber):
            return UnformattedNumber(cell) if self._has_fractions(match) else cell
        return cell

    def count_instead(self, match, number, cells) -> bool:
        """Whether the count beside a percentage is what the measure measures."""
        return bool(match.count) and self.unit_of(number, cells) not in ("", "percent")

    def _may_be_share(self, number):
        """Whether a row of the table is about a percentage, if its measure is in it."""
        name = self.owner and self.owner[0]
        for match in self.layout.matches:
            if match.name == name and not match.is_across:
                cell = self.layout.table.sheet.cell(number, match.number)
                return self.unit_of(number, {name: cell}) in ("", "percent")
        return True

    def _has_fractions(self, match):
        """Whether a column has fractions, alone or among large percentages."""
        column, table = match.number, self.layout.table
        if column not in self.fractions:
            least, is_fraction = LEAST_PERCENTAGE, False
            for number in filter(self._may_be_share, table.rows):
                cell = table.sheet.cell(number, column)
                text = cell.strip().rstrip("%") if isinstance(cell, str) else cell
                size = abs(amount_of(text) or 0)
                least = min(least, size) if size > 1 else least
                is_fraction |= isinstance(cell, float) and 0 < size < 1
            self.fractions[column] = is_fraction and least == LEAST_PERCENTAGE
        return self.fractions[column]


def differ(stated: str, unit: str) -> bool:
    """Whether a stated unit is not that of a measure; hours and days are counted."""
    if not stated or not unit or unit.startswith(stated):
        return False
    return not (stated == "count" and unit in ("hours", "days"))
