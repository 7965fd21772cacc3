"""Notes in officers' text: a mark in the text, and a list below it.

A note is stored where it belongs in the text, as `<small>`. Notes are numbered through
the whole document, as tables are, once it is complete.
"""

import re

from partnership.core.text.html import Element, parse, start_tag
from reports.document.tree import Document, rich_texts

STORED = "small"
# Attributes of a mark and of a list item that number_notes fills in.
MARK, ITEM = "data-note", "data-note-text"
LIST = "notes"
ADDRESS = re.compile(r"https?://[^\s<>&]*[^\s<>&.,;:)\]]")


def mark(is_in_link: bool = False) -> str:
    """The mark of a note: a link to it, unless it is inside another link."""
    attributes = {"class": "ref note-mark", MARK: ""}
    tag = "span" if is_in_link else "a"
    return f"{start_tag(tag, attributes)}[note]</{tag}>"


def notes_list(texts: list[str]) -> str:
    """The list of a text's notes, in order; their addresses become links."""
    if not texts:
        return ""
    items = "".join(
        f'<li {ITEM}=""><span class="no key">[note] </span>{_linked(text)}</li>'
        for text in texts
    )
    return f'<ul class="{LIST}">{items}</ul>'


def _linked(text):
    return ADDRESS.sub(
        lambda match: f'<a class="url" href="{match[0]}">{match[0]}</a>', text
    )


def is_notes_list(element: Element) -> bool:
    return element.attributes.get("class") == LIST


def number_notes(document: Document) -> None:
    """Give every note its number, and link its mark and its text to each other."""
    count = 0
    for section in document.sections:
        for rich in rich_texts(section.blocks):
            if f' {MARK}=""' in rich.html:
                rich.html, count = _numbered(rich.html, count)


def _numbered(html, count) -> tuple[str, int]:
    root = parse(html)
    marks = [e for e in root.elements("a", "span") if MARK in e.attributes]
    items = [e for e in root.elements("li") if ITEM in e.attributes]
    for number, (place, item) in enumerate(zip(marks, items, strict=True), count + 1):
        href = {"href": f"#note-{number}"} if place.tag == "a" else {}
        place.attributes = {
            "class": "ref note-mark",
            "id": f"note-mark-{number}",
        } | href
        place.children = [f"[note {number}]"]
        item.attributes = {"id": f"note-{number}"}
        next(item.elements("span")).children = [f"[note {number}] "]
    return root.html, count + len(marks)
