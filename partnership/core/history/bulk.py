"""Add many records, or versions of records, with one statement for thousands of them.

Django's `bulk_create` prepares each value of each record. In an import, many cells have
the same value, so each distinct value of a field is prepared only once.
"""

import datetime as dt
import io
from decimal import Decimal
from operator import attrgetter

from django.db import connection, connections, models
from django.utils import timezone
from simple_history.utils import get_history_manager_for_model

BATCH = 2_000
# Characters that COPY reads as they are.
TEXT_CLASSES = (str, int, float, Decimal, dt.date, dt.time)
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


class Prepared(dict[str, list]):
    """The values of records by attribute, as the database expects them.

    `texts` are the same values as COPY reads them, made when they are needed; a version
    starts from those of its record.
    """

    def __init__(self, values, texts: dict[str, list[str]] | None = None):
        super().__init__(values)
        self.texts: dict[str, list[str]] = dict(texts or {})

    def text(self, name: str) -> list[str]:
        if name not in self.texts:
            values = self[name]
            # Numbers and texts that all differ, such as ids, are quicker one by one.
            each = list(map(str, values)) if set(map(type, values)) == {int} else None
            self.texts[name] = each or _each_once(values, _text)
        return self.texts[name]


def add(model: type[models.Model], values: Prepared) -> list[int]:
    """Insert records without an id; return the id that each was given."""
    ids = _ids(model, len(next(iter(values.values()))))
    values[model._meta.pk.attname] = ids
    _insert(model, values)
    return ids


def change(model: type[models.Model], values: Prepared, names) -> None:
    """Store the values of some fields of stored records."""
    quoted = connection.ops.quote_name
    changed = [quoted(model._meta.get_field(name).column) for name in names]
    sets = ", ".join(f"{column} = excluded.{column}" for column in changed)
    key = quoted(model._meta.pk.column)
    _insert(model, values, f" ON CONFLICT ({key}) DO UPDATE SET {sets}")


def add_versions(
    model: type[models.Model],
    values: Prepared,
    history_type: str,
    user,
    reasons: list[str],
) -> list[int]:
    """Insert a version of each record with a history type; return the versions' ids.

    `values` are those of the stored records, with their ids.
    """
    history = get_history_manager_for_model(model).model
    count, ids = len(reasons), _ids(history, len(reasons))
    own = {
        "history_date": [timezone.now()] * count,
        "history_type": [history_type] * count,
        "history_user_id": [user.pk if user else None] * count,
    }
    own = {name: _prepared(history, name, found) for name, found in own.items()}
    own["history_change_reason"] = reasons
    own["history_relation_id"] = values[model._meta.pk.attname]
    own[history._meta.pk.attname] = ids
    _insert(history, Prepared(values | own, values.texts))
    return ids


def values_of(model, instances, *, are_new: bool) -> Prepared:
    """Return the values of records, those of new ones without an id."""
    found = Prepared({})
    for field in model._meta.local_concrete_fields:
        if field.generated or (are_new and field.primary_key):
            continue
        name = field.attname
        if is_as_given(field):
            values = list(map(attrgetter(name), instances))
        else:
            values = [field.pre_save(instance, are_new) for instance in instances]
        found[name] = _prepared(model, name, values)
    return found


def is_as_given(field) -> bool:
    """Whether a field stores the value of a record without converting it."""
    if isinstance(field, models.DateField | models.TimeField):
        return not (field.auto_now or field.auto_now_add)
    return type(field).pre_save is models.Field.pre_save


def _ids(model, count: int) -> list[int]:
    """Take the next ids of a table."""
    table, key = model._meta.db_table, model._meta.pk.column
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "WITH ids AS MATERIALIZED "  # so that it is looked up only once
                "(SELECT pg_get_serial_sequence(%s, %s)::regclass AS sequence) "
                "SELECT nextval(sequence) FROM ids, generate_series(1, %s)",
                [quoted(table), key, count],
            )
            return [number for (number,) in cursor]
        # The transaction has locked the database.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or [0])[0]
        cursor.execute(f"SELECT MAX({quoted(key)}) FROM {quoted(table)}")
        last = max(last, cursor.fetchone()[0] or 0)
    return list(range(last + 1, last + 1 + count))


def _insert(model, prepared: Prepared, ending: str = "") -> None:
    quoted = connection.ops.quote_name
    fields = [f for f in model._meta.local_concrete_fields if f.attname in prepared]
    columns = [prepared[field.attname] for field in fields]
    names = ", ".join(quoted(field.column) for field in fields)
    into = f"{quoted(model._meta.db_table)} ({names})"
    place = f"({', '.join(['%s'] * len(fields))})"
    start = f"INSERT INTO {into} VALUES "
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            rows = list(zip(*columns, strict=True))
            cursor.executemany(start + place + ending, rows)
        elif not ending and (texts := _texts(prepared, fields)) is not None:
            with connection.wrap_database_errors:
                cursor.copy_expert(f"COPY {into} FROM STDIN", texts)
        else:
            rows = list(zip(*columns, strict=True))
            for first in range(0, len(rows), BATCH):
                part = rows[first : first + BATCH]
                flat = [value for row in part for value in row]
                cursor.execute(start + ", ".join([place] * len(part)) + ending, flat)


def _prepared(model, name: str, values: list) -> list:
    """Return the values of a field in the form that the database expects."""
    field, on = model._meta.get_field(name), connections[connection.alias]
    return _each_once(values, lambda value: field.get_db_prep_save(value, on))


def _texts(prepared: Prepared, fields) -> io.StringIO | None:
    """Return rows as COPY reads them, or None if it cannot read one, such as JSON."""
    try:
        texts = [prepared.text(field.attname) for field in fields]
    except TypeError:
        return None
    return io.StringIO("\n".join(map("\t".join, zip(*texts, strict=True))))


def _text(value) -> str:
    if value is None:
        return r"\N"
    if not isinstance(value, TEXT_CLASSES):
        raise TypeError
    return str(value).translate(ESCAPES)


def _each_once(values: list, function) -> list:
    """Return a function's result for each value; call it once for equal values."""
    # The list keeps the values, so each has an id of its own; most cells that say the
    # same have one value.
    ids = list(map(id, values))
    made: dict = dict(zip(ids, values, strict=True))
    if len(made) == 1:  # as in columns that a file lacks
        return [function(values[0])] * len(values)
    known: dict = {}
    for number, value in made.items():
        key = (value.__class__, value) if isinstance(value, TEXT_CLASSES) else number
        if key not in known:
            known[key] = function(value)
        made[number] = known[key]
    return list(map(made.__getitem__, ids))
