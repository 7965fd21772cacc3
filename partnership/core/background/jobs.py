"""Jobs that users start: a worker runs them, and a page shows their progress.

A kind of job is a function, registered by its name:

    @job("draft-pdf")
    def make_draft_pdf(progress, *, report_id) -> JobResult:
        ...
        return JobResult(url)

It may be run again if a worker stops, so it must be safe to repeat. It raises JobFailed
with a message for the user. `progress.update` must be called outside transactions;
otherwise nobody sees the progress until they end.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.utils import timezone
from django_tasks import task

from partnership.core.models import BackgroundJob
from partnership.core.values.disk_space import NO_SPACE, is_disk_full

logger = logging.getLogger(__name__)

Status = BackgroundJob.Status
KINDS: dict[str, Callable] = {}
# Progress is stored at most this often, in seconds.
STORE_EVERY = 0.5
UNEXPECTED = "Something went wrong. Try again, or contact an administrator."


class JobFailed(Exception):
    """Raised by a job that cannot be done; the message says what the user can do."""


@dataclass(frozen=True)
class JobResult:
    """Where the result of a job is, and a message to show there."""

    url: str
    message: str = ""


@dataclass
class Progress:
    """Stores how far a job is, so that its page can show it."""

    job: BackgroundJob
    last_stored: float = field(default=0)

    def update(self, done: int = 0, total: int = 0, step: str = "") -> None:
        """Store that `done` of `total` parts are finished, or only the present step."""
        now = time.monotonic()
        is_new_step = step != self.job.step
        self.job.done, self.job.total, self.job.step = done, total, step
        if is_new_step or now - self.last_stored >= STORE_EVERY:
            self.last_stored = now
            BackgroundJob.objects.filter(pk=self.job.pk).update(
                done=done, total=total, step=step
            )


def job(kind: str):
    """Register a function as a kind of job."""

    def register(function):
        KINDS[kind] = function
        return function

    return register


def start(
    kind: str, *, key: str, title: str, user=None, back_url: str = "", **arguments
) -> BackgroundJob:
    """Start a job, or return the one that is in progress for this key.

    Call it outside transactions. `arguments` must be JSON.
    """
    if (running := unfinished(key)) is not None:
        return running
    row = BackgroundJob(
        kind=kind,
        key=key,
        title=title[:300],
        arguments=arguments,
        started_by=user,
        back_url=back_url,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return unfinished(key) or latest(key)
    run_job.enqueue(str(row.pk))
    row.refresh_from_db()
    return row


def redirect_to(request, row: BackgroundJob):
    """Redirect to the result if it is ready, with its message, or to the job's page."""
    if row.status == Status.SUCCEEDED and row.result_url:
        if row.message:
            messages.success(request, row.message)
        return redirect(row.result_url)
    return redirect(row)


def unfinished(key: str) -> BackgroundJob | None:
    open_statuses = [Status.WAITING, Status.RUNNING]
    return BackgroundJob.objects.filter(key=key, status__in=open_statuses).first()


def latest(key: str) -> BackgroundJob | None:
    return BackgroundJob.objects.filter(key=key).first()


@task
def run_job(job_id: str) -> None:
    """Run a job unless it has finished, and store its result or message."""
    row = BackgroundJob.objects.filter(pk=job_id).first()
    if row is None or row.is_finished:
        return
    BackgroundJob.objects.filter(pk=row.pk).update(status=Status.RUNNING)
    try:
        result = KINDS[row.kind](Progress(row), **row.arguments)
    except JobFailed as error:
        _finish(row, Status.FAILED, message=str(error))
    except Exception as error:
        _finish(row, Status.FAILED, message=describe_failure(error))
        logger.exception("Job %s (%s) failed", row.pk, row.kind)
    else:
        _finish(row, Status.SUCCEEDED, result_url=result.url, message=result.message)


def describe_failure(error: Exception) -> str:
    """Return the message that users see for an unexpected error."""
    return NO_SPACE if is_disk_full(error) else UNEXPECTED


def fail(job_id: str, message: str = UNEXPECTED) -> None:
    """Mark a job as failed from outside, because its worker stopped."""
    row = BackgroundJob.objects.filter(pk=job_id).first()
    if row is not None and not row.is_finished:
        _finish(row, Status.FAILED, message=message)


def _finish(row, status, **values):
    BackgroundJob.objects.filter(pk=row.pk).update(
        status=status, finished_at=timezone.now(), **values
    )
