"""Turn a sheet into the rows of a list: the table found, its columns matched.

Years, periods or measures across become rows; corrected cells replace those of the
file; hidden rows, notes, totals and rows about other places are left out, and named.
"""

import re
from dataclasses import dataclass, field, replace

from partnership.core.imports.ambiguity import Choices
from partnership.core.imports.cells.date_cells import is_short_years
from partnership.core.imports.cells.figure_cells import amount_of
from partnership.core.imports.columns.column_cells import Match
from partnership.core.imports.columns.matching import Matcher
from partnership.core.imports.columns.table_headings import is_figure
from partnership.core.imports.sheets import (
    Book,
    Records,
    Rows,
    SpreadsheetError,
    column_of,
    is_blank,
    is_filled,
    letter,
    swapped,
)
from partnership.core.imports.tables.figure_columns import find_figures
from partnership.core.imports.tables.finding import (
    ROWS_SEARCHED,
    Table,
    find_table,
    find_tables,
    without_headings,
)
from partnership.core.imports.tables.layout_rows import fill_rows
from partnership.core.imports.tables.left_out import (
    MAX_NAMED,
    check_totals,
    check_totals_across,
    duplicate_column_warnings,
    note_left_out,
    unknown_columns,
    warn_of_colours,
    warn_of_other_places,
)
from partnership.core.imports.tables.several import (
    choose_sheet,
    folded_headings,
    joined,
    sheets_like,
    without_rates,
)
from partnership.core.imports.tables.statistics_rows import find_groups
from partnership.core.imports.tables.table_rows import CHANGE, RowSorter
from partnership.core.imports.tables.unread_columns import ask_about_unread
from partnership.core.values.formatting import listed

THREE_DIGITS = re.compile("[0-9]{3}")
# Headings may be numbers of payments, months or ages; larger ones are values.
LARGEST_HEADING = 100


@dataclass
class Layout:
    """How a sheet was read: the table, its columns, and the rows as records.

    `more` are the other tables that were read with this one.
    """

    table: Table
    matches: list[Match]
    dataset: Records
    missing: list[str] = field(default_factory=list)
    given: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    hidden_rows: int = 0
    groups: dict[str, dict[int, str]] = field(default_factory=dict)
    more: list["Layout"] = field(default_factory=list)

    @property
    def parts(self) -> list["Layout"]:
        return [self, *self.more]


class NoHeadings(SpreadsheetError):
    """A sheet without headings; `layout` is how it is read without any."""

    def __init__(self, message, layout):
        super().__init__(message)
        self.layout = layout


def lay_out(resource, lookups, book: Book, choices: Choices) -> Layout:
    """Return the rows of the list that a file has; raise SpreadsheetError if none."""
    matcher = Matcher(resource, lookups)
    book = _upright(book, matcher)
    main = choose_sheet(book, matcher, choices)
    sheets = [main] if choices.sheet else sheets_like(main, book, matcher)
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
    layout = joined(without_rates(found, matcher, choices))
    layout.notes[:0] = [*book.notes, *_notes_on_sheets(book, sheets)]
    return layout


def _upright(book, matcher):
    """Swap the rows and columns of sheets whose headings are in a column."""
    sheets, notes = [], []
    for sheet in book.sheets:
        if sheet.is_visible and _is_on_its_side(sheet, matcher):
            sheet = swapped(sheet)
            name = f"of “{sheet.name}” " if sheet.name else ""
            notes.append(
                f"The headings {name}are in a column, so each column of the file was "
                "read as a row. Row numbers are the numbers of these columns."
            )
        sheets.append(sheet)
    return replace(book, sheets=sheets, notes=[*book.notes, *notes]) if notes else book


def _is_on_its_side(sheet, matcher):
    """Whether headings we know are in the first column and not in a row."""
    if len(sheet.filled_rows) > ROWS_SEARCHED:
        return False

    def names_in(cells):
        found = [matcher.name_of(v) for v in cells if isinstance(v, str) and v]
        return [name for name in found if name]

    first = [row[0] for row in sheet.rows if row and is_filled(row[0])]
    names = names_in(first)
    if not max(1, len(first) / 3) < len(set(names)) == len(names):
        return False
    if any(len(set(names_in(row))) > 1 for row in sheet.rows):
        return False
    upright, side = (
        find_table(found, matcher, Choices()) for found in (sheet, swapped(sheet))
    )
    return side.score > upright.score


