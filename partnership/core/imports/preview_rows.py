"""Data for the preview of each row: its cells before and after."""

from copy import copy

from partnership.core.imports.fields import CodesSlot
from partnership.core.imports.results import CHANGED, NEW
from partnership.core.imports.widgets import RichTextWidget
from partnership.core.text.html import to_text

# How many characters of a cell the pages show.
MAX_LENGTH = 300
SORTS = (NEW, CHANGED)


def row_of(importer, outcome):
    cells = [_cell(*found) for found in cells_of(importer, outcome)]
    instance = outcome.instance
    return {
        "line": outcome.line,
        "sheet": outcome.sheet[1] if outcome.sheet else "",
        "title": str(instance),
        "cells": cells,
        "pk": instance.pk,
    }


def with_keys(rows, outcomes):
    """Return the rows of a preview with the keys of the records that were saved."""
    found = {}
    for sort in SORTS:
        saved = (o.instance.pk for o in outcomes if o.sort == sort)
        found[sort] = [
            row | {"pk": pk} for row, pk in zip(rows[sort], saved, strict=False)
        ]
    return found


def _cell(column, before, after):
    """Return heading, before and after; rich text is plain unless only tags change."""
    if isinstance(column.widget, RichTextWidget) and to_text(before) != to_text(after):
        before, after = to_text(before), to_text(after)
    return [column.column_name, shorten(before), shorten(after)]


def shorten(text: str) -> str:
    return text if len(text) <= MAX_LENGTH else f"{text[:MAX_LENGTH]} …"


def cells_of(importer, outcome):
    """Return heading, old and new text of each cell that a row changes."""
    is_new = outcome.sort == NEW
    slots = list(outcome.changes)
    if is_new:
        slots = [(slot, None) for slot in importer.resource.key_slots] + slots
    else:
        before = copy(outcome.instance)
        before._state = copy(outcome.instance._state)
        before._state.fields_cache = dict(outcome.instance._state.fields_cache)
    found = []
    for slot, old in slots:
        if not is_new:
            slot.set_stored_value(before, old, importer.lookups)
        for column in slot.columns:
            if isinstance(slot, CodesSlot):
                pair = [_codes(old), _codes(outcome.instance._import_codes[slot.name])]
            else:
                pair = [
                    "" if is_new else _text(column.export(before)),
                    _text(column.export(outcome.instance)),
                ]
            if pair[0] != pair[1]:
                found.append((column, *pair))
    return found


def _codes(rows):
    return "; ".join(sorted(row.code for row in rows or ()))


def _text(value):
    return "" if value is None else str(value)
