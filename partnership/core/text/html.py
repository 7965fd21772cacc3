"""Read and rewrite HTML: the one module that parses it, as HTML5.

Text is parsed into a tree of elements, which can be changed and written as HTML again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from selectolax.lexbor import LexborHTMLParser

# Elements without an end tag.
VOID = set("area base br col embed hr img input link meta source track wbr".split())
# Elements of rich text that make up its top level, and those inside a line of text.
BLOCKS = {"p", "h3", "h4", "ul", "ol", "blockquote", "table"}
INLINE = {"a", "br", "em", "small", "strong", "sup"}
# Elements that end a line of plain text.
LINES = {"p", "h3", "h4", "li", "tr", "br"}
START = re.compile(rf"\s*<(?:{'|'.join(sorted(BLOCKS))}|script|style)\b", re.I)
BLANK_LINE = re.compile(r"\n\s*\n")
TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')
ENTITY = re.compile(r"&#?\w+;")


@dataclass(slots=True)
class Element:
    """An element with its text and child elements; the root of a text has no tag."""

    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def elements(self, *tags: str) -> Iterator["Element"]:
        """Yield all descendants, or those with one of these tags, in document order."""
        pending = self.children[::-1]
        while pending:
            node = pending.pop()
            if isinstance(node, Element):
                if not tags or node.tag in tags:
                    yield node
                pending += node.children[::-1]

    def child_elements(self, *tags: str) -> list["Element"]:
        """Return the elements directly below it, or those with one of these tags."""
        found = (node for node in self.children if isinstance(node, Element))
        return [node for node in found if not tags or node.tag in tags]

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def span(self, name: str, most: int = 1000) -> int:
        """Return the `colspan` or `rowspan` of a cell as a number."""
        value = self.attributes.get(name, "")
        is_number = value.isascii() and value.isdigit()
        return min(max(int(value[:6]), 1), most) if is_number else 1

    def texts(self) -> Iterator[str]:
        """Yield all text below this element, in document order."""
        pending = self.children[::-1]
        while pending:
            node = pending.pop()
            if isinstance(node, Element):
                pending += node.children[::-1]
            else:
                yield node

    @property
    def text(self) -> str:
        return "".join(self.texts())

    @property
    def html(self) -> str:
        """The element as HTML; the root as its content."""
        out: list[str] = []
        _write(self, out)
        return "".join(out)

    @property
    def depth(self) -> int:
        """The number of levels of elements below this one, without line breaks."""
        depth, level = -1, [self]
        while level:
            depth += 1
            level = [
                node
                for element in level
                for node in element.children
                if isinstance(node, Element) and node.tag not in VOID
            ]
        return depth


def parse(markup: str) -> Element:
    """Return the root of a piece of HTML, without its comments."""
    root = Element()
    path, children = [root], root.children
    node = _first_node(markup)
    # A loop, because text that is not checked yet can be nested thousands of levels.
    while node is not None:
        below = None
        if node.is_text_node:
            children.append(node.text_content)
        elif node.is_element_node:
            attributes = {n: value or "" for n, value in node.attributes.items()}
            element = Element(node.tag, attributes, [])
            children.append(element)
            below = node.first_child
            if below is not None:
                path.append(element)
                children = element.children
        following = node.next if below is None else below
        while following is None and len(path) > 1:
            path.pop()
            children = path[-1].children
            node = node.parent
            following = node.next
        node = following
    return root


def _first_node(markup):
    # Not as a fragment: selectolax would give all of it as the first node's HTML.
    return LexborHTMLParser(f"<!doctype html><body>{markup}").body.first_child


def start_tag(tag: str, attributes: dict[str, str]) -> str:
    """Return a start tag, with the values of its attributes escaped."""
    pairs = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{pairs}>"


def _write(element, out):
    if element.tag:
        out.append(start_tag(element.tag, element.attributes))
    for node in element.children:
        if isinstance(node, str):
            out.append(escape(node, quote=False))
        else:
            _write(node, out)
    if element.tag and element.tag not in VOID:
        out.append(f"</{element.tag}>")


def to_text(markup: str) -> str:
    """Convert rich text to plain text, with a line for each paragraph or item."""
    lines: list[str] = []
    _add_lines(parse(markup), lines)
    return "".join(lines).strip()


def _add_lines(element, lines):
    if element.tag == "small":
        lines.append(" (note: ")
    for node in element.children:
        if isinstance(node, str):
            lines.append(node)
        else:
            _add_lines(node, lines)
    if element.tag == "small":
        lines.append(")")
    if element.tag in LINES:
        lines.append("\n")


def is_markup(text: str) -> bool:
    """Whether text starts like rich text; other text is plain."""
    return START.match(text) is not None


def blocks(markup: str) -> list[str]:
    """Return the top-level blocks of rich text, including text between them."""
    return [block for block, _ in _blocks(markup)]


def in_blocks(markup: str) -> str:
    """Return rich text with the text that is in no block put into paragraphs.

    Imported text can start with text or <em>, without a paragraph around it.
    """
    found = list(_blocks(markup))
    if all(is_block for _, is_block in found):
        return markup
    return "".join(
        block if is_block else f"<p>{block}</p>" for block, is_block in found
    )


def _blocks(markup) -> Iterator[tuple[str, bool]]:
    """Yield each block's HTML, and whether it is a block or the text between blocks."""
    loose = ""
    node = _first_node(markup)
    while node is not None:
        if node.is_text_node:
            first, *others = BLANK_LINE.split(node.html)
            loose += first
            for other in others:
                if loose.strip():
                    yield loose.strip(), False
                loose = other
        elif node.tag in INLINE:
            loose += node.html
        elif node.is_element_node:
            if loose.strip():
                yield loose.strip(), False
            yield node.html, True
            loose = ""
        node = node.next
    if loose.strip():
        yield loose.strip(), False


def split_tags(markup: str) -> list[str]:
    """Split clean HTML into its tags and the text between them."""
    return [part for part in TAG.split(markup) if part]


def mask(markup: str, sign: str) -> str:
    """Return clean HTML with each character of its tags and entities replaced."""
    for pattern in (TAG, ENTITY):
        markup = pattern.sub(lambda match: sign * len(match[0]), markup)
    return markup


def cut_start(element: Element, length: int) -> int:
    """Cut characters off the start; return how many are still to be cut."""
    rest = []
    for node in element.children:
        if isinstance(node, str):
            cut = min(length, len(node))
            node, length = node[cut:], length - cut
        elif length:
            length = cut_start(node, length)
            # Marks around nothing.
            node = node if node.children or node.tag in VOID else ""
        if node:
            rest.append(node)
    element.children = rest
    return length
