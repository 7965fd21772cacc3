"""Find text that mentions a record, before the record is deleted.

Apps register functions in a module `citations` with the decorator below; the page that
confirms a deletion lists the results.
"""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Model

Finder = Callable[[Sequence[Model]], Iterable[str]]
FINDERS: dict[str, Finder] = {}


def finder(function: Finder) -> Finder:
    """Register a function that yields a line for each text that mentions a record."""
    FINDERS[f"{function.__module__}.{function.__name__}"] = function
    return function


def mentions_of(*instances: Model) -> list[str]:
    """Return the places where any of these records is mentioned, without repeats."""
    found = (line for find in FINDERS.values() for line in find(instances))
    return list(dict.fromkeys(found))
