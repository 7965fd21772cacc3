"""Convert plain text back to rich text, keeping the formatting of the stored text.

Unchanged blocks keep their exact markup. In changed blocks, links and emphasis stay on
the words that are still there.
"""

import difflib
import html
import re

from partnership.core.text.html_to_text import (
    INLINE_TAGS,
    Node,
    as_plain,
    blocks,
    in_blocks,
    inline,
    is_markup,
    plain_block,
)
from partnership.core.text.rich_text import MAX_BYTES

ITEM = re.compile(r"( *)(?:(-)|(\d{1,3})\.)[ \t]+(?=\S)")
ROW = re.compile(r"\|(.*)\|\s*")
GAP = re.compile(r"\n[ \t]*\n\s*")
# Placeholders for markup while a block is parsed; removed from typed text.
FIRST_PLACEHOLDER = 0xF0000
PLACEHOLDERS = re.compile("[\U000f0000-\U000ffffd]")
# Maximum depth of nested lists; deeper items stay lines of text.
DEEPEST = 5
# Number of letters before an emphasised word that identify it.
BEFORE = 8
# Maximum number of comparisons, between blocks or between blocks and their pieces. With
# more, a few long texts would keep the site busy for minutes.
MAX_COMPARISONS = 1_000_000


def as_rich(text: str, stored: str = "") -> str:
    """Return typed text as markup; markup from the editor is returned unchanged."""
    text = PLACEHOLDERS.sub("", text.replace("\r\n", "\n")).strip()
    # Validation rejects text that is too long; parsing it first would be slow.
    if not text or is_markup(text) or len(text) > MAX_BYTES:
        return text
    stored_blocks = in_blocks(stored)
    if _same(text, as_plain(stored_blocks)):
        return stored
    old = blocks(stored_blocks)
    before_text = [plain_block(node) for _, node in old]
    typed = [_trimmed(part) for part in GAP.split(text)]
    found = []
    for is_same, start, end, first, last in _changed_ranges(before_text, typed):
        if is_same:
            found += [markup for markup, _ in old[start:end]]
            continue
        before = [node for _, node in old[start:end]]
        pieces = [piece for node in before for piece in pieces_of(node)]
        if len(pieces) * (last - first) > MAX_COMPARISONS:
            pieces = []  # the text stays, with a link's URL after it
        changed = [_block(part, pieces) for part in typed[first:last]]
        if len(before) == len(changed):
            pairs = zip(before, changed, strict=True)
            changed = [_headed(node, markup) for node, markup in pairs]
        found += changed
    return "".join(found)


def _changed_ranges(stored, typed):
    """Yield ranges of blocks: whether they are equal, then the old and new range."""
    shorter = min(len(stored), len(typed))
    head = next((n for n in range(shorter) if stored[n] != typed[n]), shorter)
    rest = range(shorter - head)
    tail = next((n for n in rest if stored[-1 - n] != typed[-1 - n]), len(rest))
    old, new = stored[head : len(stored) - tail], typed[head : len(typed) - tail]
    yield True, 0, head, 0, head
    if len(old) * len(new) > MAX_COMPARISONS:
        yield False, head, head + len(old), head, head + len(new)
    else:
        matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
        for kind, *places in matcher.get_opcodes():
            yield kind == "equal", *(head + place for place in places)
    yield True, len(stored) - tail, len(stored), len(typed) - tail, len(typed)


def _headed(node, markup):
    """Keep a heading as a heading when its text changes."""
    tags = [child.tag for child in node.children if isinstance(child, Node)]
    is_line = markup.startswith("<p>") and markup.count("<p>") == 1
    if len(tags) == 1 and tags[0] in {"h3", "h4"} and is_line and "<br>" not in markup:
        return f"<{tags[0]}>{markup[3:-4]}</{tags[0]}>"
    return markup


def _trimmed(text):
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _same(typed, stored):
    return _trimmed(typed) == _trimmed(stored).strip()


def pieces_of(node: Node) -> list[tuple[str, str, str]]:
    """Return links and emphasised words as (preceding text, text, markup)."""
    found, before = [], ""
    for leaf in _leaves(node):
        words = re.sub(r"\s+", " ", inline(leaf).replace("\0", " "))
        if isinstance(leaf, Node) and leaf.tag in INLINE_TAGS and words.strip():
            found.append((before[-BEFORE:], words, _markup(leaf)))
        before += words
    return found


