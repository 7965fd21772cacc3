"""Turn a sheet into the rows of a list: the table found, its columns matched.

Years, periods or measures across become rows; cells put right replace those of the
file; hidden rows, notes, totals and rows about other places are left out, and named.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import FieldDoesNotExist
from tablib import Dataset

from partnership.core.imports import figure_cells, number_cells
from partnership.core.imports.ambiguity import AmbiguousCell
from partnership.core.imports.choices import Choices
from partnership.core.imports.columns import YEAR_IN_HEADING, Match, Matcher
from partnership.core.imports.fields import PeriodSlot
from partnership.core.imports.figure_cells import (
    HeadedCell,
    LabelAbove,
    UnformattedNumber,
)
from partnership.core.imports.groups import find_groups
from partnership.core.imports.headers import ignored, plain
from partnership.core.imports.period_cells import month_of_year
from partnership.core.imports.row_keys import fold
from partnership.core.imports.sheets import (
    Book,
    Sheet,
    SpreadsheetError,
    is_blank,
    letter,
)
from partnership.core.imports.tables import Table, find_table, find_tables, sort_rows
from partnership.core.imports.widgets import PeriodWidget, YearWidget, text_of
from partnership.core.values.formatting import listed

# The column that is added to a file with errors, under its present and former names.
ERRORS = "Errors"
FORMER_ERRORS = "What is wrong"
MAX_NAMED = 12
# Kinds of file of which number formats are not read.
UNFORMATTED = ("xls", "ods")
LEFT_OUT = {
    "note": ("note below the table", "notes below the table"),
    "headings": ("repeated heading", "repeated headings"),
    "subheading": ("subheading without a figure", "subheadings without a figure"),
    "below": ("row below the total", "rows below the total"),
    "nothing": ("row without any of our columns", "rows without any of our columns"),
}


@dataclass
class Layout:
    """How a sheet was read: the table, its columns, and the rows as a dataset.

    The dataset has `lines` (the row of the sheet), `origins` (the column of the sheet
    for each of our columns), `sheets` (the number and name of the sheet of each row, if
    there are several) and `marks` (the words of notes by their mark). `more` are the
    other tables that were read with this one.
    """

    table: Table
    matches: list[Match]
    dataset: Dataset
    missing: list[str] = field(default_factory=list)
    given: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    hidden_rows: int = 0
    other_rows: int = 0
    groups: dict[str, dict[int, str]] = field(default_factory=dict)
    more: list["Layout"] = field(default_factory=list)

    @property
    def parts(self) -> list["Layout"]:
        return [self, *self.more]


def choose_sheet(book: Book, matcher: Matcher, choices: Choices) -> Sheet:
    """Return the sheet chosen, or the visible one that fits the columns best."""
    sheets = book.visible
    if not sheets:
        raise SpreadsheetError("The workbook has no visible worksheet")
    for sheet in sheets:
        if sheet.name == choices.sheet and choices.sheet:
            return sheet
    scores = {}
    for place, sheet in enumerate(sheets):
        table = None if sheet.is_empty else find_table(sheet, matcher, Choices())
        scores[place] = table.score if table else -1
    return sheets[max(scores, key=lambda place: scores[place])]


def lay_out(resource, lookups, book: Book, choices: Choices) -> Layout:
    """Return the rows of the list that a file has; raise SpreadsheetError if none."""
    matcher = Matcher(resource, lookups)
    main = choose_sheet(book, matcher, choices)
    sheets = [main] if choices.sheet else _sheets_like(main, book, matcher)
    found: list[Layout] = []
    for sheet in sheets:
        number = book.sheets.index(sheet) + 1 if len(sheets) > 1 else 0
        for table in find_tables(_with_fixes(sheet, choices, number), matcher, choices):
            table.sheet_number = number
            try:
                found.append(_lay_out(table, matcher, book, choices, found))
            except SpreadsheetError as error:
                if not found or "has no data" not in str(error):
                    raise
    if not found:
        raise SpreadsheetError("The worksheet has no data")
    layout = _joined(_without_rates(found, matcher, choices))
    layout.notes[:0] = [*book.notes, *_notes_on_sheets(book, sheets)]
    return layout


RATE = re.compile(r"\brates?\b|per (?:1,?000|head|100,?000)|percentage|% change", re.I)


def _without_rates(found, matcher, choices):
    """Leave out tables of rates that repeat tables of numbers."""
    rates = [
        layout
        for layout in found
        if RATE.search(layout.table.title)
        and not any(m.name == "measure" for m in layout.matches)
        and layout.given.get("measure") == choices.given.get("measure")
    ]
    kept = [layout for layout in found if layout not in rates]
    if not rates or not kept or "measure" not in matcher.key_names:
        return found
    for layout in rates:
        title = layout.table.title[:80]
        kept[0].notes.append(f"{_where(layout.table)} was left out: “{title}”.")
    return kept


def _sheets_like(main, book, matcher):
    """Return the sheets with the headings of the main one, such as one for each year.

    Only the main one, unless names or titles give a key column that the sheets lack:
    sheets that lack none may be drafts of one another.
    """
    first = find_table(main, matcher, Choices())
    found = []
    for sheet in book.visible:
        table = None if sheet.is_empty else find_table(sheet, matcher, Choices())
        if sheet is main:
            found.append((sheet, table))
        elif (
            table
            and first
            and first.score > 0
            and _folded_headings(table) == _folded_headings(first)
        ):
            found.append((sheet, table))
    if len(found) < 2:
        return [main]
    for _, table in found:
        names = {match.name for match in matcher.match(table, {}) if match.name}
        names |= {n for match in matcher.match(table, {}) for n, _ in match.others}
        missing = [name for name in matcher.key_names if name not in names]
        missing = [name for name in missing if not _only_value(matcher, name)[0]]
        words = [table.title, table.sheet.name]
        if not missing or not all(
            any(value_in_words(matcher, name, text) for text in words)
            for name in missing
        ):
            return [main]
    return [sheet for sheet, _ in found]


def _folded_headings(table):
    return [plain(heading) for heading in table.headings.values()]


def _joined(found):
    """Return the first layout with the rows of the others."""
    first, *rest = found
    if not rest:
        return first
    first.more = rest
    names = list(dict.fromkeys(n for f in found for n in f.dataset.headers or []))
    joined = Dataset(headers=names)
    joined.lines, joined.origins, joined.sheets = [], [], []
    joined.marks, joined.notes = {}, []
    for layout in found:
        rows = layout.dataset
        places = {name: place for place, name in enumerate(rows.headers or [])}
        for row in rows:
            joined.append([row[places[n]] if n in places else None for n in names])
        joined.lines += rows.lines
        joined.origins += rows.origins
        joined.sheets += rows.sheets
        joined.marks |= rows.marks
    first.dataset = joined
    first.missing = [n for n in dict.fromkeys(n for f in found for n in f.missing)]
    first.notes = list(dict.fromkeys(note for f in found for note in f.notes))
    first.warnings = list(dict.fromkeys(note for f in found for note in f.warnings))
    first.hidden_rows = sum(layout.hidden_rows for layout in found)
    same = rest[0].given
    first.given = {
        name: value
        for name, value in first.given.items()
        if all(f.given.get(name) == value for f in rest) and same
    }
    first.notes.insert(
        0,
        f"{len(found)} tables were read: "
        + listed(_where(layout.table) for layout in found[:MAX_NAMED])
        + ".",
    )
    return first


def _where(table):
    sheet = f"worksheet “{table.sheet.name}”, " if table.sheet_number else ""
    first, last = min(table.headings), max(table.headings)
    place = f"{letter(first)}{table.heading_row} to {letter(last)}{table.last_row}"
    return sheet + place


def _lay_out(table, matcher, book, choices, before):
    """Return the layout of one table, which may be read like the first before it."""
    is_like = not before or _folded_headings(table) == _folded_headings(before[0].table)
    matches = matcher.match(table, choices.columns if is_like else {})
    layout = Layout(table, matches, Dataset())
    if table.sheet.beside:
        named = listed(f"“{heading}”" for heading in table.sheet.beside[:MAX_NAMED])
        layout.notes.append(f"What stands beside the table was left out: {named}.")
    _drop_hidden_columns(layout, choices)
    used = {match.number: match.name for match in matches if match.name}
    has_figures = bool(matcher.figure) and any(
        match.is_across or match.name == matcher.figure for match in matches
    )

    def resolves(number, value):
        name = used.get(number)
        return bool(name) and name in matcher.key_names and matcher.reads(name, value)

    sort_rows(table, used, has_figures, resolves)
    find_groups(layout, matcher, choices)
    _drop_hidden_rows(layout, choices)
    _check_stray_cells(layout, book)
    _check_totals(layout, matcher)
    _note_left_out(layout)
    if not table.rows:
        raise SpreadsheetError("The worksheet has no data")
    _fill(layout, matcher, choices, book.kind)
    layout.notes += _unknown(matcher, matches)
    return layout


def _with_fixes(sheet, choices, sheet_number):
    """Return the sheet with the cells that were put right on the page."""
    if not choices.cells:
        return sheet
    rows = list(sheet.rows)
    for place, text in choices.cells.items():
        of_sheet, mark, place = place.rpartition("!")
        if of_sheet != (str(sheet_number) if sheet_number else ""):
            continue
        letters = place.rstrip("0123456789")
        row, column = int(place[len(letters) :]), _number(letters)
        if not 1 <= row <= len(rows):
            continue
        values = list(rows[row - 1])
        values += [""] * (column - len(values))
        values[column - 1] = text
        rows[row - 1] = values
    fixed = Sheet(**{**sheet.__dict__, "rows": rows})
    return fixed


def _number(letters):
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - 64
    return number


def _notes_on_sheets(book, sheets):
    others = [f"“{other.name}”" for other in book.sheets if other not in sheets]
    if others:
        named = ", ".join(others[:MAX_NAMED])
        more = f" and {len(others) - MAX_NAMED} more" if len(others) > MAX_NAMED else ""
        word = "worksheet" if len(sheets) == 1 else "worksheets"
        verb = "was" if len(sheets) == 1 else "were"
        read = listed(f"“{sheet.name}”" for sheet in sheets[:MAX_NAMED])
        yield f"Only {word} {read} {verb} read. Not read: {named}{more}."


def _drop_hidden_columns(layout, choices):
    hidden = layout.table.sheet.hidden_columns
    if choices.with_hidden or not hidden:
        return
    dropped = [m for m in layout.matches if m.number in hidden and m.how != "chosen"]
    if dropped:
        names = listed(f"“{match.heading}”" for match in dropped[:MAX_NAMED])
        layout.notes.append(f"Hidden columns were left out: {names}.")
        for match in dropped:
            match.name, match.value, match.how = "", None, "hidden"


def _drop_hidden_rows(layout, choices):
    table = layout.table
    hidden = [n for n in table.rows if n in table.sheet.hidden_rows]
    layout.hidden_rows = len(hidden)
    if not hidden or choices.with_hidden:
        return
    table.rows = [n for n in table.rows if n not in table.sheet.hidden_rows]
    rows = listed(str(n) for n in hidden[:MAX_NAMED])
    more = f" and {len(hidden) - MAX_NAMED} more" if len(hidden) > MAX_NAMED else ""
    word = "Row" if len(hidden) == 1 else "Rows"
    verb = "is hidden" if len(hidden) == 1 else "are hidden"
    why = " or filtered out" if table.sheet.is_filtered else ""
    layout.notes.append(f"{word} {rows}{more} {verb}{why} and left out.")


def _check_stray_cells(layout, book):
    """Reject a text file's cells beyond its headings: a comma may have split a row."""
    if book.kind != "csv":
        return
    headed = set(layout.table.headings) | {m.number for m in layout.matches if m.name}
    for number in layout.table.rows:
        for column, value in enumerate(layout.table.sheet.rows[number - 1], 1):
            if column not in headed and not is_blank(value):
                raise SpreadsheetError(
                    f"Row {number} has a value in column {letter(column)}, but the "
                    "column has no heading"
                )


