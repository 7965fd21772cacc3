"""Choose which sheets and tables of a file to read, and join their rows."""

from partnership.core.imports.ambiguity import Choices
from partnership.core.imports.columns.headers import plain
from partnership.core.imports.columns.matching import Matcher
from partnership.core.imports.sheets import (
    Book,
    Records,
    Rows,
    Sheet,
    SpreadsheetError,
)
from partnership.core.imports.tables.finding import find_table
from partnership.core.imports.tables.given_values import (
    RATE,
    only_value,
    value_in_words,
)
from partnership.core.imports.tables.left_out import MAX_NAMED
from partnership.core.values.formatting import listed


def choose_sheet(book: Book, matcher: Matcher, choices: Choices) -> Sheet:
    """Return the chosen sheet, or the visible one that matches the columns best."""
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


def sheets_like(main, book, matcher):
    """Return sheets with the same headings as the main one, such as one per year.

    Only the main one, unless names or titles give a key column that the sheets lack:
    otherwise the sheets may be drafts of one another.
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
            and folded_headings(table) == folded_headings(first)
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


def without_rates(found, matcher, choices):
    """Leave out tables of rates that repeat tables of numbers."""
    rates = [
        layout
        for layout in found
        if RATE.search(layout.table.title)
        and not any(m.name == "measure" for m in layout.matches)
        and layout.given.get("measure") == choices.given.get("measure")
    ]
    tables = [layout for layout in found if layout not in rates]
    if not rates or not tables or "measure" not in matcher.key_names:
        return found
    for layout in rates:
        title = layout.table.title[:80]
        tables[0].notes.append(f"{layout.table.place} was left out: “{title}”.")
    return tables


def folded_headings(table):
    return [plain(heading) for heading in table.headings.values()]


def joined(found):
    """Return the first layout with the rows of the others."""
    first, *rest = found
    if not rest:
        return first
    first.more = rest
    names = list(dict.fromkeys(n for f in found for n in f.dataset.headers))
    rows = Rows()
    whole = Records(names, rows, for_new=first.dataset.for_new)
    for layout in found:
        part = layout.dataset
        places = {name: place for place, name in enumerate(part.headers)}
        for row in part.rows:
            rows.append([row[places[n]] if n in places else None for n in names])
        whole.lines += part.lines
        whole.origins += part.origins
        whole.sheets += part.sheets
        whole.marks |= part.marks
    first.dataset = whole
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
        + listed((layout.table.place for layout in found), MAX_NAMED)
        + ".",
    )
    return first
