"""Read a cell in the context of its heading and of the cells above it."""

import re
from bisect import bisect_left
from decimal import Decimal
from itertools import permutations

from partnership.core.imports.ambiguity import Option
from partnership.core.imports.cells import figure_cells, number_cells
from partnership.core.imports.cells.date_cells import (
    DAY_AND_MONTH,
    MONTH_NAMES,
    ONE_YEAR,
    YEAR,
)
from partnership.core.imports.cells.figure_cells import (
    HeadedCell,
    JoinedCell,
    UnformattedNumber,
    amount_of,
    doubtful,
    figure_of_column,
)
from partnership.core.imports.cells.number_cells import DECIMAL_COMMA
from partnership.core.imports.cells.period_cells import if_cumulative, month_of_year
from partnership.core.imports.cells.widgets import PeriodWidget, YearWidget, text_of
from partnership.core.imports.columns.figure_units import unit_column
from partnership.core.imports.columns.headings_across import (
    PART_OF_YEAR,
    TITLE_YEAR,
    span_in_year,
)
from partnership.core.imports.fields.slots import PeriodSlot, ReferenceSlot
from partnership.core.imports.sheets import cell_in, is_blank
from partnership.core.values.money import PoundsField

# File types whose number formats are not read.
UNFORMATTED = ("xls",)
# “Quarter ending” above “30 June 2016”; “Year ending March” or “Year” above “2016”.
ENDING = re.compile(
    r"(?P<words>(?:year|quarter|month|12 months) (?:ending|ended|to)|"
    r"(?P<year>(?:(?:financial|fiscal|reporting) )?year|fy))\b"
    r"\s*(?:the\s+)?(?:end of\s+)?(?P<month>(?:[0-9]{1,2}(?:st|nd|rd|th)?\s+)?"
    rf"(?:{MONTH_NAMES})\b)?",
    re.I,
)
# “31 March 2017”, “Mar-17”, “31/3/17” or “03/2017”, but not “YE Mar-17”.
DAY_OR_MONTH = re.compile(
    rf"{DAY_AND_MONTH}[\s,'’-]*{YEAR}|[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.]{YEAR}"
    r"|(?:0?[1-9]|1[0-2])[/.-](?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?",
    re.I,
)
# How many rows are searched for dates.
MOST_DATES = 1_000
ONE_SEPARATOR = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")
FRACTION = re.compile(r"\s*(?:0?\.[0-9]+|(?P<one>1)(?:\.0+)?)\s*")
# A cell below “(pence)” that is in pounds, or in pence already.
OWN_UNIT = re.compile(r"£|GBP|pounds?|\dp\b", re.I)
# Ditto marks, which repeat the label above.
DITTO = {'"', "''", "”", "〃", "“", "ditto", "do.", "-do-", "as above", "same as above"}
# “(£000)”, “£k”, “£ million” or “in thousands” in a heading or title.
SCALE = re.compile(
    r"£\s*['‘’]?(?P<zeros>000)s?\b|\(\s*(?:in\s+)?['‘’]?(?P<bare>000)s?\s*\)"
    r"|£\s*(?P<letter>[km])\b|£\s*(?P<word>thousand|million)s?\b"
    r"|\(?\bin (?:£s?\s*|pounds )?(?P<in>thousand|million)s\b"
    r"|\((?P<alone>thousand|million)s?\)"
    r"|(?<!and )(?<!nearest )(?:\((?:in )?(?P<pence>pence)\)|\bin (?P<p>pence)\b)"
    r"|(?:^|; |, | [–-] )(?:£ ?)?(?P<only>thousand|million)s(?=;|\s*$)",
    re.I,
)
# 20,000 below “£000” may be in pounds, and so may 5,000 among 57 and 12.
LARGEST_BELOW = {1_000: 10_000, 1_000_000: 1_000}
UNLIKE = 20
SCALES = {Decimal("0.01"): "pence", 1_000: "thousands", 1_000_000: "millions"}


def scale_of(words: str) -> int | Decimal:
    """Return the unit of the numbers below a heading: 1, thousands, millions, pence."""
    match = SCALE.search(words)
    if match is None:
        return 1
    unit = next(text for text in match.groups() if text).casefold()
    if unit == "pence":
        return Decimal("0.01")
    return 1_000_000 if unit in ("m", "million") else 1_000


def _is_ditto(cell) -> bool:
    return isinstance(cell, str) and cell.strip().casefold() in DITTO


