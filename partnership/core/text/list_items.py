"""Lists rebuilt from a flow of paragraphs that say which item, and level, they are.

Word keeps lists as paragraphs with a level, Word Online writes a list of its own for
each item, and Google Docs nests a list beside its item; a flow of items is common to
all.
"""

import re
from dataclasses import dataclass

from partnership.core.text.html import Element

ROMAN = re.compile(r"(?=[ivxlc])(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.I)
LABEL = re.compile(r"\s*\(?((?:(?:\d+|[a-z]+)\.)*)(\d{1,4}|[a-z]{1,5})[.):]*\s*", re.I)
DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass
class Item:
    """A list item: its level from 1, and its number if it is numbered.

    `style` is the HTML type of its number: "", a, A, i or I. `indent` is in points.
    """

    level: int = 1
    ordered: bool = False
    number: int | None = None
    style: str = ""
    indent: float = 0.0


@dataclass
class Part:
    """A block of text; `item` if it starts a list item, `within` if it continues one.

    `within` is the level of that item.
    """

    node: Element
    item: Item | None = None
    within: int = 0
    indent: float = 0.0
    is_caption: bool = False


@dataclass
class _OpenList:
    element: Element
    level: int
    ordered: bool
    style: str
    following: int
    indent: float


def roman(text: str) -> int:
    """The value of a Roman numeral in lower case."""
    values = [DIGITS[letter] for letter in text]
    return sum(
        -value if value < max(values[index:]) else value
        for index, value in enumerate(values)
    )


def read_label(label: str, style: str = "", expected: int = 1) -> tuple[int, str]:
    """The number and style of a label, such as “3.”, “(b)”, “iv)” or “2.1”.

    `i` is Roman unless a ninth letter is expected here. Returns 0 for a
    bullet.
    """
    match = LABEL.fullmatch(label.replace("\xa0", " "))
    if match is None:
        return 0, ""
    text = match[2]
    if text.isdigit():
        return int(text), ""
    low, capital = text.lower(), text.isupper()
    as_letter = ord(low) - 96 if len(low) == 1 else 0
    is_roman = bool(ROMAN.fullmatch(low))
    if is_roman and (
        style in {"i", "I"}
        or not as_letter
        or (not style and as_letter != expected and roman(low) == expected)
    ):
        return roman(low), "I" if capital else "i"
    return as_letter, ("A" if capital else "a") if as_letter else ""


def assemble(parts: list[Part]) -> list[Element]:
    """The blocks of a flow, with its items in nested lists."""
    out: list[Element] = []
    open_lists: list[_OpenList] = []
    for part in parts:
        if part.item is not None:
            _add_item(out, open_lists, part, part.item)
        elif open_lists and (level := _level_within(part, open_lists)):
            while len(open_lists) > 1 and open_lists[-1].level > level:
                open_lists.pop()
            _last_item(open_lists[-1]).children.append(_in_item(part.node))
        else:
            open_lists.clear()
            out.append(part.node)
    return out


def _level_within(part, open_lists):
    if part.within or not part.indent:
        return part.within
    # Word indents the second paragraph of an item as far as the item's own words.
    fitting = [
        open_list.level
        for open_list in open_lists
        if 0 < open_list.indent <= part.indent + 1
    ]
    return max(fitting, default=0)


def _add_item(out, open_lists, part, item):
    while len(open_lists) > 1 and open_lists[-1].level > item.level:
        open_lists.pop()
    if open_lists and open_lists[-1].level > item.level:
        open_lists[-1].level = item.level
    if open_lists and open_lists[-1].level == item.level:
        if not _continues(open_lists[-1], item):
            open_lists.pop()
    if not open_lists or open_lists[-1].level < item.level:
        opened = _opened(item)
        if open_lists:
            _last_item(open_lists[-1]).children.append(opened.element)
        else:
            out.append(opened.element)
        open_lists.append(opened)
    current = open_lists[-1]
    current.following += 1
    current.indent = current.indent or item.indent
    node = _in_item(part.node)
    first = [node] if node.tag == "p" else [Element("p"), node]
    current.element.children.append(Element("li", {}, first))


def _continues(current, item):
    if current.ordered != item.ordered:
        return False
    if not item.ordered:
        return True
    same_style = not item.style or item.style == current.style
    return item.number is None or (same_style and item.number == current.following)


def _opened(item) -> _OpenList:
    attributes = {}
    first = item.number if item.ordered and item.number else 1
    if first != 1:
        attributes["start"] = str(first)
    if item.ordered and item.style:
        attributes["type"] = item.style
    element = Element("ol" if item.ordered else "ul", attributes)
    return _OpenList(element, item.level, item.ordered, item.style, first, item.indent)


def _last_item(current):
    return current.element.children[-1]


def _in_item(node):
    """A heading in a list item is a paragraph in bold."""
    if node.tag in {"h3", "h4"}:
        return Element("p", {}, [Element("strong", {}, node.children)])
    return node
