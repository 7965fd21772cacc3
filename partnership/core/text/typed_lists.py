"""Lists that were typed as lines with a dash, a bullet or a number in front.

Screen readers and other programs do not see them as lists; here they become real ones.
A name with an initial (“A. Example”) and a single line with a dash or a number stay as
they are.
"""

import re
from dataclasses import dataclass

from partnership.core.text.html import Element, cut_start, parse
from partnership.core.text.list_items import Item, Part, assemble, read_label

# Signs that are only typed for lists, and signs with other meanings.
BULLETS = "\u2022\u25cf\u25aa\u25ab\u25a0\u25a1\u25e6\u2023\u2043\u2219\u00b7\u25cb"
BULLETS += "\u27a2\u2713\u2714\u2756\u25ba\u25b6\u25c6\u2605\ue000-\uf8ff"
SURE = re.compile(rf"([ \t\xa0]*)([{BULLETS}])[\s\xa0]*(?=\S)")
# Word’s second level, “o” with a wide gap; a dash or star needs one space after it.
ROUND = re.compile(r"([ \t\xa0]*)(o)(?:\t|[ \xa0]{2,})(?=\S)")
DASH = re.compile(r"([ \t\xa0]*)([-\u2013\u2014*+\u2012\u2212])[\s\xa0]+(?=\S)")
NUMBER = re.compile(
    r"([ \t\xa0]*)(\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])([\s\xa0]+)(?=\S)", re.I
)
# A quick check, so that most text is not parsed.
LIKELY = re.compile(
    rf"(?:^|>|\n)[\s\xa0]*(?:[{BULLETS}]|&nbsp;|o[\s\xa0]|[-\u2012-\u2014\u2212*+][\s\xa0]"
    r"|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)][\s\xa0])",
    re.I,
)
CONTAINERS = {"", "td", "th", "blockquote", "li"}


@dataclass
class _Line:
    """A line that may be an item: its sign, and how many characters to take off."""

    kind: str = ""
    label: str = ""
    length: int = 0
    depth: int = 0
    wide: bool = False
    has_number: bool = False


def with_lists(markup: str) -> str:
    """Clean rich text with its typed lists as lists; other text is not changed."""
    if not LIKELY.search(markup):
        return markup
    root = parse(markup)
    return root.html if make_lists(root) else markup


def make_lists(root: Element) -> int:
    """Turn typed lists into lists, in place; return the number of items made."""
    made = 0
    for element in [root, *root.elements(*CONTAINERS - {""})]:
        if element.tag in CONTAINERS:
            made += _in_container(element)
    return made


def _in_container(element) -> int:
    """Runs of neighbouring paragraphs are looked at together."""
    children: list[Element | str] = []
    run: list[Element] = []
    made = 0
    for node in [*element.children, None]:
        if isinstance(node, Element) and node.tag == "p":
            run.append(node)
        elif isinstance(node, str) and not node.strip() and run:
            continue
        else:
            blocks, items = _listed(run)
            children += blocks
            made += items
            run = []
            if node is not None:
                children.append(node)
    if made:
        if element.tag == "li" and _is_list(children[0]):
            children.insert(0, Element("p"))
        element.children = children
    return made


def _is_list(node):
    return isinstance(node, Element) and node.tag in {"ul", "ol"}


def _listed(paragraphs) -> tuple[list[Element], int]:
    """The blocks for some paragraphs, and how many of their lines became items."""
    groups = [split_lines(paragraph) for paragraph in paragraphs]
    lines = [line for group in groups for line in group]
    found = [_line(_first_text(line)) for line in lines]
    _keep_only_lists(found)
    if not any(line.kind for line in found):
        return paragraphs, 0
    parts: list[Part] = []
    place = 0
    expected: dict[int, int] = {}
    for paragraph, group in zip(paragraphs, groups, strict=True):
        own = found[place : place + len(group)]
        place += len(group)
        if not any(line.kind for line in own):
            parts.append(Part(paragraph))
            expected.clear()
            continue
        for node, line in zip(group, own, strict=True):
            if line.kind:
                _take_off(node, line.length)
                parts.append(Part(node, _item(line, expected)))
            elif parts and parts[-1].item is not None:
                # A line that continues below an item belongs to it.
                parts[-1].node.children += [Element("br"), *node.children]
            else:
                parts.append(Part(node))
    return assemble(parts), sum(part.item is not None for part in parts)


