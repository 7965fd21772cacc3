"""Find the footnotes and comments of a pasted document, before its text is read.

A footnote is a link to the anchor of its text, which links back. Word, LibreOffice and
Google Docs name these anchors differently.
"""

import re
from dataclasses import dataclass, field

from partnership.core.text.html import Element
from partnership.core.text.pasting.looks import inline_styles

# Names of the anchors of footnotes and comments.
NOTE_PLACE = re.compile(
    r"_?(?:(?:ftn|edn|sdfootnote|sdendnote|ftnt|fn|endnote)[-:_]?|cite_note-\S*)\d+",
    re.I,
)
COMMENT_PLACE = re.compile(r"_?(?:cmnt|msocom_|com_?)\d+", re.I)
NOTE_REFERENCE = re.compile(
    r"_?(?:ftnref|ednref|sdfootnote\d+anc|sdendnote\d+anc|ftnt_ref|fnref|cmnt_ref)",
    re.I,
)
LISTS = {"footnote-list", "endnote-list"}
MARKER = re.compile(
    r"\s*(?:\[?(?:\d+|[ivxlc]+|[a-z]|\*+|\u2020)\]?[.)]?|\^|\u21a9\ufe0e?|\u2191)\s*",
    re.I,
)
BLOCKS = {"p", "div", "li", "aside", "section", "td", "dd"}


@dataclass
class Notes:
    """The texts of footnotes by their anchor, and the elements to skip.

    `skipped` has the Python ids of the elements that contain notes and comments.
    """

    texts: dict[str, str] = field(default_factory=dict)
    skipped: set[int] = field(default_factory=set)
    comments: int = 0


def find_notes(root: Element) -> Notes:
    """Find the notes and comments of a parsed document."""
    notes = Notes()
    parents = _parents(root)
    links = [a for a in root.elements("a") if "#" in a.attributes.get("href", "")]
    own_names = {id(a): _names(a) + _names_around(a, parents) for a in links}
    referring = {name: a for a in links for name in own_names[id(a)]}
    targets = {fragment(a): a for a in links}
    for element in list(root.elements()):
        styles = inline_styles(element.attributes.get("style", ""))
        kind = styles.get("mso-element", "")
        if kind == "comment-list" or "msocomtxt" in element.classes:
            notes.skipped.add(id(element))
            notes.comments += kind != "comment-list" and not _inside_skipped(
                element, parents, notes.skipped - {id(element)}
            )
            if kind == "comment-list":
                found = [
                    inner
                    for inner in element.elements("div")
                    if "msocomtxt" in inner.classes
                ]
                notes.comments += len(found)
        elif kind in LISTS:
            notes.skipped.add(id(element))
        for name in _names(element):
            _add_place(notes, element, name, parents, referring, targets)
    return notes


def _add_place(notes, element, name, parents, referring, targets):
    """Add an element as a note if its name or a link back from it shows that it is."""
    if NOTE_REFERENCE.match(name):
        return
    is_comment = bool(COMMENT_PLACE.fullmatch(name))
    holder = element if element.tag in BLOCKS else _block_around(element, parents)
    if holder is None:
        return
    back = _link_back(holder, name, referring)
    anchored = name in targets and back
    named = NOTE_PLACE.match(name) and (
        back
        or name in targets
        or "mso-element:" in (holder.attributes.get("style", ""))
    )
    if not (anchored or named or (is_comment and back)):
        return
    if is_comment:
        is_known = id(holder) in notes.skipped
        notes.comments += not (
            is_known or _inside_skipped(holder, parents, notes.skipped)
        )
    else:
        # An anchor inside the note may contain only a part of it.
        known = notes.texts.get(_plain_name(name), "")
        notes.texts[_plain_name(name)] = max(known, _text_of(holder), key=len)
    notes.skipped.add(id(holder))


def _link_back(holder, name, referring) -> bool:
    """Whether a block has a link to a place that itself links to the block."""
    for link in holder.elements("a"):
        reference = referring.get(fragment(link))
        if reference is not None and fragment(reference) == name:
            return reference is not link
        if NOTE_REFERENCE.match(fragment(link)):
            return True
    return False


def _text_of(holder) -> str:
    """A note's words, without its own number and its link back."""
    parts = []
    _add_text(holder, parts)
    text = " ".join("".join(parts).split())
    # The number may be at the start, without a link.
    return re.sub(r"^(?:\[\d+\]|\d+[.)]?(?=\s)|\^)\s*", "", text)


def _add_text(element, parts):
    for node in element.children:
        if isinstance(node, str):
            parts.append(node)
        elif node.tag == "a" and "#" in node.attributes.get("href", ""):
            if not MARKER.fullmatch(node.text):
                _add_text(node, parts)
        elif node.tag == "a" and node.attributes.get("href", "").startswith("http"):
            words, address = node.text.strip(), node.attributes["href"]
            same = words.rstrip("/") in {address.rstrip("/"), address[8:].rstrip("/")}
            parts.append(address if same else f"{words} ({address})")
        elif node.tag not in {"script", "style", "del", "s", "strike"}:
            _add_text(node, parts)
            if node.tag in BLOCKS | {"br"}:
                parts.append(" ")


def fragment(link: Element) -> str:
    """The name after # in a link."""
    return _plain_name(link.attributes.get("href", "").partition("#")[2])


def _plain_name(name):
    return name.removeprefix("_").removesuffix("sym")


def _names(element) -> list[str]:
    anchors = [element.attributes.get("id", ""), element.attributes.get("name", "")]
    return [_plain_name(name) for name in dict.fromkeys(anchors) if name]


def _names_around(link, parents) -> list[str]:
    """The names of the raised or marked text that contains only the link."""
    around = parents.get(id(link))
    if around is None or around.tag not in {"sup", "span"}:
        return []
    return _names(around) if around.text.strip() == link.text.strip() else []


def _parents(root) -> dict[int, Element]:
    found = {}
    for element in [root, *root.elements()]:
        for node in element.children:
            if isinstance(node, Element):
                found[id(node)] = element
    return found


def _block_around(element, parents):
    while element is not None and element.tag not in BLOCKS:
        element = parents.get(id(element))
    return element


def _inside_skipped(element, parents, skipped) -> bool:
    above = parents.get(id(element))
    while above is not None:
        if id(above) in skipped:
            return True
        above = parents.get(id(above))
    return False