def _unknown(matcher, matches):
    unknown = [
        match.heading
        for match in matches
        if not match.name
        and match.how not in ("chosen", "hidden", "joined", "level", "total")
        and match.heading not in (ERRORS, FORMER_ERRORS)
    ]
    names = [match.name for match in matches if match.name]
    resource = matcher.resource
    notes = list(ignored(unknown, names, resource.slots, resource.former_headings))
    return notes + [note for match in matches if (note := _likely(matcher, match))]


def _likely(matcher, match):
    """Return a notice about a column left out that names one of our records."""
    if match.name or match.how or not matcher.figure:
        return ""
    for name in matcher.key_names:
        owner = getattr(matcher.by_name[name][1], "code_of", None)
        codes = matcher.lookups.names(owner).codes_in(match.heading) if owner else ()
        if len(codes) == 1:
            row = matcher.lookups.table(owner)[fold(owner, codes)]
            return (
                f"Column {match.letter}, “{match.heading}”, may be about the {name} "
                f"“{row}”. If so, choose that for the column."
            )
    return ""


def _note_left_out(layout):
    groups = defaultdict(list)
    for number, why, label in layout.table.left_out:
        if why != "total":
            groups[why].append((number, label))
    for why, rows in groups.items():
        one, many = LEFT_OUT[why]
        if len(rows) == 1:
            number, label = rows[0]
            text = label if len(label) <= 80 else f"{label[:80]} …"
            layout.notes.append(f"Row {number} was left out: {one} (“{text}”).")
        else:
            numbers = listed(str(number) for number, _ in rows[:MAX_NAMED])
            more = f" and {len(rows) - MAX_NAMED} more" if len(rows) > MAX_NAMED else ""
            layout.notes.append(f"Rows {numbers}{more} were left out: {many}.")


