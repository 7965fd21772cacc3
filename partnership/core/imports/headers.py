"""Headings and rows of an uploaded file, put into the order that an import needs."""

from collections import Counter
from difflib import get_close_matches

from partnership.core.imports.read_file import SpreadsheetError
from partnership.core.values.formatting import listed


def column_names(headings, slots, key_slots):
    """Each heading as its column is called, and those that no column answers to.

    Raises SpreadsheetError where two headings mean one column, or a key is missing.
    """
    known = known_headings(slots)
    names = [known.get(plain(heading), heading) for heading in headings]
    for name, count in Counter(names).items():
        if count > 1:
            raise SpreadsheetError(f"Two columns are headed “{name}”. Keep one.")
    needed = [column.column_name for slot in key_slots for column in slot.columns]
    missing = [name for name in needed if name not in names]
    if missing:
        raise SpreadsheetError(
            f"To know which row is which, the file needs {listed(needed)}. "
            f"It has no {listed(missing)}."
        )
    return names, [name for name in names if name not in known.values()]


def ignored(unknown, names, slots):
    """What to tell of columns that nothing answers to, with the likely meaning."""
    free = [name for name in known_headings(slots).values() if name not in names]
    for heading in unknown:
        near = get_close_matches(plain(heading), free, 1, 0.75)
        meant = f" Did you mean “{near[0]}”?" if near else ""
        yield f"The column “{heading}” is not known and was ignored.{meant}"


def known_headings(slots):
    """What a heading may be, in any case, and the column that it then is."""
    columns = [column.column_name for slot in slots for column in slot.columns]
    known = {plain(name): name for name in columns}
    for slot in slots:
        for name in slot.other_names if len(slot.columns) == 1 else []:
            known.setdefault(plain(name), slot.heading)
    return known


def parents_first(dataset, slots):
    """Places of the rows, each after those that it names in one of `slots`.

    Rows that name each other in a circle stay where they are.
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
    """A code to look up by, in whatever case it was written."""
    return str(code or "").strip().casefold()


def plain(heading):
    """A heading to compare by: in any case, with blanks for underscores."""
    return " ".join(str(heading).replace("_", " ").casefold().split())
