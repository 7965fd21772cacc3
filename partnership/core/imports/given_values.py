"""Find the values of key columns that a table lacks: in titles and names."""

from django.core.exceptions import FieldDoesNotExist

from partnership.core.imports.ambiguity import AmbiguousCell
from partnership.core.imports.fields import ReferenceSlot
from partnership.core.imports.headings_across import (
    TITLE_YEAR,
    YEAR_IN_HEADING,
    YEAR_TO_DATE,
)
from partnership.core.imports.row_keys import fold
from partnership.core.imports.widgets import PeriodWidget, YearWidget


def values_given(layout, matcher, choices, names):
    """Return the values of key columns that the file does not have."""
    given = {n: v for n, v in choices.given.items() if n not in names and v}
    for name in matcher.key_names:
        if name in names or name in given:
            continue
        for words, where in (
            (layout.table.title, "named above the table"),
            (layout.table.sheet.name, "the name of the worksheet"),
            (_corner(layout), "in the headings"),
        ):
            if name not in given and (value := value_in_words(matcher, name, words)):
                given[name] = value
                layout.notes.append(
                    f"Rows of {layout.table.place} are read as "
                    f"“{_title(matcher, name, value)}” in column "
                    f"“{name}”, {where}."
                )
        if usual := matcher.resource.usual.get(name):
            given[name] = usual
            layout.notes.append(
                f"The file has no column “{name}”, so all rows are read as “{usual}”."
            )
        if name in given:
            continue
        only, why = only_value(matcher, name)
        if only:
            given[name] = only
            layout.notes.append(
                f"The file has no column “{name}”, so all rows are read as "
                f"“{_title(matcher, name, only)}”, {why}."
            )
    return given


def values_for_new(layout, matcher, names):
    """Return the values of other columns that new rows need and the file lacks."""
    found = {}
    for slot in matcher.resource.slots:
        is_needed = (
            isinstance(slot, ReferenceSlot)
            and len(slot.columns) == 1
            and slot not in matcher.resource.key_slots
            and not slot.field.null
            and slot.heading not in names
        )
        only, why = only_value(matcher, slot.heading) if is_needed else ("", "")
        if only:
            found[slot.heading] = only
            layout.notes.append(
                f"The file has no column “{slot.heading}”, so new rows get "
                f"“{_title(matcher, slot.heading, only)}”, {why}."
            )
        if isinstance(slot.columns[0].widget, YearWidget) and slot.heading not in names:
            year = value_in_words(matcher, slot.heading, layout.table.title)
            if year and not slot.field.null and slot not in matcher.resource.key_slots:
                found[slot.heading] = year
                layout.notes.append(
                    f"New rows get “{year}” in column “{slot.heading}”, named above "
                    "the table."
                )
    return found


def _title(matcher, name, value):
    """Return the name of the record that a value of a key column is the code of."""
    owner = getattr(matcher.by_name[name][1], "code_of", None)
    row = matcher.lookups.table(owner).get(fold(owner, [value])) if owner else None
    return str(row or value)


def _corner(layout):
    """Return the headings above columns of labels that no heading names."""
    places = [m.number for m in layout.matches if m.name and not m.is_across]
    above = layout.table.parents or layout.table.headings
    return "; ".join(above[p] for p in places if above.get(p))


def value_in_words(matcher, name: str, words: str) -> str:
    """Return the only value of a key column that a title names, or an empty string."""
    slot, column = matcher.by_name[name]
    owner = getattr(column, "code_of", None)
    if owner is not None:
        codes = matcher.lookups.names(owner).codes_in(words)
        return next(iter(codes)) if len(codes) == 1 else ""
    if not matcher.is_time(name, column):
        return ""
    found = set()
    is_period = isinstance(column.widget, PeriodWidget)
    for match in YEAR_IN_HEADING.finditer(words):
        forms = [match[0], *TITLE_YEAR.findall(match[0])]
        if is_period and YEAR_TO_DATE.search(words):
            forms.insert(0, f"{match[0]} ytd")
        for form in forms:
            try:
                found.add(str(column.widget.write(column.widget.clean(form))))
            except AmbiguousCell:
                found.add(None)
            except ValueError:
                continue
            break
    return found.pop() or "" if len(found) == 1 else ""


def only_value(matcher, name):
    """Return the code of the only record that a column can name, or the home one."""
    _, column = matcher.by_name[name]
    owner = getattr(column, "code_of", None)
    if owner is None or owner is matcher.resource._meta.model:
        return "", ""
    rows = list(matcher.lookups.table(owner).values())
    if len(rows) == 1:
        return rows[0].code, "the only one there is"
    try:
        owner._meta.get_field("is_home")
    except FieldDoesNotExist:
        return "", ""
    home = [row for row in rows if row.is_home]
    return (home[0].code, "our own") if len(home) == 1 else ("", "")
