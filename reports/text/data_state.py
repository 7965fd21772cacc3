"""Cache what was read from the data until a row changes.

Authors check a document again and again, mostly against the same data. Changes made by
SQL count too. Cached objects are shared by all requests, so never change them.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db import connection

from partnership.core.models.data_changes import fingerprint_of_tables, models_of

APPS = ["partnership", "priorities", "funding"]
ACCOUNTS = {"User", "User_groups", "User_user_permissions"}
# How many states of the data are cached, and how many documents for each.
STATES = 4
DOCUMENTS = 12
REMEMBERED: dict[tuple[str, str], dict[Hashable, Any]] = {}

T = TypeVar("T")


def remembered(draft, name: Hashable, read: Callable[[], T]) -> T:
    """The result of `read`, which depends only on the data; cached until it changes."""
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
    """Return the state of all data except report texts, read once for each draft."""
    models = models_of(APPS, ACCOUNTS)
    return draft.shared("data state", lambda: fingerprint_of_tables(models))
