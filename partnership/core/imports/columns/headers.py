"""Match the headings of an uploaded file to columns, and sort its rows for import."""

import re
from collections import Counter
from difflib import get_close_matches
from functools import lru_cache

from partnership.core.imports.cells.number_cells import ODD_CHARACTERS
from partnership.core.imports.cells.widgets import DateWidget, YearWidget
from partnership.core.imports.fields.names import fold_code
from partnership.core.imports.sheets import SpreadsheetError
from partnership.core.values.formatting import listed

UNITS = (
    r"£|gbp|%|£?\s*['‘’]?000s?|£\s*[km]|£?\s*(?:thousands?|millions?)|number|no\.?|"
    "pence"
)
# What headings contain besides words: units, notes, marks.
EXTRAS = re.compile(
    rf"\((?:in\s+)?(?:{UNITS}|s)\)|\bin pence\b|£\s*['‘’]?000s?|£\s*[km]\b|"
    r"\[\s*(?:note\s*)?[0-9a-z]{1,3}\s*\]|[*†‡:]|"
    r"(?:^|\s)[£%#](?=\s|$)|\((?:[a-z]{2,9}\.? )*vat\)|\((?:see|as at|source) [^)]*\)",
    re.I,
)


def column_names(headings, resource):
    """Return the column name for each heading, and the headings not recognised.

    Raises SpreadsheetError if two headings mean the same column or a key column is
    missing.
    """
    known = known_headings(resource.slots, resource.former_headings, resource.synonyms)
    names, taken = [], {}
    for heading in headings:
        name = next((known[f] for f in forms_of(heading) if f in known), None)
        if name in taken.values() and plain(heading) != plain(name):
            name = None  # the column itself, or a better synonym, is in the file too
        names.append(name or heading)
        if name:
            taken[heading] = name
    matched = [name for name in names if name in known.values()]
    for name, count in Counter(matched).items():
        if count > 1:
            raise SpreadsheetError(
                f"Two columns are called “{name}”. Delete or rename one"
            )
    keys = resource.key_slots
    needed = [column.column_name for slot in keys for column in slot.columns]
    missing = [name for name in needed if name not in names]
    if missing and not resource.can_lack_code(names):
        raise SpreadsheetError(
            f"The file must have these columns: {listed(needed)}. "
            f"Missing: {listed(missing)}"
        )
    return names, [name for name in names if name not in known.values()]


def ignored(unknown, names, slots, former=None):
    """Yield a notice for each column not recognised, with the likely meaning."""
    known = known_headings(slots, former)
    free = {other: name for other, name in known.items() if name not in names}
    for heading, count in Counter(unknown).items():
        if not str(heading).strip():
            continue
        near = get_close_matches(plain(heading), free, 1, 0.75)
        meant = f" Did you mean “{free[near[0]]}”?" if near else ""
        if count > 1:
            yield (
                f"{count} columns called “{heading}” were not recognised and have been "
                f"ignored.{meant}"
            )
        else:
            yield (
                f"Column “{heading}” was not recognised and has been ignored.{meant}"
            )


# What people call a column of years, and of dates, whatever the list.
YEARS = ["fy", "f/y", "fin year", "fin yr", "financial yr", "fiscal year", "yr"]
YEARS += ["financial year", "year", "years"]


def _general_names(column):
    """Yield what people call a column of years, or of dates such as “due on”."""
    name = column.column_name
    if isinstance(column.widget, YearWidget) and name == "year":
        yield from YEARS
    if isinstance(column.widget, DateWidget):
        if name in ("from", "to"):
            words = FROM if name == "from" else TO
        else:
            stem = name.removesuffix(" on")
            words = [f"{stem} date", f"date {stem}", stem]
        yield from words


