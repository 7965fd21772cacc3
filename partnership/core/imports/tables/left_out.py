"""Say which rows and columns of a sheet were left out, and whether totals agree."""

import re
from collections import defaultdict
from decimal import Decimal
from itertools import product

from partnership.core.imports.cells import number_cells
from partnership.core.imports.cells.figure_cells import amount_of
from partnership.core.imports.columns.column_cells import SHARE_KNOWN
from partnership.core.imports.columns.headers import ignored
from partnership.core.imports.fields.names import fold
from partnership.core.imports.sheets import cell_in, is_blank
from partnership.core.values.formatting import listed

# The column that is added to a file with errors, under its present and former names.
ERRORS = "Errors"
FORMER_ERRORS = "What is wrong"
MAX_NAMED = 12
LONGEST_SHOWN = 80
# The periods of columns that add up others, such as quarters.
YEAR_TO_DATE = ", year to date"
COLOUR = "red|amber|green|yellow|orange|grey|blue|bold|italics?"
LOOK = rf"(?:colou?r(?:ed|s)?|shad(?:ed|ing)|highlight(?:ed|s)?|{COLOUR})\b"
# A note that says what colours mean, unlike “Amber Valley – recorded crime” and “Blue
# badges: 2016”.
COLOURS = re.compile(
    rf"\b{LOOK}.{{0,40}}="
    rf"|\b{LOOK}(?!-| (?-i:[A-Z][a-z])).{{0,40}}"
    r"\b(?:means?|shows?|indicates?|denotes?|marks?)\b"
    rf"|\b{LOOK}(?:[ ,]+(?:{LOOK}|and|or|text|type|figures?|cells?|rows?|columns?))*"
    r"(?: (?:is|are)\b| ?:| [–-] )"
    rf"|\b(?-i:{LOOK})(?!-).{{0,40}} (?:is|are)\b"
    rf"|(?:shown|marked|figures?|cells?) in (?:{COLOUR})\b",
    re.I,
)
# Why a column is not named in the notice of ignored columns.
NAMED_ELSEWHERE = (
    "chosen",
    "hidden",
    "joined",
    "years",
    "level",
    "total",
    "double",
    "unit",
    "part",
)
LEFT_OUT = {
    "example": ("example", "examples"),
    "note": ("note", "notes, which are stored only with figures that have their mark"),
    "headings": ("repeated heading", "repeated headings"),
    "subheading": ("subheading", "subheadings"),
    "change": ("row of changes", "rows of changes"),
    "sum": ("the sum of rows above it", "sums of rows above them"),
    "struck": ("crossed out", "crossed out"),
    "chosen": ("you selected it", "you selected them"),
    "below": ("row below the total", "rows below the total"),
    "nothing": (
        "row without values for this list",
        "rows without values for this list",
    ),
}


def unknown_columns(matcher, matches):
    unknown = [
        match.heading
        for match in matches
        if not match.name
        and match.how not in NAMED_ELSEWHERE
        and match.heading not in (ERRORS, FORMER_ERRORS)
    ]
    names = [match.name for match in matches if match.name]
    resource = matcher.resource
    notes = list(ignored(unknown, names, resource.slots, resource.former_headings))
    notes += [
        f"Column {match.letter}, “{match.heading}”, is used for "
        f"{listed(f'“{name}”' for name in match.gives)}."
        for match in matches
        if match.name and match.gives
    ]
    return notes + [note for match in matches if (note := _likely(matcher, match))]


def duplicate_column_warnings(matches):
    """Say which of several columns about one figure is read."""
    for match in matches:
        best = match.instead_of
        while best and best.instead_of:
            best = best.instead_of
        if best and match.how != "hidden":
            yield (
                f"Columns {best.letter}, “{best.heading}”, and {match.letter}, "
                f"“{match.heading}”, are both about "
                f"{best.value or f'the {best.name}'}. Only the "
                "first is used. If the other is right, select it under “Check columns”."
            )


