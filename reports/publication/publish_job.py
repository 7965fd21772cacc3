"""Publication by the worker: at once, or at a set time."""

import datetime as dt
import logging

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from partnership.core.background import jobs
from partnership.core.background.periodic import periodic
from partnership.core.values.dates import full_moment
from partnership.models import User
from reports.checks import services
from reports.errors import ReportNotRendered
from reports.models import Report, ScheduledPublication
from reports.publication import emails
from reports.publication import publish as publishing
from reports.publication.review import title_of

logger = logging.getLogger(__name__)

KIND = "publish"
Status = ScheduledPublication.Status
# What publish() raises if the document cannot be published as it is.
REFUSALS = (
    publishing.NotReadyToPublish,
    publishing.InvalidTransition,
    ReportNotRendered,
    ValueError,
)


def start(report: Report, user: User, change_note: str):
    """Start publishing. Raises NotReadyToPublish, or ValueError without change note.

    Checks that take seconds are run here, so that the form can show what is missing.
    Raises InvalidTransition if it is being published with another change note.
    """
    require_ready(report, change_note)
    page = reverse("documents:publish", args=[report.pk])
    job = jobs.start(
        KIND,
        key=f"{KIND}:{report.pk}",
        title=f"Publish {title_of(report)}",
        user=user,
        back_url=page,
        report_id=report.pk,
        user_id=user.pk,
        change_note=change_note,
        result_url=page,
    )
    if job.arguments["change_note"] != change_note:
        raise publishing.InvalidTransition(
            "Someone else is publishing this document with another change note. Wait "
            "until it is published, then check it."
        )
    return job


def require_ready(report, change_note):
    checked = services.run(report)
    if not checked.can_publish:
        raise publishing.NotReadyToPublish(checked)
    if publishing.needs_change_note(report) and not change_note.strip():
        if not publishing.has_same_content(report):
            raise ValueError("Enter a change note")


def publish(report: Report, user: User, change_note: str):
    """Publish now with `publishing.publish`, and cancel any scheduled publication."""
    result = publishing.publish(report, user, change_note)
    publishing.cancel_schedule(report, user)
    return result


@jobs.job(KIND)
def publish_now(progress, *, report_id, user_id, change_note, result_url):
    report, user = Report.objects.get(pk=report_id), User.objects.get(pk=user_id)
    progress.update(step="Creating and checking the PDF")
    try:
        edition, is_new = publish(report, user, change_note)
    except REFUSALS as error:
        raise jobs.JobFailed(str(error)) from None
    if is_new:
        message = f"Edition {edition.number} published."
    else:
        message = (
            f"No new edition was needed because edition {edition.number} is up to date."
        )
    return jobs.JobResult(result_url, message)


def schedule(report: Report, user: User, publish_at: dt.datetime, change_note: str):
    """Set a time to publish. Raises NotReadyToPublish, or ValueError saying what to do.

    The checks run again at that time.
    """
    require_schedulable(report, publish_at, change_note)
    row = ScheduledPublication(
        report=report,
        publish_at=publish_at,
        change_note=change_note.strip(),
        scheduled_by=user,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise ValueError("A time to publish is already set. Cancel it first") from None
    publishing.note_step(
        report, f"Scheduled to be published on {full_moment(publish_at)}", user
    )
    return row


def require_schedulable(report, publish_at, change_note):
    if publish_at <= timezone.now():
        raise ValueError("The date and time must be in the future")
    if publishing.has_same_content(report):
        raise ValueError("The draft is the same as the current edition")
    require_ready(report, change_note)


def waiting(report: Report) -> ScheduledPublication | None:
    return report.schedule.filter(status=Status.WAITING).first()


def last_failure(report: Report) -> ScheduledPublication | None:
    """The latest scheduled publication, if it failed."""
    row = report.schedule.order_by("-created_at").first()
    return row if row is not None and row.status == Status.FAILED else None


@periodic
def enqueue_due_publications() -> None:
    now = timezone.now()
    due = ScheduledPublication.objects.filter(
        status=Status.WAITING, publish_at__lte=now
    )
    for pk in due.values_list("pk", flat=True):
        publish_scheduled.enqueue(pk)


@task
def publish_scheduled(pk: int) -> None:
    """Publish a document whose time has come, and email the result to the scheduler.

    It may run twice: the same content does not create a second edition.
    """
    row = (
        ScheduledPublication.objects.filter(
            pk=pk, status=Status.WAITING, publish_at__lte=timezone.now()
        )
        .select_related("report__partnership", "scheduled_by")
        .first()
    )
    if row is None:
        return
    try:
        if not may_publish(row.scheduled_by):
            raise ValueError(f"{row.scheduled_by} is no longer a publisher.")
        edition, _ = publishing.publish(row.report, row.scheduled_by, row.change_note)
    except REFUSALS as error:
        status, message = Status.FAILED, str(error)
    except Exception as error:
        status, message = Status.FAILED, jobs.describe_failure(error)
        logger.exception("Scheduled publication %s failed", pk)
    else:
        status, message = Status.PUBLISHED, f"Edition {edition.number} published."
    rows = ScheduledPublication.objects.filter(pk=pk, status=Status.WAITING)
    if rows.update(status=status, message=message):
        _email_publisher(row, status, message)


def may_publish(user) -> bool:
    return user.is_active and user.has_perm("reports.add_edition")


def _email_publisher(row, status, message):
    title = title_of(row.report)
    subject = "Published" if status == Status.PUBLISHED else "Not published"
    emails.send(
        "scheduled",
        row.scheduled_by.email,
        f"{subject}: {title}",
        title=title,
        message=message,
        is_published=status == Status.PUBLISHED,
        link=emails.absolute(reverse("documents:publish", args=[row.report_id])),
    )
