"""Imports that take long: a worker does them, and a page shows progress."""

from contextlib import contextmanager
from types import SimpleNamespace

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from simple_history.models import HistoricalRecords

from partnership.core.background import jobs
from partnership.core.background.jobs import JobFailed, JobResult, job
from partnership.core.imports.ambiguity import Choices
from partnership.core.imports.county import county_uploads
from partnership.core.imports.files.long_files import MANY_ROWS
from partnership.core.imports.files.stored_upload import StoredUpload, UploadExpired
from partnership.core.imports.previews import preview, runs
from partnership.core.imports.sheets import SpreadsheetError
from partnership.core.models.registry import RECORD_TYPES

DATA_CHANGED = (
    "Someone changed the data after your preview, so nothing was imported. Check the "
    "new preview."
)
NOT_ALLOWED = "You can no longer import into this list, so nothing was imported."


def check(slug, user, data: bytes, name, choices, like=None, **options) -> StoredUpload:
    """Preview a file for one list, or a workbook for all; return the stored preview.

    `choices` are JSON, and `options` those of the preview of one list.
    """
    about = {"name": name, "choices": choices, "like": like}
    if slug == county_uploads.SLUG:
        return county_uploads.check(user, data, **about)
    about["choices"] = Choices.from_json(choices)
    return preview.check(RECORD_TYPES[slug], user, data, **about, **options)


def check_again(upload, choices=None, **options) -> StoredUpload:
    """Preview a file again, as before or with other choices."""
    found = upload.preview
    choices = found["choices"] if choices is None else choices
    return check(
        *(found["record"], upload.user, upload.data, found["file"]),
        *(choices, upload),
        **options,
    )


def start_preview(slug, user, data: bytes, name, choices, like=None):
    """Start to preview a file, which is stored meanwhile; return the job."""
    stored = {"record": slug, "file": name, "choices": choices}
    upload = StoredUpload.create(user, data, stored, like)
    return jobs.start(
        "import-preview",
        key=f"import-preview:{upload.key}",
        title=f"Preview of {name}",
        user=user,
        back_url=start_url(slug),
        user_id=user.pk,
        slug=slug,
        upload_key=upload.key,
    )


def start_save(user, upload: StoredUpload):
    """Start to save the rows of a preview; only once, however often it is called."""
    return jobs.start(
        "import-save",
        key=f"import-save:{upload.preview['data_key']}",
        title=f"Import of {upload.preview['file']}",
        user=user,
        back_url=preview_url(upload),
        user_id=user.pk,
        slug=upload.preview["record"],
        upload_key=upload.key,
    )


def saves_long(count: int) -> bool:
    return count > MANY_ROWS


def in_progress(user):
    """Return the user's imports and downloads that wait or run, newest first."""
    kinds = ["import-preview", "import-save", "import-undo", "list-download"]
    open_statuses = [jobs.Status.WAITING, jobs.Status.RUNNING]
    return jobs.BackgroundJob.objects.filter(
        started_by=user, kind__in=kinds, status__in=open_statuses
    )


def preview_url(upload) -> str:
    slug = upload.preview["record"]
    if slug == county_uploads.SLUG:
        return reverse("records:workbook_preview", args=[upload.key])
    return reverse("records:import_preview", args=[slug, upload.key])


def start_url(slug) -> str:
    if slug == county_uploads.SLUG:
        return reverse("records:workbook")
    return reverse("records:import", args=[slug])


def save(upload) -> str:
    """Save what a preview showed; return the address of the page about it.

    Raises Changed if the data has changed.
    """
    slug = upload.preview["record"]
    if slug in RECORD_TYPES:
        preview.save(RECORD_TYPES[slug], upload)
        return preview_url(upload)
    county_uploads.save(upload)
    return reverse("records:import_report", args=[upload.preview["run"]])


@contextmanager
def acting_as(user):
    """Let history name the user for whom the worker acts."""
    before = getattr(HistoricalRecords.context, "request", None)
    HistoricalRecords.context.request = SimpleNamespace(user=user)
    try:
        yield
    finally:
        if before is None:
            del HistoricalRecords.context.request
        else:
            HistoricalRecords.context.request = before


@contextmanager
def _reported():
    """Let the job report why a file can no longer be previewed or saved."""
    try:
        yield
    except (SpreadsheetError, UploadExpired) as error:
        raise JobFailed(str(error)) from None
    except PermissionDenied:
        raise JobFailed(NOT_ALLOWED) from None


def _opened(user_id, slug, upload_key) -> StoredUpload:
    """Return the stored file of a user who may still import it."""
    user = get_user_model().objects.filter(pk=user_id, is_active=True).first()
    record = RECORD_TYPES.get(slug)
    if user is None or (record and not record.has_permission(user, "import")):
        raise PermissionDenied
    return StoredUpload.find(user, slug, upload_key)


@job("import-preview")
def make_preview(progress, *, user_id, slug, upload_key) -> JobResult:
    with _reported():
        upload = _opened(user_id, slug, upload_key)
        progress.update(step="Reading the file")
        options = {"progress": progress.update} if slug in RECORD_TYPES else {}
        return JobResult(preview_url(check_again(upload, **options)))


@job("import-save")
def save_preview(progress, *, user_id, slug, upload_key) -> JobResult:
    """Save all rows in one transaction; a second run finds that they are saved."""
    with _reported():
        upload = _opened(user_id, slug, upload_key)
        if upload.is_done:
            return JobResult(preview_url(upload))
        progress.update(step="Checking and saving all rows")
        with acting_as(upload.user):
            try:
                return JobResult(save(upload))
            except preview.Changed:
                options = {"warning": DATA_CHANGED} if slug in RECORD_TYPES else {}
                return JobResult(preview_url(check_again(upload, **options)))


# Undo


def start_undo(user, run):
    return jobs.start(
        "import-undo",
        key=f"import-undo:{run.pk}",
        title=f"Undo: {run}",
        user=user,
        back_url=reverse("records:import_report", args=[run.pk]),
        user_id=user.pk,
        run_id=run.pk,
    )


@job("import-undo")
def undo_import(progress, *, user_id, run_id) -> JobResult:
    user = get_user_model().objects.filter(pk=user_id, is_active=True).first()
    run = runs.ImportRun.objects.filter(pk=run_id).first()
    if user is None or run is None or not runs.may_undo(user, run):
        raise JobFailed("You can no longer undo this import.")
    url = reverse("records:import_report", args=[run.pk])
    if run.undone_at:
        return JobResult(url)
    progress.update(step="Undoing all rows")
    with acting_as(user):
        try:
            runs.undo(run, user)
        except runs.UndoError as error:
            raise JobFailed("\n".join(error.reasons)) from None
    return JobResult(url, f"{run} undone.")
