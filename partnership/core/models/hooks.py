"""Hooks for apps that use rows of other apps, such as documents.

They report which drafts a change would update, which messages to show after saving, and
which published documents prevent a row from being deleted.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model, Q


@dataclass(frozen=True)
class LinkedText:
    """Text with the URL of the object it is about, if it has one."""

    text: str
    url: str = ""


Hook = Callable[[Model], Iterable[LinkedText]]
AFFECTED_DRAFTS: list[Hook] = []
PUBLISHED_USES: list[Hook] = []
AFTER_SAVE_MESSAGES: list[Callable[[list], Iterable[LinkedText]]] = []
NEXT_STEPS: list[Hook] = []
# More ways in which a word of a search matches rows of a model.
ALSO_MATCHED: list[Callable[[type[Model], str], Q]] = []
# More tabs on the page of a record: the label, and the view of its record type and key.
TABS: dict[str, str] = {}


def affected_drafts(function: Hook) -> Hook:
    """Register a function that returns the drafts that use a row."""
    AFFECTED_DRAFTS.append(function)
    return function


def published_uses(function: Hook) -> Hook:
    """Register a function that returns the published documents that use a row."""
    PUBLISHED_USES.append(function)
    return function


def after_save_messages(function):
    """Register a function that returns warnings about saved rows, all at once."""
    AFTER_SAVE_MESSAGES.append(function)
    return function


def next_steps(function: Hook) -> Hook:
    """Register a function that returns what to open after an import was saved."""
    NEXT_STEPS.append(function)
    return function


def messages_after_save(rows: Iterable[Model]) -> list[str]:
    """Return the warnings about saved rows of one model, without duplicates."""
    rows = list(rows)
    found = (message.text for hook in AFTER_SAVE_MESSAGES for message in hook(rows))
    return list(dict.fromkeys(found))


def run(hooks: list[Hook], row: Model) -> list[LinkedText]:
    """Return the results of all hooks for a saved row, without duplicates."""
    if row.pk is None:
        return []
    return list(dict.fromkeys(result for hook in hooks for result in hook(row)))
