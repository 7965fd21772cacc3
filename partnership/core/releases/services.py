"""Publishing and withdrawing the figures of records."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from partnership.core.models import AuditEntry, Release, audit
from partnership.core.releases.kinds import KINDS, plain
from partnership.core.releases.parts import EVERYTHING, Parts
from partnership.core.releases.queries import current_release
from partnership.core.stored_pages.build import build_after_commit
from partnership.core.values.fingerprints import file_sha256


@dataclass(frozen=True)
class Difference:
    """One value that is different in the draft from what the public sees."""

    where: str
    published: str
    draft: str


@dataclass(frozen=True)
class Frozen:
    """A record as it would be published, read before it is stored."""

    kind: str
    key: str
    content: dict
    # Which parts a document prints, and the release that the others were taken from.
    printed: frozenset[str] | None = None
    based_on: int = 0
    together: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def row(self) -> dict:
        return plain(KINDS[self.kind].row(self.content))

    @cached_property
    def sha256(self) -> str:
        text = json.dumps([self.content, self.row], sort_keys=True, ensure_ascii=False)
        return file_sha256(text.encode())


def release(kind: str, key: str, user, source: str = "") -> tuple[Release, bool]:
    """Publish a record as it is now; return its release and whether it is new.

    A record that has not changed since its current release gets no new one. Raises
    KeyError if there is no such record.
    """
    return store(freeze(kind, key), user, source)


def freeze(
    kind: str,
    key: str,
    printed: frozenset[str] | None = None,
    together: frozenset[tuple[str, str]] = frozenset(),
) -> Frozen:
    """A record as it would be published now. Raises KeyError if there is none.

    With `printed`, only these parts are published as they are now. `together` are the
    kinds and keys of all records that are published at once.
    """
    parts: Parts = EVERYTHING
    based_on = 0
    if printed is not None:
        current = current_release(kind, key)
        parts = Parts(printed, current.content if current else {}, together)
        based_on = current.number if current else 0
    content = plain(KINDS[kind].content(key, parts))
    return Frozen(kind, key, content, printed, based_on, together)


def store(record: Frozen, user, source: str = "") -> tuple[Release, bool]:
    """Publish a frozen record; return its release and whether it is new."""
    kind, key = record.kind, record.key
    with transaction.atomic():
        rows = Release.objects.select_for_update().filter(kind=kind, key=key)
        current = next((release for release in rows if release.is_current), None)
        if record.printed is not None:
            if record.based_on != (current.number if current else 0):
                # Someone published it since it was frozen.
                record = freeze(kind, key, record.printed, record.together)
        if current is not None and current.content_sha256 == record.sha256:
            return current, False
        last = rows.aggregate(last=Max("number"))["last"] or 0
        rows.filter(is_current=True).update(is_current=False)
        new = Release.objects.create(
            kind=kind,
            key=key,
            number=last + 1,
            title=record.content["name"][:300],
            content=record.content,
            row=record.row,
            content_sha256=record.sha256,
            source=source[:300],
            released_at=timezone.now(),
            released_by=user,
        )
        if not source:  # publishing a document has an entry of its own
            subject = f"{kind} {key}"
            audit.record(AuditEntry.Action.RELEASE, user, subject, release=new.number)
            build_after_commit([KINDS[kind].url(key)])
    return new, True


def withdraw(kind: str, key: str, user, reason: str) -> Release:
    """Withdraw a record's page. Raises ValueError with what to do."""
    reason = reason.strip()
    if not reason:
        raise ValueError("Enter a reason for withdrawing the figures")
    with transaction.atomic():
        rows = Release.objects.select_for_update().filter(kind=kind, key=key)
        current = next((release for release in rows if release.is_current), None)
        if current is None:
            raise ValueError("These figures are not published, so nothing has changed")
        current.is_current = False
        current.withdrawn_at, current.withdrawn_by = timezone.now(), user
        current.withdrawal_reason = reason[:300]
        current.save(
            update_fields=[
                *("is_current", "withdrawn_at", "withdrawn_by", "withdrawal_reason")
            ]
        )
        audit.record(AuditEntry.Action.WITHDRAW, user, f"{kind} {key}")
    return current


def differences(kind: str, key: str) -> list[Difference]:
    """Where the draft of a record differs from what the public sees of it."""
    published = current_release(kind, key)
    if published is None:
        return []
    draft = freeze(kind, key)
    if draft.sha256 == published.content_sha256:
        return []
    return list(_compared(published.content, draft.content))


def _compared(old, new, path=()) -> Iterator[Difference]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in [*old, *(n for n in new if n not in old)]:
            yield from _compared(old.get(name), new.get(name), (*path, name))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _compared(_by_name(old), _by_name(new), path)
    else:
        where = ", ".join(str(part).replace("_", " ") for part in path)
        yield Difference(where, _words(old), _words(new))


def _by_name(items: list) -> dict:
    """A list as a dict, by what identifies its items, so that rows are compared."""
    named = {}
    for index, item in enumerate(items):
        name = item.get("name") if isinstance(item, dict) else None
        name = name or str(index + 1)
        named[name if name not in named else f"{name} ({index + 1})"] = item
    return named


def _words(value) -> str:
    if value in (None, "", [], {}):
        return "nothing"
    if isinstance(value, dict):
        return str(value.get("words") or value.get("name") or "; ".join(_leaves(value)))
    if isinstance(value, list):
        return "; ".join(_words(item) for item in value)
    return str(value)


def _leaves(value: dict) -> list[str]:
    return [str(item) for item in value.values() if item not in (None, "", [], {})]
