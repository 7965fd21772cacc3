"""Import files without a user: which list a file is for, and a report of the import."""

from pathlib import Path

from django.db import transaction

from partnership.core.imports.previews import preview, recognition, runs
from partnership.core.imports.previews.consequences import as_line
from partnership.core.imports.rows import checked_rows
from partnership.core.imports.rows.results import CHANGED, NEW
from partnership.core.imports.sheets import SpreadsheetError
from partnership.core.models.registry import RECORD_TYPES
from partnership.core.values.fingerprints import file_sha256

MAX_PRINTED = 50


class FileOnDisk:
    """What a run stores about a file that no user uploaded."""

    def __init__(self, path, data, preview):
        about = {"file": path.name, "hash": file_sha256(data), "data_key": ""}
        self.preview = preview | about
        self.user = None


def import_file(path: Path, options) -> dict:
    """Import one file; return the report as plain data.

    `options` has the list's slug or None, the choices, and dry_run.
    """
    data = path.read_bytes()
    report = {
        "file": path.name,
        "sha256": file_sha256(data),
        "list": options.slug or "",
        "status": "refused",
        "counts": {},
        "notes": [],
        "errors": [],
        "questions": [],
    }
    try:
        slug = options.slug or recognition.list_of(path.name, data, options.choices)
        report["list"] = slug
        if not options.slug:
            plural = RECORD_TYPES[slug].plural
            report["notes"] = [f"The file was recognised as a list of {plural}."]
        found = _import(RECORD_TYPES[slug], path, data, options)
        return report | found | {"notes": report["notes"] + found["notes"]}
    except SpreadsheetError as error:
        return report | {"errors": [str(error)]}


def _import(record, path, data, options):
    with transaction.atomic():
        runs.lock()
        reading = preview.Reading(
            record, data, options.choices, file_name=path.name, for_update=True
        )
        checked = checked_rows.CheckedRows(record.model, state=False)
        if reading.importer:
            checked.check(reading.importer)
        previewed = preview.preview_of(record, reading)
        previewed["choices"] = reading.choices.to_json()
        effects = map(as_line, previewed["consequences"])
        found = {
            "counts": previewed["counts"],
            "notes": [*previewed["notes"], *previewed["warnings"], *effects],
            "questions": previewed["questions"],
            "errors": _errors(reading, previewed),
        }
        if found["errors"]:
            return found
        is_changed = found["counts"][NEW] or found["counts"][CHANGED]
        if options.dry_run or not is_changed:
            return found | {"status": "checked" if options.dry_run else "unchanged"}
        run = runs.start(FileOnDisk(path, data, previewed), record)
        result = _save(reading, checked, path.name, run)
        if result.errors:
            transaction.set_rollback(True)
            return found | {"errors": result.problems}
        run.save()
    return found | {"status": "imported", "run": run.pk}


def _save(reading, checked, name, run):
    """Save the rows that were checked; check a long file again only if it needs it."""
    if not reading.result.has_all and checked_rows.can_be_stored(reading.importer):
        if checked.save(reading.resource, name, run) is not None:
            return reading.result
    return reading.importer.save(run)


def _errors(reading, found):
    if found["missing"]:
        names = ", ".join(found["missing"])
        figures = {figure.heading for figure in reading.resource.figures}
        cure = "Add it, or give a value for all rows with --given"
        if figures.intersection(found["missing"]):
            cure = "Add it: the file needs a row for each figure"
        return [f"The file has no column for: {names}. {cure}"]
    if found["refused"]:
        return [found["refused"]]
    return reading.result.problems


def as_text(report) -> list[str]:
    """Return a report as lines."""
    counts = report["counts"]
    lines = [f"{report['file']} ({report['list'] or 'no list'}): {report['status']}"]
    if counts:
        lines.append(
            f"  {counts['new']:,} new, {counts['changed']:,} changed, "
            f"{counts['same']:,} unchanged, {counts['wrong']:,} with errors"
        )
    lines += [f"  {note}" for note in report["notes"]]
    for question in report["questions"]:
        lines.append(f"  Question {question['key']}: {question['message']}")
        for key, label in question["options"]:
            lines.append(f"    --answer '{question['key']}={key}': {label}")
    lines += [f"  {error}" for error in report["errors"][:MAX_PRINTED]]
    if len(report["errors"]) > MAX_PRINTED:
        lines.append(f"  and {len(report['errors']) - MAX_PRINTED:,} more errors")
    return lines
