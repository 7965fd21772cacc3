"""Tables whose rows nobody can change or delete, not even with SQL.

A model declares this with `immutable = True` and, in `changeable_columns`, the columns
that may still change. `install` creates the triggers, on PostgreSQL and SQLite. A
migration and the `post_migrate` signal call it, so that a table made from models, as in
tests, has them too. `remove` is for tests that empty the tables.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import connections
from django.db.models import UniqueConstraint

MESSAGE = "Rows of {table} cannot be changed or deleted"
FUNCTION = "refuse_change_of_immutable_row"


def immutable_models() -> list:
    return [model for model in apps.get_models() if getattr(model, "immutable", False)]


def install(using: str = "default", **_kwargs) -> None:
    """Create or replace the triggers of every table that exists."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in immutable_models():
            if model._meta.db_table in tables:
                # In a migration, columns that later ones add do not exist yet.
                found = connection.introspection.get_table_description(
                    cursor, model._meta.db_table
                )
                existing = {column.name for column in found}
                for statement in _statements(connection, model, existing):
                    cursor.execute(statement)


def remove(using: str = "default") -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in immutable_models():
            for statement in _drop(connection, model._meta.db_table):
                cursor.execute(statement)


def _statements(connection, model, existing):
    table = model._meta.db_table
    changeable = set(getattr(model, "changeable_columns", ()))
    columns = [
        field.column
        for field in model._meta.local_concrete_fields
        if field.name not in changeable and field.column in existing
    ]
    yield from _drop(connection, table)
    quoted = connection.ops.quote_name
    if connection.vendor == "postgresql":
        yield from _postgresql(quoted, table, columns)
    else:
        yield from _sqlite(quoted, table, columns, list(_unique_keys(model, existing)))


def _unique_keys(model, existing) -> Iterator[tuple[list[str], list[str]]]:
    """Columns that no two rows may share, with those that must be true in both."""
    for field in model._meta.local_concrete_fields:
        if field.unique and field.column in existing:
            yield [field.column], []
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint):
            conditions = getattr(constraint.condition, "children", [])
            flags = [name for name, _true in conditions]
            columns = [
                [model._meta.get_field(name).column for name in names]
                for names in (constraint.fields, flags)
            ]
            if existing.issuperset(columns[0] + columns[1]):
                yield columns[0], columns[1]


def _drop(connection, table):
    quoted = connection.ops.quote_name
    on_table = f" ON {quoted(table)}" if connection.vendor == "postgresql" else ""
    for action in ["insert", "update", "delete", "truncate"]:
        yield f"DROP TRIGGER IF EXISTS {quoted(_name(table, action))}{on_table}"


def _name(table, action):
    return f"{table}_no_{action}"


def _sqlite(quoted, table, columns, unique_keys):
    """SQLite runs no trigger for a row that REPLACE deletes, so its key is refused."""
    changed = " OR ".join(f"OLD.{quoted(c)} IS NOT NEW.{quoted(c)}" for c in columns)
    same = " OR ".join(
        "("
        + " AND ".join(
            [f"other.{quoted(c)} = NEW.{quoted(c)}" for c in key]
            + [f"other.{quoted(c)} AND NEW.{quoted(c)}" for c in flags]
        )
        + ")"
        for key, flags in unique_keys
    )
    replaces = f"EXISTS (SELECT 1 FROM {quoted(table)} other WHERE ({same})"
    message = MESSAGE.format(table=table)
    for action, condition, error in [
        ("INSERT", f"WHEN {replaces})", f"UNIQUE: {message}"),
        (
            "UPDATE",
            f"WHEN {changed} OR {replaces} AND other.rowid <> OLD.rowid)",
            message,
        ),
        ("DELETE", "", message),
    ]:
        yield (
            f"CREATE TRIGGER {quoted(_name(table, action.lower()))} BEFORE {action} ON "
            f"{quoted(table)} {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{error}'); END"
        )


def _postgresql(quoted, table, columns):
    message = MESSAGE.format(table="%")
    yield (
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    changed = " OR ".join(
        f"OLD.{quoted(c)} IS DISTINCT FROM NEW.{quoted(c)}" for c in columns
    )
    yield (
        f"CREATE TRIGGER {quoted(_name(table, 'update'))} BEFORE UPDATE ON "
        f"{quoted(table)} FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION {FUNCTION}()"
    )
    yield (
        f"CREATE TRIGGER {quoted(_name(table, 'delete'))} BEFORE DELETE ON "
        f"{quoted(table)} FOR EACH ROW EXECUTE FUNCTION {FUNCTION}()"
    )
    yield (
        f"CREATE TRIGGER {quoted(_name(table, 'truncate'))} BEFORE TRUNCATE ON "
        f"{quoted(table)} FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
    )
