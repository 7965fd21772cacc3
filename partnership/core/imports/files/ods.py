"""Read ODS as a stream, so that a long worksheet takes little more than its values.

In the reading process only.
"""

import datetime as dt
from xml.etree.ElementTree import iterparse

from partnership.core.imports.sheets import (
    RAISED,
    ErrorCell,
    Limits,
    Sheet,
    bounded,
    strike,
    too_long,
    too_wide,
)

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
SHEET = f"{TABLE}table"
VALUE_TYPE = f"{OFFICE}value-type"
SPACES = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
HIDDEN = {"collapse", "filter"}
NUMBERS = {"float", "currency", "percentage"}


def read_sheets(stream, limits: Limits) -> list[Sheet]:
    """Return the sheets of the content of an ODS file."""
    reader = _Reader(limits)
    handlers = {
        ("start", f"{STYLE}style"): reader.start_style,
        ("end", f"{STYLE}table-properties"): reader.end_style,
        ("end", f"{STYLE}text-properties"): reader.end_text_style,
        ("start", SHEET): reader.start_sheet,
        ("end", f"{TABLE}table-column"): reader.end_column,
        ("end", f"{TABLE}table-row"): reader.end_row,
        ("end", SHEET): reader.end_sheet,
    }
    for event, element in iterparse(stream, ("start", "end")):
        if handle := handlers.get((event, element.tag)):
            handle(element)
    return reader.sheets


class _Reader:
    """Takes the elements of a file one by one, in its order."""

    def __init__(self, limits):
        self.limits = limits
        self.sheets: list[Sheet] = []
        self.hidden_styles: set[str] = set()
        self.struck_styles: set[str] = set()
        self.raised_styles: set[str] = set()
        self.style = ""
        self.columns = 0
        self.blank = 0  # rows that count only if a filled one follows

    def start_style(self, element):
        self.style = element.get(f"{STYLE}name", "")

    def end_style(self, element):
        if element.get(f"{TABLE}display") == "false":
            self.hidden_styles.add(self.style)

    def end_text_style(self, element):
        if element.get(f"{STYLE}text-line-through-style") not in (None, "none"):
            self.struck_styles.add(self.style)
        if element.get(f"{STYLE}text-position", "").startswith("super"):
            self.raised_styles.add(self.style)

    def start_sheet(self, element):
        name = element.get(f"{TABLE}name") or f"Sheet {len(self.sheets) + 1}"
        is_hidden = element.get(f"{TABLE}style-name") in self.hidden_styles
        self.sheets.append(Sheet(name, [], not is_hidden))
        self.columns = self.blank = 0

    def end_column(self, element):
        count = int(element.get(f"{TABLE}number-columns-repeated") or 1)
        if element.get(f"{TABLE}visibility") in HIDDEN:
            last = min(self.columns + count, 20_000)
            self.sheets[-1].hidden_columns.update(range(self.columns + 1, last + 1))
        self.columns += count

    def end_row(self, element):
        if self.sheets[-1].is_visible:
            row = len(self.sheets[-1].rows) + self.blank + 1
            self.blank = _add_row(self.sheets[-1], element, self.blank, self.limits)
            self._read_runs(row, element)
        element.clear()

    def _read_runs(self, number, row):
        """Note cells and words that are struck out, and mark superscripts."""
        sheet, column, styles = self.sheets[-1], 0, self.struck_styles
        raised = self.raised_styles
        for cell in row if styles or raised else ():
            count = int(cell.get(f"{TABLE}number-columns-repeated") or 1)
            runs: list[tuple[str, bool]] = []
            for paragraph in cell.findall(f"{TEXT}p"):
                runs += [("\n", False)] if runs else []
                runs += _runs(paragraph, styles, raised)
            if cell.get(f"{TABLE}style-name") in styles and _value(cell) != "":
                places = range(column + 1, column + count + 1)
                sheet.struck.setdefault(number, set()).update(places)
            elif cell.get(VALUE_TYPE) == "string" and _are_formatted(runs, cell):
                text = strike(sheet, number, column + 1, runs)
                sheet.rows[number - 1][column] = text
            column += count

    def end_sheet(self, element):
        bounded(self.sheets[-1], self.limits)
        element.clear()


def _add_row(sheet, row, blank, limits):
    """Add a row, if it is filled, after the blank ones; return how many are blank."""
    repeated = int(row.get(f"{TABLE}number-rows-repeated") or 1)
    first, values = len(sheet.rows) + blank + 1, []
    gap = 0  # blank cells that count only if a filled one follows
    for cell in row:
        if cell.tag not in CELLS:
            continue
        count = int(cell.get(f"{TABLE}number-columns-repeated") or 1)
        value = _value(cell)
        if value == "":
            gap += count
        else:
            width = len(values) + gap + count
            if width > 50 * limits.columns:
                raise too_wide(sheet.name)
            values += [*[""] * gap, *[value] * count]
            gap = 0
        _note_merged(sheet, cell, first, len(values) + gap)
    if not values:
        return blank + repeated
    if first + repeated > 5 * limits.rows:
        raise too_long(sheet.name, limits)
    if row.get(f"{TABLE}visibility") in HIDDEN:
        sheet.hidden_rows.update(range(first, first + repeated))
        sheet.is_filtered |= row.get(f"{TABLE}visibility") == "filter"
    sheet.rows += [[] for _ in range(blank)]
    sheet.rows += [list(values) for _ in range(repeated)]
    return 0


def _are_formatted(runs, cell):
    """Whether words of a cell are struck out or superscript."""
    words = "".join(words for words, _ in runs)
    return any(is_struck for _, is_struck in runs) or words != _value(cell)


def _note_merged(sheet, cell, row, column):
    down = int(cell.get(f"{TABLE}number-rows-spanned") or 1)
    across = int(cell.get(f"{TABLE}number-columns-spanned") or 1)
    if down > 1 or across > 1:
        sheet.merged.append((row, column, row + down - 1, column + across - 1))


def _value(cell):
    kind = cell.get(VALUE_TYPE)
    if kind is None:
        return ""
    if kind in NUMBERS:
        number = float(cell.get(f"{OFFICE}value") or 0)
        if kind == "percentage":
            return f"{number * 100:.15g}%"
        return int(number) if number % 1 == 0 and abs(number) < 1e15 else number
    if kind == "date":
        return _date(cell.get(f"{OFFICE}date-value") or "")
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    text = "\n".join(_words(part) for part in cell if part.tag == f"{TEXT}p")
    return ErrorCell(text) if cell.get(f"{CALC}value-type") == "error" else text


def _date(text):
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment if moment.time() != dt.time() else moment.date()


def _words(element):
    """Return the text of a paragraph, with spaces, tabs and line breaks."""
    return "".join(words for words, _ in _runs(element))


def _runs(element, struck=frozenset(), raised=frozenset()):
    """Return the words of a paragraph with whether their style strikes them out.

    Superscript digits become superscript characters.
    """
    found = [(element.text or "", False)]
    for child in element:
        if child.tag == f"{TEXT}s":
            found.append((" " * int(child.get(f"{TEXT}c") or 1), False))
        elif child.tag in SPACES:
            found.append((SPACES[child.tag], False))
        elif child.tag != f"{OFFICE}annotation":
            style, runs = child.get(f"{TEXT}style-name"), _runs(child, struck, raised)
            if style in raised:
                runs = [(words.translate(RAISED), own) for words, own in runs]
            found += [(words, own or style in struck) for words, own in runs]
        found.append((child.tail or "", False))
    return found
