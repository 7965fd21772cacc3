"""Add many records, or versions of records, with one statement for thousands of them.

Django's `bulk_create` prepares each value of each record. A spreadsheet repeats most
of its values, so here each different value of a field is prepared once.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.utils import timezone
from simple_history.utils import (
    get_change_reason_from_object,
    get_history_manager_for_model,
)

BATCH = 2_000


def add(model: type[models.Model], instances: Sequence[models.Model]) -> None:
    """Insert records without an id, and give each its id."""
    key = model._meta.pk
    for instance, number in zip(instances, _ids(model, len(instances)), strict=True):
        setattr(instance, key.attname, number)
    columns = [
        (field, [field.pre_save(instance, True) for instance in instances])
        for field in model._meta.local_concrete_fields
        if not field.generated
    ]
    _insert(model, columns)
    alias = connection.alias
    for instance in instances:
        instance._state.adding = False
        instance._state.db = alias


def add_versions(
    model: type[models.Model],
    instances: Sequence[models.Model],
    history_type: str,
    user,
) -> list[int]:
    """Insert a version of each record with a history type; return the versions' ids."""
    history = get_history_manager_for_model(model).model
    count, now = len(instances), timezone.now()
    ids = _ids(history, count)
    constant = {
        "history_date": now,
        "history_type": history_type,
        "history_user_id": user.pk if user else None,
    }
    columns = []
    for field in history._meta.local_concrete_fields:
        if field.primary_key:
            values: list[Any] = ids
        elif field.attname in constant:
            values = [constant[field.attname]] * count
        elif field.attname == "history_relation_id":
            values = [instance.pk for instance in instances]
        elif field.attname == "history_change_reason":
            values = list(map(get_change_reason_from_object, instances))
        else:
            values = [getattr(instance, field.attname) for instance in instances]
        columns.append((field, values))
    _insert(history, columns)
    return ids


def _ids(model, count: int) -> list[int]:
    """Take the next ids of a table."""
    table, key = model._meta.db_table, model._meta.pk.column
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) "
                "FROM generate_series(1, %s)",
                [quoted(table), key, count],
            )
            return [number for (number,) in cursor]
        # The transaction has locked the database.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or [0])[0]
        cursor.execute(f"SELECT MAX({quoted(key)}) FROM {quoted(table)}")
        last = max(last, cursor.fetchone()[0] or 0)
    return list(range(last + 1, last + 1 + count))


def _insert(model, columns: Iterable[tuple[models.Field, list]]) -> None:
    quoted = connection.ops.quote_name
    fields, values = zip(*columns, strict=True)
    names = ", ".join(quoted(field.column) for field in fields)
    rows = list(zip(*map(_prepared, fields, values), strict=True))
    start = f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES "
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            place = f"({', '.join(['%s'] * len(fields))})"
            for first in range(0, len(rows), BATCH):
                part = rows[first : first + BATCH]
                flat = [value for row in part for value in row]
                cursor.execute(start + ", ".join([place] * len(part)), flat)
        else:
            cursor.executemany(f"{start}({', '.join(['%s'] * len(fields))})", rows)


def _prepared(field, values: list) -> list:
    """Return the values in the form that the database expects."""
    known: dict = {}
    found = []
    for value in values:
        try:
            key = (value.__class__, value)
            if key not in known:
                known[key] = field.get_db_prep_save(value, connection)
            found.append(known[key])
        except TypeError:  # lists of JSON cannot be keys
            found.append(field.get_db_prep_save(value, connection))
    return found
