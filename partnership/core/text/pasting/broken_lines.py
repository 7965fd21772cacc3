"""Join lines that were broken at the edge of a page into paragraphs.

PDF viewers copy each line of a page as a separate paragraph or line. Lines that were
broken on purpose, as in an address or a list, are kept.
"""

from functools import partial
from itertools import groupby

from partnership.core.text.html import Element
from partnership.core.text.typed_lists import is_item, split_lines

# The longest line of a page has a number of characters in this range.
LINE = range(40, 201)
# A line is full if the next word would exceed this share of the width, because letters
# differ in width. A line that ends a sentence may also end the paragraph.
FULL, CERTAINLY_FULL = 0.85, 0.95
# Lines are taken to be broken by a page if at least this many sentences continue below
# a full line, and this share of all that continue on the next line.
FEWEST, MOST_OF_THEM = 2, 0.8
STOPS = (".", "!", "?")
SIGNS = (*STOPS, ":", ";")


def join_lines(blocks: list[Element]) -> tuple[list[Element], int]:
    """The blocks with such lines joined, and the number of line breaks removed."""
    out: list[Element] = []
    count = 0
    for tag, group in groupby(blocks, key=lambda block: block.tag):
        paragraphs = list(group)
        if tag == "p":
            paragraphs, joined = _joined(paragraphs)
            count += joined
        out += paragraphs
    return out, count


def _joined(paragraphs):
    groups = [split_lines(paragraph) for paragraph in paragraphs]
    lines = [line for group in groups for line in group]
    # If some paragraphs have several lines, the others start where they appear to.
    is_cut = any(len(group) > 1 for group in groups)
    first = {id(group[0]) for group in groups if group and is_cut}
    texts = [" ".join(line.text.split()) for line in lines]
    width = max(map(len, texts), default=0)
    pairs = list(zip(texts, texts[1:], strict=False))
    if width not in LINE or not _are_broken(pairs, width):
        return paragraphs, 0
    out = lines[:1]
    for line, pair in zip(lines[1:], pairs, strict=True):
        belongs = _continues if id(line) in first else partial(_belong_together, width)
        if belongs(*pair) and not is_item(pair[1]):
            space = "" if pair[0].endswith("-") else " "
            out[-1].children += [space, *line.children]
        else:
            out.append(line)
    return out, len(lines) - len(out)


def _are_broken(pairs, width) -> bool:
    going_on = [pair for pair in pairs if _continues(*pair)]
    full = [pair for pair in going_on if _is_full(*pair, width * FULL)]
    return len(full) >= max(FEWEST, MOST_OF_THEM * len(going_on))


def _belong_together(width, text, following) -> bool:
    if not text.endswith(STOPS):
        return _continues(text, following) or _is_full(text, following, width * FULL)
    # The last line of a paragraph may be full by chance; a heading is short and has no
    # full stop.
    is_heading = len(following) < width * FULL and not following.endswith(SIGNS)
    return not is_heading and _is_full(text, following, width * CERTAINLY_FULL)


def _continues(text, following) -> bool:
    """Whether a sentence continues on the next line."""
    return following[:1].islower() and not text.endswith(SIGNS)


def _is_full(text, following, width) -> bool:
    return len(text) + 1 + len(following.split(" ")[0]) > width
