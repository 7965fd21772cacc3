"""The priority of a measure in a year: measures follow their priority."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from priorities.models import Priority, PriorityLink

CONTINUES = {PriorityLink.Kind.CONTINUED, PriorityLink.Kind.REWORDED}
Key = TypeVar("Key", int, str)


def priorities_by_key(priorities: Iterable[Priority]) -> dict[int, Priority]:
    """Return these priorities by their own keys and by the keys of those they continue.

    Makes one query. A measure is linked to one priority, usually of its first year.
    """
    own = {row.pk: row for row in priorities}
    earlier = defaultdict(list)
    links = PriorityLink.objects.filter(kind__in=CONTINUES)
    for later, before in links.values_list("later_id", "earlier_id"):
        earlier[later].append(before)
    return {key: own[later] for key, later in with_earlier(own, earlier).items()}


def with_earlier(keys: Iterable[Key], earlier: Mapping[Key, list]) -> dict[Key, Key]:
    """Return the keys, and those of all earlier priorities, each mapped to its key."""
    found = {key: key for key in keys}
    waiting = list(found)
    for key in waiting:
        for before in earlier.get(key, ()):
            if before not in found:
                found[before] = found[key]
                waiting.append(before)
    return found
