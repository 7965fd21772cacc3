"""Rich text as one reads and types it in a plain box, without markup.

Paragraphs have an empty line between them, items of lists begin with “- ” or “1. ”, a
link stands as its words with the address behind, and a row of a table as | a | b |.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from partnership.core.text.rich_text import VOID

# With such a tag begins what an editor sends; anything else was typed by hand.
MARKUP = re.compile(r"\s*<(?:p|h3|h4|ul|ol|blockquote|table|script|style)\b", re.I)
# Where a block begins within a text.
BLOCK = re.compile(r"<(?:p|h3|h4|ul|ol|blockquote|table)\b")
BLOCKS = {"p", "h3", "h4", "ul", "ol", "blockquote", "table"}
# What is kept of style within a line.
PIECES = {"a", "strong", "em", "sup"}
INDENT = "   "


@dataclass
class Node:
    """A tag with what stands in it: texts and further tags. The top has no name."""

    tag: str = ""
    href: str = ""
    source: str = ""
    inside: list = field(default_factory=list)

    def all(self, *tags):
        """All tags of some names below this one, in their order."""
        for one in self.inside:
            if isinstance(one, Node):
                if one.tag in tags:
                    yield one
                yield from one.all(*tags)


class _Reader(HTMLParser):
    """Reads clean markup, in which every tag is closed."""

    def __init__(self):
        super().__init__()
        self.open = [Node()]

    def handle_starttag(self, tag, attrs):
        node = Node(tag, dict(attrs).get("href") or "", self.get_starttag_text() or "")
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        if len(self.open) > 1 and tag not in VOID:
            self.open.pop()

    def handle_data(self, data):
        self.open[-1].inside.append(data)


def read(markup: str) -> Node:
    """The top of a tree of clean markup."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.open[0]


def blocks(markup: str) -> list[tuple[str, Node]]:
    """What the text is made of at its top: the markup of each block, and its tree."""
    found, depth, start = [], 0, 0
    for tag in re.finditer(r"<(/?)([a-z0-9]+)[^<>]*>", markup):
        if tag[2] not in BLOCKS:
            continue
        depth += -1 if tag[1] else 1
        if depth == 0:
            found.append(markup[start : tag.end()].strip())
            start = tag.end()
    rest = markup[start:].strip()
    return [(one, read(one)) for one in ([*found, rest] if rest else found)]


def is_markup(text: str) -> bool:
    """Whether an editor sent it, or it is stored; else somebody typed it."""
    return MARKUP.match(text) is not None


def in_blocks(stored: str) -> str:
    """Stored text of which the beginning stands in a paragraph, if in nothing else.

    Spreadsheets may bring words with tags like <em>, and no paragraph around them.
    """
    if not stored.strip() or is_markup(stored):
        return stored
    found = BLOCK.search(stored)
    end = found.start() if found else len(stored)
    return f"<p>{stored[:end].strip()}</p>{stored[end:]}"


def as_plain(text: str) -> str:
    """Cleaned text as one types it; what was typed stays as it is."""
    if not is_markup(text):
        return text
    return "\n\n".join(filter(None, (plain_block(node) for _, node in blocks(text))))


def plain_block(node: Node) -> str:
    """One block, and what stands in it, without empty lines of its own."""
    lines: list[str] = []
    words: list = []
    for one in [*node.inside, None]:
        if isinstance(one, Node) and one.tag not in BLOCKS | {"li"}:
            words.append(one)
        elif isinstance(one, str):
            words.append(one)
        else:
            lines += _lines(words)
            words = []
            if one is not None:
                lines += _of_block(one)
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
    items = [one for one in node.inside if isinstance(one, Node)]
    for number, item in enumerate(items, 1):
        first, *more = plain_block(item).split("\n")
        sign = "-" if node.tag == "ul" else f"{number}."
        lines += [f"{sign} {first}", *(f"{INDENT}{line}" for line in more)]
    return lines


def _table(node: Node) -> list[str]:
    lines = [" ".join(_lines(one.inside)) for one in node.all("caption")]
    for row in node.all("tr"):
        cells = [plain_block(one).replace("\n", " ") for one in row.all("th", "td")]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _lines(words) -> list[str]:
    """Words within a block; a line break begins a new line."""
    text = "".join(inline(one) for one in words)
    lines = [re.sub(r"\s+", " ", line).strip() for line in text.split("\0")]
    return lines if any(lines) else []


def inline(one) -> str:
    """A text as it is, a link with its address, a line break as a mark."""
    if isinstance(one, str):
        return one
    if one.tag == "br":
        return "\0"
    words = "".join(inline(inner) for inner in one.inside)
    if one.tag == "a" and one.href and words.strip() != one.href:
        return f"{words} ({one.href.removeprefix('mailto:')})"
    return words
