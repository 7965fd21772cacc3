"""Prepare officers' text for a document: fill in figures and adjust the markup.

Tokens are read in text nodes only, and their output is never parsed again. The markup
is already clean (see partnership.core.text.rich_text); here it is adjusted to its
position: a list item's only paragraph becomes plain text, typed bullets become lists,
headings start one level below their section, tables get even rows and scopes, and links
get a printed address.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from html import escape

from partnership.core.text.html import VOID, Element, parse, start_tag
from partnership.core.text.table_keys import KEY, title_of
from partnership.core.text.typed_lists import make_lists
from partnership.core.values.urls import short_url
from reports.document.files import OWN, OwnCaption, Picture, StoredFile, figure_html
from reports.document.notes import STORED, mark, notes_list
from reports.document.references import REFERENCE
from reports.document.table_grid import make_even
from reports.document.table_headers import mark_header_rows
from reports.document.tree import Rich
from reports.errors import BuildProblem, TokenError
from reports.figures.figure import Figure
from reports.figures.grammar import Token, check_number, scan, tokens_in
from reports.figures.resolver import Resolver

# Below this level, for example in table cells, headings become bold lines.
LOWEST = 4
# A paragraph that starts like this right below a table is a note to the table.
NOTE = re.compile(r"\s*Notes?:")
STRONG = {"L", "R", "AL"}
LISTS = {"ul", "ol"}
# Elements that run from right to left if their text does.
RUNNING = {"p", "li", "h3", "h4", "h5", "h6", "td", "th", "blockquote"}
REFERENCES = {"section", "table", "figure", "paragraph", "supplement"}
# A paragraph with only this is replaced by a picture.
PICTURE = "picture"
# Characters that an HTML parser drops.
DROPPED = re.compile("[\0\ud800-\udfff]")
TARGET = re.compile(r"([a-z]+) ([\w.-]+) ?([a-z]*)")


@dataclass
class RenderedText:
    """A composed text: as stored, and as printed."""

    location: str
    section: str
    raw: str
    rich: Rich


@dataclass
class Composer:
    """Turns stored text into Rich, and collects errors with their locations.

    `section` is the key of the section being collected, `rendered` all texts so far.
    `pictures` are those that the text can place, by key; `base` is the address of the
    document.
    """

    resolver: Resolver
    problems: list[BuildProblem] = field(default_factory=list)
    section: str = ""
    rendered: list[RenderedText] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    base: str = ""

    def rich(self, html: str, location: str, level: int = 3) -> Rich:
        """Compose rich text whose first heading has this level."""
        try:
            check_number(html)
            if DROPPED.search(html):
                raise TokenError(
                    "This text contains a hidden character. Type it again."
                )
        except TokenError as error:
            self.problems.append(BuildProblem(location, str(error)))
            return Rich()
        root = parse(html)
        make_lists(root)
        for table in root.elements("table"):
            make_even(table)
        mark_header_rows(root)
        writer = _Writer(self, location, level)
        content = writer.content(root, ()) + notes_list(writer.notes)
        rich = Rich(content, writer.figures, writer.captions, writer.files)
        return self._record(location, html, rich)

    def _record(self, location, raw, rich: Rich) -> Rich:
        self.rendered.append(RenderedText(location, self.section, raw, rich))
        return rich

    def inline(self, text: str, location: str) -> Rich:
        """Compose plain text with tokens: a label, caption or headline figure."""
        figures: list[Figure] = []
        html = self.expand(text, location, figures, linked=True)
        return self._record(location, text, Rich(html, figures))

    def expand(self, text, location, figures, linked):
        try:
            parts = scan(text)
        except TokenError as error:
            self.problems.append(BuildProblem(location, str(error)))
            return ""
        return "".join(
            escape(part, quote=False)
            if isinstance(part, str)
            else self._token(part, location, figures, linked)
            for part in parts
        )

    def _token(self, token: Token, location, figures, linked):
        if token.kind == "reference":
            return self._reference(token, location, linked)
        try:
            figure = self.resolver.figure(token)
        except TokenError as error:
            self.problems.append(BuildProblem(location, str(error)))
            return ""
        figures.append(figure)
        return _marked(figure) if linked else escape(figure.text)

    def _reference(self, token: Token, location, linked):
        """A placeholder that link_references fills in; no other text may match it."""
        if token.name == PICTURE:
            message = (
                f"“{token.source}” must be a paragraph of its own, outside lists and "
                "tables."
            )
            self.problems.append(BuildProblem(location, message))
            return ""
        target = " ".join([token.name, *token.arguments, token.style]).strip()
        known = token.name in REFERENCES and token.style in {"", "capital"}
        if not (known and len(token.arguments) == 1 and TARGET.fullmatch(target)):
            message = (
                f"“{token.source}” is not a valid cross-reference. Use the format "
                "[@section funding]."
            )
        elif not linked:
            message = (
                f"“{token.source}” cannot be used inside a link. Put it next to it."
            )
        else:
            return start_tag("a", {"class": "ref", REFERENCE: target}) + "</a>"
        self.problems.append(BuildProblem(location, message))
        return ""

    def picture_at(self, node: Element) -> Token | None:
        """The token of a paragraph that places a picture and has nothing else."""
        text = node.text.strip()
        if node.tag != "p" or not text.startswith(f"[@{PICTURE} "):
            return None
        tokens = list(tokens_in(text))
        is_alone = len(tokens) == 1 and tokens[0].source == text
        return tokens[0] if is_alone and tokens[0].name == PICTURE else None

    def picture(self, token: Token, location: str) -> Picture | None:
        """The picture that a token names; None, and an error, if there is none."""
        key = " ".join(token.arguments)
        if key in self.pictures:
            return self.pictures[key]
        known = ", ".join(f"[@{PICTURE} {name}]" for name in self.pictures)
        others = f"You can use: {known}." if known else "It has no pictures."
        message = f"“{token.source}” is not a picture of this document. {others}"
        self.problems.append(BuildProblem(location, message))
        return None


def _marked(figure: Figure) -> str:
    """A figure's HTML, with its value and source in attributes."""
    words = escape(figure.text)
    if not figure.value and not figure.day:
        return words
    attributes = {"class": "bound"}
    if figure.origin:
        attributes["title"] = figure.origin
    if figure.day:
        return (
            f"{start_tag('time', {'datetime': figure.day} | attributes)}{words}</time>"
        )
    return f"{start_tag('data', {'value': figure.value} | attributes)}{words}</data>"


