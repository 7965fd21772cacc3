"""Previewing an import, by importing and rolling back, and saving it."""

import hashlib
import json

from django.db import transaction
from tablib import Dataset

from partnership.core.imports import read_file
from partnership.core.imports.formats import safe_cell
from partnership.core.imports.read_file import SpreadsheetError
from partnership.core.imports.resource import RESOURCES
from partnership.core.imports.stored_upload import Kept
from partnership.core.imports.widgets import RichTextWidget
from partnership.core.models import hooks
from partnership.core.text.html import to_text

# How many rows of each outcome the pages list; the counts include all rows.
MOST_ROWS = 1000
# How many characters of a cell the pages show.
MOST_LETTERS = 300
# How many of the saved rows are checked for warnings, such as totals that differ.
MOST_ASKED = 50
# The column that is added to a file with errors. It is ignored when the file is
# uploaded again, under its former name too.
PROBLEMS = "Errors"
FORMER_PROBLEMS = "What is wrong"
SORTS = {"new": "new", "update": "changed"}


class Changed(Exception):
    """The data has changed since the file was previewed."""


def check(record, user, data: bytes, *, name: str, kind: str, sheet: str = "") -> Kept:
    """Preview a file without saving any rows; store the file with the result."""
    told = {"record": record.slug, "file": name, "kind": kind}
    try:
        dataset = _read(data, kind, sheet)
    except SpreadsheetError as error:
        found = {"refused": str(error), "sheets": list(error.sheets), "sheet": sheet}
        return Kept.make(user, data, told | _empty() | found)
    told |= {"sheet": dataset.sheet, "sheets": dataset.sheets, "blank": dataset.blank}
    resource = RESOURCES[record.model]()
    result = resource.import_data(dataset, dry_run=True, file_name=name)
    return Kept.make(user, data, told | _told(resource, result))


def again(record, kept: Kept, sheet: str | None = None) -> Kept:
    """Preview the same file again, or another worksheet of it."""
    told = kept.told
    chosen = told["sheet"] if sheet is None else sheet
    return check(
        record,
        kept.user,
        kept.data,
        name=told["file"],
        kind=told["kind"],
        sheet=chosen,
    )


def save(record, kept: Kept) -> None:
    """Save exactly what the preview showed; raise Changed if the data has changed.

    The rows are locked first, so that a form submitted in the meantime waits, and then
    sees these changes as a conflict.
    """
    data = kept.data
    dataset = _read(data, kept.told["kind"], kept.told["sheet"])
    resource = RESOURCES[record.model]()
    with transaction.atomic():
        _lock(record)
        result = resource.import_data(dataset, file_name=kept.told["file"])
        told = _told(resource, result)
        if told["digest"] != kept.told["digest"]:
            transaction.set_rollback(True)
            raise Changed
    kept.finish(told | {"remarks": _remarks(record, told)})


def _lock(record):
    rows = record.model._default_manager.select_for_update().order_by("pk")
    for _ in rows.values_list("pk").iterator():
        pass


def _remarks(record, told):
    """Return warnings about the first rows that were saved."""
    keys = [row["pk"] for sort in SORTS.values() for row in told["rows"][sort]]
    rows = record.rows.filter(pk__in=keys[:MOST_ASKED])
    found = [one.words for r in rows for one in hooks.ask(hooks.REMARKS, r)]
    return list(dict.fromkeys(found))


def with_problems(kept: Kept) -> Dataset:
    """Return the worksheet as uploaded, with a column of the errors in each row.

    Rows keep their numbers, so that errors can be matched to rows.
    """
    dataset = _read(kept.data, kept.told["kind"], kept.told["sheet"])
    wrong: dict[int, list[str]] = {}
    for line, column, _, words in kept.told["faults"]:
        wrong.setdefault(line, []).append(f"{column}: {words}" if column else words)
    headers = [*map(safe_cell, dataset.headers), PROBLEMS]
    made = Dataset(headers=headers, title="With errors")
    for line, values in zip(dataset.lines, dataset, strict=True):
        while len(made) + 2 < line:
            made.append([None] * made.width)
        cells = [safe_cell(value) for value in values]
        made.append([*cells, safe_cell("\n".join(wrong.get(line, [])))])
    return made


def _read(data, kind, sheet):
    dataset = read_file.read(data, kind, sheet)
    for heading in (PROBLEMS, FORMER_PROBLEMS):
        if heading in dataset.headers:
            del dataset[heading]
    return dataset


def _empty():
    nothing = dict.fromkeys(["new", "changed", "same", "wrong"], 0)
    rows: dict[str, list] = {sort: [] for sort in SORTS.values()}
    return {
        "counts": nothing,
        "rows": rows,
        "faults": [],
        "notes": [],
        "refused": "",
        "digest": "",
        "total": 0,
    }


def _told(resource, result):
    """Return a result as plain lists for the pages, with a hash of all changes."""
    told, mark = _empty(), hashlib.sha256()
    if result.base_errors:
        return told | {"refused": result.problems[0], "notes": list(result.notes)}
    counts, rows = told["counts"], told["rows"]
    fields = resource.get_import_fields()
    for number, outcome in enumerate(result.rows, 1):
        counts["same"] += outcome.is_skip()
        counts["wrong"] += not outcome.is_valid()
        sort = SORTS.get(outcome.import_type)
        if sort is None:
            continue
        counts[sort] += 1
        moved = outcome.diff.moved
        line = result.line(number)
        mark.update(json.dumps([line, sort, moved]).encode())
        if len(rows[sort]) < MOST_ROWS:
            cells = [_cell(fields[place], *pair) for place, *pair in moved]
            row = {"line": line, "title": outcome.object_repr, "cells": cells}
            rows[sort].append(row | {"pk": outcome.object_id})
    for fault in result.faults:
        cells = [fault.line, fault.column, cut(fault.value), fault.words]
        told["faults"].append(cells)
        mark.update(json.dumps(cells).encode())
    notes, digest = list(result.notes), mark.hexdigest()
    return told | {"notes": notes, "digest": digest, "total": len(result.rows)}


def _cell(field, before, after):
    """Return heading, before and after; rich text is plain unless only tags change."""
    if isinstance(field.widget, RichTextWidget) and to_text(before) != to_text(after):
        before, after = to_text(before), to_text(after)
    return [field.column_name, cut(before), cut(after)]


def cut(words: str) -> str:
    return words if len(words) <= MOST_LETTERS else f"{words[:MOST_LETTERS]} …"
