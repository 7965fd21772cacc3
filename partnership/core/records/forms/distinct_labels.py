"""Distinguish options with the same name by a record they belong to."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Model


def distinct_labels(rows: Sequence[Model], labels: Sequence[str]) -> list[str]:
    """The labels; equal ones have the name of a linked record, or the code, added.

    The linked record is that of the first field that differs between most of them, for
    example the partnership, among those fetched with the rows.
    """
    counts = Counter(labels)
    equal = [row for row, label in zip(rows, labels, strict=True) if counts[label] > 1]
    if not equal:
        return list(labels)
    names = _names(equal)
    return [
        f"{label}, {names[row.pk]}" if names.get(row.pk) else label
        for row, label in zip(rows, labels, strict=True)
    ]


def _names(rows) -> dict[int, str]:
    field = _field(rows)
    if field is None:
        return {row.pk: getattr(row, "code", "") for row in rows}
    return {row.pk: str(getattr(row, field.name) or "") for row in rows}


def _field(rows):
    """The foreign key with the most different values; if several have, the first.

    Only those fetched with the rows count, so that no query is made.
    """
    fields = [
        field
        for field in rows[0]._meta.concrete_fields
        if field.many_to_one and all(field.is_cached(row) for row in rows)
    ]
    found = [len({getattr(row, field.attname) for row in rows}) for field in fields]
    most = max(found, default=0)
    return fields[found.index(most)] if most > 1 else None
