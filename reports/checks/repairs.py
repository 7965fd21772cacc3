"""The sentence of an issue, and the repair that can be made in it.

What cannot be applied safely is not offered.
"""

from dataclasses import dataclass

from django.utils.text import capfirst

from partnership.core.text.token_validation import text_fields
from reports.checks.issue import Issue
from reports.text.forms import any_of, words_of
from reports.text.lines import BOUND, Words
from reports.text.occurrences import occurrence_in

QUALIFIERS = [
    f"bounds.{name}"
    for name in ("about under-near over-near over under at-least up-to exact").split()
]


@dataclass(frozen=True)
class Excerpt:
    """The sentence of an issue: what is before and after the words at fault.

    `start` is the place of these words in the text.
    """

    words: Words
    start: int
    lead: str
    text: str
    tail: str

    @property
    def is_typed(self) -> bool:
        """Whether all of it was typed, with no part of a linked figure."""
        end = self.start + len(self.text)
        return BOUND not in self.words.typed[self.start : end]

    @property
    def is_editable(self) -> bool:
        """Whether it can be replaced where it is stored."""
        words = self.words
        if words.row is None or words.field not in text_fields(type(words.row)):
            return False
        return self.is_typed and words.raw in getattr(words.row, words.field)

    @property
    def occurrence(self) -> int:
        """Its number among the same letters typed in the stored text, from 0."""
        return occurrence_in(self.words, self.text, self.start)


def excerpt_of(place: Issue) -> Excerpt | None:
    """The sentence of one place of an issue; None if it is about data only."""
    if place.words is None or not place.excerpt:
        return None
    start = _nth(place.words.text, place.excerpt, place.occurrence)
    if start < 0:
        return None
    first = 0
    for line in place.words.lines:
        if first <= start <= first + len(line.text):
            return _in_line(place, line, first, start)
        first += len(line.text) + 1
    return None


def _nth(text, excerpt, number) -> int:
    start = text.find(excerpt)
    while number and start >= 0:
        start = text.find(excerpt, start + len(excerpt))
        number -= 1
    return start


def _in_line(place, line, first, start):
    at, end = start - first, start - first + len(place.excerpt)
    begin, last = 0, len(line.text)
    for offset, part in line.parts:
        if offset <= at:
            begin = offset
        if offset + len(part.text) >= end:
            last = offset + len(part.text)
            break
    text = line.text
    return Excerpt(
        place.words, start, text[begin:at], place.excerpt, text[end : max(end, last)]
    )


@dataclass(frozen=True)
class Repair:
    """Text to put in place of an excerpt: a figure code or words, and how it reads."""

    excerpt: Excerpt
    text: str
    shown: str

    @property
    def is_link(self) -> bool:
        return self.text.startswith("[=")


def repair_of(place: Issue) -> Repair | None:
    """The repair that the check suggests at one place, if it can be applied there."""
    excerpt = excerpt_of(place)
    if excerpt is None or not place.replacement or not excerpt.is_editable:
        return None
    shown = place.replacement_label or place.replacement
    text = place.replacement
    if _begins_sentence(excerpt) and shown[:1].islower():
        if text != shown:
            return None  # a figure code, which cannot be given a capital letter
        text = shown = capfirst(shown)
    if text == excerpt.text or _doubles_qualifier(excerpt, shown):
        return None
    return Repair(excerpt, text, shown)


def _begins_sentence(excerpt) -> bool:
    lead = excerpt.lead.strip(" “‘\"'(")
    return excerpt.text[:1].isupper() and (not lead or lead.endswith((".", "!", "?")))


def _doubles_qualifier(excerpt, shown) -> bool:
    """Whether “almost 4,500” would become “almost just under 4,500”."""
    words = any_of(tuple(words_of(*QUALIFIERS)))
    lead = excerpt.lead.lower().rstrip()
    ends = any(match.end() == len(lead) for match in words.finditer(lead))
    return ends and bool(words.match(shown.lower()))
