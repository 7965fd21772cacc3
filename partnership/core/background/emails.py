"""Emails: stored, sent by the worker, and tried again if they fail.

`QueuedEmailBackend` is the site's email backend, so every email is queued, whichever
code sends it. `EMAIL_DELIVERY_BACKEND` delivers them.
"""

import datetime as dt
import logging
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from partnership.core.background.periodic import periodic
from partnership.core.models import OutgoingEmail

logger = logging.getLogger(__name__)

Status = OutgoingEmail.Status
# Minutes to wait after each attempt; after the last one an administrator decides.
WAIT_MINUTES = [1, 5, 15, 60, 240, 720]
# How long one attempt may take before another worker may try.
ATTEMPT = dt.timedelta(minutes=5)


class QueuedEmailBackend(BaseEmailBackend):
    """Stores emails for the worker to send."""

    def send_messages(self, email_messages):
        for message in email_messages:
            row = store(message)
            transaction.on_commit(partial(send_email.enqueue, row.pk), robust=True)
        return len(email_messages)


def store(message) -> OutgoingEmail:
    """Store an email. Raises ValueError for attachments, which are not supported."""
    if message.attachments:
        raise ValueError("Emails with attachments cannot be queued.")
    alternatives = getattr(message, "alternatives", [])
    html = next((text for text, kind in alternatives if kind == "text/html"), "")
    return OutgoingEmail.objects.create(
        subject=str(message.subject)[:300],
        body=str(message.body),
        html=str(html),
        sender=message.from_email,
        recipients=[*message.to, *message.cc, *message.bcc],
        headers={name: str(value) for name, value in message.extra_headers.items()},
    )


@task
def send_email(pk: int) -> None:
    """Send one email if it is due; if that fails, store when to try again."""
    now = timezone.now()
    due = OutgoingEmail.objects.filter(
        pk=pk, status=Status.WAITING, next_attempt_at__lte=now
    )
    # Only one worker gets the row, and nobody tries again during this attempt.
    if not due.update(attempts=F("attempts") + 1, next_attempt_at=now + ATTEMPT):
        return
    row = OutgoingEmail.objects.get(pk=pk)
    try:
        _deliver(row)
    except Exception as error:
        logger.warning("Email %s was not sent: %s", pk, error)
        _store_failure(row, error)
    else:
        row.status, row.sent_at, row.error = Status.SENT, timezone.now(), ""
        row.body = row.html = ""
        row.save()


def _deliver(row):
    connection = get_connection(settings.EMAIL_DELIVERY_BACKEND)
    message = EmailMultiAlternatives(
        row.subject,
        row.body,
        row.sender,
        row.recipients,
        headers=row.headers,
        connection=connection,
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    message.send()


def _store_failure(row, error):
    row.error = f"{type(error).__name__}: {error}"[:1000]
    if row.attempts > len(WAIT_MINUTES):
        row.status = Status.FAILED
    else:
        wait = dt.timedelta(minutes=WAIT_MINUTES[row.attempts - 1])
        row.next_attempt_at = timezone.now() + wait
    row.save()


def try_again(rows) -> int:
    """Send failed emails again now; return how many."""
    keys = list(rows.filter(sent_at=None).values_list("pk", flat=True))
    OutgoingEmail.objects.filter(pk__in=keys).update(
        status=Status.WAITING, attempts=0, next_attempt_at=timezone.now()
    )
    for pk in keys:
        transaction.on_commit(partial(send_email.enqueue, pk), robust=True)
    return len(keys)


def problems():
    """Emails that were not sent: given up, or failed at least once."""
    return OutgoingEmail.objects.exclude(status=Status.SENT).exclude(error="")


@periodic
def enqueue_due_emails() -> None:
    """Enqueue the emails that are due, except new ones, whose task is waiting."""
    now = timezone.now()
    due = OutgoingEmail.objects.filter(
        status=Status.WAITING,
        next_attempt_at__lte=now,
        created_at__lt=now - dt.timedelta(minutes=1),
    )
    for pk in due.values_list("pk", flat=True)[:200]:
        send_email.enqueue(pk)
