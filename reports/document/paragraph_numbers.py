"""Paragraph numbers: 1, 2, … through a whole paper; (a) and (1) in lists.

Numbers are text in the markup, because papers are cited by them.
"""

from partnership.core.text.html import Element, parse
from reports.document.notes import is_notes_list
from reports.document.tree import letters


def number_paragraphs(html: str, start: int) -> tuple[str, int]:
    """Number the top-level paragraphs of rich text from `start`.

    Return the new markup and the next number. Top-level lists get letters, and lists
    within them numbers; they belong to the paragraph above.
    """
    root = parse(html)
    number = start
    for node in root.child_elements():
        if is_notes_list(node):
            continue
        if node.tag == "p":
            node.attributes = {"class": "para", "id": f"para-{number}"}
            node.children.insert(0, _number(f"{number}. "))
            number += 1
        else:
            _number_lists([node], is_nested=False)
    return root.html, number


def letter(index: int) -> str:
    """1 as (a), 26 as (z), 27 as (aa)."""
    return f"({letters(index - 1).lower()})"


def _number_lists(nodes, is_nested):
    """Number the items of all lists that are not in a table."""
    for node in nodes:
        if not isinstance(node, Element) or node.tag == "table":
            continue
        is_list = node.tag in {"ul", "ol"}
        if is_list:
            node.tag = "ol"
            node.attributes = {"class": "numbers" if is_nested else "letters"}
            _number_items(node, is_nested)
        _number_lists(node.children, is_nested or is_list)


def _number_items(node, is_nested):
    for count, item in enumerate(node.child_elements(), 1):
        item.children.insert(
            0, _number(f"({count}) " if is_nested else f"{letter(count)} ")
        )


def _number(text):
    return Element("span", {"class": "no"}, [text])
