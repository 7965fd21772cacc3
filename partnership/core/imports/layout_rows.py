"""Make the rows of a list from those of a table, and from values across."""

from collections import defaultdict

from partnership.core.imports.ambiguity import question_key
from partnership.core.imports.cell_context import CellReader
from partnership.core.imports.columns_across import tick_in
from partnership.core.imports.fields import PeriodSlot
from partnership.core.imports.figure_cells import DoubtfulTick, DoubtfulTotal
from partnership.core.imports.figure_units import FigureUnits
from partnership.core.imports.given_values import values_for_new, values_given
from partnership.core.imports.period_cells import month_of_year
from partnership.core.imports.sheets import Records, Rows, is_blank
from partnership.core.imports.statistics_rows import (
    added_up,
    by_level,
    level_matches,
    without_others,
)
from partnership.core.imports.widgets import text_of


def fill_rows(layout, matcher, choices, kind):
    """Make the records: a row for each row of the table, or for each cell across it."""
    plain = [m for m in layout.matches if m.name and not m.is_across]
    across = [m for m in layout.matches if m.name and m.is_across]
    quarter = _quarter_match(layout, matcher, plain)
    names = [name for match in plain for name in match.gives or (match.name,)]
    if across:
        names += filter(None, [across[0].name, matcher.figure])
        names += sorted({n for match in across for n, _ in match.others} - set(names))
        names += sorted({match.part for match in across if match.part} - set(names))
    names += [name for name in layout.groups if name not in names]
    layout.given = values_given(layout, matcher, choices, names)
    names += [name for name in layout.given if name not in names]
    layout.missing = [name for name in matcher.key_names if name not in names]
    if layout.missing and matcher.resource.can_lack_code(names):
        layout.missing = []
    elif layout.missing == ["code"] and (identity := matcher.resource.identity[:2]):
        slots = [s for s in matcher.resource.slots if s.name in identity]
        layout.missing = [s.heading for s in slots if s.heading not in names]
    is_bare = set(names) <= set(matcher.key_names)
    if matcher.figure and is_bare and not layout.missing:
        layout.missing.append(matcher.figure)
    rows, lines, origins = Rows(), [], []
    plain_cell = CellReader(layout, matcher, kind)
    for number, cells, places in _records(
        layout, matcher, plain, across, quarter, plain_cell, choices.answers
    ):
        cells |= layout.given
        cells |= {name: rows[number] for name, rows in layout.groups.items()}
        if choices.same:
            cells = {n: _replaced(choices, n, v) for n, v in cells.items()}
        rows.append([cells.get(name) for name in names])
        lines.append(number)
        origins.append(places)
    found = without_others(layout, matcher, names, rows, lines, origins)
    rows, lines, origins = added_up(layout, matcher, names, *found)
    number = layout.table.sheet_number
    sheet = (number, layout.table.sheet.name) if number else None
    layout.dataset = Records(
        *(names, rows, lines, origins, [sheet] * len(rows), layout.table.marks)
    )
    if not layout.missing:
        layout.dataset.for_new = values_for_new(layout, matcher, choices, names)


def _replaced(choices, name, value):
    same = choices.same.get(name)
    if not same:
        return value
    text = "" if value is None else " ".join(text_of(value).split())
    return same.get(text, value)


def _quarter_match(layout, matcher, plain):
    for match in plain:
        slot, _ = matcher.by_name[match.name]
        if isinstance(slot, PeriodSlot):
            quarter = matcher.quarter_column(layout.matches)
            if quarter is not None:
                quarter.how = "joined"
            return quarter
    return None


def _records(layout, matcher, plain, across, quarter, read, answers):
    """Yield row number, cells and their places for each record of the table."""
    sheet = layout.table.sheet
    period = quarter and next(
        m for m in plain if isinstance(matcher.by_name[m.name][0], PeriodSlot)
    )
    levels = level_matches(layout, matcher)
    units = FigureUnits(layout, matcher)
    by_value = defaultdict(list)
    for match in across:
        by_value[match.value_text, match.others].append(match)
    empty, doubtful = 0, layout.table.doubtful
    places = {n: match.number for match in plain for n in match.gives or (match.name,)}
    where = {
        key: places | {m.part or matcher.figure or m.name: m.number for m in matches}
        for key, matches in by_value.items()
    }
    figure = next((m for m in plain if m.name and m.name == matcher.figure), None)
    signs = set() if matcher.figure else _signs(layout.table, across)
    context = answers, units, signs
    for number in layout.table.rows:
        values = sheet.rows[number - 1]
        cells = {}
        for match in plain:
            cell = read(match, number, values)
            if doubtful and doubtful.get(number) == match.name:
                cell = DoubtfulTotal(text_of(cell))
            if match.gives:
                cells |= _given_by(matcher, match, cell)
            else:
                cells[match.name] = cell
        if period is not None:
            cells[period.name] = _quarter(values, period, quarter)
        if figure:
            if units.count_instead(figure, number, cells):
                cells[figure.name] = read(figure.count, number, values)
                cells |= {figure.count.name: None} if figure.count.name else {}
            cell = units.compared(figure, cells[figure.name], number, cells)
            cells[figure.name] = cell
        records = [(number, cells, places)]
        if across:
            records = list(
                _across(matcher, records[0], where, by_value, read, values, context)
            )
            empty += len(by_value) - len(records)
        for record in records:
            if levels:
                yield from by_level(matcher, values, *record, levels)
            else:
                yield record
    if empty:
        cell = "1 empty cell was" if empty == 1 else f"{empty:,} empty cells were"
        layout.notes.append(f"{cell} left out.")


def _given_by(matcher, match, cell):
    """Return the cells that the cell of a period gives."""
    try:
        values = matcher.resource.from_period(cell)
    except ValueError:
        values = [cell] * len(match.gives)  # whose errors say what is wrong
    return dict(zip(match.gives, values, strict=False))


def _signs(table, across):
    """Return the different cells of columns of ticks."""
    rows = (table.sheet.rows[number - 1] for number in table.rows)
    return {
        text_of(row[match.number - 1]).strip().casefold()
        for row in rows
        for match in across
        if match.number <= len(row) and not is_blank(row[match.number - 1])
    }


def _across(matcher, record, where, by_value, read, values, context):
    """Yield a record for each value across that has a filled cell in a row."""
    number, cells, _ = record
    answers, units, signs = context
    for (value, others), matches in by_value.items():
        found = cells | dict(others)
        found[matches[0].name] = value
        is_filled = False
        counts = {
            match.count.number: match
            for match in matches
            if units.count_instead(match, number, found)
        }
        if counts:
            matches = [m.count or m for m in matches if m.number not in counts]
        for match in matches:
            cell = read(match, number, values)
            name = matcher.figure if match.number in counts else match.part
            if matcher.figure:
                if not name:
                    cell = units.compared(match, cell, number, found)
                found[name or matcher.figure] = cell
                is_filled |= not is_blank(cell)
                continue
            text = text_of(cell).strip()
            answer = tick_in(text, signs) or answers.get(
                question_key(match.name, DoubtfulTick(text).kind), ""
            )
            is_filled |= answer != "no"
            if not answer:
                found[match.name] = DoubtfulTick(text)
        if is_filled:
            yield number, found, where[value, others]


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