class CellReader:
    """Reads the cells of a table's columns as the importer reads them."""

    def __init__(self, layout, matcher, kind):
        self.matcher, self.table = matcher, layout.table
        self.is_unformatted = kind in UNFORMATTED
        self.unit = unit_column(layout.matches)
        self.above: dict = {}  # the last label of each column
        self.meant: dict = {}  # the row that a ditto means, by row and column
        self._find_scales(layout)
        self.qualifiers = _qualifiers(layout, matcher, self.scales)
        self.labels = {n for n in matcher.key_names if _may_span_rows(matcher, n)}
        self.merged = _merged_labels(self.table)
        self.names = {  # of records
            column.column_name
            for slot in matcher.resource.slots
            if isinstance(slot, ReferenceSlot)
            for column in slot.columns
        }
        is_our_download = any(m.name == "reason" for m in layout.matches)
        has_text = kind == "csv" and not is_our_download
        self.commas = {n for n in self.scales if _has_decimal_comma(self.table, n)}
        self.fractions = {
            n for n in self.scales if has_text and _has_fraction(self.table, n)
        }
        self.years = [  # which stand above rows
            (number, label.strip())
            for number, why, label in reversed(self.table.left_out)
            if why == "subheading" and TITLE_YEAR.fullmatch(label.strip())
        ]
        self.months = {m.number for m in layout.matches if _has_months(self.table, m)}
        self.lone_years = {m.number: self._lone_year(m) for m in layout.matches}
        self.readers = {
            match.number: self._reader_of(match) for match in layout.matches
        }

    def _find_scales(self, layout):
        """Find the columns of figures, and whether they are in thousands."""
        matcher, table = self.matcher, self.table
        numbers = {f.heading for f in matcher.resource.figures if f.is_number}
        numbers.add(matcher.figure)
        money = {n for n in numbers if isinstance(_field_of(matcher, n), PoundsField)}
        corner = [m.heading for m in layout.matches if m.how == "contents"]
        in_title = scale_of("; ".join([table.title, table.sheet.name, *corner]))
        self.scales: dict = {}
        for match in layout.matches:
            name = (match.part or matcher.figure) if match.is_across else match.name
            if name in numbers:
                unit = table.units.get(match.number, "").strip("() ")
                scale = scale_of(f"{match.heading} ({unit})")
                scale = in_title if scale == 1 else scale
                self.scales[match.number] = scale if scale >= 1 or name in money else 1
        self.in_full = _doubtful_sizes(table, self.scales)
        is_money = bool(matcher.figure) and matcher.is_money
        self.beside = _columns_in_thousands(layout, self.scales) if is_money else {}
        found = set(self.scales.values()) | (
            set(self._unit_scales()) if numbers else set()
        )
        for size in sorted(found - {1}):
            layout.notes.append(
                f"Figures were read as {SCALES[size]} because of their heading."
            )

    def _unit_scales(self):
        """Return the scales that the cells of a column of units give."""
        rows = self.table.rows if self.unit and self.scales else ()
        cells = {self.table.sheet.cell(row, self.unit.number) for row in rows}
        return [scale_of(f"({text_of(cell)})") for cell in cells if not is_blank(cell)]

    def _reader_of(self, match):
        """Return the method for the cells of a column, or None if they stand alone."""
        column = match.number
        if match.doubt:
            return self._doubtful
        if match.second:
            return self._joined
        if column in self.scales:
            is_headed = self.scales[column] != 1 or column in self.qualifiers
            is_alone = not (is_headed or self.unit or self.is_unformatted)
            if column in self.beside:
                return self._beside_others
            if column in self.commas:
                return self._with_comma
            return None if is_alone and column not in self.fractions else self._figure
        if match.is_across or match.name not in self.labels:
            return self._merged_name if match.name in self.names else None
        slot, our_column = self.matcher.by_name[match.name]
        if isinstance(slot, PeriodSlot):
            return self._period
        is_time = isinstance(our_column.widget, YearWidget | PeriodWidget)
        return self._time if is_time else self._label

    def __call__(self, match, number, values):
        cell = cell_in(values, match.number)
        if match.number in self.table.blanked.get(number, ()):
            return ""
        merged = self.table.merged_figures
        if merged and (number, match.number) in merged:
            return self._asked(match, number, cell, "merged")
        if cell.__class__ is str and _is_ditto(cell):
            return self._as_above(match, number, cell)
        read = self.readers[match.number]
        return read(match, number, cell, values) if read else cell

    def _as_above(self, match, number, cell):
        """Return the label above a ditto; ask if another cell above it is meant."""
        column, rows = match.number, self.table.rows
        if column in self.above:
            return self.above[column]
        place = bisect_left(rows, number)
        row = rows[place - 1] if place else 0
        row = self.meant.get((row, column), row)
        above = self.table.sheet.cell(row, column) if row else ""
        if is_blank(above) or _is_ditto(above):
            return cell
        self.meant[number, column] = row
        return self._asked(match, row, above, "ditto")

    def _asked(self, match, number, cell, kind):
        """Return a cell, as its column reads it, with a question of some kind."""
        read, values = self.readers[match.number], self.table.sheet.rows[number - 1]
        found = read(match, number, cell, values) if read else cell
        if isinstance(found, figure_cells.DoubtfulCell):
            return found  # which asks more
        return doubtful(text_of(cell), kind, found)

    def _merged_name(self, match, number, cell, values):
        """Return the name of a cell that is merged with the one above it."""
        return self.merged.get((number, match.number), cell) if is_blank(cell) else cell

    def _doubtful(self, match, number, cell, values):
        return cell if is_blank(cell) else figure_of_column(text_of(cell), match.doubt)

    def _joined(self, match, number, cell, values):
        """Return the cells of two columns as one."""
        parts = zip([cell, cell_in(values, match.second)], match.ends, strict=True)
        texts = [f"{shown_date(p)}{end}" for p, end in parts if not is_blank(p)]
        joined = JoinedCell(match.joiner.join(texts))
        if self.scales.get(match.number, 1) != 1:  # debits and credits
            return self._figure(match, number, joined, values)
        joined.headings = match.heading, self.table.headings.get(match.second, "")
        return joined

    def _beside_others(self, match, number, cell, values):
        """Return an amount of a column that may be in thousands, unlike another."""
        amount = amount_of(cell)
        if not amount:
            return self._figure(match, number, cell, values)
        shown = [number_cells.format_number(n) for n in (amount * 1_000, amount)]
        return figure_cells.DoubtfulCell(
            text_of(cell),
            "thousands-beside",
            f"“{match.heading}” has about a thousandth of the amounts in "
            f"“{self.beside[match.number]}”. Select what its amounts are in",
            [
                Option("thousands", f"Thousands, so {shown[0]}", amount * 1_000),
                Option("pounds", f"Pounds, so {shown[1]}", amount),
            ],
        )

    def _with_comma(self, match, number, cell, values):
        """Return a figure of a column with decimal commas; “3.204” may be either."""
        found = self._figure(match, number, cell, values)
        text = str(cell).strip()
        if not isinstance(cell, str) or not ONE_SEPARATOR.fullmatch(text):
            return found
        thousands, decimal = re.sub("[.,]", "", text), text.replace(",", ".")
        return figure_cells.DoubtfulCell(
            text,
            "comma-or-point",
            f"“{text}” is in a column with decimal commas. Select what it means",
            [
                Option("thousands", f"{int(thousands):,}", thousands),
                Option("decimal", decimal, decimal),
            ],
        )

    def _figure(self, match, number, cell, values):
        """Return a figure with what its heading or a column of units says about it."""
        if is_blank(cell):
            return cell
        column, scale = match.number, self.scales[match.number]
        if self.unit and self.unit.number <= len(values):
            own = scale_of(f"({text_of(values[self.unit.number - 1])})")
            scale = scale if own == 1 else own
        qualifier = self.qualifiers.get(column, "")
        if scale < 1 and OWN_UNIT.search(str(cell)):
            scale = 1
        if scale != 1 or qualifier:
            doubt = ""
            if scale in self.in_full and (amount := amount_of(cell)) is not None:
                is_like = abs(amount) * UNLIKE >= self.in_full[scale]
                doubt = "scale" if is_like else "scale-small"
            return HeadedCell(text_of(cell), scale, qualifier, doubt)
        is_number = isinstance(cell, float | int) and 0 < cell <= 1
        if (self.is_unformatted and is_number) or (
            column in self.fractions and FRACTION.fullmatch(str(cell))
        ):
            return UnformattedNumber(cell)
        return cell

    def _period(self, match, number, cell, values):
        """Return “Q1” or a lone year with words from elsewhere.

        A lone year among financial years is to be asked about.
        """
        if match.number in self.months and hasattr(cell, "day") and cell.day == 1:
            return shown_date(cell)
        lone_year = self.lone_years[match.number]
        if lone_year and ONE_YEAR.fullmatch(text := shown_date(cell)):
            return f"{lone_year} {text}"
        part = str(cell).strip()
        if not PART_OF_YEAR.fullmatch(part):
            found = self._time(match, number, cell, values)
        else:
            year = next((y for n, y in self.years if n < number), self.matcher.year)
            months = month_of_year(year, part) if year else [cell]
            found = months[0] if months else span_in_year(year, part)
            found = found or f"{part} {year}"
        is_text = self.matcher.is_cumulative and type(found) is str
        return if_cumulative(found) if is_text else found

    def _lone_year(self, match) -> str:
        """Return what a year alone means in a column of periods, if that is known."""
        has_years = any(map(TITLE_YEAR.fullmatch, match.examples))
        is_doubtful = has_years and match.how != "name"
        return self.matcher.lone_year or ("year" if is_doubtful else "")

    def _time(self, match, number, cell, values):
        heading = ENDING.match(match.heading)
        if heading and not is_blank(cell):
            cell = in_words_of_heading(heading, cell)
        return self._label(match, number, cell, values)

    def _label(self, match, number, cell, values):
        """Return a name, that of the row above for a merged cell."""
        column, above = match.number, self.above
        if cell and cell == above.get(column):  # as in most rows
            return cell
        if not is_blank(cell):
            above[column] = cell
        elif (number, column) in self.merged:
            return self.merged[number, column]
        elif column in above:
            return doubtful(text_of(above[column]), "blank-below")
        return cell