def _likely(matcher, match):
    """Return a notice about a column left out that names one of our records."""
    if match.name or match.how or not matcher.figure:
        return ""
    for name in matcher.key_names:
        owner = matcher.by_name[name][1].code_of
        codes = matcher.lookups.names(owner).codes_in(match.heading) if owner else ()
        if len(codes) == 1:
            row = matcher.lookups.table(owner)[fold(owner, codes)]
            return (
                f"Column {match.letter}, “{match.heading}”, may be about the {name} "
                f"“{row}”. If so, select that for the column."
            )
    return ""


def warn_of_colours(layout):
    """Say that colours are not read, if a note says that they mean something."""
    table = layout.table
    notes = [label for _, why, label in table.left_out if why in ("note", "nothing")]
    for text in [*table.title.split("; "), *notes]:
        if COLOURS.search(text):
            layout.warnings.append(
                f"Colours are not read: “{text[:LONGEST_SHOWN]}”. If a colour says "
                "something about a figure, write it in a column."
            )


def warn_of_other_places(layout, matcher):
    """Say in which rows a column that is not read names another place than the row."""
    columns = (m for m in layout.matches if m.name and not m.is_across)
    read = {matcher.by_name[m.name][1].code_of: m for m in columns}
    places = [owner for owner in read if hasattr(owner, "ons_code")]
    free = [m for m in layout.matches if m.heading and not m.name and not m.how]
    for owner, match in product(places, free):
        if matcher.share_named(owner, match, layout.table) < SHARE_KNOWN:
            continue
        own, rows = read[owner], []
        for number in layout.table.rows:
            row = layout.table.sheet.rows[number - 1]
            cells = (str(cell_in(row, m.number)) for m in (own, match))
            found = [matcher.lookups.record_named(owner, cell) for cell in cells]
            if None not in found and found[0] != found[1]:
                rows += [number] if found[0].kind == found[1].kind else []
        if rows:
            named = listed(map(str, rows), MAX_NAMED)
            word = "row" if len(rows) == 1 else "rows"
            layout.warnings.append(
                f"In {word} {named}, columns {own.letter} and {match.letter} name "
                f"different places. Column {own.letter}, “{own.heading}”, was read."
            )


def note_left_out(layout):
    groups = defaultdict(list)
    for number, why, label in layout.table.left_out:
        if why != "total":
            groups[why].append((number, label))
    for why, rows in groups.items():
        singular, many = LEFT_OUT[why]
        if len(rows) == 1:
            number, label = rows[0]
            is_short = len(label) <= LONGEST_SHOWN
            text = label if is_short else f"{label[:LONGEST_SHOWN]} …"
            layout.notes.append(f"Row {number} was left out: {singular} (“{text}”).")
        else:
            numbers = listed((str(number) for number, _ in rows), MAX_NAMED)
            layout.notes.append(f"Rows {numbers} were left out: {many}.")


def check_totals(layout, matcher):
    """Compare the totals of a table with its rows; they are not imported."""
    table = layout.table
    totals = [(n, label) for n, why, label in table.left_out if why == "total"]
    if not totals:
        return
    columns = [
        match
        for match in layout.matches
        if (match.is_across and not match.part) or match.name == matcher.figure
    ]
    wrong = []
    above = _rows_above(layout, matcher)
    for match in columns:
        found = []
        for twice in _added_twice(table, above, match):
            added = [number for number in table.rows if number not in twice]
            found.append(_wrong_totals(layout, added, match, dict(totals)))
        wrong += min(found, key=len)
    names = listed((f"{number} (“{label}”)" for number, label in totals), MAX_NAMED)
    if len(totals) == 1:
        note, agrees = f"Row {names} is a total, so it was left out.", "It equals"
    else:
        note, agrees = f"Rows {names} are totals, so they were left out.", "They equal"
    # A total that is empty, or a formula without a result, compares with nothing.
    amounts = (table.sheet.cell(n, m.number) for n, _ in totals for m in columns)
    is_compared = not wrong and any(amount_of(cell) is not None for cell in amounts)
    layout.notes.append(
        f"{note} {agrees} the sum of the rows." if is_compared else note
    )
    layout.warnings += wrong


