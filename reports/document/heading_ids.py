"""Ids of headings: unique in a document, made from the section and the heading.

People bookmark them, so figures, which change, are not part of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.text import slugify

from partnership.core.text.html import Element, parse
from reports.document.tree import Document, Rich
from reports.document.walk import walk

HEADINGS = {"h3", "h4", "h5", "h6"}
FIGURES = {"data", "time"}
LONGEST = 60


@dataclass
class HasHeading:
    """Base for what starts with a heading, in the field that `headed_by` names.

    `anchor` is the heading's id, empty without a heading; `set_heading_ids` sets it.
    """

    heading_field: ClassVar[str] = "heading"

    anchor: str = field(default="", kw_only=True)

    @property
    def heading_text(self) -> str:
        words = getattr(self, self.heading_field)
        return plain(words.html) if isinstance(words, Rich) else words


@dataclass
class Heading(HasHeading):
    """A heading by itself, for blocks with several headings."""

    heading_field: ClassVar[str] = "words"

    words: str = ""


def set_heading_ids(document: Document) -> None:
    """Set the id of every heading below section level, in document order."""
    taken = {n for row in document.sections for n in (row.id, row.title_id)}
    for section in document.sections:
        for found in _headings(section.blocks):
            if isinstance(found, Rich):
                found.html = _named(found.html, section.id, taken)
            elif found.heading_text:
                found.anchor = _free(section.id, found.heading_text, taken)


def plain(html: str) -> str:
    """The text of markup without its figures."""
    return _plain(parse(html))


def _plain(element: Element) -> str:
    return "".join(
        node if isinstance(node, str) else _plain(node)
        for node in element.children
        if isinstance(node, str) or node.tag not in FIGURES
    )


def slug(words: str) -> str:
    """A slug of the text, cut between words if it is long."""
    text = slugify(words.replace("/", " "))
    if len(text) > LONGEST:
        text = text[: LONGEST + 1].rpartition("-")[0] or text[:LONGEST]
    return text or "part"


def _named(html, section, taken):
    if "<h" not in html:
        return html
    root = parse(html)
    for heading in root.elements(*HEADINGS):
        heading.attributes["id"] = _free(section, _plain(heading), taken)
    return root.html


def _free(section, words, taken):
    """The first of x, x-2, x-3 and so on that is not taken."""
    wanted = name = f"{section}-{slug(words)}"
    count = 1
    while name in taken:
        count += 1
        name = f"{wanted}-{count}"
    taken.add(name)
    return name


def _headings(value) -> Iterator[HasHeading | Rich]:
    """Everything that is a heading or may contain one, in the order of the fields."""
    return walk(value, HasHeading, Rich)
