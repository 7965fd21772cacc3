"""Match the headings of an uploaded file to columns, and sort its rows for import."""

from collections import Counter
from difflib import get_close_matches

from partnership.core.imports.read_file import SpreadsheetError
from partnership.core.values.formatting import listed


def column_names(headings, slots, key_slots, former=None):
    """Return the column name for each heading, and the headings not recognised.

    `former` maps old headings to column names. Raises SpreadsheetError if two headings
    mean the same column or a key column is missing.
    """
    known = known_headings(slots, former)
    names = [known.get(plain(heading), heading) for heading in headings]
    for name, count in Counter(names).items():
        if count > 1:
            raise SpreadsheetError(
                f"Two columns are called “{name}”. Delete or rename one"
            )
    needed = [column.column_name for slot in key_slots for column in slot.columns]
    missing = [name for name in needed if name not in names]
    if missing:
        raise SpreadsheetError(
            f"The file must have these columns: {listed(needed)}. "
            f"Missing: {listed(missing)}"
        )
    return names, [name for name in names if name not in known.values()]


def ignored(unknown, names, slots):
    """Yield a notice for each column not recognised, with the likely meaning."""
    free = [name for name in known_headings(slots).values() if name not in names]
    for heading in unknown:
        near = get_close_matches(plain(heading), free, 1, 0.75)
        meant = f" Did you mean “{near[0]}”?" if near else ""
        yield f"Column “{heading}” was not recognised and has been ignored.{meant}"


def known_headings(slots, former=None):
    """Map every accepted heading, in lower case, to its column name.

    `former` maps headings of earlier versions to column names.
    """
    columns = [column.column_name for slot in slots for column in slot.columns]
    known = {plain(name): name for name in columns}
    for slot in slots:
        for name in slot.other_names if len(slot.columns) == 1 else []:
            known.setdefault(plain(name), slot.heading)
    for old, name in (former or {}).items():
        known.setdefault(plain(old), name)
    return known


def parents_first(dataset, slots):
    """Return row indices, each row after the rows it refers to in one of `slots`.

    Rows that refer to each other in a circle keep their order.
    """
    if not slots or "code" not in dataset.headers:
        return range(len(dataset))
    rows = [dict(zip(dataset.headers, row, strict=True)) for row in dataset]
    places = {fold_code(row["code"]): place for place, row in enumerate(rows)}
    order = {}
    for first in range(len(rows)):
        pending, above = [first], set()
        while pending:
            place = pending[-1]
            needed = [
                places[code]
                for code in codes_in(rows[place], slots)
                if code in places and places[code] not in order
            ]
            needed = [other for other in needed if other not in above | {place}]
            if needed:
                above.add(place)
                pending += needed
            else:
                order.setdefault(pending.pop())
    return list(order)


def codes_in(row, slots):
    for slot in slots:
        for code in str(row.get(slot.heading) or "").replace(";", "\n").split("\n"):
            yield fold_code(code)


def fold_code(code):
    """Normalise a code for lookup, ignoring case."""
    return str(code or "").strip().casefold()


def plain(heading):
    """Normalise a heading for comparison: lower case, spaces for underscores."""
    return " ".join(str(heading).replace("_", " ").casefold().split())
