"""Make the rows of a list from those of a table, and from values across."""

from collections import Counter, defaultdict

from partnership.core.imports.ambiguity import question_key
from partnership.core.imports.cells.figure_cells import doubtful, kind_of_tick
from partnership.core.imports.cells.period_cells import if_cumulative, month_of_year
from partnership.core.imports.cells.widgets import OrderWidget, text_of
from partnership.core.imports.columns.across import tick_in
from partnership.core.imports.columns.figure_units import FigureUnits
from partnership.core.imports.columns.headings_across import span_in_year
from partnership.core.imports.fields.slots import PeriodSlot
from partnership.core.imports.sheets import Records, Rows, cell_in, column_of, is_blank
from partnership.core.imports.tables.cell_context import CellReader
from partnership.core.imports.tables.given_values import values_for_new, values_given
from partnership.core.imports.tables.statistics_rows import (
    added_up,
    by_level,
    level_matches,
    without_others,
)
from partnership.core.values.formatting import listed


def fill_rows(layout, matcher, choices, kind):
    """Make the records: a row for each row of the table, or for each cell across it."""
    plain, across = _named(layout.matches)
    quarter = _quarter_match(layout, matcher, [*plain, *across[:1]])
    names = _names_of(matcher, plain, across)
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
    if matcher.figure and is_bare:
        layout.missing.append(matcher.figure)
    order = _missing_order(layout, matcher)
    names += filter(None, [order])
    owners, numbers = [n for n in matcher.key_names if n != order], Counter()
    rows, lines, origins = Rows(), [], []
    maker = RecordMaker(layout, matcher, choices.answers, kind, quarter)
    for number, cells, places in maker.records():
        cells |= layout.given
        if layout.groups:
            cells |= {name: found[number] for name, found in layout.groups.items()}
        if choices.same:
            cells = {n: _replaced(choices, n, v) for n, v in cells.items()}
        if order:
            owner = tuple(map(cells.get, owners))
            numbers[owner] += 1
            cells[order] = numbers[owner]
        rows.append(list(map(cells.get, names)))
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


def _names_of(matcher, plain, across) -> list[str]:
    """Return our columns that matched ones fill."""
    names = [name for match in plain for name in match.gives or (match.name,)]
    if across:
        names += filter(None, [across[0].name, matcher.figure])
        names += sorted({n for match in across for n, _ in match.others} - set(names))
        names += sorted({match.part for match in across if match.part} - set(names))
    return names


def _missing_order(layout, matcher) -> str:
    """Return the key column for the place of a row, if the file lacks it."""
    for name in layout.missing:
        if isinstance(matcher.by_name[name][1].widget, OrderWidget):
            layout.missing.remove(name)
            owner = str(matcher.resource.key_slots[0].field.verbose_name)
            layout.notes.append(
                f"The file has no column “{name}”, so the rows of each {owner} are "
                "numbered 1, 2 and so on. Existing records with these numbers are "
                "changed."
            )
            return name
    return ""


def _replaced(choices, name, value):
    same = choices.same.get(name)
    if not same:
        return value
    text = "" if value is None else " ".join(text_of(value).split())
    return same.get(text, value)


def _quarter_match(layout, matcher, named):
    for match in named:
        slot, _ = matcher.by_name[match.name]
        if isinstance(slot, PeriodSlot):
            quarter = matcher.quarter_column(layout.matches)
            if quarter is not None and quarter.how == "years":
                layout.notes.append(
                    "The headings were read as parts of the years in column "
                    f"{quarter.letter}."
                )
            elif quarter is not None:
                quarter.how = "joined"
            return quarter
    return None


