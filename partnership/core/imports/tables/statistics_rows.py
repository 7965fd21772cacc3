"""Rows of statistics: levels in one, other areas, figures in parts, groups."""

import re
from collections import Counter

from partnership.core.imports.cells.figure_cells import amount_of
from partnership.core.imports.columns.column_cells import SHARE_KNOWN
from partnership.core.imports.columns.headings_across import TITLE_YEAR
from partnership.core.imports.columns.table_headings import is_figure, words_of
from partnership.core.imports.sheets import Rows, cell_in, is_blank
from partnership.core.imports.tables.left_out import MAX_NAMED
from partnership.core.values.formatting import listed


def level_matches(layout, matcher):
    """Return the columns of statistics that give one thing at several levels."""
    for name in matcher.resource.others_left_out:
        matches = matcher.level_columns(layout.matches, name)
        _, column = matcher.by_name[name]
        main = [match for match in matches if match.name == name]
        if len(matches) > 1 and main and main[0].how == "synonym" and name == "measure":
            for match in matches:
                match.how = "synonym" if match.name else "level"
            return name, matches, column.code_of
    return None


def by_level(matcher, values, number, cells, places, levels):
    """Yield a record for each level of a row that we know, or the row itself."""
    name, matches, owner = levels
    found = {}
    for match in matches:
        cell = cell_in(values, match.number)
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


# Words next to a figure that is not part of a sum, such as a target.
NO_PART = re.compile(
    r"%|\b(?:per ?cent|rate|target|total|numerator|denominator|last year)\b",
    re.I,
)


# Words for the row about everyone, if other rows are divided by sex or age.
WHOLE = re.compile(
    r"(?:all|both)\b(?! other).{0,20}|persons|people|overall|everyone|combined", re.I
)

# Several rows, if none or more than one of them is about everyone.
DOUBTFUL = -1


def added_up(layout, matcher, names, rows, lines, origins):
    """Add up the figures of statistics that give one figure in several rows."""
    own = {m.name for m in layout.matches if m.name and m.how == "name"}
    others = matcher.resource.others_left_out
    if layout.missing or not others or own & set(others) or matcher.figure not in names:
        return rows, lines, origins
    value = names.index(matcher.figure)
    groups = _alike(rows, [names.index(n) for n in matcher.key_names if n in names])
    sheet = layout.table.sheet
    ignored = [match.number for match in layout.matches if not match.name]
    several = [[lines[n] for n in group] for group in groups if group[1:]]
    cells = (sheet.cell(n, c) for group in several for n in group for c in ignored)
    wholes = [_whole(sheet, ignored, group) for group in several]
    words = [m.number for m in layout.matches if not _is_figure(m, matcher)]
    is_repeated = any(_has_equal_rows(sheet, words, group) for group in several)
    is_doubtful = is_repeated or DOUBTFUL in wholes
    if not several or is_doubtful or any(NO_PART.search(str(c)) for c in cells):
        return rows, lines, origins  # repeated rows, which the importer refuses
    wholes, sums, chosen = iter(wholes), {}, []
    for places in groups:
        whole = next(wholes) if places[1:] else 0
        amounts = [amount_of(rows[place][value]) for place in places]
        if whole is not None:
            chosen.append(places[whole])
        elif None in amounts:
            chosen += places
        else:
            sums[places[0]] = sum(amounts)
            chosen.append(places[0])
    few, many = f"{len(chosen):,}", f"{len(rows):,}"
    layout.notes.append(
        f"{many} rows were added up into {few} figures, because several rows are about "
        "one measure, area and period."
        if sums
        else f"{few} of {many} rows were read. The others are about parts of the same "
        "figures, such as one sex or age group."
    )
    found = Rows(
        [*row[:value], sums[place], *row[value + 1 :]] if place in sums else row
        for place, row in ((place, rows[place]) for place in chosen)
    )
    return found, [lines[n] for n in chosen], [origins[n] for n in chosen]


def _alike(rows, keys) -> list[list[int]]:
    """Return the places of rows that have the same cells in some columns."""
    groups: dict = {}
    for place, row in enumerate(rows):
        key = tuple(str(row[k]).strip().casefold() for k in keys)
        groups.setdefault(key, []).append(place)
    return list(groups.values())


