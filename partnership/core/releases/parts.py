"""The parts of a record that are published: not all of it, if a document prints some.

Items of a list in a record's content that can be published one by one have a `part`,
for example “figures oxfordshire 2015-16”.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Parts:
    """Those that a document prints, and what was published of the record before.

    `together` are the kinds and keys of the records that are published with it.
    """

    printed: frozenset[str] = frozenset()
    before: dict = field(default_factory=dict)
    together: frozenset[tuple[str, str]] = frozenset()

    def of(self, name: str, items: Iterable[dict]) -> list[dict]:
        """The items of a list: printed ones as they are, others as published before."""
        return self.chosen(items, self.before.get(name, []))

    def field(self, name: str, value):
        """A field: as it is if it is printed, otherwise as published before."""
        return value if name in self.printed else self.before.get(name, "")

    def chosen(self, items: Iterable[dict], before: Iterable[dict]) -> list[dict]:
        old = {item["part"]: item for item in before if "part" in item}
        found = []
        for item in items:
            published = old.pop(item["part"], None)
            if item["part"] in self.printed:
                found.append(item)
            elif published is not None:
                found.append(published)
        return [*found, *old.values()]


class Everything(Parts):
    """All parts, as they are: for drafts and for figures that are published alone."""

    def field(self, name, value):
        return value

    def chosen(self, items, before):
        return list(items)


EVERYTHING = Everything()
