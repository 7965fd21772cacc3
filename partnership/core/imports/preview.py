"""Previewing an import, by importing and rolling back, and saving it."""

from django.db import transaction
from tablib import Dataset

from partnership.core.imports import read_file
from partnership.core.imports.formats import safe_cell
from partnership.core.imports.read_file import SpreadsheetError
from partnership.core.imports.resource import RESOURCES
from partnership.core.imports.stored_upload import StoredUpload
from partnership.core.imports.widgets import RichTextWidget
from partnership.core.models import hooks
from partnership.core.text.html import to_text
from partnership.core.values.fingerprints import fingerprint

# How many rows of each outcome the pages list; the counts include all rows.
MAX_ROWS = 1000
# How many characters of a cell the pages show.
MAX_LENGTH = 300
# How many of the saved rows are checked for warnings, such as totals that differ.
MAX_ROWS_CHECKED = 50
# The column that is added to a file with errors. It is ignored when the file is
# uploaded again, under its former name too.
ERRORS = "Errors"
FORMER_ERRORS = "What is wrong"
SORTS = {"new": "new", "update": "changed"}


class Changed(Exception):
    """The data has changed since the file was previewed."""


def check(
    record, user, data: bytes, *, name: str, kind: str, sheet: str = ""
) -> StoredUpload:
    """Preview a file without saving any rows; store the file with the result."""
    upload = {"record": record.slug, "file": name, "kind": kind}
    try:
        dataset = _read(data, kind, sheet)
    except SpreadsheetError as error:
        refusal = {"refused": str(error), "sheets": list(error.sheets), "sheet": sheet}
        return StoredUpload.create(user, data, upload | _empty_preview() | refusal)
    upload |= {"sheet": dataset.sheet, "sheets": dataset.sheets, "blank": dataset.blank}
    resource = RESOURCES[record.model]()
    result = resource.import_data(dataset, dry_run=True, file_name=name)
    return StoredUpload.create(user, data, upload | _preview_of(resource, result))


def again(record, upload: StoredUpload, sheet: str | None = None) -> StoredUpload:
    """Preview the same file again, or another worksheet of it."""
    preview = upload.preview
    chosen = preview["sheet"] if sheet is None else sheet
    return check(
        record,
        upload.user,
        upload.data,
        name=preview["file"],
        kind=preview["kind"],
        sheet=chosen,
    )


def save(record, upload: StoredUpload) -> None:
    """Save exactly what the preview showed; raise Changed if the data has changed.

    The rows are locked first, so that a form submitted in the meantime waits, and then
    sees these changes as a conflict.
    """
    data = upload.data
    dataset = _read(data, upload.preview["kind"], upload.preview["sheet"])
    resource = RESOURCES[record.model]()
    with transaction.atomic():
        _lock(record)
        result = resource.import_data(dataset, file_name=upload.preview["file"])
        preview = _preview_of(resource, result)
        if preview["fingerprint"] != upload.preview["fingerprint"]:
            transaction.set_rollback(True)
            raise Changed
    upload.finish(preview | {"warnings": _warnings(record, preview)})


def _lock(record):
    rows = record.model._default_manager.select_for_update().order_by("pk")
    for _ in rows.values_list("pk").iterator():
        pass


def _warnings(record, preview):
    """Return warnings about the first rows that were saved."""
    keys = [row["pk"] for sort in SORTS.values() for row in preview["rows"][sort]]
    rows = record.rows.filter(pk__in=keys[:MAX_ROWS_CHECKED])
    messages = [
        message.text
        for row in rows
        for message in hooks.run(hooks.AFTER_SAVE_MESSAGES, row)
    ]
    return list(dict.fromkeys(messages))


def with_errors(upload: StoredUpload) -> Dataset:
    """Return the worksheet as uploaded, with a column of the errors in each row.

    Rows keep their numbers, so that errors can be matched to rows.
    """
    dataset = _read(upload.data, upload.preview["kind"], upload.preview["sheet"])
    errors: dict[int, list[str]] = {}
    for line, column, _, message in upload.preview["errors"]:
        text = f"{column}: {message}" if column else message
        errors.setdefault(line, []).append(text)
    headers = [*map(safe_cell, dataset.headers), ERRORS]
    marked = Dataset(headers=headers, title="With errors")
    for line, values in zip(dataset.lines, dataset, strict=True):
        while len(marked) + 2 < line:
            marked.append([None] * marked.width)
        cells = [safe_cell(value) for value in values]
        marked.append([*cells, safe_cell("\n".join(errors.get(line, [])))])
    return marked


def _read(data, kind, sheet):
    dataset = read_file.read(data, kind, sheet)
    for heading in (ERRORS, FORMER_ERRORS):
        if heading in dataset.headers:
            del dataset[heading]
    return dataset


def _empty_preview():
    counts = dict.fromkeys(["new", "changed", "same", "wrong"], 0)
    rows: dict[str, list] = {sort: [] for sort in SORTS.values()}
    return {
        "counts": counts,
        "rows": rows,
        "errors": [],
        "notes": [],
        "refused": "",
        "fingerprint": "",
        "total": 0,
    }


def _preview_of(resource, result):
    """Return a result as plain lists, with a fingerprint of all changes."""
    preview, seen = _empty_preview(), []
    if result.base_errors:
        return preview | {"refused": result.problems[0], "notes": list(result.notes)}
    counts, rows = preview["counts"], preview["rows"]
    fields = resource.get_import_fields()
    for number, outcome in enumerate(result.rows, 1):
        counts["same"] += outcome.is_skip()
        counts["wrong"] += not outcome.is_valid()
        sort = SORTS.get(outcome.import_type)
        if sort is None:
            continue
        counts[sort] += 1
        changed = outcome.diff.changed_cells
        line = result.line(number)
        seen.append([line, sort, changed])
        if len(rows[sort]) < MAX_ROWS:
            cells = [_cell(fields[place], *pair) for place, *pair in changed]
            row = {"line": line, "title": outcome.object_repr, "cells": cells}
            rows[sort].append(row | {"pk": outcome.object_id})
    for error in result.errors:
        cells = [error.line, error.column, shorten(error.value), error.message]
        preview["errors"].append(cells)
        seen.append(cells)
    return preview | {
        "notes": list(result.notes),
        "fingerprint": fingerprint(seen),
        "total": len(result.rows),
    }


def _cell(field, before, after):
    """Return heading, before and after; rich text is plain unless only tags change."""
    if isinstance(field.widget, RichTextWidget) and to_text(before) != to_text(after):
        before, after = to_text(before), to_text(after)
    return [field.column_name, shorten(before), shorten(after)]


def shorten(text: str) -> str:
    return text if len(text) <= MAX_LENGTH else f"{text[:MAX_LENGTH]} …"
