"""The kinds of records with public pages, registered by the apps."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse


@dataclass(frozen=True)
class ReleaseKind:
    """How the records of one kind are frozen and shown.

    - label, plural: what one record and a list of them are called
    - titles: the title of each record by its key
    - content: all that the page of a record shows, or what `Parts` choose of it;
      KeyError if there is no record
    - rows: what lists show of every record, in few queries
    - row: the same from one record's content
    - links: the parts of both that link to records, and the kind of these
    - former: parts of earlier releases that are not shown any more
    """

    name: str
    label: str
    plural: str
    url_name: str
    titles: Callable[[], dict[str, str]]
    content: Callable[..., dict]
    rows: Callable[[], list[dict]]
    row: Callable[[dict], dict]
    url_argument: Callable[[str], str] = str
    links: dict[str, str] = field(default_factory=dict)
    former: frozenset[str] = frozenset()

    def url(self, key: str) -> str:
        return reverse(self.url_name, args=[self.url_argument(key)])


def plain(value):
    """A value as JSON stores it: dates are ISO text, as in a release."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


KINDS: dict[str, ReleaseKind] = {}


def register(kind: ReleaseKind) -> ReleaseKind:
    KINDS[kind.name] = kind
    return kind


def kinds() -> Iterable[ReleaseKind]:
    return KINDS.values()
