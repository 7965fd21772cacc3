"""Say which rows and columns of a sheet were left out."""

from collections import defaultdict

from partnership.core.imports.headers import ignored
from partnership.core.imports.names import fold
from partnership.core.values.formatting import listed

# The column that is added to a file with errors, under its present and former names.
ERRORS = "Errors"
FORMER_ERRORS = "What is wrong"
MAX_NAMED = 12
LEFT_OUT = {
    "note": ("note below the table", "notes below the table"),
    "headings": ("repeated heading", "repeated headings"),
    "subheading": ("subheading", "subheadings"),
    "change": ("row of changes", "rows of changes"),
    "below": ("row below the total", "rows below the total"),
    "nothing": ("row without any of our columns", "rows without any of our columns"),
}


def unknown_columns(matcher, matches):
    unknown = [
        match.heading
        for match in matches
        if not match.name
        and match.how not in ("chosen", "hidden", "joined", "level", "total", "double")
        and match.heading not in (ERRORS, FORMER_ERRORS)
    ]
    names = [match.name for match in matches if match.name]
    resource = matcher.resource
    notes = list(ignored(unknown, names, resource.slots, resource.former_headings))
    notes += [
        f"Column {match.letter}, “{match.heading}”, is read as "
        f"{listed(f'“{name}”' for name in match.gives)}."
        for match in matches
        if match.name and match.gives
    ]
    return notes + [note for match in matches if (note := _likely(matcher, match))]


def double_columns(matches):
    """Say which of several columns about one figure is read."""
    for match in matches:
        best = match.instead_of
        if best and match.how != "hidden":
            yield (
                f"Columns {best.letter}, “{best.heading}”, and {match.letter}, "
                f"“{match.heading}”, are both about "
                f"{best.value_text or f'the {best.name}'}. Only the "
                "first is read. If the other is right, choose it under “Columns”."
            )


def _likely(matcher, match):
    """Return a notice about a column left out that names one of our records."""
    if match.name or match.how or not matcher.figure:
        return ""
    for name in matcher.key_names:
        owner = getattr(matcher.by_name[name][1], "code_of", None)
        codes = matcher.lookups.names(owner).codes_in(match.heading) if owner else ()
        if len(codes) == 1:
            row = matcher.lookups.table(owner)[fold(owner, codes)]
            return (
                f"Column {match.letter}, “{match.heading}”, may be about the {name} "
                f"“{row}”. If so, choose that for the column."
            )
    return ""


def note_left_out(layout):
    groups = defaultdict(list)
    for number, why, label in layout.table.left_out:
        if why != "total":
            groups[why].append((number, label))
    for why, rows in groups.items():
        one, many = LEFT_OUT[why]
        if len(rows) == 1:
            number, label = rows[0]
            text = label if len(label) <= 80 else f"{label[:80]} …"
            layout.notes.append(f"Row {number} was left out: {one} (“{text}”).")
        else:
            numbers = listed(str(number) for number, _ in rows[:MAX_NAMED])
            more = f" and {len(rows) - MAX_NAMED} more" if len(rows) > MAX_NAMED else ""
            layout.notes.append(f"Rows {numbers}{more} were left out: {many}.")
