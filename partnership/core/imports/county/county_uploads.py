"""Preview an uploaded workbook with all lists, and save what the preview showed."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from partnership.core.imports.county import county_import
from partnership.core.imports.files.read_file import read_book
from partnership.core.imports.files.stored_upload import StoredUpload
from partnership.core.imports.previews import runs
from partnership.core.imports.previews.grouped_errors import grouped
from partnership.core.imports.previews.preview import Changed

SLUG = "workbook"
MAX_ERRORS = 100


def check(user, data: bytes, *, name: str, choices, like=None) -> StoredUpload:
    """Preview a workbook and store it; the user must be able to import its lists."""
    sheets, _ = county_import.recognised(read_book(data))
    for record in sheets:
        if not record.has_permission(user, "import"):
            raise PermissionDenied
    report = county_import.check(data, file_name=name, choices=choices)
    preview = {"record": SLUG, "file": name, "choices": choices} | as_data(report)
    return StoredUpload.create(user, data, preview, like)


def save(upload: StoredUpload) -> None:
    """Save what the preview showed; raise Changed if the data has changed."""
    data, preview = upload.data, upload.preview
    with transaction.atomic():
        runs.lock()
        run = runs.saved(upload)
        if run is None:
            run, name = runs.start(upload), preview["file"]
            report = county_import.import_book(
                data, file_name=name, choices=preview["choices"], run=run
            )
            if report.fingerprint != preview["fingerprint"]:
                raise Changed
            run.save()
    upload.finish({"run": run.pk})


def as_data(report) -> dict:
    return {
        "fingerprint": report.fingerprint,
        "notes": report.notes,
        "counts": report.counts,
        "count": report.count,
        "is_wrong": report.is_wrong,
        "lists": [
            {
                "slug": found.record.slug,
                "title": found.record.title,
                "sheet": found.sheet,
                "counts": found.counts,
                "notes": found.notes,
                "skipped": found.skipped,
                "errors": (errors := grouped(found.errors))[:MAX_ERRORS],
                "error_count": sum(1 for error in errors if not error["question"]),
                "questions": [
                    {
                        "key": question.key,
                        "message": question.message,
                        "values": question.values,
                        "options": [[o.key, o.label] for o in question.options],
                    }
                    for question in found.questions
                ],
            }
            for found in report.lists
        ],
    }