def _columns_in_thousands(layout, scales) -> dict[int, str]:
    """Return columns whose amounts are all a thousandth of those of another.

    Their headings do not say so; the values are the headings of the others.
    """
    columns = [m for m in layout.matches if m.is_across and scales.get(m.number) == 1]
    found: dict[int, str] = {}
    amounts = {
        m.number: [amount_of(layout.table.sheet.cell(n, m.number)) for n in rows]
        for m in columns
        if (rows := layout.table.rows)
    }
    for match, other in permutations(columns if amounts else (), 2):
        pairs = zip(amounts[match.number], amounts[other.number], strict=True)
        ratios = [b / a for a, b in pairs if a and b]
        if len(ratios) > 1 and all(300 < ratio < 3_000 for ratio in ratios):
            found[match.number] = other.heading
    return found


def _has_months(table, match) -> bool:
    """Whether a column has dates that cannot come from a year such as 2009-10."""
    rows = table.rows[:MOST_DATES]
    cells = (table.sheet.cell(number, match.number) for number in rows)
    dates = (cell for cell in cells if hasattr(cell, "strftime"))
    return any(d.day == 1 and d.month != (d.year + 1) % 100 for d in dates)


def _has_decimal_comma(table, column) -> bool:
    cells = (table.sheet.cell(number, column) for number in table.rows)
    texts = (cell.strip() for cell in cells if isinstance(cell, str))
    return any(map(DECIMAL_COMMA.fullmatch, texts))