def _lay_out(table, matcher, book, choices, before):
    """Return the layout of one table, which may be read like the first before it."""
    is_like = not before or folded_headings(table) == folded_headings(before[0].table)
    matches = matcher.match(table, choices.columns if is_like else {})
    _check_headings(table, matches, matcher, choices)
    find_figures(matcher, table, matches, choices.answers)
    layout = Layout(table, matches, Records())
    if table.sheet.beside:
        named = listed((f"“{heading}”" for heading in table.sheet.beside), MAX_NAMED)
        layout.notes.append(f"Cells next to the table were left out: {named}.")
    _drop_hidden_columns(layout, choices)
    used = {match.number: match.name for match in matches if match.name}
    figures = {
        match.number
        for match in matches
        if matcher.figure
        and (match.name == matcher.figure or (match.is_across and not match.part))
    }

    _fill_merged_figures(table, figures)
    naming = matcher.naming_columns

    def resolves(number, value):
        name = used.get(number)
        return bool(name) and name in naming and matcher.reads(name, value)

    layout.warnings += duplicate_column_warnings(matches)
    options, answers = matcher.options, choices.answers
    RowSorter(table, used, figures, resolves, options, answers).sort()
    find_groups(layout, matcher, choices)
    _drop_hidden_rows(layout, choices)
    _drop_chosen_rows(layout, choices)
    _check_stray_cells(layout, book, figures)
    check_totals(layout, matcher)
    check_totals_across(layout)
    note_left_out(layout)
    warn_of_colours(layout)
    warn_of_other_places(layout, matcher)
    if not table.rows:
        raise SpreadsheetError("The worksheet has no data below its column headings")
    ask_about_unread(layout, matcher, choices.answers)
    fill_rows(layout, matcher, choices, book.kind)
    layout.notes += unknown_columns(matcher, matches)
    return layout


def _check_headings(table, matches, matcher, choices):
    """Raise an error if a table's first row has values or a title, not headings."""
    if choices.heading_row or choices.columns:
        return
    headings = [h for h in table.headings.values() if not CHANGE.fullmatch(h)]
    texts = [*headings, *table.parents.values(), *table.children.values()]
    rows = table.sheet.rows[table.heading_row - 1 : table.first_row - 1]
    row = [value for values in rows for value in values if is_filled(value)]
    names = {name for text in texts if (name := matcher.name_of(text))}
    figures = [v for v in row if is_figure(v) and not is_short_years(v)]
    amounts = filter(None, map(amount_of, figures))
    if len(names) > 1 or (names and max(amounts, default=0) <= LARGEST_HEADING):
        return
    corners = {m.heading for m in matches if m.name and not m.is_across}
    free = (h for h in headings if h not in corners)
    across = {found.name for found in map(matcher.across, free) if found}
    is_row = len(across) > 1 or bool(figures)
    is_row |= not across and any(map(matcher.knows, row))
    widest = max(table.sheet.counts[table.first_row - 1 :], default=0)
    is_row |= list(table.headings) == [1] and widest > 1  # a title
    if is_row or not any(match.name for match in matches):
        bare = without_headings(table)
        example = ", ".join(matcher.example_headings)
        cure = f"Add a row of headings above the table, for example: {example}"
        if table.sheet.width == 1 and len(matcher.example_headings) > 1:
            cure = (
                "All cells are in one column. Divide it into columns, for example with "
                "“Text to Columns” in Excel"
            )
        raise NoHeadings(
            f"No column headings found. Row {table.heading_row} (“"
            f"{', '.join(headings)[:60]}”) has none that we recognise. {cure}",
            Layout(bare, matcher.match(bare, {}), Records()),
        )


def _with_fixes(sheet, choices, sheet_number):
    """Return the sheet with the cells that were corrected on the page."""
    if not choices.cells:
        return sheet
    fixes: dict[int, dict[int, str]] = {}
    for place, text in choices.cells.items():
        of_sheet, mark, place = place.rpartition("!")
        if of_sheet != (str(sheet_number) if sheet_number else ""):
            continue
        letters = place.rstrip("0123456789")
        fixes.setdefault(int(place[len(letters) :]), {})[column_of(letters)] = text
    rows = (_fixed(row, fixes.get(n)) for n, row in enumerate(sheet.rows, 1))
    return replace(sheet, rows=Rows(rows))


def _fixed(values, fixes):
    if not fixes:
        return values
    values = values + [""] * (max(fixes) - len(values))
    for column, text in fixes.items():
        values[column - 1] = text
    return values


