"""Detect changes of the data without reading them.

Triggers write a random token for each change of a table, whatever causes it: a form, an
import, a command or SQL. Tables that have the same tokens have the same rows. A change
that is undone leaves another token, and one that is rolled back leaves none.

On PostgreSQL each statement adds a token, so that no user waits for another; now and
then the statement deletes the earlier ones. SQLite has one writer at a time, and so one
token for each table.
"""

from collections.abc import Iterable

from django.apps import apps
from django.conf import settings
from django.db import connection, connections, models

from partnership.core.values.fingerprints import fingerprint_of_parts

NAME = "data_change"
EVENTS = ["INSERT", "UPDATE", "DELETE"]


class DataChange(models.Model):
    """A change of a table. Only triggers add them."""

    table_name = models.CharField(max_length=63, db_index=True)
    token = models.CharField(max_length=36)

    def __str__(self):
        return f"{self.table_name} {self.token}"


TABLE = DataChange._meta.db_table
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE added bigint;
BEGIN
  INSERT INTO {TABLE} (table_name, token)
  VALUES (TG_TABLE_NAME, gen_random_uuid()) RETURNING id INTO added;
  IF random() < 0.01 THEN
    DELETE FROM {TABLE} WHERE id IN (SELECT id FROM {TABLE}
      WHERE table_name = TG_TABLE_NAME AND id < added FOR UPDATE SKIP LOCKED);
  END IF;
  RETURN NULL;
END $$"""
# Not “INSERT OR REPLACE”: SQLite would ignore it below “INSERT OR IGNORE”.
SQLITE_ACTION = f"""
  UPDATE {TABLE} SET token = hex(randomblob(16)) WHERE table_name = '{{table}}';
  INSERT INTO {TABLE} (table_name, token) SELECT '{{table}}', hex(randomblob(16))
  WHERE NOT EXISTS (SELECT 1 FROM {TABLE} WHERE table_name = '{{table}}');"""


def fingerprint_of_tables(of_models: Iterable[type[models.Model]]) -> str:
    """Return a fingerprint that differs whenever a row of these models has changed."""
    names = [model._meta.db_table for model in of_models]
    places = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT token FROM {TABLE} WHERE table_name IN ({places}) ORDER BY id",
            names,
        )
        return fingerprint_of_parts((token.encode() for (token,) in cursor), length=32)


def models_of(
    labels: Iterable[str], left_out: Iterable[str] = ()
) -> list[type[models.Model]]:
    """Return the models of some apps, with many-to-many tables, without histories."""
    found = [
        model
        for label in labels
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model.__name__ not in left_out
        and not model._meta.proxy
        and not model.__name__.startswith("Historical")
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def install(using: str = "default", **_kwargs) -> None:
    """Create the triggers of every table that exists and has none."""
    on = connections[using]
    with on.cursor() as cursor:
        tables = set(on.introspection.table_names(cursor))
        if TABLE not in tables:
            return
        if on.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for model in models_of(settings.DATA_APPS):
            table = model._meta.db_table
            if table in tables:
                for statement in _statements(on, table):
                    cursor.execute(statement)


def remove_before_migrate(using="default", **kwargs) -> None:
    """Receiver of `pre_migrate`: SQLite cannot rebuild a table with such triggers."""
    on = connections[using]
    if on.vendor == "sqlite":
        with on.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' "
                f"AND name LIKE '%\\_{NAME}\\_%' ESCAPE '\\'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {on.ops.quote_name(name)}")


def _statements(on, table):
    quoted = on.ops.quote_name
    if on.vendor == "postgresql":
        yield (
            f"CREATE OR REPLACE TRIGGER {NAME} AFTER {' OR '.join(EVENTS)} OR TRUNCATE "
            f"ON {quoted(table)} FOR EACH STATEMENT EXECUTE FUNCTION {NAME}()"
        )
        return
    for event in EVENTS:
        yield (
            f"CREATE TRIGGER IF NOT EXISTS {quoted(f'{table}_{NAME}_{event.lower()}')} "
            f"AFTER {event} ON {quoted(table)} "
            f"BEGIN {SQLITE_ACTION.format(table=table)} END"
        )