# Totals


def _check_totals(layout, matcher):
    """Compare the totals of a table with its rows; they are not imported."""
    table = layout.table
    totals = [(n, label) for n, why, label in table.left_out if why == "total"]
    if not totals:
        return
    columns = [
        match
        for match in layout.matches
        if (match.is_across and not match.part) or match.name == matcher.figure
    ]
    wrong = []
    for match in columns:
        wrong += _wrong_totals(table, match, dict(totals))
    names = listed(f"{number} (“{label}”)" for number, label in totals[:MAX_NAMED])
    word = "Row" if len(totals) == 1 else "Rows"
    verb = "is a total" if len(totals) == 1 else "are totals"
    if wrong:
        layout.notes.append(f"{word} {names} {verb} and left out.")
        layout.warnings += wrong
    else:
        agrees = "It equals" if len(totals) == 1 else "They equal"
        layout.notes.append(
            f"{word} {names} {verb} and left out. {agrees} the sum of the rows."
        )


def _wrong_totals(table, match, totals):
    every = since = Decimal(0)
    subtotals = Decimal(0)
    wrong = []
    numbers = sorted([*table.rows, *totals])
    for number in numbers:
        amount = _amount(_cell(table.sheet, number, match.number))
        if number not in totals:
            every, since = every + (amount or 0), since + (amount or 0)
            continue
        if amount is None:
            continue
        if amount in (every, since, subtotals):
            subtotals += amount if amount == since else 0
            since = Decimal(0)
            continue
        expected = since if since and not subtotals else every
        wrong.append(
            f"Row {number}, column {match.letter}: the total is "
            f"{number_cells.format_number(amount)}, but the rows add up to "
            f"{number_cells.format_number(expected)}."
        )
        subtotals, since = subtotals + amount, Decimal(0)
    return wrong


