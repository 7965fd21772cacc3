"""Prose: an officer's words at one place, with a heading and a signature if wanted."""

from dataclasses import dataclass
from typing import ClassVar

from partnership.core.values.missing import Reason
from reports.document.paragraph_numbers import number_paragraphs
from reports.document.tree import (
    Block,
    Rich,
)


@dataclass
class Signature:
    """Who signs: name, office; `note` says when the words are not their own."""

    name: str
    office: str
    note: str = ""


@dataclass
class Prose(Block):
    """Words under an optional heading of level 3; `lede` sets the first paragraph off.

    A place without words holds `gap`: why, in words. `written` is False for a place
    that nobody has written yet, which no reason excuses.
    """

    template: ClassVar[str] = "prose"

    key: str = ""
    heading: str = ""
    words: Rich | None = None
    lede: bool = False
    signature: Signature | None = None
    gap: str = ""
    written: bool = True
    number: int = 0

    @property
    def id(self) -> str:
        return f"words-{self.key.replace('.', '-')}"

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.gap

    def number_paragraphs(self, start: int) -> int:
        if not self.words:
            self.number, start = start, start + 1
            return start
        self.number = start
        self.words.html, following = number_paragraphs(self.words.html, start)
        return following


def collect(context, *, key, heading="", lede=False, optional=False) -> Prose:
    """The words at a place; `{item}` in the key is what the section is repeated for.

    A place that is `optional` is empty without words, and the kind says what of it.
    """
    key = key.replace("{item}", context.item.key if context.item else "")
    row = context.passages.get(key)
    heading = context.fill(heading)
    if row is None or not (row.body or row.body_reason):
        if optional:
            return Prose(key, heading)
        return Prose(key, heading, gap="Not written yet.", written=False)
    if not row.body:
        gap = row.reason_note or Reason(row.body_reason).label
        return Prose(key, heading, gap=f"{gap[0].upper()}{gap[1:].rstrip('.')}.")
    place = f"{context.place}, {heading or key}"
    above = context.item.level if context.item else 2
    level = above + (2 if heading else 1)
    words = context.rich(row.body, level=level, place=place)
    return Prose(key, heading, words, lede, _signature(row))


def _signature(row):
    if row.signed_by is None:
        return None
    return Signature(
        str(row.signed_by.person), row.signed_by.post.full_title, row.sample_note
    )
