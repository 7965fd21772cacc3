"""Ids of headings: the words of each, below its section, no two in a document alike.

They stand in addresses that people keep, so figures, which change, are no part of them.
"""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import ClassVar

from django.utils.text import slugify

from reports.document.tree import (
    Document,
    Rich,
)

HEADING = re.compile(r"<h([3-6])>(.*?)</h\1>", re.DOTALL)
FIGURE = re.compile(r"<(data|time) [^>]*>.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
LONGEST = 60


@dataclass
class Headed:
    """What begins with a heading of its own, in the field that `headed_by` names.

    `anchor` is the heading's id, empty where it has no words; `name_headings` sets it.
    """

    headed_by: ClassVar[str] = "heading"

    anchor: str = field(default="", kw_only=True)

    @property
    def heading_words(self) -> str:
        words = getattr(self, self.headed_by)
        return plain(words.html) if isinstance(words, Rich) else words


@dataclass
class Heading(Headed):
    """A heading that stands for itself, for blocks with several."""

    headed_by: ClassVar[str] = "words"

    words: str = ""


def name_headings(document: Document) -> None:
    """Give every heading below those of sections its id, in the document's order."""
    taken = {n for row in document.sections for n in (row.id, row.title_id)}
    for section in document.sections:
        for found in _headings(section.blocks):
            if isinstance(found, Rich):
                found.html = _named(found.html, section.id, taken)
            elif found.heading_words:
                found.anchor = _free(section.id, found.heading_words, taken)


def plain(html: str) -> str:
    """The words of markup without its figures."""
    return unescape(TAG.sub("", FIGURE.sub("", html)))


def slug(words: str) -> str:
    """Words as they stand in an address, cut between two of them if they are many."""
    text = slugify(words.replace("/", " "))
    if len(text) > LONGEST:
        text = text[: LONGEST + 1].rpartition("-")[0] or text[:LONGEST]
    return text or "part"


def _named(html, section, taken):
    def name(match):
        level, words = match.groups()
        return (
            f'<h{level} id="{_free(section, plain(words), taken)}">{words}</h{level}>'
        )

    return HEADING.sub(name, html)


def _free(section, words, taken):
    """The first of x, x-2, x-3 … that nothing else is called."""
    wanted = name = f"{section}-{slug(words)}"
    count = 1
    while name in taken:
        count += 1
        name = f"{wanted}-{count}"
    taken.add(name)
    return name


def _headings(value) -> Iterator[Headed | Rich]:
    """Whatever is or may hold a heading, in the order of the fields."""
    if isinstance(value, Headed | Rich):
        yield value
    if dataclasses.is_dataclass(value) and not isinstance(value, Rich):
        for item in dataclasses.fields(value):
            yield from _headings(getattr(value, item.name))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _headings(item)
