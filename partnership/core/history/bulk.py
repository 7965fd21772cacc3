"""Add many records, or versions of records, with one statement for thousands of them.

Django's `bulk_create` prepares each value of each record. An import reads cells that
say the same once, so here each different value of a field is prepared once.
"""

from collections.abc import Iterable, Sequence
from operator import attrgetter
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
    _insert(model, _columns(model, instances, True))
    alias = connection.alias
    for instance in instances:
        instance._state.adding = False
        instance._state.db = alias


def change(model: type[models.Model], instances: Sequence, names: Sequence[str]):
    """Store the values of some fields of stored records."""
    columns = _columns(model, instances, False)
    quoted = connection.ops.quote_name
    changed = [quoted(model._meta.get_field(name).column) for name in names]
    values = ", ".join(f"{column} = excluded.{column}" for column in changed)
    key = quoted(model._meta.pk.column)
    _insert(model, columns, f" ON CONFLICT ({key}) DO UPDATE SET {values}")


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
            values = list(map(attrgetter(field.attname), instances))
        columns.append((field, values))
    _insert(history, columns)
    return ids


def _columns(model, instances, is_new) -> list[tuple[models.Field, list]]:
    """Return each field with its value of each record."""
    found = []
    for field in model._meta.local_concrete_fields:
        if field.generated:
            continue
        if type(field).pre_save is models.Field.pre_save:
            values = list(map(attrgetter(field.attname), instances))
        else:
            values = [field.pre_save(instance, is_new) for instance in instances]
        found.append((field, values))
    return found


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


def _insert(
    model, columns: Iterable[tuple[models.Field, list]], ending: str = ""
) -> None:
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
                cursor.execute(start + ", ".join([place] * len(part)) + ending, flat)
        else:
            places = f"({', '.join(['%s'] * len(fields))})"
            cursor.executemany(start + places + ending, rows)


def _prepared(field, values: list) -> list:
    """Return the values in the form that the database expects."""
    # The list keeps the values, so each has an id of its own; most cells that say the
    # same have one value.
    different = {id(value): value for value in values}
    prepared = {
        key: field.get_db_prep_save(value, connection)
        for key, value in different.items()
    }
    return [prepared[id(value)] for value in values]
