"""Turn a sheet into the rows of a list: the table found, its columns matched.

Years, periods or measures across become rows; cells put right replace those of the
file; hidden rows, notes, totals and rows about other places are left out, and named.
"""

import re
from dataclasses import dataclass, field, replace

from tablib import Dataset

from partnership.core.imports.choices import Choices
from partnership.core.imports.column_cells import Match
from partnership.core.imports.columns import Matcher
from partnership.core.imports.given_values import only_value, value_in_words
from partnership.core.imports.groups import find_groups
from partnership.core.imports.headers import plain
from partnership.core.imports.layout_rows import fill_rows
from partnership.core.imports.left_out import (
    MAX_NAMED,
    double_columns,
    note_left_out,
    unknown_columns,
)
from partnership.core.imports.sheets import (
    Book,
    Sheet,
    SpreadsheetError,
    is_blank,
    letter,
)
from partnership.core.imports.table_rows import sort_rows
from partnership.core.imports.table_totals import check_totals
from partnership.core.imports.tables import Table, find_table, find_tables
from partnership.core.values.formatting import listed


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
        raise SpreadsheetError("The worksheet has no data below its column headings")
    layout = _joined(_without_rates(found, matcher, choices))
    _check_direction(layout, matcher)
    layout.notes[:0] = [*book.notes, *_notes_on_sheets(book, sheets)]
    return layout


def _check_direction(layout, matcher):
    """Reject a table whose headings run down its first column."""
    labels = [row[0] for row in layout.table.sheet.rows if row]
    named = {matcher.name_of(label) for label in labels if isinstance(label, str)}
    if layout.missing and len(named & {*matcher.key_names, matcher.figure}) > 2:
        raise SpreadsheetError(
            "The headings run down the first column. Copy the table, paste it into a "
            "new worksheet with Paste special and Transpose, and upload that"
        )


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
        kept[0].notes.append(f"{layout.table.place} was left out: “{title}”.")
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
        missing = [name for name in missing if not only_value(matcher, name)[0]]
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
    joined.for_new = first.dataset.for_new
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
        + listed(layout.table.place for layout in found[:MAX_NAMED])
        + ".",
    )
    return first


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
    figures = {
        match.number
        for match in matches
        if matcher.figure
        and (match.name == matcher.figure or (match.is_across and not match.part))
    }

    naming = matcher.naming_columns

    def resolves(number, value):
        name = used.get(number)
        return bool(name) and name in naming and matcher.reads(name, value)

    layout.warnings += double_columns(matches)
    sort_rows(table, used, figures, resolves, choices.answers)
    find_groups(layout, matcher, choices)
    _drop_hidden_rows(layout, choices)
    _check_stray_cells(layout, book)
    check_totals(layout, matcher)
    note_left_out(layout)
    if not table.rows:
        raise SpreadsheetError("The worksheet has no data below its column headings")
    fill_rows(layout, matcher, choices, book.kind)
    layout.notes += unknown_columns(matcher, matches)
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
    return replace(sheet, rows=rows)


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
