"""The history of a row and of its linked records."""

from collections import defaultdict
from itertools import zip_longest

from partnership.core.history import changes as history
from partnership.core.models import registry
from partnership.core.records.formsets import formset_class


def related_versions(record, pk, may) -> list[history.Version]:
    """Return the versions of a row and of its linked records, newest first."""
    versions = history.versions_of(record, pk) + versions_below(record, pk, may)
    return sorted(
        versions, key=lambda version: version.entry.history_date, reverse=True
    )


def versions_below(record, pk, may) -> list[history.Version]:
    """Return the versions of a row's linked records, at every level.

    Includes deleted rows, and rows that now belong to another row, for the time they
    belonged to this one. The number of queries depends on the record types only.
    `may` says which record types the user may view.
    """
    inlines = [*record.inlines, *record.related_history]
    return list(_versions_below(record.model, inlines, {pk}, may))


def _versions_below(model, inlines, keys, may):
    for inline in inlines:
        path = formset_class(model, inline).fk.attname
        entries = inline.model.history.filter(**{f"{path}__in": keys})
        rows = set(entries.order_by().values_list("id", flat=True))
        record = registry.record_type_of(inline.model)
        if rows and record and may(record):
            yield from _versions_while_linked(record, rows, path, keys)
            yield from _versions_below(inline.model, inline.inlines, rows, may)


def _versions_while_linked(record, rows, path, keys):
    """Yield versions of rows while they belonged, or stopped belonging, to `keys`."""
    for versions in _versions_by_row(record, rows):
        versions[0].is_newest = True
        for version, older in zip_longest(versions, versions[1:]):
            known = [version, older] if older else [version]
            if any(getattr(item.entry, path) in keys for item in known):
                yield version


def _versions_by_row(record, rows) -> list[list[history.Version]]:
    """Return all versions of some rows, one list for each row, newest first."""
    entries = history.read(record.model.history.filter(id__in=rows))
    names = history.names_in(record.model, entries)
    titles = {
        row.pk: record.naming.history_title(row)
        for row in record.rows.filter(pk__in=rows)
    }
    by_row = defaultdict(list)
    for entry in entries:
        by_row[entry.id].append(entry)
    return [
        [
            history.Version(
                record,
                entry,
                titles.get(entry.id) or history.former_name(row_entries[0], names),
                history.changes(entry, older, names),
            )
            for entry, older in zip_longest(row_entries, row_entries[1:])
        ]
        for row_entries in by_row.values()
    ]
