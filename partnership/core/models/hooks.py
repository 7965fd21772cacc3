"""Hooks for apps that use rows of other apps, such as documents.

They report which drafts a change would update, which messages to show after saving, and
which published documents prevent a row from being deleted.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class Told:
    """One affected object: its text, and its URL if it has one."""

    words: str
    address: str = ""


Hook = Callable[[Model], Iterable[Told]]
FOLLOWS: list[Hook] = []
RESTS: list[Hook] = []
REMARKS: list[Hook] = []


def follows(function: Hook) -> Hook:
    """Register a function that returns the drafts that use a row."""
    FOLLOWS.append(function)
    return function


def rests_on(function: Hook) -> Hook:
    """Register a function that returns the published documents that use a row."""
    RESTS.append(function)
    return function


def remarks_on(function: Hook) -> Hook:
    """Register a function that returns warnings about a saved row."""
    REMARKS.append(function)
    return function


def ask(hooks: list[Hook], row: Model) -> list[Told]:
    """Return the results of all hooks for a saved row, without duplicates."""
    if row.pk is None:
        return []
    return list(dict.fromkeys(told for hook in hooks for told in hook(row)))
