"""The kinds of records with public pages, registered by the apps."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.urls import reverse

from partnership.core.releases.parts import EVERYTHING, Parts


@dataclass(frozen=True)
class ReleaseKind:
    """How the records of one kind are frozen and shown.

    - label, plural: what one record and a list of them are called
    - titles: the title of each record by its key
    - records: the records with some keys, or all of them, with what their content is
      made from; the number of queries does not grow with them
    - content_of: all that the page of a record shows, or what `Parts` choose of it
    - row: what lists show of a record, from its content
    - quick_rows: the same of every record in few queries, for a kind with many; it
      may be given what the list needs, for example one area
    - links: the parts of both that link to records, and the kind of these
    """

    name: str
    label: str
    plural: str
    url_name: str
    titles: Callable[[], dict[str, str]]
    records: Callable[[Iterable[str] | None], Iterable]
    content_of: Callable[[Any, Parts], dict]
    row: Callable[[dict], dict]
    url_argument: Callable[[str], str] = str
    links: dict[str, str] = field(default_factory=dict)
    quick_rows: Callable[..., list[dict]] | None = None

    def url(self, key: str) -> str:
        return reverse(self.url_name, args=[self.url_argument(key)])

    def content(self, key: str, parts: Parts = EVERYTHING) -> dict:
        """The content of one record. Raises KeyError if there is none."""
        for record in self.records([key]):
            return self.content_of(record, parts)
        raise KeyError(key)

    def contents(self, keys: Iterable[str] | None = None) -> dict[str, dict]:
        """The content of these records, or of all, by key, as a release stores it."""
        found = (self.content_of(record, EVERYTHING) for record in self.records(keys))
        return {content["code"]: plain(content) for content in found}

    def rows(self, **only) -> list[dict]:
        """What lists show of every record as it is now."""
        if self.quick_rows is not None:
            return plain(self.quick_rows(**only))
        return [self.row(content) for content in self.contents().values()]


def by_code(rows: Callable[[], QuerySet]):
    """Records whose key is their code, as `ReleaseKind.records` reads them."""

    def records(keys: Iterable[str] | None = None) -> QuerySet:
        return rows() if keys is None else rows().filter(code__in=keys)

    return records


def plain(value):
    """A value as stored in JSON: dates are ISO text, as in a release."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


KINDS: dict[str, ReleaseKind] = {}


def register(kind: ReleaseKind) -> ReleaseKind:
    KINDS[kind.name] = kind
    return kind


def kinds() -> Iterable[ReleaseKind]:
    return KINDS.values()