def _cell(sheet, row, column):
    values = sheet.rows[row - 1]
    return values[column - 1] if column <= len(values) else ""


def _amount(cell):
    """Return the number in a cell, or None if it has none or a doubtful one."""
    if is_blank(cell):
        return None
    try:
        figure = figure_cells.split(cell)
        if figure.number in (None, ""):
            return None
        return number_cells.parse(figure.number, pounds=True)
    except ValueError:
        return None


# Rows


def _fill(layout, matcher, choices, kind):
    """Make the dataset: a row for each row of the table, or for each cell across it."""
    plain = [m for m in layout.matches if m.name and not m.is_across]
    across = [m for m in layout.matches if m.name and m.is_across]
    quarter = _quarter_match(layout, matcher, plain)
    names = [match.name for match in plain]
    if across:
        names += [across[0].name, matcher.figure]
        names += sorted({n for match in across for n, _ in match.others} - set(names))
        names += sorted({match.part for match in across if match.part} - set(names))
    names += [name for name in layout.groups if name not in names]
    layout.given = _given(layout, matcher, choices, names)
    names += [name for name in layout.given if name not in names]
    layout.missing = [name for name in matcher.key_names if name not in names]
    if layout.missing == ["code"] and set(names) & {"name", "title", "label", "term"}:
        layout.missing = []
    is_bare = set(names) <= set(matcher.key_names)
    if matcher.figure and is_bare and not layout.missing:
        layout.missing.append(matcher.figure)
    rows, lines, origins = [], [], []
    plain_cell = _cell_reader(layout, matcher, kind)
    for number, cells, places in _records(
        layout, matcher, plain, across, quarter, plain_cell
    ):
        cells |= layout.given
        cells |= {name: rows[number] for name, rows in layout.groups.items()}
        cells = {n: _replaced(choices, n, v) for n, v in cells.items()}
        rows.append([cells.get(name) for name in names])
        lines.append(number)
        origins.append(places)
    found = _without_others(layout, matcher, names, rows, lines, origins)
    rows, lines, origins = _added_up(layout, matcher, names, *found)
    dataset = Dataset(headers=names)
    dataset.extend(rows)
    dataset.lines, dataset.origins = lines, origins
    dataset.marks, dataset.notes = layout.table.marks, []
    number = layout.table.sheet_number
    dataset.sheets = [(number, layout.table.sheet.name) if number else None] * len(rows)
    layout.dataset = dataset


