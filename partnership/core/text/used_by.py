"""Where words tell of a row: asked before the row is deleted.

Whoever can read figures in words states in a module `citations` how they are found,
with the decorator below; the administration shows what they say above the question.
"""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Model

Finder = Callable[[Sequence[Model]], Iterable[str]]
FINDERS: dict[str, Finder] = {}


def finder(function: Finder) -> Finder:
    """Register a function of rows: one line for each text that tells of one of them."""
    FINDERS[f"{function.__module__}.{function.__name__}"] = function
    return function


def cited_in(*instances: Model) -> list[str]:
    """Where words tell of any of these rows, each place once."""
    found = (line for find in FINDERS.values() for line in find(instances))
    return list(dict.fromkeys(found))