class RecordMaker:
    """Makes the records of a table: one of each row, or of each value across it."""

    def __init__(self, layout, matcher, answers, kind, quarter):
        self.layout, self.matcher, self.answers = layout, matcher, answers
        self.read = CellReader(layout, matcher, kind)
        self.units = FigureUnits(layout, matcher)
        self.plain, across = _named(layout.matches)
        self.quarter = quarter
        periods = (
            m for m in self.plain if isinstance(matcher.by_name[m.name][0], PeriodSlot)
        )
        self.period = quarter and next(periods, None)
        figures = (m for m in self.plain if m.name == matcher.figure)
        self.figure = next(figures, None)  # every plain column has a name
        self.by_value = defaultdict(list)
        for match in across:
            self.by_value[match.value, match.others].append(match)
        self.places = {
            n: match.number
            for match in self.plain
            for n in match.gives or (match.name,)
        }
        self.places_of = {
            key: self.places
            | {m.part or matcher.figure or m.name: m.number for m in matches}
            for key, matches in self.by_value.items()
        }
        self.signs = set() if matcher.figure else _signs(layout.table, across)
        self.empty: set[str] = set()  # columns across that have empty cells

    def records(self):
        """Yield row number, cells and their places for each record of the table."""
        table = self.layout.table
        levels = level_matches(self.layout, self.matcher)
        for number in table.rows:
            values = table.sheet.rows[number - 1]
            records = [(number, self._plain_cells(number, values), self.places)]
            if self.by_value:
                records = self._across(*records[0], values)
            for record in records:
                if levels:
                    yield from by_level(self.matcher, values, *record, levels)
                else:
                    yield record
        if self.empty:
            columns = sorted(self.empty, key=column_of)
            noun = "column" if len(columns) == 1 else "columns"
            self.layout.notes.append(
                f"Empty cells in {noun} {listed(columns)} were left out: what is "
                "stored for them does not change."
            )

    def _plain_cells(self, number, values):
        """Return the cells of a row by our columns, except those across."""
        cells = {}
        for match in self.plain:
            cell = self.read(match, number, values)
            if match.gives:
                cells |= _given_by(self.matcher, match, cell)
            else:
                cells[match.name] = cell
        name, kind, words = self.layout.table.doubtful.get(number, ("", "", {}))
        if name in cells:
            cells[name] = doubtful(text_of(cells[name]), kind, **words)
        if self.period:
            year = cell_in(values, self.period.number)
            number = cell_in(values, self.quarter.number)
            cells[self.period.name] = _quarter(year, number)
        if self.figure:
            self._read_figure(number, cells, values)
        return cells

    def _read_figure(self, number, cells, values):
        match = self.figure
        if self.units.count_instead(match, number, cells):
            cells[match.name] = self.read(match.count, number, values)
            cells |= {match.count.name: None} if match.count.name else {}
        cell = self.units.compared(match, cells[match.name], number, cells)
        cells[match.name] = cell

    def _across(self, number, cells, _, values):
        """Yield a record for each value across that has a filled cell in a row."""
        put = self._put_figures if self.matcher.figure else self._put_ticks
        for (value, others), matches in self.by_value.items():
            time = value
            if self.quarter and not self.period:  # quarters down, years across
                cell = cell_in(values, self.quarter.number)
                is_turned = self.quarter.how == "years"
                time = _quarter(cell, value) if is_turned else _quarter(value, cell)
                if is_turned and self.matcher.is_cumulative:
                    time = if_cumulative(time)
            found = cells | dict(others) | {matches[0].name: time}
            if put(found, number, matches, values):
                yield number, found, self.places_of[value, others]
            else:
                self.empty.update(match.letter for match in matches)

    def _put_figures(self, found, number, matches, values) -> bool:
        """Put the figures below one value; return whether there are any."""
        figure = self.matcher.figure
        counts = {
            match.count.number
            for match in matches
            if self.units.count_instead(match, number, found)
        }
        if counts:
            matches = [m.count or m for m in matches if m.number not in counts]
        is_filled = False
        for match in matches:
            cell = self.read(match, number, values)
            name = figure if match.number in counts else match.part
            if not name:
                cell = self.units.compared(match, cell, number, found)
            found[name or figure] = cell
            is_filled |= not is_blank(cell)
        return is_filled

    def _put_ticks(self, found, number, matches, values) -> bool:
        """Put doubtful ticks below one value; return whether the row may be in it."""
        is_filled = False
        for match in matches:
            text = text_of(self.read(match, number, values)).strip()
            answer = tick_in(text, self.signs) or self.answers.get(
                question_key(match.name, kind_of_tick(text)), ""
            )
            is_filled |= answer != "no"
            if not answer:
                found[match.name] = doubtful(text, kind_of_tick(text))
        return is_filled


def _named(matches):
    """Return the matches that are ours: of plain columns, and of values across."""
    named = [match for match in matches if match.name]
    plain = [match for match in named if not match.is_across]
    return plain, [match for match in named if match.is_across]


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


def _quarter(year, number):
    """Return “Q1 2016-17” or “April 2016” for a year and the cell of its part."""
    if is_blank(number):
        return year
    text = f"{number:.0f}" if isinstance(number, float) else str(number).strip()
    if month := month_of_year(text_of(year), text):
        return month[0]
    text = f"Q{text}" if text[:1].isdigit() else text
    return span_in_year(text_of(year), text) or f"{text} {text_of(year)}"
