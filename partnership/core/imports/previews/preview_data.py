"""Data for the preview of a file: its columns and table, and its rows by outcome."""

from collections import Counter
from copy import copy

from django.core.exceptions import ObjectDoesNotExist

from partnership.core.imports.cells.widgets import RichTextWidget, text_of
from partnership.core.imports.fields.slots import CodesSlot, ReferenceSlot
from partnership.core.imports.previews.consequences import consequences_of
from partnership.core.imports.previews.grouped_errors import grouped, shorten
from partnership.core.imports.rows.results import CHANGED, MAX_SHOWN, NEW, SAME, WRONG
from partnership.core.imports.sheets import is_blank, letter
from partnership.core.text.html import to_text
from partnership.core.values.formatting import listed
from partnership.core.values.missing import qualified

MAX_ERRORS = 2000
# The part of the sheet that the page shows around the headings.
PICTURE_ABOVE, PICTURE_ROWS, PICTURE_COLUMNS, PICTURE_CELL = 30, 40, 20, 40
SORTS = (NEW, CHANGED)


def preview_of(record, reading):
    """Return what the pages show, as plain lists, with a fingerprint of all changes."""
    preview = empty_preview() | _layout_of(reading)
    if reading.refused:
        return preview | {"refused": reading.refused, "lacks_headings": True}
    result = reading.result
    if result is None:
        return preview
    preview["notes"] += result.notes
    if result.refused:
        return preview | {"refused": result.refused}
    preview["counts"] = result.counts
    preview["fingerprint"] = result.fingerprint
    preview["total"] = sum(result.counts.values())
    for outcome in result.outcomes:
        listed = preview["rows"].get(outcome.sort)
        if listed is not None and len(listed) < MAX_SHOWN:
            listed.append(_row_of(reading.importer, outcome))
    preview["notes"] += _cleared(preview["rows"][CHANGED], reading.importer.headers)
    if not result.errors:
        preview["consequences"] = consequences_of(record, reading.importer)
    preview["missing"] = needed = result.needed
    shown = [e for e in result.errors if e.value or e.column not in needed]
    errors = grouped(shown)
    errors.sort(key=lambda error: bool(error["question"]))
    wrong = {(e.sheet, e.line) for e in shown if not e.question}
    preview["wrong_rows"] = len(wrong)
    preview["asked_rows"] = len({(e.sheet, e.line) for e in shown} - wrong)
    preview["error_count"] = sum(1 for error in errors if not error["question"])
    preview["errors"] = errors[:MAX_ERRORS]
    counts = Counter()
    for error in errors:
        counts[error["question"]] += error["count"]
    preview["questions"] = [
        {
            **_named(question, "key", "column", "message", "is_list"),
            "count": counts[question.key],
            "options": [[option.key, option.label] for option in question.options],
            "values": [shorten(value) for value in question.values],
        }
        for question in result.questions.values()
    ]
    return preview


def _cleared(rows, headers) -> list[str]:
    """Return a note on the columns whose empty cells clear the stored value."""
    columns = dict.fromkeys(
        column
        for row in rows
        for column, before, after in row["cells"]
        if before and not after and column in headers
    )
    names = listed(f"“{name}”" for name in columns)
    return [f"Empty cells clear the existing value in {names}."] if columns else []


def _named(thing, *names):
    return {name: getattr(thing, name) for name in names}


def empty_preview():
    """Return a preview of nothing, for a file that cannot be read."""
    lists = ["errors", "questions", "notes", "warnings", "consequences", "sheets"]
    return {
        "counts": dict.fromkeys([NEW, CHANGED, SAME, WRONG], 0),
        "rows": {sort: [] for sort in SORTS},
        **{name: [] for name in [*lists, "missing", "columns", "encodings"]},
        **dict.fromkeys(
            [
                "error_count",
                "wrong_rows",
                "asked_rows",
                "total",
                "blank",
                "hidden_rows",
            ],
            0,
        ),
        **dict.fromkeys(["refused", "fingerprint", "sheet"], ""),
        "given": {},
        "picture": None,
        "lacks_headings": False,
    }


def _layout_of(reading):
    layout = reading.layout
    columns = {column.column_name for column in reading.resource.columns}
    return {
        "sheet": layout.table.sheet.name,
        "sheets": [sheet.name for sheet in reading.book.visible],
        "notes": list(layout.notes),
        "warnings": list(layout.warnings),
        "blank": sum(part.table.blank for part in layout.parts),
        "missing": layout.missing,
        "given": {n: v for n, v in layout.given.items() if n in columns},
        "hidden_rows": layout.hidden_rows,
        "encodings": reading.book.encodings,
        "columns": [
            {
                **_named(match, "letter", "heading", "part", "examples", "how"),
                "name": match.name if not match.is_across else "",
                "across": f"{match.name}={match.value}" if match.is_across else "",
                "value": ", ".join([match.value or "", *dict(match.others).values()]),
                "of": match.name,
            }
            for match in layout.matches
        ],
        "picture": _picture(layout),
    }


