"""Emails to readers who follow documents, and their subscriptions.

Every link has a signed number of the subscription. A subscription is confirmed by its
link only, so nobody can subscribe someone else.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import partial
from itertools import chain

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from partnership.accounts.personal_data import Source, source
from partnership.core.background.periodic import periodic
from partnership.core.models import Release
from partnership.core.releases.kinds import KINDS
from reports.models import Announcement, Edition, Report, Subscription, Withdrawal
from reports.publication import emails
from reports.publication.listings import Listing
from reports.publication.topics import (
    Topic,
    heading_of,
    latest_figures,
    topic_with_code,
    topics_of,
)

# One address may follow this many topics; further ones are not stored.
MOST_TOPICS = 50
# Figures that are published within this time are in one email.
TOGETHER = dt.timedelta(hours=1)
CONFIRM, STOP = "subscription.confirm", "subscription.stop"


def subscribe(email: str, topic: Topic) -> None:
    """Email a link to confirm, or say what the address already follows.

    It always sends one email, so that the page shows nothing about an address. Only an
    address that follows a great many topics gets none.
    """
    email = email.strip().lower()
    rows = Subscription.objects.filter(email=email)
    if rows.count() >= MOST_TOPICS and not rows.filter(topic=topic.code).exists():
        return
    row, _ = Subscription.objects.get_or_create(email=email, topic=topic.code)
    if row.confirmed_at is None:
        # The days to confirm count from the last request.
        row.asked_at = timezone.now()
        row.save(update_fields=["asked_at"])
    is_confirmed = row.confirmed_at is not None
    subject = "You already follow" if is_confirmed else "Confirm that you follow"
    emails.send(
        "subscription",
        email,
        f"{subject}: {topic.title}",
        topic=topic,
        is_confirmed=is_confirmed,
        days=settings.KEEP_UNCONFIRMED_DAYS,
        confirm_link=_link("reports:confirm_subscription", CONFIRM, row),
        stop_link=_link("reports:stop_subscription", STOP, row),
    )


def confirm(row: Subscription) -> None:
    rows = Subscription.objects.filter(pk=row.pk, confirmed_at=None)
    rows.update(confirmed_at=timezone.now())


def stop(row: Subscription) -> None:
    Subscription.objects.filter(pk=row.pk).delete()


def _link(name: str, purpose: str, row: Subscription) -> str:
    token = Signer(salt=purpose).sign(str(row.pk))
    return emails.absolute(reverse(name, args=[token]))


def find(token: str, purpose: str) -> Subscription | None:
    """The subscription of a link; None if it is gone. Raises BadSignature."""
    number = Signer(salt=purpose).unsign(token)
    if not number.isdecimal():
        raise BadSignature
    return Subscription.objects.filter(pk=number).first()


# Announcements


def announce(
    *,
    edition: Edition | None = None,
    withdrawal: Withdrawal | None = None,
    release: Release | None = None,
):
    """Store an announcement to email, in the transaction of what it announces."""
    row = Announcement.objects.create(
        edition=edition, withdrawal=withdrawal, release=release
    )
    if release is None:
        transaction.on_commit(partial(email_announcement.enqueue, row.pk), robust=True)


@receiver(post_save, sender=Edition)
def _edition_saved(instance, created, raw=False, **kwargs):
    if created and not raw:
        announce(edition=instance)


@receiver(post_save, sender=Withdrawal)
def _document_withdrawn(instance, created, raw=False, **kwargs):
    if created and not raw:
        announce(withdrawal=instance)


@receiver(post_save, sender=Release)
def _release_saved(instance, created, raw=False, **kwargs):
    """Announce figures that are published or withdrawn without a document."""
    is_alone = created and not instance.source
    if not raw and (is_alone or instance.withdrawn_at):
        announce(release=instance)


@task
def email_announcement(pk: int) -> None:
    """Queue one email for each address that follows the document. It may run twice."""
    with transaction.atomic():
        row = _waiting().select_for_update().filter(pk=pk, release=None).first()
        if row is None:
            return
        topics = topics_of(_listing(row))
        found = _chosen(topics, _followers(topics))
        for subscription, topic in found:
            _send(row, subscription, topic)
        row.emailed_at, row.recipients = timezone.now(), len(found)
        row.save(update_fields=["emailed_at", "recipients"])


def _waiting() -> QuerySet[Announcement]:
    return Announcement.objects.filter(emailed_at=None)


def _followers(topics: Iterable[Topic]) -> dict[str, list[Subscription]]:
    """The confirmed subscriptions to some topics, by topic."""
    rows = Subscription.objects.filter(topic__in={topic.code for topic in topics})
    found = defaultdict(list)
    for row in rows.exclude(confirmed_at=None):
        found[row.topic].append(row)
    return found


def _chosen(
    topics: list[Topic], followers: dict[str, list[Subscription]]
) -> list[tuple[Subscription, Topic]]:
    """One subscription of each address, to the first of some topics."""
    chosen: dict[str, tuple[Subscription, Topic]] = {}
    for topic in topics:
        for subscription in followers[topic.code]:
            chosen.setdefault(subscription.email, (subscription, topic))
    return list(chosen.values())


def _listing(row: Announcement) -> Listing:
    edition = row.edition
    if edition is None:
        report = Report.objects.get(withdrawals__announcement=row)
        edition = report.editions.order_by("-number")[0]
    return Listing(**edition.listing)


def _send(row: Announcement, subscription: Subscription, topic: Topic) -> None:
    listing, edition = _listing(row), row.edition
    if edition is None:
        subject = "Withdrawn"
    else:
        subject = "Corrected" if edition.is_correction else "Published"
    _send_to(
        subscription,
        topic,
        "announcement",
        f"{subject}: {listing.title}",
        listing=listing,
        edition=edition,
        withdrawal=row.withdrawal,
        link=emails.absolute(f"/{listing.path}/"),
    )


def _send_to(subscription, topic, name, subject, **context) -> None:
    link = _link("reports:stop_subscription", STOP, subscription)
    emails.send(
        name,
        subscription.email,
        subject,
        headers={
            "List-Unsubscribe": f"<{link}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        topic=topic,
        stop_link=link,
        **context,
    )


@task
def email_figures() -> None:
    """Queue emails about all figures that wait. It may run twice.

    An address that follows a partnership and everything gets each of them once.
    """
    with transaction.atomic():
        rows = list(_waiting().select_for_update().exclude(release=None))
        releases = latest_figures(row.release_id for row in rows)
        followers = _followers(chain.from_iterable(releases.values()))
        found: dict[Subscription, tuple[Topic, list[Release]]] = {}
        counts: Counter[int | None] = Counter()
        for release, topics in releases.items():
            for subscription, topic in _chosen(topics, followers):
                found.setdefault(subscription, (topic, []))[1].append(release)
                counts[release.pk] += 1
        for subscription, (topic, figures) in found.items():
            _send_figures(figures, subscription, topic)
        now = timezone.now()
        for row in rows:
            row.emailed_at, row.recipients = now, counts[row.release_id]
        Announcement.objects.bulk_update(rows, ["emailed_at", "recipients"])


def _send_figures(rows: list[Release], subscription, topic) -> None:
    figures = [
        {
            "heading": heading_of(row),
            "reason": row.withdrawal_reason,
            "link": emails.absolute(KINDS[row.kind].url(row.key)),
        }
        for row in rows
    ]
    subject = heading_of(rows[0])
    if len(rows) > 1:
        subject = f"{len(rows)} pages of figures published, updated or withdrawn"
    _send_to(subscription, topic, "figures", subject, figures=figures)


@periodic
def enqueue_announcements() -> None:
    """Enqueue what a stopped process left, except new ones, whose task is waiting."""
    now = timezone.now()
    waiting = _waiting().filter(created_at__lt=now - dt.timedelta(minutes=1))
    for pk in waiting.filter(release=None).values_list("pk", flat=True)[:50]:
        email_announcement.enqueue(pk)
    figures = waiting.exclude(release=None)
    if figures.filter(created_at__lt=now - TOGETHER).exists():
        email_figures.enqueue()


# Personal data


def export(email: str) -> list[dict]:
    """What an address follows, as plain data."""
    rows = Subscription.objects.filter(email__iexact=email)
    return [
        {
            "topic": row.topic,
            "asked_at": row.asked_at.isoformat(timespec="seconds"),
            "confirmed_at": row.confirmed_at
            and row.confirmed_at.isoformat(timespec="seconds"),
        }
        for row in rows
    ]


def erase(email: str) -> int:
    """Delete all subscriptions of an address; return how many."""
    count, _ = Subscription.objects.filter(email__iexact=email.strip()).delete()
    return count


def expire(now: dt.datetime) -> int:
    """Delete what was not confirmed in time."""
    before = now - dt.timedelta(days=settings.KEEP_UNCONFIRMED_DAYS)
    rows = Subscription.objects.filter(confirmed_at=None, asked_at__lt=before)
    count, _ = rows.delete()
    return count


source(
    Source(
        "subscriptions",
        export=lambda user: export(user.email),
        erase=lambda user, _name: erase(user.email),
        expire=expire,
        export_address=export,
        erase_address=erase,
    )
)


def followers() -> list[tuple[str, int, int]]:
    """Each topic with its title, and how many confirmed and unconfirmed addresses."""
    counts: dict[str, list[int]] = {}
    rows = Subscription.objects.values_list("topic", "confirmed_at")
    for code, confirmed_at in rows.iterator():
        counts.setdefault(code, [0, 0])[confirmed_at is None] += 1
    found = []
    for code, (confirmed, unconfirmed) in sorted(counts.items()):
        topic = topic_with_code(code)
        found.append((topic.title if topic else code, confirmed, unconfirmed))
    return found
