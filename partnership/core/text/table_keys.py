"""Keys of tables with a title, so that references to one survive a change of its title.

The key of a table is stored in its `data-key`. It is made from the first title that the
table has, and is unique in its text.
"""

import re

from django.utils.text import slugify

from partnership.core.text.html import Element, parse

KEY = "data-key"
LONGEST = 40
IS_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
UNTITLED = "table"


def with_table_keys(text: str) -> str:
    """The rich text with a key for each titled table, and none for the others."""
    if "<caption" not in text and KEY not in text:
        return text
    root = parse(text)
    taken: set[str] = set()
    before = [dict(table.attributes) for table in root.elements("table")]
    for table in root.elements("table"):
        title = title_of(table)
        key = table.attributes.pop(KEY, "")
        if title:
            table.attributes[KEY] = unique(key or key_from(title), taken)
    unchanged = before == [table.attributes for table in root.elements("table")]
    return text if unchanged else root.html


def with_one_title(text: str) -> str:
    """The rich text with the further titles of each table as paragraphs above it."""
    if text.count("<caption") < 2:
        return text
    root = parse(text)
    found = [_keep_one_title(element) for element in [root, *root.elements()]]
    return root.html if any(found) else text


def _keep_one_title(parent: Element) -> bool:
    """Put further titles of an element's tables above them; return if there are any."""
    children, is_changed = [], False
    for node in parent.children:
        if isinstance(node, Element) and node.tag == "table":
            for title in _titles(node)[1:]:
                node.children.remove(title)
                children.append(Element("p", {}, title.children))
                is_changed = True
        children.append(node)
    parent.children = children
    return is_changed


def _titles(table: Element) -> list[Element]:
    return table.child_elements("caption")


def title_of(table: Element) -> str:
    """The text of a table's caption; empty without one."""
    return " ".join("".join(title.text for title in _titles(table)[:1]).split())


def key_from(title: str) -> str:
    """A key made from a title: lower case, with hyphens."""
    return slugify(title)[:LONGEST].strip("-") or UNTITLED


def unique(key: str, taken: set[str]) -> str:
    """The key, with a number if it is taken already; it is taken from then on."""
    number, found = 2, key
    while found in taken:
        found, number = f"{key}-{number}", number + 1
    taken.add(found)
    return found
