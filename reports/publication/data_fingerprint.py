"""A fingerprint of everything a draft depends on: the data, the date and the code.

A result stays valid as long as the fingerprint is the same. It is made from the rows
themselves, so that a change made outside the forms and the history, for example by
SQL, changes it too; and of the latest entry of each history, so that a change that has
been undone changes it as well.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from partnership.core.values.fingerprints import fingerprint_of_parts
from reports.text.data_state import models_of

APPS = ["partnership", "priorities", "funding", "reports"]
# Accounts, the record of what checks reported, and rows about a document but not in it.
# Autosaved drafts are in the app `core`.
NOT_USED = {
    *("User", "User_groups", "User_user_permissions", "ReportedWarning"),
    *("Reviewer", "ReviewComment", "ScheduledPublication", "Withdrawal"),
    *("Subscription", "Announcement"),
}


def data_fingerprint() -> str:
    """The fingerprint of every row, in one query for each table and each history."""
    return fingerprint_of_parts(_parts(), length=32)


def _parts() -> Iterator[bytes]:
    yield f"{_code()} {timezone.localdate()}".encode()
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in models_in_documents():
            name, key = model._meta.db_table, model._meta.pk.column
            yield name.encode()
            cursor.execute(f"SELECT * FROM {quoted(name)} ORDER BY {quoted(key)}")
            for row in cursor:
                yield repr(row).encode()
            if history := getattr(model, "history", None):
                name = quoted(history.model._meta.db_table)
                cursor.execute(f"SELECT MAX(history_id) FROM {name}")
                yield repr(cursor.fetchone()).encode()


def models_in_documents() -> list:
    """Every model that a document may use, many-to-many tables included."""
    return models_of(APPS, NOT_USED)


@cache
def _code() -> str:
    """A fingerprint of the apps' code: another release may give other results."""
    paths = (
        path
        for app in APPS
        for path in sorted(Path(settings.BASE_DIR, app).rglob("*.py"))
    )
    return fingerprint_of_parts((path.read_bytes() for path in paths), length=32)