def check_totals_across(layout):
    """Compare a column of totals with the columns that it adds up."""
    table = layout.table
    across = [m for m in layout.matches if m.is_across and not m.part]
    to_date = [m for m in across if YEAR_TO_DATE in m.value]
    own = [m for m in across if m not in to_date]
    left_out = [m for m in layout.matches if m.how == "total"]
    for total in [*left_out, *to_date]:
        if total in left_out:
            layout.notes.append(
                f"Column {total.letter}, “{total.heading}”, is the total of other "
                "columns, so it was left out."
            )
        for number in table.rows:
            amount = amount_of(table.sheet.cell(number, total.number))
            parts = [amount_of(table.sheet.cell(number, m.number)) for m in own]
            added = sum(part for part in parts if part is not None)
            if amount is not None and any(parts) and amount != added:
                layout.warnings.append(
                    f"Row {number}, column {total.letter}: the total is "
                    f"{number_cells.format_number(amount)}, but the columns add up to "
                    f"{number_cells.format_number(added)}."
                )


def _rows_above(layout, matcher):
    """Return the rows of the records that the record of each row is part of."""
    records = {}
    for match in layout.matches:
        owner = match.name and matcher.by_name[match.name][1].code_of
        if match.name not in matcher.key_names or not hasattr(owner, "parent"):
            continue
        for number in layout.table.rows:
            name = layout.table.sheet.cell(number, match.number)
            if record := matcher.lookups.record_named(owner, str(name)):
                records[number] = record
    rows = defaultdict(list)
    parents = {}
    for number, record in records.items():
        rows[record.pk].append(number)
        parents[record.pk] = record.parent_id
    above = {}
    for number, record in records.items():
        found, parent = [], record.parent_id
        while parent in parents and rows[parent][0] not in found:
            found += rows[parent]
            parent = parents[parent]
        above[number] = found
    return above


def _added_twice(table, above, match):
    """Return, in two ways, the rows whose figures are included in those of other rows.

    Usually that is the subtotal. If some rows below it have words instead of a figure,
    it is, in the second way, the rows below it.
    """
    cells = {n: table.sheet.cell(n, match.number) for n in above}
    figures = {n for n, cell in cells.items() if amount_of(cell) is not None}
    below = defaultdict(list)
    for number, found in above.items():
        for parent in found:
            below[parent].append(number)
    subtotals, either = set(), set()
    for parent, rows in below.items():
        if parent not in figures or not figures.intersection(rows):
            continue
        words = [n for n in rows if n not in figures and not is_blank(cells[n])]
        subtotals.add(parent)
        either.update(rows if words else [parent])
    return subtotals, either


def _unlike(number, match, amount, expected):
    return (
        f"Row {number}, column {match.letter}: the total is "
        f"{number_cells.format_number(amount)}, but the rows add up to "
        f"{number_cells.format_number(expected)}."
    )


def _wrong_totals(layout, added, match, totals):
    table, wrong = layout.table, []
    every = since = subtotals = below = Decimal(0)
    heads = {n for n, why, _ in table.left_out if why == "subheading"}
    for number in sorted([*added, *totals, *heads]):
        amount = amount_of(table.sheet.cell(number, match.number))
        if number in heads:
            below = Decimal(0)
            continue
        if number not in totals:
            size = amount or 0
            every, since, below = every + size, since + size, below + size
            continue
        if amount is None:
            continue
        if number < min(added, default=number):  # a total above its rows
            every = sum(
                amount_of(table.sheet.cell(n, match.number)) or 0 for n in added
            )
            if amount != every:
                wrong.append(_unlike(number, match, amount, every))
            every = Decimal(0)
            continue
        if amount in (every, since, subtotals, below):
            subtotals += amount if amount == since else 0
            since = Decimal(0)
            continue
        parts = (since, below) if number < max(totals) else ()
        sums = [total for total in (every, subtotals, *parts) if total]
        expected = min(sums, key=lambda total: abs(total - amount), default=every)
        wrong.append(_unlike(number, match, amount, expected))
        subtotals, since = subtotals + amount, Decimal(0)
    return wrong
