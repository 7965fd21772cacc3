"""A fingerprint of everything a draft depends on: the data, the date and the code.

A result stays valid as long as the fingerprint is the same. It is made from the rows
themselves, so that a change made outside the forms and the history, for example by
SQL, changes it too.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils import timezone

from partnership.core.values.fingerprints import fingerprint_of_parts

APPS = ["partnership", "priorities", "funding", "reports"]
# Data that no document uses: accounts and visits, and autosaved drafts. History is
# excluded too: it follows the rows, and no check reads it.
NOT_TOLD = {"partnership.User", "core.AutosavedDraft", "core.Presence"}
OF_ACCOUNTS = {"User_groups", "User_user_permissions"}


def data_fingerprint() -> str:
    """The fingerprint of every row, in one query for each table."""
    return fingerprint_of_parts(_parts(), length=32)


def _parts() -> Iterator[bytes]:
    yield f"{_code()} {timezone.localdate()}".encode()
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in source_models():
            name, key = model._meta.db_table, model._meta.pk.column
            yield name.encode()
            cursor.execute(f"SELECT * FROM {quoted(name)} ORDER BY {quoted(key)}")
            for row in cursor:
                yield repr(row).encode()


def source_models() -> list:
    """Every model whose rows a document may use, many-to-many tables included."""
    models = [
        model
        for app in APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if not _is_left_out(model)
    ]
    return sorted(models, key=lambda model: model._meta.db_table)


def _is_left_out(model) -> bool:
    return (
        model._meta.label in NOT_TOLD
        or model.__name__ in OF_ACCOUNTS
        or model._meta.proxy
        or model.__name__.startswith("Historical")
    )


@cache
def _code() -> str:
    """A fingerprint of the apps' code: another release may give other results."""
    paths = (
        path
        for app in APPS
        for path in sorted(Path(settings.BASE_DIR, app).rglob("*.py"))
    )
    return fingerprint_of_parts((path.read_bytes() for path in paths), length=32)
