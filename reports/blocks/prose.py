"""One text by an officer, with an optional heading and signature."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.text import capfirst

from partnership.core.values.missing import Reason
from reports.document.paragraph_numbers import number_paragraphs
from reports.document.tree import Block, Rich


@dataclass
class Signature:
    """The signatory's name and post; `note` says if the text is not their own."""

    name: str
    post: str
    note: str = ""


@dataclass
class Prose(Block):
    """Text under an optional heading; `lede` highlights the first paragraph.

    Without text, `gap` has the reason. `written` is False if there is neither text nor
    a reason.
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
    is_numbered: bool = True

    @property
    def id(self) -> str:
        return f"text-{self.key.replace('.', '-')}"

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.gap

    @property
    def begins_landscape(self) -> bool:
        first = self.words.html.partition(">")[0] if self.words else ""
        return "landscape" in first and not self.gap

    def number_paragraphs(self, start: int) -> int:
        if not self.is_numbered:
            return start
        if not self.words:
            self.number, start = start, start + 1
            return start
        self.number = start
        self.words.html, following = number_paragraphs(self.words.html, start)
        return following


def collect(
    context, *, key, heading="", lede=False, optional=False, is_numbered=True
) -> Prose:
    """The text with a key; `{item}` in the key is the item the section is repeated for.

    An `optional` text is an empty block if there is none. Paragraphs of one that is not
    `is_numbered` have no numbers in a paper either.
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
        gap = f"{capfirst(gap).rstrip('.')}."
        return Prose(key, heading, gap=gap, is_numbered=is_numbered)
    location = (
        f"{context.section_title}, {heading}" if heading else context.section_title
    )
    above = context.item.level if context.item else 2
    level = above + (2 if heading else 1)
    words = context.rich(row.body, level=level, location=location)
    signature = _signature(row)
    return Prose(key, heading, words, lede, signature, is_numbered=is_numbered)


def _signature(row):
    if row.signed_by is None:
        return None
    return Signature(
        str(row.signed_by.person), row.signed_by.post.full_title, row.sample_note
    )