FROM = ["start", "start date", "started", "date from", "date started", "from date"]
FROM += ["begins", "appointed", "date appointed", "commenced", "effective from"]
FROM += ["in post from", "in post since", "since", "member from", "member since"]
FROM += ["date of appointment", "appointment date", "term start", "in office from"]
FROM += ["valid from", "appointed from", "took office", "joined", "date joined"]
TO = ["end", "end date", "ended", "date to", "date ended", "to date", "until", "left"]
TO += ["in post to", "in post until", "member to", "member until", "term end"]
TO += ["in office to", "valid to", "valid until", "date left", "left post", "resigned"]
TO += ["finish", "finish date", "expires", "effective to"]
# “OffenceCount”, “FinYear”.
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# A note number that was a superscript: “Offences1”.
RAISED_NUMBER = re.compile(r"(?<=[a-z]{3})[1-9](?:,[1-9])*$")
# “Year ending 31 March”, with the years below it.
ENDING_MONTH = re.compile(
    r"(?<=(?:ending| ended)) (?:[0-9]{1,2}(?:st|nd|rd|th)? )?[a-z]{3,9}$"
)
# “CSP22CD”, “LAD23NM”.
ONS_HEADING = re.compile(r"([a-z]{2,5})[0-9]{2}(cd|nm)")


@lru_cache(maxsize=5_000, typed=True)
def forms_of(heading):
    """Return the forms of a heading to look up, the one as written first."""
    words = CAMEL.sub(" ", str(heading))
    found = [plain(heading), bare(heading), plain(words), bare(words)]
    found += [RAISED_NUMBER.sub("", form) for form in found]
    found += [ONS_HEADING.sub(r"\1 \2", form) for form in found]
    found += [ENDING_MONTH.sub("", form) for form in found]
    return tuple(dict.fromkeys(found))


def known_headings(slots, former=None, synonyms=None):
    """Map every accepted heading, in lower case, to its column name.

    `former` maps headings of earlier versions to column names.
    """
    known: dict[str, str] = {}
    for heading, name in _headings(slots, former or {}, synonyms or {}):
        known.setdefault(heading, name)
    return known


def _headings(slots, former, synonyms):
    """Yield headings and their column names; the first of equal ones counts."""
    columns = [column for slot in slots for column in slot.columns]
    names = [column.column_name for column in columns]
    yield from ((plain(name), name) for name in names)
    for slot in slots:
        for name in slot.other_names if len(slot.columns) == 1 else ():
            yield plain(name), slot.heading
            yield bare(name), slot.heading
    yield from ((plain(old), name) for old, name in former.items())
    for name, others in synonyms.items():
        yield from ((plain(other), name) for other in others if name in names)
    for column in columns:
        yield from ((name, column.column_name) for name in _general_names(column))


def parents_first(headers, rows, key_names, slots):
    """Return row indices, each row after the rows it refers to in one of `slots`.

    Rows that refer to each other in a circle keep their order. Returns None if the
    order of the file is right.
    """
    own = _places(headers, key_names)
    found = [_places(headers, [c.column_name for c in s.columns]) for s in slots]
    slot_places = [places for places in found if places]
    if not own or not slot_places:
        return None
    places = {_key(row, own): place for place, row in enumerate(rows)}
    order = {}
    for first in range(len(rows)):
        pending, above = [first], set()
        while pending:
            place = pending[-1]
            needed = [
                places[key]
                for key in _keys_in(rows[place], slot_places)
                if key in places and places[key] not in order
            ]
            needed = [other for other in needed if other not in above | {place}]
            if needed:
                above.add(place)
                pending += needed
            else:
                order.setdefault(pending.pop())
    return list(order)


def _places(headers, names) -> list[int]:
    """The places of columns, or nothing if the file lacks one."""
    is_complete = all(name in headers for name in names)
    return [headers.index(name) for name in names] if is_complete else []


def _key(row, places) -> tuple[str, ...]:
    return tuple(fold_code(row[place]) for place in places)


def _keys_in(row, slot_places):
    """The keys that a row refers to; one column may hold several codes."""
    for places in slot_places:
        if len(places) > 1:
            yield _key(row, places)
            continue
        for code in str(row[places[0]] or "").replace(";", "\n").split("\n"):
            yield (fold_code(code),)


def plain(heading):
    """Normalise a heading for comparison: lower case, spaces for underscores."""
    words = str(heading).replace("_", " ").translate(ODD_CHARACTERS)
    return " ".join(words.casefold().split())


def bare(heading):
    """Normalise a heading without its unit, note or mark: “Amount (£)*” is “amount”."""
    return plain(EXTRAS.sub(" ", str(heading).replace("_", " "))).strip(" -–—.,")