def _notes_on_sheets(book, sheets):
    others = [f"“{other.name}”" for other in book.sheets if other not in sheets]
    if others:
        named = listed(others, MAX_NAMED)
        word = "worksheet" if len(sheets) == 1 else "worksheets"
        verb = "was" if len(sheets) == 1 else "were"
        read = listed((f"“{sheet.name}”" for sheet in sheets), MAX_NAMED)
        yield f"Only {word} {read} {verb} read. Not read: {named}."


def _fill_merged_figures(table, figures):
    """Fill the cells that are merged with a figure, and remember to ask about them."""
    sheet, filled = table.sheet, {}
    for top, left, bottom, right in sheet.merged:
        columns = figures.intersection(range(left, right + 1))
        rows = range(max(top, table.first_row), min(bottom, table.last_row) + 1)
        places = [(row, column) for row in rows for column in sorted(columns)]
        value = sheet.cell(top, left) if left in columns and top in rows else ""
        if is_blank(value) or len(places) < 2:
            continue
        if all(is_blank(sheet.cell(*place)) for place in places[1:]):
            filled |= dict.fromkeys(places, value)
            if amount_of(value) is not None:
                table.merged_figures.update(places)
    if filled:
        fixes: dict[int, dict[int, str]] = {}
        for (row, column), value in filled.items():
            fixes.setdefault(row, {})[column] = value
        rows = (_fixed(row, fixes.get(n)) for n, row in enumerate(sheet.rows, 1))
        table.sheet = replace(sheet, rows=Rows(rows))


def _drop_hidden_columns(layout, choices):
    hidden = layout.table.sheet.hidden_columns
    if choices.with_hidden or not hidden:
        return
    dropped = [m for m in layout.matches if m.number in hidden and m.how != "chosen"]
    if dropped:
        names = listed((f"“{match.heading}”" for match in dropped), MAX_NAMED)
        layout.notes.append(f"Hidden columns were left out: {names}.")
        for match in dropped:
            match.leave_out("hidden")


def _drop_hidden_rows(layout, choices):
    table = layout.table
    hidden = [n for n in table.rows if n in table.sheet.hidden_rows]
    layout.hidden_rows = len(hidden)
    if not hidden or choices.with_hidden:
        return
    table.rows = [n for n in table.rows if n not in table.sheet.hidden_rows]
    rows = listed(map(str, hidden), MAX_NAMED)
    word, verb, they = (
        ("Row", "is", "it was") if len(hidden) == 1 else ("Rows", "are", "they were")
    )
    why = "hidden or filtered out" if table.sheet.is_filtered else "hidden"
    layout.notes.append(f"{word} {rows} {verb} {why}, so {they} left out.")


def _drop_chosen_rows(layout, choices):
    """Leave out the rows that a user has chosen."""
    table = layout.table
    prefix = f"{table.sheet_number}!" if table.sheet_number else ""
    chosen = [n for n in table.rows if f"{prefix}{n}" in choices.rows_out]
    for number in chosen:
        table.rows.remove(number)
        label = next(filter(is_filled, table.sheet.rows[number - 1]), "")
        table.left_out.append((number, "chosen", str(label)))


def _check_stray_cells(layout, book, figures):
    """Say which columns without a heading have cells.

    Reject them in a text file, where a comma may have split a row, and where they have
    the last digits of figures.
    """
    sheet, used = layout.table.sheet, {m.number for m in layout.matches if m.name}
    parts = {match.number for match in layout.matches if match.how in ("part", "years")}
    headed = set(layout.table.headings) | used | parts | sheet.hidden_columns
    found: dict[int, list] = {}
    for column in set(range(1, sheet.width + 1)) - headed:
        cells = ((n, sheet.cell(n, column)) for n in layout.table.rows)
        filled = [(number, value) for number, value in cells if not is_blank(value)]
        if filled and book.kind == "csv":
            raise SpreadsheetError(
                f"Row {filled[0][0]} has a value in column {letter(column)}, but the "
                "column has no heading. If a comma in a number or a text has split the "
                "row, save the file as XLSX, or put the cell in quotation marks"
            )
        digits = [THREE_DIGITS.fullmatch(str(value)) for _, value in filled]
        if digits and all(digits) and column - 1 in figures:
            raise SpreadsheetError(
                f"Columns {letter(column - 1)} and {letter(column)} seem to have the "
                "digits of one number. Put each number in one cell"
            )
        if filled:
            found[column] = filled
    if found:
        noun, verb = ("Column", "has") if len(found) == 1 else ("Columns", "have")
        layout.notes.append(
            f"{noun} {listed(map(letter, sorted(found)))} {verb} no heading, so "
            f"{'it was' if len(found) == 1 else 'they were'} left out."
        )
