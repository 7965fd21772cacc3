"""A person's data: export, erasure, and deletion after a set period.

The account itself stays as a number, because the history, editions and the audit log
name it. Other packages register what they store with `source`.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from partnership.core.models import (
    AuditEntry,
    AutosavedDraft,
    BackgroundJob,
    OutgoingEmail,
    Presence,
)
from partnership.core.models.audit import record
from partnership.models import User

Action = AuditEntry.Action


@dataclass(frozen=True)
class Source:
    """What one package stores about people.

    `export` gives plain data about a user and `erase` removes it, under a new name.
    `expire` deletes what is older than its period and returns how many rows. What is
    stored about people without an account is exported and erased by their address.
    """

    name: str
    export: Callable[[User], list[dict]]
    erase: Callable[[User, str], object]
    expire: Callable[[dt.datetime], int]
    export_address: Callable[[str], list[dict]] = lambda email: []
    erase_address: Callable[[str], int] = lambda email: 0


SOURCES: dict[str, Source] = {}


def source(found: Source) -> Source:
    """Register a kind of personal data, to be exported, erased and expired."""
    SOURCES[found.name] = found
    return found


def export(user: User) -> dict:
    """Everything stored about a person, as plain data."""
    entries = AuditEntry.objects.filter(account=user.pk)
    data = {
        "account": {
            "number": user.pk,
            "name": user.name,
            "email": user.email,
            "is_active": user.is_active,
            "joined_at": _iso(user.joined_at),
            "last_login": _iso(user.last_login),
            "last_visit": _iso(user.visit_began_at),
            "roles": sorted(user.groups.values_list("name", flat=True)),
            "person": str(user.person or ""),
            "partnership": str(user.partnership or ""),
        },
        "audit_log": [
            {"at": _iso(entry.at), "action": entry.action, "subject": entry.subject}
            for entry in entries
        ],
        "emails": [
            {"subject": row.subject, "at": _iso(row.created_at), "status": row.status}
            for row in _emails_to(user.email)
        ],
        "unsaved_drafts": [
            {"page": row.place, "at": _iso(row.saved_at), "data": row.data}
            for row in AutosavedDraft.objects.filter(user=user)
        ],
    }
    for name, found in SOURCES.items():
        data[name] = found.export(user)
    return data


@transaction.atomic
def erase(user: User, by: User | None = None) -> None:
    """Erase a person's data; the account stays as a number and cannot be used."""
    address = user.email
    new_name = f"Account {user.pk}"
    for found in SOURCES.values():
        found.erase(user, new_name)
    OutgoingEmail.objects.filter(
        pk__in=[row.pk for row in _emails_to(address)]
    ).delete()
    for model in [EmailAddress, Authenticator, SocialAccount]:
        model.objects.filter(user=user).delete()
    AutosavedDraft.objects.filter(user=user).delete()
    Presence.objects.filter(user=user).delete()
    named = LogEntry.objects.filter(content_type__model="user", object_id=str(user.pk))
    named.update(object_repr=new_name)
    user.name, user.email = new_name, f"erased-{user.pk}@example.invalid"
    user.is_active = user.is_staff = user.is_superuser = False
    user.person = user.partnership = None
    user.last_login = user.visit_began_at = user.visit_before_at = None
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    record(Action.PERSONAL_DATA, by, f"account {user.pk}", erased=True)


def export_address(email: str) -> dict:
    """What is stored about an address that has no account, as plain data."""
    data = {name: found.export_address(email) for name, found in SOURCES.items()}
    data["emails"] = [
        {"subject": row.subject, "at": _iso(row.created_at), "status": row.status}
        for row in _emails_to(email)
    ]
    return {name: rows for name, rows in data.items() if rows}


@transaction.atomic
def erase_address(email: str, by: User | None = None) -> int:
    """Erase what is stored about an address without an account; return how many rows.

    The audit log shows that it was done, without the address.
    """
    count = sum(found.erase_address(email) for found in SOURCES.values())
    rows = [row.pk for row in _emails_to(email)]
    OutgoingEmail.objects.filter(pk__in=rows).delete()
    count += len(rows)
    if count:
        record(Action.PERSONAL_DATA, by, "an email address", erased=True)
    return count


def is_erased(user: User) -> bool:
    return user.email == f"erased-{user.pk}@example.invalid"


def _emails_to(address):
    rows = OutgoingEmail.objects.only("pk", "recipients", "subject", "created_at")
    return [
        row
        for row in rows.iterator()
        if address.lower() in {recipient.lower() for recipient in row.recipients}
    ]


def _iso(moment):
    return moment.isoformat(timespec="seconds") if moment else None


def delete_expired(now: dt.datetime | None = None) -> dict[str, int]:
    """Delete what is older than its period; return how many rows of each type."""
    now = now or timezone.now()
    counts = {"jobs": _expire_jobs(now), "accounts": _expire_accounts(now)}
    counts["emails"] = _expire_emails(now)
    counts["sessions"], _ = Session.objects.filter(expire_date__lt=now).delete()
    for name, found in SOURCES.items():
        counts[name] = found.expire(now)
    return counts


def _before(now, days):
    return now - dt.timedelta(days=days)


def _expire_jobs(now):
    before = _before(now, settings.KEEP_JOBS_DAYS)
    count, _ = BackgroundJob.objects.filter(created_at__lt=before).delete()
    if settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db."):
        from django_tasks_db.models import DBTaskResult

        DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    return count


def _expire_emails(now):
    before = _before(now, settings.KEEP_EMAIL_RECORDS_DAYS)
    rows = OutgoingEmail.objects.exclude(status=OutgoingEmail.Status.WAITING)
    count, _ = rows.filter(created_at__lt=before).delete()
    return count


def _expire_accounts(now):
    """Erase accounts that nobody has used for the period; superusers are left alone."""
    before = _before(now, settings.KEEP_INACTIVE_ACCOUNTS_DAYS)
    unused = Q(visit_began_at__lt=before) | Q(visit_began_at=None, joined_at__lt=before)
    rows = User.objects.filter(unused, is_superuser=False)
    found = [user for user in rows if not is_erased(user)]
    for user in found:
        erase(user)
    return len(found)
