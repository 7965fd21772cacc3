"""The uploaded worksheet with a column of the errors in each row."""

from tablib import Dataset

from partnership.core.imports.files.stored_upload import StoredUpload
from partnership.core.imports.formats import safe_cell
from partnership.core.imports.previews.preview import Reading, choices_of
from partnership.core.imports.sheets import is_blank
from partnership.core.imports.tables.left_out import ERRORS


def worksheet_with_errors(record, upload: StoredUpload) -> Dataset:
    """Return the worksheet as uploaded, with a column of the errors in each row.

    Rows keep their numbers, so that errors can be matched to rows.
    """
    reading = Reading(
        record, upload.data, choices_of(upload), file_name=upload.preview["file"]
    )
    errors: dict[int, list[str]] = {}
    found = reading.result.errors if reading.result else []
    parts = [p for p in reading.layout.parts if p.table.sheet_number == 0] or [
        part
        for part in reading.layout.parts
        if found and part.table.sheet.name == found[0].sheet
    ]
    table = parts[0].table if parts else reading.layout.table
    for error in found:
        if error.sheet not in ("", table.sheet.name):
            continue
        text = f"{error.column}: {error.message}" if error.column else error.message
        errors.setdefault(error.line, []).append(text)
    rows = table.sheet.rows
    width = max(len(row) for row in rows)
    place = next(
        (m.number - 1 for m in reading.layout.matches if m.heading == ERRORS), width
    )
    marked = []
    for number, values in enumerate(rows, 1):
        cells = [None if is_blank(value) else safe_cell(value) for value in values]
        cells += [None] * (max(width, place + 1) - len(cells))
        text = "\n".join(errors.get(number, []))
        cells[place] = ERRORS if number == table.heading_row else safe_cell(text)
        marked.append(cells)
    return Dataset(*marked[1:], headers=marked[0], title="With errors")
