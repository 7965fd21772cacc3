"""What was read of the data, remembered for as long as no row of them changes.

Whoever writes a document checks it again and again, and mostly against the same data.
Rows are compared by a fingerprint of them all, so a change made by SQL counts too.
What is remembered is shared by all requests: nothing may change it.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection

from partnership.core.values.fingerprints import fingerprint_of_parts

APPS = ["partnership", "priorities", "funding"]
ACCOUNTS = {"User", "User_groups", "User_user_permissions"}
# How many states of the data are remembered, and of each how many documents' own.
STATES = 4
DOCUMENTS = 12
REMEMBERED: dict[tuple[str, str], dict[Hashable, Any]] = {}

T = TypeVar("T")


def remembered(draft, name: Hashable, read: Callable[[], T]) -> T:
    """What `read` made of the data alone, and makes anew only if they have changed."""
    found = draft.shared("remembered", lambda: _of_state(data_state(draft)))
    if name not in found:
        found[name] = read()
    return found[name]


def _of_state(state: str) -> dict[Hashable, Any]:
    key = connection.alias, state
    REMEMBERED[key] = found = REMEMBERED.pop(key, {})
    for old in list(REMEMBERED)[:-STATES]:
        REMEMBERED.pop(old, None)
    return found


def data_state(draft) -> str:
    """The fingerprint of every row that is no text of a report, read once a draft."""
    return draft.shared(
        "data state",
        lambda: fingerprint_of_parts(_rows(models_of(APPS, ACCOUNTS)), length=32),
    )


def _rows(models) -> Iterator[bytes]:
    quoted = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in models:
            name, key = model._meta.db_table, model._meta.pk.column
            cursor.execute(f"SELECT * FROM {quoted(name)} ORDER BY {quoted(key)}")
            yield f"{name}{cursor.fetchall()!r}".encode()


def models_of(labels: Iterable[str], left_out: set[str]) -> list:
    """The models of some apps, many-to-many tables included, histories not."""
    models = [
        model
        for label in labels
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model.__name__ not in left_out
        and not model._meta.proxy
        and not model.__name__.startswith("Historical")
    ]
    return sorted(models, key=lambda model: model._meta.db_table)
