"""Find the key that rows have in common: a row of its own names it above them.

“Burglary” may stand alone above its districts, with or without their total.
"""

from partnership.core.imports.sheets import is_blank
from partnership.core.imports.table_headings import is_figure, words_of
from partnership.core.values.formatting import listed

SHARE_KNOWN = 0.6
MAX_NAMED = 12


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
        and getattr(matcher.by_name[m.name][1], "code_of", None)
    ]
    column = matcher.by_name[name][1]
    if len(labels) != 1 or not (
        getattr(column, "code_of", None) or matcher.is_time(name, column)
    ):
        return {}
    [label] = labels
    for number in table.rows:
        row = table.sheet.rows[number - 1]
        value = row[label.number - 1] if label.number <= len(row) else ""
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
    numbers = sorted(heads)
    more = len(numbers) - MAX_NAMED
    rows = listed(str(number) for number in numbers[:MAX_NAMED])
    rows += f" and {more} more" if more > 0 else ""
    word = "Row" if len(numbers) == 1 else "Rows"
    verb = "names" if len(numbers) == 1 else "name"
    layout.notes.append(f"{word} {rows} {verb} the {name} of the rows below.")