def _leaves(node):
    """Yield text and inline elements, in document order."""
    for child in node.children:
        if isinstance(child, Node) and child.tag not in INLINE_TAGS | {"br"}:
            yield from _leaves(child)
        else:
            yield child


def _markup(node) -> str:
    if isinstance(node, str):
        return html.escape(node, quote=False)
    if node.tag == "br":
        return "<br>"
    content = "".join(_markup(child) for child in node.children)
    return f"{node.source}{content}</{node.tag}>"


def _block(text: str, pieces) -> str:
    """Convert one typed block, restoring the pieces that it still contains."""
    marked, found, done = "", [], 0
    for before, words, markup in list(pieces):
        at = _place(text, before, words, done)
        if at is None:
            continue
        marked += text[done:at] + chr(FIRST_PLACEHOLDER + len(found))
        found.append(markup)
        done = at + len(words)
        pieces.remove((before, words, markup))
    rich = _structure((marked + text[done:]).split("\n"))
    for number, markup in enumerate(found):
        rich = rich.replace(chr(FIRST_PLACEHOLDER + number), markup)
    return rich


def _place(text, before, words, done):
    """Find a piece after position `done`; a link is found by its text alone."""
    at = text.find(before + words, max(done - len(before), 0))
    if at >= 0 and at + len(before) >= done:
        return at + len(before)
    is_link = words.endswith(")") or "://" in words
    at = text.find(words, done) if is_link else -1
    return at if at >= 0 else None


def _structure(lines: list[str], depth: int = 0) -> str:
    """Convert lines to paragraphs, lists, quotations and tables."""
    found: list[str] = []
    words: list[str] = []
    while lines:
        taken, markup = _special(lines, depth)
        if not taken:
            words.append(lines.pop(0))
            continue
        caption = words.pop() if markup.startswith("<table>") and words else ""
        found += [_paragraph(words), _captioned(markup, caption)]
        words, lines = [], lines[taken:]
    return "".join(filter(None, [*found, _paragraph(words)]))


def _special(lines, depth):
    """Parse a list, quotation or table: its number of lines, and its markup."""
    if depth == DEEPEST:
        return 0, ""
    item = ITEM.match(lines[0])
    # “3. March” alone is not a list.
    follows = len(lines) > 1 and ITEM.match(lines[1])
    if item and (item[2] or item[3] == "1" or follows):
        return _list(lines, item, depth)
    if own := _run(lines, lambda line: line.startswith("> ")):
        inside = _structure([line[2:] for line in own], depth + 1)
        return len(own), f"<blockquote>{inside}</blockquote>"
    if own := _run(lines, ROW.fullmatch):
        return len(own), _table(own)
    return 0, ""


def _run(lines, begins):
    count = 0
    while count < len(lines) and begins(lines[count]):
        count += 1
    return lines[:count]


def _list(lines, first, depth):
    """Parse a list, with nested content below each item."""
    items: list[list[str]] = []
    taken = 0
    for line in lines:
        item = ITEM.match(line)
        if item and len(item[1]) <= len(first[1]):
            if bool(item[2]) != bool(first[2]):
                break
            items.append([line[item.end() :]])
        elif line.startswith(" ") and items:
            items[-1].append(line)
        else:
            break
        taken += 1
    tag = "ul" if first[2] else "ol"
    inside = "".join(f"<li>{_item(own, depth)}</li>" for own in items)
    return taken, f"<{tag}>{inside}</{tag}>"


def _item(lines, depth):
    first, *more = lines
    further = min((len(line) - len(line.lstrip()) for line in more), default=0)
    return _structure([first, *(line[further:] for line in more)], depth + 1)


def _table(lines):
    """Convert rows to a table; the first row is the header."""
    head, *rest = [_row(line, "td" if n else "th") for n, line in enumerate(lines)]
    body = "".join(rest)
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _row(line, tag):
    cells = (cell.strip() for cell in ROW.fullmatch(line)[1].split(" | "))
    inside = "".join(f"<{tag}>{_words(cell)}</{tag}>" for cell in cells)
    return f"<tr>{inside}</tr>"


def _captioned(markup, caption):
    if not caption:
        return markup
    return markup.replace("<table>", f"<table><caption>{_words(caption)}</caption>", 1)


def _paragraph(lines):
    text = "<br>".join(_words(line.strip()) for line in lines if line.strip())
    return f"<p>{text}</p>" if text else ""


def _words(text):
    return html.escape(text, quote=False)