def _item(line, expected) -> Item:
    level = line.depth + 1
    for deeper in [key for key in expected if key > level]:
        del expected[deeper]
    if line.kind != "number":
        expected.pop(level, None)
        return Item(level)
    number, style = read_label(line.label, expected=expected.get(level, 1))
    expected[level] = number + 1
    return Item(level, True, number, style)


def is_item(text: str) -> bool:
    """Whether a line begins with what may be the sign or number of an item."""
    return bool(_line(text).kind)


def _line(text) -> _Line:
    for kind, pattern in (
        ("bullet", SURE),
        ("round", ROUND),
        ("dash", DASH),
        ("number", NUMBER),
    ):
        if match := pattern.match(text):
            wide = kind == "number" and (len(match[3]) > 1 or "\t" in match[3])
            depth = _depth(match[1]) or int(kind == "round")
            has_number = text[match.end()].isdigit()
            return _Line(kind, match[2], match.end(), depth, wide, has_number)
    return _Line()


def _depth(space) -> int:
    return min((space.count("\t") * 4 + len(space.replace("\t", ""))) // 3, 5)


def _keep_only_lists(lines) -> None:
    """Clear the lines whose sign means something else."""
    for start, end in _runs(lines):
        run = lines[start:end]
        dashes = [line for line in run if line.kind == "dash"]
        if len(run) == 1 or all(line.has_number for line in dashes):
            # A remark, or negative numbers.
            for line in dashes:
                line.kind = ""
        _check_numbers(run)
        # A sub-item needs an item above it.
        shallowest = min((line.depth for line in run if line.kind), default=0)
        for line in run:
            line.depth -= shallowest


def _runs(lines):
    """The stretches of neighbouring lines that may be items."""
    start = None
    for place, line in enumerate([*lines, _Line()]):
        if line.kind and start is None:
            start = place
        elif not line.kind and start is not None:
            yield start, place
            start = None


def _check_numbers(run) -> None:
    """Numbers and letters are a list when 2 or more follow one another from the first.

    Capital letters with one space are initials.
    """
    for depth in {line.depth for line in run}:
        numbered = [
            line for line in run if line.kind == "number" and line.depth == depth
        ]
        levels = _levels(numbered)
        if levels.count(0) < 2:
            for line in numbered:
                line.kind = ""
        for line, level in zip(numbered, levels, strict=False):
            line.depth += level


def _levels(lines) -> list[int]:
    """How deep each numbered line is: (a), (i), (ii), (b) are at 0, 1, 1 and 0.

    Empty if one of them does not follow from those before it.
    """
    levels: list[int] = []
    open_lists: list[tuple[str, int]] = []
    for line in lines:
        level, entry = _next_number(line, open_lists)
        if entry is None:
            return []
        open_lists = [*open_lists[:level], entry]
        levels.append(level)
    return levels


def _next_number(line, open_lists):
    """The level at which a label continues or begins a list, with its style and number.

    None instead of these if it does neither.
    """
    for level in reversed(range(len(open_lists))):
        style, last = open_lists[level]
        number, own = read_label(line.label, style, last + 1)
        if number == last + 1 and own == style and not _is_initial(line, own):
            return level, (own, number)
    number, own = read_label(line.label, expected=1)
    if number != 1 or _is_initial(line, own):
        return 0, None
    same = [level for level, (style, _) in enumerate(open_lists) if style == own]
    return (same[-1] if same else len(open_lists)), (own, 1)


def _is_initial(line, style) -> bool:
    return style in {"A", "I"} and not line.wide and line.label[-1] == "."


def split_lines(paragraph) -> list[Element]:
    """A paragraph of several lines as one for each; of one line, a copy."""
    lines = [Element("p", dict(paragraph.attributes))]
    for node in paragraph.children:
        if isinstance(node, Element) and node.tag == "br":
            lines.append(Element("p", dict(paragraph.attributes)))
        else:
            lines[-1].children.append(_copy(node))
    return [line for line in lines if line.children]


def _copy(node):
    if isinstance(node, str):
        return node
    return Element(node.tag, dict(node.attributes), [_copy(n) for n in node.children])


def _first_text(line) -> str:
    return line.text.lstrip("\n\r")


def _take_off(element, length) -> None:
    """Remove the sign from the start of a line, whichever tags it is in."""
    cut_start(element, length + len(element.text) - len(_first_text(element)))