@dataclass
class _Writer:
    """Writes clean markup, adjusted to its position in the document."""

    composer: Composer
    location: str
    level: int
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    captions: list[OwnCaption] = field(default_factory=list)
    files: list[StoredFile] = field(default_factory=list)
    lowest: int = 0

    def content(self, element: Element, above: tuple[str, ...]) -> str:
        """What is inside an element; `above` are its own tag and those around it."""
        out, last = [], None
        for node in element.children:
            if isinstance(node, str):
                linked = "a" not in above
                out.append(
                    self.composer.expand(node, self.location, self.figures, linked)
                )
                if not node.strip():
                    continue
            elif not above and last == "table" and _is_note(node):
                out.append(self._element(node, above, {"class": "table-note"}))
            elif not above and (token := self.composer.picture_at(node)):
                out.append(self._picture(token))
            elif node.tag == "p" and _is_only_text(node, element):
                out.append(self.content(node, above))
            else:
                out.append(self._element(node, above, node.attributes))
            last = None if isinstance(node, str) else node.tag
        return "".join(out)

    def _element(self, node, above, attributes):
        tag = node.tag
        if tag in VOID:
            return start_tag(tag, attributes)
        if tag == STORED:
            self.notes.append(self.content(node, (*above, tag)))
            return mark(is_in_link="a" in above)
        if tag in {"h3", "h4"} and self.level > LOWEST:
            content = self.content(node, (*above, "p", "strong"))
            return f"<p><strong>{content}</strong></p>"
        tag = self._levelled(tag)
        if tag == "table":
            attributes = self._own_table(node, above)
        elif tag == "a":
            attributes = _link(node)
        elif tag == "th":
            attributes = attributes | {"scope": attributes.get("scope", _scope(above))}
        content = self.content(node, (*above, tag))
        if tag in RUNNING and _is_right_to_left(node.text):
            attributes = attributes | {"dir": "rtl"}
        if tag in {"p", "li"}:
            # A space at the end makes the PDF break lines too early.
            content = content.rstrip()
        return f"{start_tag(tag, attributes)}{content}</{tag}>"

    def _picture(self, token) -> str:
        picture = self.composer.picture(token, self.location)
        if picture is None:
            return ""
        self.files.append(picture)
        if picture.caption:
            self.captions.append(OwnCaption("Figure", picture.key, picture.caption))
        return figure_html(picture, self.composer.base)

    def _own_table(self, node, above) -> dict[str, str]:
        """The attributes of a table; one with a title, not in a cell, is numbered."""
        key, title = node.attributes.get(KEY, ""), title_of(node)
        if not (key and title) or "table" in above:
            return {}
        self.captions.append(OwnCaption("Table", key, title))
        return {OWN: key}

    def _levelled(self, tag):
        """Heading levels without gaps: the first heading found gets the base level."""
        if tag not in {"h3", "h4"}:
            return tag
        level = int(tag[1])
        self.lowest = min(self.lowest or level, level)
        return f"h{min(self.level + level - self.lowest, 6)}"


def _is_right_to_left(text: str) -> bool:
    """Whether the first letter is Arabic, Hebrew or of another such script."""
    if text.isascii():
        return False
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind for kind in kinds if kind in STRONG), "L") != "L"


def _is_only_text(node: Element, item: Element) -> bool:
    """Whether a list item has only this paragraph, apart from lists below it."""
    others = (
        child
        for child in item.children
        if child is not node
        and (child.strip() if isinstance(child, str) else child.tag not in LISTS)
    )
    return item.tag == "li" and not any(others)


def _is_note(node: Element) -> bool:
    """Whether a paragraph below a table is a note to the table."""
    first = node.children[0] if node.children else None
    return node.tag == "p" and isinstance(first, str) and bool(NOTE.match(first))


def _link(node: Element) -> dict[str, str]:
    """A link's attributes, with its address to print if that is not its text."""
    attributes = node.attributes
    href = attributes.get("href", "")
    if not href.startswith("http"):
        return attributes
    address = short_url(href)
    if short_url(node.text).casefold() == address.casefold():
        return attributes | {"class": "url"}
    return attributes | {"data-address": address}


def _scope(above):
    """Header cells in a thead are for columns; elsewhere they are for rows."""
    parts = (tag for tag in reversed(above) if tag in {"thead", "tbody"})
    return "row" if next(parts, "") == "tbody" else "col"