# “Quarter ending” above “30 June 2016”.
ENDING = re.compile(r"(?:year|quarter|month|12 months) (?:ending|ended|to)\b", re.I)
# Signs for the label above.
DITTO = {'"', "''", "”", "〃", "“", "ditto", "do.", "-do-", "as above"}
# “(£000)”, “£k”, “£ million” or “in thousands” in a heading or title.
SCALE = re.compile(
    r"£\s*['‘’]?(?P<zeros>000)s?\b|\(\s*(?:in\s+)?['‘’]?(?P<bare>000)s?\s*\)"
    r"|£\s*(?P<letter>[km])\b|£\s*(?P<word>thousand|million)s?\b"
    r"|\(?\bin (?:£s?\s*|pounds )?(?P<in>thousand|million)s\b"
    r"|\((?P<alone>thousand|million)s?\)",
    re.I,
)


def scale_of(words: str) -> int:
    """Return what a number stands for below a heading: 1, a thousand or a million."""
    match = SCALE.search(words)
    if match is None:
        return 1
    unit = next(text for text in match.groups() if text).casefold()
    return 1_000_000 if unit in ("m", "million") else 1_000


def _cell_reader(layout, matcher, kind):
    """Return a function that gives the cell of a column as the importer reads it."""
    table = layout.table
    numbers = {f.heading for f in matcher.resource.figures if f.is_number}
    scales = {}
    corner = [m.heading for m in layout.matches if m.how == "contents"]
    in_title = scale_of(" ".join([table.title, *corner]))
    for match in layout.matches:
        name = (match.part or matcher.figure) if match.is_across else match.name
        if name in numbers:
            unit = table.units.get(match.number, "").strip("() ")
            scale = scale_of(f"{match.heading} ({unit})")
            scales[match.number] = in_title if scale == 1 else scale
    qualifiers = _qualifiers(layout, matcher, scales)
    labels = {name for name in matcher.key_names if _may_span_rows(matcher, name)}
    endings = {
        m.number: found[0].lower()
        for m in layout.matches
        if m.name and not m.is_across and (found := ENDING.match(m.heading))
    }
    above: dict = {}
    merged = _merged_labels(table)

    def read(match, number, values):
        cell = values[match.number - 1] if match.number <= len(values) else ""
        scale = scales.get(match.number)
        if scale is not None and not is_blank(cell):
            qualifier = qualifiers.get(match.number, "")
            if scale > 1 or qualifier:
                return HeadedCell(text_of(cell), scale, qualifier)
            if kind in UNFORMATTED and isinstance(cell, float | int) and 0 < cell <= 1:
                return UnformattedNumber(cell)
            return cell
        if match.number in endings and not is_blank(cell):
            return f"{endings[match.number]} {shown_date(cell)}"
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

    for size in sorted({scale for scale in scales.values() if scale > 1}):
        word = "thousands" if size == 1_000 else "millions"
        layout.notes.append(f"Figures were read as {word}, as their heading says.")
    return read


def shown_date(cell):
    return f"{cell.day} {cell:%B %Y}" if hasattr(cell, "strftime") else text_of(cell)


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
        layout.notes.append(f"Figures were read as {word}, as their heading says.")
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
                found[row, left] = _cell(table.sheet, top, left)
    return found


def _replaced(choices, name, value):
    same = choices.same.get(name)
    if not same or value is None:
        return value
    return same.get(" ".join(text_of(value).split()), value)


def _quarter_match(layout, matcher, plain):
    for match in plain:
        slot, _ = matcher.by_name[match.name]
        if isinstance(slot, PeriodSlot):
            quarter = matcher.quarter_column(layout.matches)
            if quarter is not None:
                quarter.how = "joined"
            return quarter
    return None


