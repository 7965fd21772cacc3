"""Preview a file, with every choice about it, and save what the preview showed."""

from django.db import transaction

from partnership.core.imports.ambiguity import Choices
from partnership.core.imports.fields.lookups import Lookups
from partnership.core.imports.files.read_file import read_book
from partnership.core.imports.files.stored_upload import StoredUpload
from partnership.core.imports.files.text_files import NAMES, samples
from partnership.core.imports.previews import runs
from partnership.core.imports.previews.consequences import first_of
from partnership.core.imports.previews.preview_data import (
    SORTS,
    empty_preview,
    preview_of,
    with_keys,
)
from partnership.core.imports.rows import checked_rows
from partnership.core.imports.rows.importer import Importer
from partnership.core.imports.rows.resource import RESOURCES
from partnership.core.imports.sheets import SpreadsheetError
from partnership.core.imports.tables.layout import NoHeadings, lay_out
from partnership.core.models import AuditEntry, hooks
from partnership.core.models import audit as audit_log

# How many of the saved rows are checked for warnings, such as totals that differ.
MAX_ROWS_CHECKED = 50
# A select of columns offers no more records of a list than this.
MAX_OPTIONS = 200


class Changed(Exception):
    """The data has changed since the file was previewed."""


class Reading:
    """A file read into one list: its layout and its importer."""

    def __init__(
        self, record, data, choices, *, file_name, for_update=False, progress=None
    ):
        self.resource = RESOURCES[record.model]()
        self.lookups = Lookups(record.model)
        self.book = read_book(data, choices.encoding)
        self.choices = runs.remembered(record, self, choices)
        self.importer, self.refused = None, ""
        try:
            self.layout = lay_out(self.resource, self.lookups, self.book, self.choices)
        except NoHeadings as error:
            self.layout, self.refused = error.layout, str(error)
        if not self.layout.missing and not self.refused:
            self.importer = Importer(
                self.resource,
                self.layout.dataset,
                self.lookups,
                file_name=file_name,
                answers=self.choices.answers,
                for_update=for_update,
                progress=progress,
            )

    @property
    def result(self):
        """The result of checking, or of saving; None if key columns are missing."""
        if self.importer and not self.importer.is_checked:
            self.importer.check()
        return self.importer and self.importer.result


def check(
    record,
    user,
    data: bytes,
    *,
    name: str,
    choices: Choices | None = None,
    like=None,
    progress=None,
    warning="",
) -> StoredUpload:
    """Preview a file without saving any rows; store the file with the result.

    `progress` is called with the rows done, all rows and what is done.
    """
    choices = choices or Choices()
    upload = {"record": record.slug, "file": name, "choices": choices.to_json()}
    checked = checked_rows.CheckedRows(record.model)
    try:
        reading = Reading(record, data, choices, file_name=name, progress=progress)
    except SpreadsheetError as error:
        found = empty_preview() | {"refused": str(error)}
        return StoredUpload.create(user, data, upload | found, like)
    upload["choices"] = reading.choices.to_json()
    if reading.importer:
        checked.check(reading.importer)
    upload |= preview_of(record, reading)
    if warning:
        upload["warnings"].insert(0, warning)
    stored = StoredUpload.create(user, data, upload, like)
    if reading.importer and checked_rows.can_be_stored(reading.importer):
        stored.keep_rows(checked.pack())
    return stored


def choices_of(upload: StoredUpload) -> Choices:
    return Choices.from_json(upload.preview["choices"])


def save(record, upload: StoredUpload) -> None:
    """Save exactly what the preview showed; raise Changed if it would differ now.

    The rows are locked first, so that a form submitted in the meantime waits, and then
    sees these changes as a conflict.
    """
    data, preview, packed = upload.data, upload.preview, upload.rows
    with transaction.atomic():
        runs.lock()
        if run := runs.saved(upload):  # submitted twice, or a worker that was stopped
            upload.finish({"run": run.pk})
            return
        run, saved = runs.start(upload, record), None
        if packed is not None:
            resource = RESOURCES[record.model]()
            saved = checked_rows.save(packed, resource, preview["file"], run)
        if saved is None:
            saved = _save_checking_again(record, upload, data, run)
        run.save()
        rows = with_keys(preview["rows"], saved)
        subject = str(record.model._meta.verbose_name_plural)
        audit_log.record(
            AuditEntry.Action.IMPORT, upload.user, subject, **preview["counts"]
        )
    found = {"run": run.pk, "rows": rows, "consequences": []}
    upload.finish(found | {"warnings": _warnings(record, rows)})


def _save_checking_again(record, upload, data, run):
    """Read, check and save the file; raise Changed if it does something else now."""
    name = upload.preview["file"]
    reading = Reading(record, data, choices_of(upload), file_name=name, for_update=True)
    result = reading.importer and reading.importer.save(run)
    is_same = result and result.fingerprint == upload.preview["fingerprint"]
    if not is_same or result.errors:
        raise Changed
    outcomes = result.outcomes
    return {s: [o.instance.pk for o in outcomes if o.sort == s] for s in SORTS}


def _warnings(record, rows):
    """Return warnings about the first rows that were saved."""
    keys = [row["pk"] for sort in SORTS for row in rows[sort]]
    rows = record.rows.filter(pk__in=keys[:MAX_ROWS_CHECKED])
    return first_of(hooks.messages_after_save(rows))


def encoding_samples(upload) -> dict[str, tuple[str, str]]:
    """Return the name of each possible encoding, and the first words read in it."""
    found = samples(upload.data, upload.preview["encodings"])
    return {encoding: (NAMES[encoding], text) for encoding, text in found.items()}


def column_options(record) -> list[tuple[str, str]]:
    """Return our columns for a select, and the measures a column may be about."""
    resource = RESOURCES[record.model]()
    found = [(column.column_name, column.column_name) for column in resource.columns]
    if not any(figure.is_number for figure in resource.figures):
        return found
    for slot in resource.key_slots:
        owner = slot.columns[0].code_of
        if len(slot.columns) != 1 or owner is None:
            continue
        rows = owner._default_manager.all()[: MAX_OPTIONS + 1]
        if len(rows) <= MAX_OPTIONS:
            name = slot.columns[0].column_name
            found += [(f"{name}={row.code}", f"{name}: {row}") for row in rows]
    return found
