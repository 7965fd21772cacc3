"""Read a cell in the context of its heading and of the cells above it."""

import re
from decimal import Decimal

from partnership.core.imports import figure_cells
from partnership.core.imports.date_cells import MONTHS
from partnership.core.imports.fields import PeriodSlot
from partnership.core.imports.figure_cells import (
    HeadedCell,
    JoinedCell,
    LabelAbove,
    UnformattedNumber,
    amount_of,
)
from partnership.core.imports.headings_across import (
    LONE_YEAR,
    PART_OF_YEAR,
    TITLE_YEAR,
)
from partnership.core.imports.left_out import cell_at
from partnership.core.imports.period_cells import month_of_year
from partnership.core.imports.sheets import is_blank
from partnership.core.imports.widgets import PeriodWidget, YearWidget, text_of
from partnership.core.values.money import PoundsField

# Kinds of file of which number formats are not read.
UNFORMATTED = ("xls",)
# “Quarter ending” above “30 June 2016”; “Year ending March” or “Year” above “2016”.
ENDING = re.compile(
    r"(?P<words>(?:year|quarter|month|12 months) (?:ending|ended|to)|"
    r"(?P<year>(?:(?:financial|fiscal|reporting) )?year|fy))\b"
    r"\s*(?:the\s+)?(?:end of\s+)?(?P<month>(?:[0-9]{1,2}(?:st|nd|rd|th)?\s+)?"
    rf"(?:{'|'.join(MONTHS)})\b)?",
    re.I,
)
FRACTION = re.compile(r"\s*(?:0?\.[0-9]+|(?P<one>1)(?:\.0+)?)\s*")
# A cell below “(pence)” that is in pounds, or in pence already.
OWN_UNIT = re.compile(r"£|GBP|pounds?|\dp\b", re.I)
# Signs for the label above.
DITTO = {'"', "''", "”", "〃", "“", "ditto", "do.", "-do-", "as above"}
# “(£000)”, “£k”, “£ million” or “in thousands” in a heading or title.
SCALE = re.compile(
    r"£\s*['‘’]?(?P<zeros>000)s?\b|\(\s*(?:in\s+)?['‘’]?(?P<bare>000)s?\s*\)"
    r"|£\s*(?P<letter>[km])\b|£\s*(?P<word>thousand|million)s?\b"
    r"|\(?\bin (?:£s?\s*|pounds )?(?P<in>thousand|million)s\b"
    r"|\((?P<alone>thousand|million)s?\)"
    r"|(?<!and )(?<!nearest )(?:\((?:in )?(?P<pence>pence)\)|\bin (?P<p>pence)\b)"
    r"|(?:^|; )(?P<only>thousand|million)s(?=;|\s*$)",
    re.I,
)
# Whoever writes 20,000 below “£000” may mean pounds; or 5,000, beside 57 and 12.
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