def _records(layout, matcher, plain, across, quarter, read):
    """Yield row number, cells and their places for each record of the table."""
    sheet = layout.table.sheet
    period = quarter and next(
        m for m in plain if isinstance(matcher.by_name[m.name][0], PeriodSlot)
    )
    levels = _levels(layout, matcher)
    by_value = defaultdict(list)
    for match in across:
        by_value[match.value_text, match.others].append(match)
    empty = 0
    for number in layout.table.rows:
        values = sheet.rows[number - 1]
        cells, places = {}, {}
        for match in plain:
            cells[match.name] = read(match, number, values)
            places[match.name] = match.number
        if period is not None:
            cells[period.name] = _quarter(values, period, quarter)
        records = [(number, cells, places)]
        if across:
            records = list(
                _across(matcher, number, cells, places, by_value, read, values)
            )
            empty += len(by_value) - len(records)
        for record in records:
            if levels:
                yield from _by_level(matcher, values, *record, levels)
            else:
                yield record
    if empty:
        cell = "1 empty cell was" if empty == 1 else f"{empty:,} empty cells were"
        layout.notes.append(f"{cell} left out.")


def _across(matcher, number, cells, places, by_value, read, values):
    """Yield a record for each value across that has a filled cell in a row."""
    for (value, others), matches in by_value.items():
        found = cells | dict(others)
        where = dict(places)
        found[matches[0].name] = value
        is_filled = False
        for match in matches:
            cell = read(match, number, values)
            name = match.part or matcher.figure
            found[name], where[name] = cell, match.number
            is_filled |= not is_blank(cell)
        if is_filled:
            yield number, found, where


def _levels(layout, matcher):
    """Return the columns of statistics that give one thing at several levels."""
    for name in matcher.resource.others_left_out:
        matches = matcher.level_columns(layout.matches, name)
        _, column = matcher.by_name[name]
        main = [match for match in matches if match.name == name]
        if len(matches) > 1 and main and main[0].how == "synonym" and name == "measure":
            for match in matches:
                match.how = "synonym" if match.name else "level"
            return name, matches, getattr(column, "code_of", None)
    return None


def _by_level(matcher, values, number, cells, places, levels):
    """Yield a record for each level of a row that we know, or the row itself."""
    name, matches, owner = levels
    found = {}
    for match in matches:
        cell = values[match.number - 1] if match.number <= len(values) else ""
        if not is_blank(cell) and matcher.reads(name, cell):
            found.setdefault(_folded(matcher, owner, cell), (cell, match.number))
    if not found:
        yield number, cells, places
    for cell, column in found.values():
        yield number, cells | {name: cell}, places | {name: column}


def _folded(matcher, owner, cell):
    try:
        return matcher.lookups.code(owner, str(cell))
    except ValueError:
        return str(cell).casefold()


def _added_up(layout, matcher, names, rows, lines, origins):
    """Add up the figures of statistics that give one figure in several rows."""
    own = {m.name for m in layout.matches if m.name and m.how == "name"}
    others = matcher.resource.others_left_out
    if layout.missing or not others or own & set(others) or matcher.figure not in names:
        return rows, lines, origins
    value = names.index(matcher.figure)
    keys = [names.index(name) for name in matcher.key_names if name in names]
    groups: dict = {}
    for place, row in enumerate(rows):
        key = tuple(str(row[k]).strip().casefold() for k in keys)
        groups.setdefault(key, []).append(place)
    if len(groups) == len(rows):
        return rows, lines, origins
    kept = []
    for places in groups.values():
        first = places[0]
        amounts = [_amount(rows[place][value]) for place in places]
        if len(places) > 1 and None not in amounts:
            rows[first] = list(rows[first])
            rows[first][value] = sum(amounts)
            kept.append(first)
        else:
            kept += places
    layout.notes.append(
        f"{len(rows):,} rows were added up to {len(kept):,} figures, because several "
        "rows are about one measure, area and period."
    )
    return (
        [rows[place] for place in kept],
        [lines[place] for place in kept],
        [origins[place] for place in kept],
    )


def _quarter(values, period, quarter):
    def at(match):
        return values[match.number - 1] if match.number <= len(values) else ""

    year, number = at(period), at(quarter)
    if is_blank(number):
        return year
    text = f"{number:.0f}" if isinstance(number, float) else str(number).strip()
    if month := month_of_year(text_of(year), text):
        return month[0]
    text = text if text[:1].lower() == "q" else f"Q{text}"
    return f"{text} {text_of(year)}"