def _whole(sheet, columns, numbers) -> int | None:
    """Return which row is about everyone, such as “Persons”; None if none divides."""
    matches = [
        [bool(WHOLE.fullmatch(str(sheet.cell(n, column)))) for n in numbers]
        for column in columns
    ]
    divided = [found for found in matches if any(found) and not all(found)]
    if not divided:
        return None
    wholes = [n for n, found in enumerate(zip(*divided, strict=True)) if all(found)]
    return wholes[0] if len(wholes) == 1 else DOUBTFUL


def _is_figure(match, matcher) -> bool:
    return match.is_across or match.name == matcher.figure


def _has_equal_rows(sheet, columns, group) -> bool:
    found = {tuple(str(sheet.cell(n, column)) for column in columns) for n in group}
    return len(found) < len(group)


def without_others(layout, matcher, names, rows, lines, origins):
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
        own_rows = [n for n, row in enumerate(rows) if known[row[place]]]
        named = listed((f"“{v or '(blank)'}”" for v, _ in others.most_common()), 5)
        found = zip(lines, rows, strict=True)
        count = len({line for line, row in found if not known[row[place]]})
        noun, verb = ("row", "was") if count == 1 else ("rows", "were")
        table = layout.table
        where = f" of {table.place}" if table.sheet_number else ""
        few = len(others) < len(known) - len(others)
        if any(TITLE_YEAR.search(value) for value in others):
            few = True
            named += ". They may be another table: put it on a worksheet of its own"
        (layout.warnings if few else layout.notes).append(
            f"{count:,} {noun}{where} {verb} left out, because the list of {name}s "
            f"does not have {named}."
        )
        rows = Rows(rows[n] for n in own_rows)
        lines = [lines[n] for n in own_rows]
        origins = [origins[n] for n in own_rows]
    return rows, lines, origins


def find_groups(layout, matcher, choices) -> None:
    """Fill the layout's groups for key columns that the table lacks."""
    if not matcher.figure:
        return
    names = {m.name for m in layout.matches if m.name} | set(choices.given)
    names |= {name for m in layout.matches for name, _ in m.others}
    for name in matcher.key_names:
        if name in names:
            continue
        heads = _alone(layout, matcher, name) or _with_figures(layout, matcher, name)
        if heads:
            _apply(layout, name, heads)


def _alone(layout, matcher, name):
    """Return the values of a key by row, of rows that have nothing else."""
    others = [other for other in matcher.key_names if other != name]
    rows = {
        n: label
        for n, why, label in layout.table.left_out
        if why == "subheading" and not any(matcher.reads(o, label) for o in others)
    }
    known = {n: label for n, label in rows.items() if matcher.reads(name, label)}
    first = min(layout.table.rows, default=0)
    is_first = bool(known) and min(known) < first
    return known if is_first and len(known) >= SHARE_KNOWN * len(rows) else {}


def _with_figures(layout, matcher, name):
    """Return the values of a key by row, of rows with the total of those below."""
    table, found = layout.table, {}
    labels = [
        m
        for m in layout.matches
        if m.name in matcher.key_names
        and not m.is_across
        and matcher.by_name[m.name][1].code_of
    ]
    column = matcher.by_name[name][1]
    if len(labels) != 1 or not (column.code_of or matcher.is_time(name, column)):
        return {}
    [label] = labels
    for number in table.rows:
        row = table.sheet.rows[number - 1]
        value = cell_in(row, label.number)
        if is_blank(value) or matcher.reads(label.name, value):
            continue
        if not any(is_figure(v) for v in row if v is not value):
            continue
        if matcher.reads(name, value):
            found[number] = words_of(value)
    return found if found and min(found) == min(table.rows) else {}


def _apply(layout, name, heads):
    table, value, found = layout.table, "", {}
    table.rows = [number for number in table.rows if number not in heads]
    for number in sorted([*table.rows, *heads]):
        value = heads.get(number, value)
        found[number] = value
    layout.groups[name] = found
    table.left_out = [
        (number, why, label)
        for number, why, label in table.left_out
        if number not in heads
    ]
    rows = listed(map(str, sorted(heads)), MAX_NAMED)
    word, verb = ("Row", "names") if len(heads) == 1 else ("Rows", "name")
    layout.notes.append(f"{word} {rows} {verb} the {name} of the rows below.")
