"""Convert rich text to plain text, as shown in a plain text box.

Paragraphs have a blank line between them, list items start with “- ” or “1. ”, a link
is its text followed by its URL, and a table row is | a | b |.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from partnership.core.text.html import VOID

# Text from the editor starts with one of these tags; other text was typed by hand.
MARKUP = re.compile(r"\s*<(?:p|h3|h4|ul|ol|blockquote|table|script|style)\b", re.I)
# Start of a block within a text.
BLOCK = re.compile(r"<(?:p|h3|h4|ul|ol|blockquote|table)\b")
BLOCKS = {"p", "h3", "h4", "ul", "ol", "blockquote", "table"}
# Inline tags that are kept.
INLINE_TAGS = {"a", "strong", "em", "sup"}
INDENT = "   "


@dataclass
class Node:
    """An element with its text and child elements; the root has no tag name."""

    tag: str = ""
    href: str = ""
    source: str = ""
    children: list = field(default_factory=list)

    def all(self, *tags):
        """Yield all descendants with one of these tag names, in document order."""
        for child in self.children:
            if isinstance(child, Node):
                if child.tag in tags:
                    yield child
                yield from child.all(*tags)


class _Reader(HTMLParser):
    """Parser for clean markup, in which every tag is closed."""

    def __init__(self):
        super().__init__()
        self.open = [Node()]

    def handle_starttag(self, tag, attrs):
        node = Node(tag, dict(attrs).get("href") or "", self.get_starttag_text() or "")
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        if len(self.open) > 1 and tag not in VOID:
            self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)


def read(markup: str) -> Node:
    """Parse clean markup and return the root of its tree."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.open[0]


def blocks(markup: str) -> list[tuple[str, Node]]:
    """Return the markup and the tree of each top-level block."""
    found, depth, start = [], 0, 0
    for tag in re.finditer(r"<(/?)([a-z0-9]+)[^<>]*>", markup):
        if tag[2] not in BLOCKS:
            continue
        depth += -1 if tag[1] else 1
        if depth == 0:
            found.append(markup[start : tag.end()].strip())
            start = tag.end()
    rest = markup[start:].strip()
    if rest:
        found.append(rest)
    return [(block, read(block)) for block in found]


def is_markup(text: str) -> bool:
    """Whether text is markup from the editor or the database, not typed by hand."""
    return MARKUP.match(text) is not None


def in_blocks(stored: str) -> str:
    """Wrap the start of stored text in a paragraph if it is not in a block.

    Imported text can contain tags such as <em> without a paragraph around them.
    """
    if not stored.strip() or is_markup(stored):
        return stored
    found = BLOCK.search(stored)
    end = found.start() if found else len(stored)
    return f"<p>{stored[:end].strip()}</p>{stored[end:]}"


def as_plain(text: str) -> str:
    """Return cleaned markup as plain text; text typed by hand is unchanged."""
    if not is_markup(text):
        return text
    return "\n\n".join(filter(None, (plain_block(node) for _, node in blocks(text))))


def plain_block(node: Node) -> str:
    """Return one block with its children as plain text, without blank lines."""
    lines: list[str] = []
    inline_nodes: list = []
    for child in [*node.children, None]:
        if isinstance(child, Node) and child.tag not in BLOCKS | {"li"}:
            inline_nodes.append(child)
        elif isinstance(child, str):
            inline_nodes.append(child)
        else:
            lines += _lines(inline_nodes)
            inline_nodes = []
            if child is not None:
                lines += _of_block(child)
    return "\n".join(lines)


def _of_block(node: Node) -> list[str]:
    if node.tag in {"ul", "ol"}:
        return _list(node)
    if node.tag == "table":
        return _table(node)
    own = plain_block(node).split("\n")
    return [f"> {line}" for line in own] if node.tag == "blockquote" else own


def _list(node: Node) -> list[str]:
    lines = []
    items = [child for child in node.children if isinstance(child, Node)]
    for number, item in enumerate(items, 1):
        first, *more = plain_block(item).split("\n")
        sign = "-" if node.tag == "ul" else f"{number}."
        lines += [f"{sign} {first}", *(f"{INDENT}{line}" for line in more)]
    return lines


def _table(node: Node) -> list[str]:
    lines = [" ".join(_lines(caption.children)) for caption in node.all("caption")]
    for row in node.all("tr"):
        cells = [plain_block(c).replace("\n", " ") for c in row.all("th", "td")]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _lines(nodes) -> list[str]:
    """Inline content as lines, split at line breaks."""
    text = "".join(inline(node) for node in nodes)
    lines = [re.sub(r"\s+", " ", line).strip() for line in text.split("\0")]
    return lines if any(lines) else []


def inline(node) -> str:
    """Return text as it is, a link with its URL, a line break as a NUL character."""
    if isinstance(node, str):
        return node
    if node.tag == "br":
        return "\0"
    text = "".join(inline(child) for child in node.children)
    if node.tag == "a" and node.href and text.strip() != node.href:
        return f"{text} ({node.href.removeprefix('mailto:')})"
    return text
