"""Headings and captions of pasted text: their levels, their typed numbers."""

import re

from partnership.core.text.html import Element, cut_start
from partnership.core.text.list_items import Part
from partnership.core.text.pasting.changes import Changes

HEADINGS = {f"h{level}" for level in range(1, 7)}
CAPTION = re.compile(
    r"\s*(?:table|figure|fig\.|chart)\s+[A-Z]?\d+(?:[.-]\d+)*\s*[:.\u2013\u2014-]?\s*",
    re.I,
)
TYPED_CAPTION = re.compile(
    r"\s*table\s+[A-Z]?\d+(?:\.\d+)*\s*[:.\u2013\u2014-]\s*\S", re.I
)
WORD_HEADING = re.compile(r"(?:mso)?heading\s*_?([1-9])$|berschrift([1-9])$", re.I)
HEADING_NUMBER = re.compile(
    r"\s*(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}\.?(?:\t|[\s\xa0]{2,})"
    r"|\d{1,2}[.)](?=[\s\xa0]+[A-Z]))[\s\xa0]*"
)


def heading_level(element, styles, names) -> int:
    """The level of a heading from 1 to 9; 0 for other blocks."""
    if element.tag in HEADINGS:
        return int(element.tag[1])
    if element.attributes.get("role") == "heading":
        level = element.attributes.get("aria-level", "2")
        return int(level) if level.isascii() and level.isdigit() else 2
    outline = styles.get("mso-outline-level", "")
    if outline.isdigit() and element.tag == "p":
        return int(outline)
    for name in names:
        if match := WORD_HEADING.match(name):
            return int(match[1] or match[2])
        if name in {"msotitle", "title"} and element.tag == "p":
            return 1
        if name in {"msosubtitle", "subtitle"} and element.tag == "p":
            return 2
    return 0


def take_number(heading) -> bool:
    """Remove a typed number from a heading, because documents number headings."""
    match = HEADING_NUMBER.match(heading.text)
    first = heading.children[0] if heading.children else None
    if match is None or not isinstance(first, str) or match.end() >= len(heading.text):
        return False
    taken = min(match.end(), len(first))
    heading.children[0] = first[taken:]
    return True


def set_levels(blocks, changes: Changes) -> None:
    """Give the highest headings the nearest level there is, and others the next."""
    headings = [
        element
        for block in blocks
        for element in [block, *block.elements()]
        if element.tag[0] == "h" and element.tag[1:].isdigit()
    ]
    levels = sorted({int(heading.tag[1:]) for heading in headings})
    nearest = {
        level: 4 if place or level > 3 else 3 for place, level in enumerate(levels)
    }
    for heading in headings:
        level = nearest[int(heading.tag[1:])]
        changes.add("heading", int(heading.tag != f"h{level}"))
        heading.tag = f"h{level}"


def join_captions(parts: list[Part], changes: Changes) -> None:
    """Put a caption above or below a table into it; others stay as paragraphs."""
    for part in list(parts):
        if part.node.tag != "table" or _has_caption(part.node):
            continue
        here = parts.index(part)
        around = [parts[n] for n in (here - 1, here + 1) if 0 <= n < len(parts)]
        for near in around:
            text = near.node.text
            if (
                near.node.tag == "p"
                and not near.item
                and (near.is_caption or (TYPED_CAPTION.match(text) and len(text) < 200))
            ):
                caption = Element("caption", {}, without_marks(near.node.children))
                if label := CAPTION.match(text):
                    cut_start(caption, label.end())
                part.node.children.insert(0, caption)
                parts.remove(near)
                changes.add("caption")
                break


def without_marks(children) -> list:
    """The content of a title, which has no bold or italics of its own."""
    return [
        inner
        for node in children
        for inner in (
            without_marks(node.children)
            if isinstance(node, Element) and node.tag in {"strong", "em"}
            else [node]
        )
    ]


def _has_caption(table) -> bool:
    return bool(table.child_elements("caption"))