def cell_reader(layout, matcher, kind):
    """Return a function that gives the cell of a column as the importer reads it."""
    table = layout.table
    numbers = {f.heading for f in matcher.resource.figures if f.is_number}
    numbers.add(matcher.figure)
    scales = {}
    corner = [m.heading for m in layout.matches if m.how == "contents"]
    in_title = scale_of(" ".join([table.title, *corner]))
    money = {n for n in numbers if isinstance(_field_of(matcher, n), PoundsField)}
    for match in layout.matches:
        name = (match.part or matcher.figure) if match.is_across else match.name
        if name in numbers:
            unit = table.units.get(match.number, "").strip("() ")
            scale = scale_of(f"{match.heading} ({unit})")
            scale = in_title if scale == 1 else scale
            scales[match.number] = scale if scale >= 1 or name in money else 1
    in_full = _doubtful_sizes(table, scales)
    qualifiers = _qualifiers(layout, matcher, scales)
    labels = {name for name in matcher.key_names if _may_span_rows(matcher, name)}
    endings = {
        m.number: found
        for m in layout.matches
        if m.name in matcher.key_names
        and isinstance(matcher.by_name[m.name][1].widget, YearWidget | PeriodWidget)
        and not m.is_across
        and (found := ENDING.match(m.heading))
    }
    parts_of_year = {  # with the year of a row above, or of the title
        m.number
        for m in layout.matches
        if m.name in matcher.key_names
        and isinstance(matcher.by_name[m.name][0], PeriodSlot)
    }
    years = [
        (number, label.strip())
        for number, why, label in reversed(table.left_out)
        if why == "subheading" and TITLE_YEAR.fullmatch(label.strip())
    ]
    above: dict = {}
    merged = _merged_labels(table)
    is_our_download = any(m.name == "reason" for m in layout.matches)
    has_text = kind == "csv" and not is_our_download
    fractions = {n for n in scales if has_text and _has_fraction(table, n)}

    def read(match, number, values):
        cell = values[match.number - 1] if match.number <= len(values) else ""
        if match.second:
            parts = [cell, *values[match.second - 1 : match.second]]
            texts = [shown_date(p) for p in parts if not is_blank(p)]
            joined = JoinedCell(match.joiner.join(texts))
            joined.headings = match.heading, table.headings.get(match.second, "")
            return joined
        scale = scales.get(match.number)
        if scale is not None and not is_blank(cell):
            qualifier = qualifiers.get(match.number, "")
            if scale < 1 and OWN_UNIT.search(str(cell)):
                scale = 1
            if scale != 1 or qualifier:
                doubt = ""
                if scale in in_full and (amount := amount_of(cell)) is not None:
                    is_like = abs(amount) * UNLIKE >= in_full[scale]
                    doubt = "scale" if is_like else "scale-small"
                return HeadedCell(text_of(cell), scale, qualifier, doubt)
            if kind in UNFORMATTED and isinstance(cell, float | int) and 0 < cell <= 1:
                return UnformattedNumber(cell)
            if match.number in fractions and FRACTION.fullmatch(str(cell)):
                return UnformattedNumber(cell)
            return cell
        if match.number in parts_of_year and matcher.lone_year:
            if LONE_YEAR.fullmatch(text := shown_date(cell)):
                return f"{matcher.lone_year} {text}"
        if match.number in parts_of_year and PART_OF_YEAR.fullmatch(str(cell).strip()):
            part = str(cell).strip()
            year = next((y for n, y in years if n < number), matcher.year)
            found = month_of_year(year, part) if year else [cell]
            return found[0] if found else f"{part} {year}"
        if match.number in endings and not is_blank(cell):
            cell = in_words_of_heading(endings[match.number], cell)
        if match.name not in labels or match.is_across:
            return cell
        if match.number in above and str(cell).strip().casefold() in DITTO:
            return above[match.number]
        if not is_blank(cell):
            above[match.number] = cell
        elif (number, match.number) in merged:
            return merged[number, match.number]
        elif match.number in above:
            return LabelAbove(text_of(above[match.number]))
        return cell

    for size in sorted(set(scales.values()) - {1}):
        layout.notes.append(
            f"Figures were read as {SCALES[size]} because of their heading."
        )
    return read


def _has_fraction(table, column) -> bool:
    cells = (cell_at(table.sheet, number, column) for number in table.rows)
    return any((m := FRACTION.fullmatch(str(cell))) and not m["one"] for cell in cells)


def _doubtful_sizes(table, scales):
    """Return by scale the least number that may be in full, if there is one."""
    found = {}
    for scale in LARGEST_BELOW.keys() & set(scales.values()):
        columns = [number for number, other in scales.items() if other == scale]
        sizes = sorted(
            abs(amount)
            for row in table.rows
            for column in columns
            if (amount := amount_of(cell_at(table.sheet, row, column)))
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
    if LONE_YEAR.fullmatch(text):
        return " ".join(filter(None, [words, heading["month"], text]))
    return cell if heading["year"] else f"{words} {text}"


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
    owner = getattr(column, "code_of", None)
    is_own = owner is matcher.resource._meta.model
    is_time = isinstance(column.widget, YearWidget | PeriodWidget)
    return is_time or (owner is not None and not is_own)


def _merged_labels(table):
    """Return the value of each cell that is merged with the one above it."""
    found = {}
    for top, left, bottom, _right in table.sheet.merged:
        if bottom > top >= table.first_row and bottom - top < 100_000:
            for row in range(top + 1, bottom + 1):
                found[row, left] = cell_at(table.sheet, top, left)
    return found
