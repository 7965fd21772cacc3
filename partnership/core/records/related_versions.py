"""The history of a row and of its linked records."""

from collections import defaultdict
from itertools import zip_longest

from partnership.core.history import changes as history
from partnership.core.models import registry
from partnership.core.records.formsets import formset_class


def family(record, pk, may) -> list[history.Version]:
    """Return the versions of a row and of its linked records, newest first."""
    every = history.versions_of(record, pk) + versions_below(record, pk, may)
    return sorted(every, key=lambda one: one.entry.history_date, reverse=True)


def versions_below(record, pk, may) -> list[history.Version]:
    """Return the versions of a row's linked records, at every level.

    Includes deleted rows, and rows that now belong to another row, for the time they
    belonged to this one. The number of queries depends on the record types only.
    `may` says which record types the user may view.
    """
    declared = [*record.children, *record.belonging]
    return list(_below(record.model, declared, {pk}, may))


def _below(model, declared, keys, may):
    for children in declared:
        kind = formset_class(model, children)
        path = kind.fk.attname
        held = children.model.history.filter(**{f"{path}__in": keys})
        rows = set(held.order_by().values_list("id", flat=True))
        record = registry.record_of(children.model)
        if rows and record and may(record):
            yield from _lines(record, rows, path, keys)
            yield from _below(children.model, children.children, rows, may)


def _lines(record, rows, path, keys):
    """Yield versions of rows while they belonged, or stopped belonging, to `keys`."""
    for line in _told_rows(record, rows):
        line[0].is_newest = True
        for version, older in zip_longest(line, line[1:]):
            known = [version, older] if older else [version]
            if any(getattr(one.entry, path) in keys for one in known):
                yield version


def _told_rows(record, rows) -> list[list[history.Version]]:
    """Return all versions of some rows, one list for each row, newest first."""
    entries = history.read(record.model.history.filter(id__in=rows))
    names = history.names_in(record.model, entries)
    titles = {row.pk: record.told_as(row) for row in record.rows.filter(pk__in=rows)}
    by_row = defaultdict(list)
    for entry in entries:
        by_row[entry.id].append(entry)
    return [
        [
            history.Version(
                record,
                entry,
                titles.get(entry.id) or history.was_called(line[0], names),
                history.changes(entry, older, names),
            )
            for entry, older in zip_longest(line, line[1:])
        ]
        for line in by_row.values()
    ]
