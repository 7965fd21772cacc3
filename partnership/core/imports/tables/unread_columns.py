"""Ask about columns that are ignored although they say what the rows are about."""

from partnership.core.imports.ambiguity import question_key
from partnership.core.imports.cells.date_cells import date_or_none
from partnership.core.imports.columns.across import is_tick
from partnership.core.imports.columns.column_cells import SHARE_KNOWN, shown_value
from partnership.core.imports.sheets import is_blank
from partnership.core.imports.tables.left_out import MAX_NAMED
from partnership.core.models import registry
from partnership.core.values.formatting import listed

# The cells of a column of answers.
ANSWERS = {"yes", "no", "", "none", "n/a"}


def ask_about_unread(layout, matcher, answers) -> None:
    """Ask, for every row, about ignored columns that could change its meaning."""
    names = (m.name for m in layout.matches if m.name and not m.is_across)
    column = next(names, "")
    free = [m for m in layout.matches if not m.name and not m.how and m.heading]
    find = _names_or_answers if matcher.figure else _ticks
    found, what = (
        find(layout.table, matcher, layout.matches, free) if free else ([], "")
    )
    if not found or answers.get(question_key(column, "unread")):
        return
    headings = listed((f"“{match.heading}”" for match in found), MAX_NAMED)
    records = matcher.resource.get_display_name()
    words = {"what": what.format(headings), "records": records, "headings": headings}
    for number in layout.table.rows:
        layout.table.doubtful.setdefault(number, (column, "unread", words))


def _ticks(table, matcher, matches, free):
    """Return columns of ticks that are ignored, if nothing but keys is left."""
    named = {match.name for match in matches if match.name}
    if not named or not named <= set(matcher.key_names):
        return [], ""
    if any(match.is_across for match in matches):
        return [], ""  # these are the ticks, and other columns are named as ignored
    found = [m for m in free if date_or_none(m.heading) or _has_ticks(table, m)]
    return found, "The cells of {} are ticks or words"


def _has_ticks(table, match):
    cells = [shown_value(v) for v in _cells(table, match) if not is_blank(v)]
    return sum(map(is_tick, cells)) > SHARE_KNOWN * max(1, len(cells))


def _names_or_answers(table, matcher, matches, free):
    """Return columns that say which rows count, or what they are about."""
    found = [
        m
        for m in free
        if _words(matcher._row_cells(table, m.number)) <= ANSWERS  # of few rows
        and {"yes", "no"} <= _words(_cells(table, m)) <= ANSWERS
    ]
    if found:
        return found, "{} says yes for some rows and no for others"
    return _names(table, matcher, matches, free)


def _cells(table, match):
    return (table.sheet.cell(number, match.number) for number in table.rows)


def _words(cells) -> set[str]:
    """Return the different words of cells; “Y” is “yes”."""
    words = {shown_value(cell).strip().casefold() for cell in cells}
    return {{"y": "yes", "n": "no"}.get(word, word) for word in words}


def _names(table, matcher, matches, free):
    """Return a column of names that is ignored, if no other column has names."""
    own = {column.code_of for _, column in matcher.by_name.values()}
    for match in matches:
        is_named = match.name and matcher.by_name[match.name][1].code_of
        if is_named and _different(table, matcher, match) > 1:
            return [], ""
    models = {record.model for record in registry.RECORD_TYPES.values()}
    models = {m for m in models if m.natural_key_fields == ["code"]} - own
    for match in free:
        if _different(table, matcher, match) > 1 and any(
            matcher.share_named(model, match, table) >= SHARE_KNOWN
            for model in sorted(models, key=lambda model: model.__name__)
        ):
            return [match], "{} says what each row is about"
    return [], ""


def _different(table, matcher, match) -> int:
    """Return how many different texts the first cells of a column have."""
    cells = matcher._row_cells(table, match.number)
    return len({cell for cell in cells if isinstance(cell, str) and cell.strip()})