def _given(layout, matcher, choices, names):
    """Return the values of key columns that the file does not have."""
    given = {n: v for n, v in choices.given.items() if n not in names and v}
    for name in matcher.key_names:
        if name in names or name in given:
            continue
        for words, where in (
            (layout.table.title, "named above the table"),
            (layout.table.sheet.name, "the name of the worksheet"),
            (_corner(layout), "in the headings"),
        ):
            if name not in given and (value := value_in_words(matcher, name, words)):
                given[name] = value
                layout.notes.append(
                    f"Rows of {_where(layout.table)} are read as "
                    f"“{_title(matcher, name, value)}” in column "
                    f"“{name}”, {where}."
                )
        if name in given:
            continue
        only, why = _only_value(matcher, name)
        if only:
            given[name] = only
            layout.notes.append(
                f"The file has no column “{name}”, so all rows are read as "
                f"“{_title(matcher, name, only)}”, {why}."
            )
    return given


def _title(matcher, name, value):
    """Return the name of the record that a value of a key column is the code of."""
    owner = getattr(matcher.by_name[name][1], "code_of", None)
    row = matcher.lookups.table(owner).get(fold(owner, [value])) if owner else None
    return str(row or value)


def _corner(layout):
    """Return the headings above columns of labels that no heading names."""
    places = [m.number for m in layout.matches if m.name and not m.is_across]
    above = layout.table.parents or layout.table.headings
    return "; ".join(above[p] for p in places if above.get(p))


def value_in_words(matcher, name: str, words: str) -> str:
    """Return the only value of a key column that a title names, or an empty string."""
    slot, column = matcher.by_name[name]
    owner = getattr(column, "code_of", None)
    if owner is not None:
        codes = matcher.lookups.names(owner).codes_in(words)
        return next(iter(codes)) if len(codes) == 1 else ""
    if not matcher.is_time(name, column):
        return ""
    found = set()
    for match in YEAR_IN_HEADING.finditer(words):
        try:
            found.add(str(column.widget.write(column.widget.clean(match[0]))))
        except AmbiguousCell:
            found.add(None)
        except ValueError:
            continue
    return found.pop() or "" if len(found) == 1 else ""


def _only_value(matcher, name):
    """Return the code of the only record that a column can name, or the home one."""
    _, column = matcher.by_name[name]
    owner = getattr(column, "code_of", None)
    if owner is None or owner is matcher.resource._meta.model:
        return "", ""
    rows = list(matcher.lookups.table(owner).values())
    if len(rows) == 1:
        return rows[0].code, "the only one there is"
    try:
        owner._meta.get_field("is_home")
    except FieldDoesNotExist:
        return "", ""
    home = [row for row in rows if row.is_home]
    return (home[0].code, "our own") if len(home) == 1 else ("", "")


def _without_others(layout, matcher, names, rows, lines, origins):
    """Leave out rows about places or measures that are not ours, in statistics."""
    own = {m.name for m in layout.matches if m.name and m.how == "name"}
    if own.issuperset(matcher.key_names):
        return rows, lines, origins  # a file in our own form
    for name in matcher.resource.others_left_out:
        if name not in names or name in layout.given:
            continue
        place = names.index(name)
        values = {row[place] for row in rows}
        known = {
            v: matcher.reads(name, v) or matcher.is_mistyped(name, v) for v in values
        }
        if all(known.values()) or not any(known.values()):
            continue
        others = Counter(str(row[place]) for row in rows if not known[row[place]])
        kept = [n for n, row in enumerate(rows) if known[row[place]]]
        named = listed(f"“{value}”" for value, _ in others.most_common(5))
        more = f" and {len(others) - 5:,} more" if len(others) > 5 else ""
        count = sum(others.values())
        word = "row was" if count == 1 else "rows were"
        few = len(others) < len(known) - len(others)
        (layout.warnings if few else layout.notes).append(
            f"{count:,} {word} left out, because our list of {name}s does not have "
            f"{named}{more}."
        )
        layout.other_rows += count
        rows = [rows[n] for n in kept]
        lines = [lines[n] for n in kept]
        origins = [origins[n] for n in kept]
    return rows, lines, origins
