"""What follows from a change, and what rests on a row: told by later apps.

An app that makes something of rows, like documents, says here what a change of a row
would change, what to tell after it and what keeps the row from being deleted.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class Told:
    """One thing that is concerned, with its address where it has one."""

    words: str
    address: str = ""


Hook = Callable[[Model], Iterable[Told]]
FOLLOWS: list[Hook] = []
RESTS: list[Hook] = []
REMARKS: list[Hook] = []


def follows(function: Hook) -> Hook:
    """Register what gives the drafts that a change of a row changes."""
    FOLLOWS.append(function)
    return function


def rests_on(function: Hook) -> Hook:
    """Register what gives what was published and rests on a row."""
    RESTS.append(function)
    return function


def remarks_on(function: Hook) -> Hook:
    """Register what should be told after a row is saved, like sums that differ."""
    REMARKS.append(function)
    return function


def ask(hooks: list[Hook], row: Model) -> list[Told]:
    """What all who registered say of a saved row, each thing once."""
    if row.pk is None:
        return []
    return list(dict.fromkeys(told for hook in hooks for told in hook(row)))
