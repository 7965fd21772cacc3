"""What was read of the data, remembered for as long as no row of them changes.

Whoever writes a document checks it again and again, and mostly against the same data.
A change made by SQL counts too.
What is remembered is shared by all requests: nothing may change it.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db import connection

from partnership.core.models.data_changes import fingerprint_of_tables, models_of

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
    """Return the state of all data except report texts, read once for each draft."""
    models = models_of(APPS, ACCOUNTS)
    return draft.shared("data state", lambda: fingerprint_of_tables(models))
