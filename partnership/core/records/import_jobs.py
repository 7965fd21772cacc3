"""Imports that take long: a worker does them, and a page shows progress."""

from contextlib import contextmanager
from types import SimpleNamespace

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from simple_history.models import HistoricalRecords

from partnership.core.background import jobs
from partnership.core.background.jobs import JobFailed, JobResult, job
from partnership.core.imports import county_uploads, preview, runs
from partnership.core.imports.long_files import MANY_ROWS
from partnership.core.imports.sheets import SpreadsheetError
from partnership.core.imports.stored_upload import StoredUpload, UploadExpired
from partnership.core.models.registry import RECORD_TYPES

DATA_CHANGED = (
    "Someone changed the data after your preview, so nothing was imported. Check the "
    "new preview."
)
NOT_ALLOWED = "You can no longer import into this list, so nothing was imported."


def start_preview(user, slug: str, upload: StoredUpload):
    """Start to preview a stored file; return the job."""
    return jobs.start(
        "import-preview",
        key=f"import-preview:{upload.key}",
        title=f"Preview of {upload.preview['file']}",
        user=user,
        back_url=_start_url(slug),
        user_id=user.pk,
        slug=slug,
        upload_key=upload.key,
    )


def start_save(user, slug: str, upload: StoredUpload):
    """Start to save the rows of a preview; only once, however often it is called."""
    return jobs.start(
        "import-save",
        key=f"import-save:{upload.preview['data_key']}",
        title=f"Import of {upload.preview['file']}",
        user=user,
        back_url=preview_url(slug, upload),
        user_id=user.pk,
        slug=slug,
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


def waiting(user, data: bytes, slug: str, name: str, choices, like=None):
    """Store a file that is to be previewed by a worker."""
    stored = {"record": slug, "file": name, "choices": choices}
    return StoredUpload.create(user, data, stored, like)


def preview_url(slug, upload) -> str:
    if slug == county_uploads.SLUG:
        return reverse("records:workbook_preview", args=[upload.key])
    return reverse("records:import_preview", args=[slug, upload.key])


def _start_url(slug):
    if slug == county_uploads.SLUG:
        return reverse("records:workbook")
    return reverse("records:import", args=[slug])


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


def _opened(user_id, slug, upload_key):
    """Return the user and the stored file; raise JobFailed if either has gone."""
    user = get_user_model().objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise JobFailed(NOT_ALLOWED)
    record = RECORD_TYPES.get(slug)
    if record is not None and not record.has_permission(user, "import"):
        raise JobFailed(NOT_ALLOWED)
    try:
        return user, StoredUpload.find(user, slug, upload_key)
    except UploadExpired as error:
        raise JobFailed(str(error)) from None


@job("import-preview")
def make_preview(progress, *, user_id, slug, upload_key) -> JobResult:
    user, upload = _opened(user_id, slug, upload_key)
    progress.update(step="Reading the file")
    data, name = upload.data, upload.preview["file"]
    if slug != county_uploads.SLUG:
        new = preview.again(RECORD_TYPES[slug], upload, progress=progress.update)
        return JobResult(preview_url(slug, new))
    try:
        new = county_uploads.check(
            user, data, name, upload.preview["choices"], like=upload
        )
    except SpreadsheetError as error:
        raise JobFailed(str(error)) from None
    except PermissionDenied:
        raise JobFailed(NOT_ALLOWED) from None
    return JobResult(preview_url(slug, new))


@job("import-save")
def save_preview(progress, *, user_id, slug, upload_key) -> JobResult:
    """Save all rows in one transaction; a second run finds that they are saved."""
    user, upload = _opened(user_id, slug, upload_key)
    if upload.is_done:
        return JobResult(preview_url(slug, upload))
    progress.update(step="Checking and saving all rows")
    with acting_as(user):
        try:
            if slug == county_uploads.SLUG:
                run = county_uploads.save(upload)
                return JobResult(reverse("records:import_report", args=[run.pk]))
            preview.save(RECORD_TYPES[slug], upload)
        except UploadExpired as error:
            raise JobFailed(str(error)) from None
        except preview.Changed:
            return JobResult(preview_url(slug, _previewed_again(slug, user, upload)))
    return JobResult(preview_url(slug, upload))


def _previewed_again(slug, user, upload):
    if slug != county_uploads.SLUG:
        return preview.again(RECORD_TYPES[slug], upload, warning=DATA_CHANGED)
    stored = upload.preview
    return county_uploads.check(
        user, upload.data, stored["file"], stored["choices"], like=upload
    )


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
