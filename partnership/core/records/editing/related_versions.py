"""The history of a row and of its linked records."""

from itertools import chain, zip_longest

from partnership.core.history import changes as history
from partnership.core.models import registry
from partnership.core.records.forms.formsets import formset_class


def related_versions(record, pk, may) -> list[history.Version]:
    """Return the versions of a row and of its linked records, newest first.

    `may` says which record types the user may view.
    """
    inlines = [*record.inlines, *record.related_history]
    versions = [
        *chain(*history.versions_of(record, [pk])),
        *_versions_below(record.model, inlines, {pk}, may),
    ]
    return sorted(
        versions, key=lambda version: version.entry.history_date, reverse=True
    )


def _versions_below(model, inlines, keys, may):
    """Yield the versions of linked records, at every level.

    Includes deleted rows, and rows that now belong to another row, for the time they
    belonged to this one. The number of queries depends on the record types only.
    """
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
    for versions in history.versions_of(record, rows):
        for version, older in zip_longest(versions, versions[1:]):
            known = [version, older] if older else [version]
            if any(getattr(item.entry, path) in keys for item in known):
                yield version
