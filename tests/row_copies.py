"""Rows of the project's tables, read once and inserted again as often as tests ask.

Making rows through models validates them, writes their history and sends signals. Most
tests only need the rows to be there, and inserting them takes a tenth of the time.
"""

from functools import cache, wraps

from django.apps import apps
from django.db import connection, transaction

from partnership.partners.local_terms import recorded_terms

APPS = ["partnership", "priorities", "funding", "reports"]


def read(*more_apps):
    """An INSERT statement and its rows for each table of the project's apps."""
    models = [*_models(), *(model for app in more_apps for model in _models_of(app))]
    found = [_read(model) for model in models]
    return [(statement, rows) for statement, rows in found if rows]


def insert(copies):
    """Insert what `read` gave, under the same primary keys."""
    with connection.cursor() as cursor:
        for statement, rows in copies:
            if connection.vendor == "postgresql":
                from psycopg2.extras import execute_values

                execute_values(cursor.cursor, statement, rows, page_size=500)
            else:
                cursor.cursor.executemany(statement, rows)
    # Copies send no signals, so the terms in memory are loaded again.
    recorded_terms.forget()
    recorded_terms.all()


def made_in_empty_tables(make, *more_apps):
    """The rows that a function makes in empty tables, which are empty again."""
    with transaction.atomic():
        make()
        copies = read(*more_apps)
        transaction.set_rollback(True)
    return copies


def tables_are_empty() -> bool:
    """Whether all tables of the project are empty."""
    with connection.cursor() as cursor:
        cursor.execute(_any_row())
        return not any(cursor.fetchone())


def copied(*related):
    """Decorate a function that makes rows and returns one of them.

    In empty tables it makes them the first time only; then they are copied. The row is
    read from the database each time, with its `related` rows.
    """

    def decorate(make):
        kept = {}

        @wraps(make)
        def made_or_copied():
            if not tables_are_empty():
                row = make()
                return fetch(type(row), row.pk)
            if kept:
                insert(kept["copies"])
            else:
                row = make()
                kept.update(copies=read(), model=type(row), pk=row.pk)
            return fetch(kept["model"], kept["pk"])

        return made_or_copied

    def fetch(model, pk):
        return model._default_manager.select_related(*related).get(pk=pk)

    return decorate


@cache
def _models():
    return [model for app in APPS for model in _models_of(app)]


def _models_of(app):
    models = apps.get_app_config(app).get_models(include_auto_created=True)
    # Triggers write the changes of the data.
    return [m for m in models if not m._meta.proxy and m.__name__ != "DataChange"]


@cache
def _any_row():
    quoted = [connection.ops.quote_name(model._meta.db_table) for model in _models()]
    return "SELECT " + ", ".join(f"EXISTS (SELECT 1 FROM {name})" for name in quoted)


def _read(model):
    name = connection.ops.quote_name(model._meta.db_table)
    # Other columns are worked out by the database.
    columns = [field.column for field in model._meta.local_concrete_fields]
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {quoted} FROM {name}")
        rows = cursor.fetchall()
    if connection.vendor == "postgresql":
        places = "%s"
    else:
        places = f"({', '.join('?' * len(columns))})"
    return f"INSERT INTO {name} ({quoted}) VALUES {places}", rows
