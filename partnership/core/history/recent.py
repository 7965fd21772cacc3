"""Recent changes to records of all types."""

import datetime as dt
from collections import defaultdict

from django.db.models import CharField, F, Value, Window
from django.db.models.functions import Lead

from partnership.core.history.changes import (
    Version,
    changes,
    former_name,
    names_in,
    read,
)
from partnership.core.models import registry


def recent(
    limit=50,
    *,
    models=None,
    by=None,
    not_by=None,
    day=None,
    since=None,
    by_people=False,
):
    """Return the latest changes to records of all types as versions, newest first.

    The number of queries depends on the number of types, not of changes.
    """
    records = [r for r in registry.BY_MODEL.values() if not models or r.model in models]
    found = [_keys_of(r, by, not_by, day, since, by_people) for r in records]
    if not found:
        return []
    first, *rest = found
    every = first.union(*rest, all=True) if rest else first
    newest = list(every.order_by("-history_date", "-history_id")[:limit])
    by_model = defaultdict(list)
    for label, history_id, *_ in newest:
        by_model[label].append(history_id)
    versions = {}
    for label, keys in by_model.items():
        versions |= _versions(registry.RECORD_TYPES[label], keys)
    return [versions[label, key] for label, key, *_ in newest]


def _keys_of(record, by, not_by, day, since, by_people):
    rows = record.model.history.order_by()
    if by_people:
        rows = rows.filter(history_user__isnull=False)
    if by:
        rows = rows.filter(history_user=by)
    if not_by:
        rows = rows.exclude(history_user=not_by)
    if since:
        rows = rows.filter(history_date__gt=since)
    if day:
        rows = rows.filter(history_date__date=day)
    return rows.annotate(
        slug_of=Value(record.slug, output_field=CharField())
    ).values_list("slug_of", "history_id", "history_date")


def _versions(record, keys) -> dict:
    """Return versions of one type by key, compared with the version before."""
    rows = record.model.history
    entries = read(rows.filter(history_id__in=keys))
    ids = {entry.id for entry in entries}
    last = max(entry.history_date for entry in entries)
    order = [F("history_date").desc(), F("history_id").desc()]
    previous = Window(Lead("history_id"), partition_by=F("id"), order_by=order)
    keys_before = dict(
        rows.filter(id__in=ids, history_date__lte=last)
        .order_by()
        .annotate(before=previous)
        .values_list("history_id", "before")
    )
    needed = {keys_before[entry.history_id] for entry in entries} - {None}
    older = {entry.history_id: entry for entry in read(rows.filter(pk__in=needed))}
    before = {e.history_id: older.get(keys_before[e.history_id]) for e in entries}
    names = names_in(record.model, [*entries, *older.values()])
    titles = {
        row.pk: record.naming.history_title(row)
        for row in record.rows.filter(pk__in=ids)
    }
    return {
        (record.slug, entry.history_id): Version(
            record,
            entry,
            titles.get(entry.id) or former_name(entry, names),
            changes(entry, before.get(entry.history_id), names),
        )
        for entry in entries
    }


def changes_since(user, moment: dt.datetime, limit=20) -> list[Version]:
    """Return other users' changes since a time, as versions.

    Changes made by commands have no user and are not included.
    """
    visible = {
        r.model for r in registry.BY_MODEL.values() if r.has_permission(user, "view")
    }
    if not visible:
        return []
    return recent(limit, models=visible, not_by=user, since=moment, by_people=True)