def _picture(layout):
    """Return the top of the sheet with the table's frame, for the page."""
    table = layout.table
    name = table.sheet.name
    first = max(1, table.heading_row - PICTURE_ABOVE)
    last = min(len(table.sheet.rows), table.heading_row + PICTURE_ROWS)
    tables = [part.table for part in layout.parts if part.table.sheet.name == name]
    rows = {number for found in tables for number in found.rows}
    heads = {n for t in tables for n in range(t.heading_row, t.first_row)}
    why = {n: reason for found in tables for n, reason, _ in found.left_out}
    width = max(map(len, table.sheet.rows[first - 1 : last]), default=1)
    width = min(width, PICTURE_COLUMNS)
    lines = []
    for number in range(first, last + 1):
        values = table.sheet.rows[number - 1][:width]
        cells = [
            "" if is_blank(v) else " ".join(text_of(v).split())[:PICTURE_CELL]
            for v in values
        ]
        cells += [""] * (width - len(cells))
        role = "hidden" if number in table.sheet.hidden_rows else ""
        role = "heading" if number in heads else "row" if number in rows else role
        lines.append([number, role, why.get(number, ""), cells])
    return {
        "letters": [letter(column) for column in range(1, width + 1)],
        "lines": lines,
        **_named(table, "heading_row", "heading_rows"),
        "last_row": max(found.last_row for found in tables),
        "row_count": len(rows),
    }


def _row_of(importer, outcome):
    cells = [_cell(*found) for found in _cells_of(importer, outcome)]
    instance = outcome.instance
    return {
        "line": outcome.line,
        "sheet": outcome.sheet[1] if outcome.sheet else "",
        "title": str(instance),
        "cells": cells,
        "pk": instance.pk,
    }


def with_keys(rows, saved):
    """Return the rows of a preview with the keys of the records that were saved."""
    return {
        sort: [
            row | {"pk": pk} for row, pk in zip(rows[sort], saved[sort], strict=False)
        ]
        for sort in SORTS
    }


def _cell(column, before, after):
    """Return heading, before and after; rich text is plain unless only tags change."""
    if isinstance(column, ReferenceSlot):
        name = (
            column.heading
            if len(column.columns) == 1
            else str(column.field.verbose_name)
        )
        return [name, shorten(before), shorten(after)]
    if isinstance(column.widget, RichTextWidget) and to_text(before) != to_text(after):
        before, after = to_text(before), to_text(after)
    return [column.column_name, shorten(before), shorten(after)]


def _cells_of(importer, outcome):
    """Return heading, old and new text of each cell that a row changes.

    A new row's title names the records that it is about.
    """
    is_new, instance = outcome.sort == NEW, outcome.instance
    resource, before = importer.resource, None
    slots, title = list(outcome.changes), str(instance)
    if is_new:
        slots = [(slot, None) for slot in resource.key_slots] + slots
    else:
        before = copy(instance)
        before._state = copy(instance._state)
        before._state.fields_cache = dict(instance._state.fields_cache)
    found = []
    old = dict(slots)
    figures = {figure.qualifier: figure.value for figure in resource.figures}
    if before is not None:
        for slot, value in slots:
            slot.set_stored_value(before, value, importer.lookups)
    # A qualifier is shown with its figure: “up to £2,364”.
    slots = dict.fromkeys(figures.get(slot, slot) for slot, _ in slots)
    for slot in slots:
        if isinstance(slot, CodesSlot):
            rows = instance._import_codes[slot.name]
            pairs = [(slot.columns[0], _names(old[slot]), _names(rows))]
        elif isinstance(slot, ReferenceSlot):
            pairs = [(slot, _record(before, slot), _record(instance, slot))]
        else:
            pairs = [
                (
                    column,
                    *(_text(resource, slot, column, row) for row in (before, instance)),
                )
                for column in slot.columns
            ]
        is_in_title = is_new and slot in resource.key_slots
        found += [
            pair
            for pair in pairs
            if pair[1] != pair[2] and not (is_in_title and pair[2] in title)
        ]
    return found


def _record(instance, slot):
    """Return the name of the record that a row refers to."""
    try:
        return str((instance and getattr(instance, slot.name)) or "")
    except ObjectDoesNotExist:  # a row of the same file
        return ""


def _names(rows):
    return "; ".join(sorted(str(row) for row in rows or ()))


def _text(resource, slot, column, instance):
    """Return a value as the pages show it, with its unit."""
    value = None if instance is None else column.export(instance)
    if value in (None, ""):
        return ""
    text = resource.shown(slot, instance, str(value))
    figure = next((f for f in resource.figures if f.value is slot), None)
    has_qualifier = figure and figure.qualifier
    return qualified(text, instance.qualifier) if has_qualifier else text