def _has_fraction(table, column) -> bool:
    cells = (table.sheet.cell(number, column) for number in table.rows)
    return any((m := FRACTION.fullmatch(str(cell))) and not m["one"] for cell in cells)


def _doubtful_sizes(table, scales):
    """Return, for each scale, the smallest number that may already be in full."""
    found = {}
    for scale in LARGEST_BELOW.keys() & set(scales.values()):
        columns = [number for number, other in scales.items() if other == scale]
        sizes = sorted(
            abs(amount)
            for row in table.rows
            for column in columns
            if (amount := amount_of(table.sheet.cell(row, column)))
        )
        large = LARGEST_BELOW[scale]
        middle = sizes[(len(sizes) - 1) // 2] if sizes else 0
        doubtful = [
            size
            for size in sizes
            if size >= large or (size >= large / 10 and size >= UNLIKE * middle)
        ]
        found |= {scale: doubtful[0]} if doubtful else {}
    return found


def _field_of(matcher, name):
    return matcher.by_name[name][0].field if name in matcher.by_name else None


def in_words_of_heading(heading, cell):
    """Return “year ending March 2016” for 2016 below “Year ending March”."""
    text, words = shown_date(cell), heading["words"].lower()
    if ONE_YEAR.fullmatch(text):
        return " ".join(filter(None, [words, heading["month"], text]))
    is_end = not heading["year"] and DAY_OR_MONTH.fullmatch(text)
    return f"{words} {text}" if is_end else cell


def shown_date(cell):
    is_date = hasattr(cell, "strftime")
    return f"{cell.day} {cell:%B %Y}" if is_date else text_of(cell).strip()


def _qualifiers(layout, matcher, numbers):
    """Return words such as “provisional” by column, from headings above figures."""
    if not any(f.qualifier for f in matcher.resource.figures):
        return {}
    if any(m.name == "qualifier" for m in layout.matches):
        return {}
    words = {
        m.number: figure_cells.qualifier_in(
            f"{m.heading} {layout.table.words.get(m.number, '')}"
        )
        for m in layout.matches
        if m.number in numbers
    }
    found = {number: word for number, word in words.items() if word}
    for word in sorted(set(found.values())):
        layout.notes.append(f"Figures were read as {word} because of their heading.")
    return found


def _may_span_rows(matcher, name):
    """Whether several rows may have one value of a key column."""
    _, column = matcher.by_name[name]
    owner = column.code_of
    is_own = owner is matcher.resource._meta.model
    is_time = isinstance(column.widget, YearWidget | PeriodWidget)
    return is_time or (owner is not None and not is_own)


def _merged_labels(table):
    """Return the value of each cell that is merged with the one above it."""
    found = {}
    for top, left, bottom, _right in table.sheet.merged:
        if bottom > top >= table.first_row and bottom - top < 100_000:
            for row in range(top + 1, bottom + 1):
                found[row, left] = table.sheet.cell(top, left)
    return found
