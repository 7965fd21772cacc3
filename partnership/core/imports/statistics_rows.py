"""Rows of statistics: several levels in one, other areas, figures in parts."""

from collections import Counter

from partnership.core.imports.sheets import Rows, is_blank
from partnership.core.imports.totals import amount_of
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
            return name, matches, getattr(column, "code_of", None)
    return None


def by_level(matcher, values, number, cells, places, levels):
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


def added_up(layout, matcher, names, rows, lines, origins):
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
    kept, sums = [], {}
    for places in groups.values():
        first = places[0]
        amounts = [amount_of(rows[place][value]) for place in places]
        if len(places) > 1 and None not in amounts:
            sums[first] = sum(amounts)
            kept.append(first)
        else:
            kept += places
    layout.notes.append(
        f"{len(rows):,} rows were added up to {len(kept):,} figures, because several "
        "rows are about one measure, area and period."
    )
    found = Rows()
    for place in kept:
        row = rows[place]
        if place in sums:
            row = [*row[:value], sums[place], *row[value + 1 :]]
        found.append(row)
    return found, [lines[n] for n in kept], [origins[n] for n in kept]


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
        rows = Rows(rows[n] for n in kept)
        lines = [lines[n] for n in kept]
        origins = [origins[n] for n in kept]
    return rows, lines, origins
