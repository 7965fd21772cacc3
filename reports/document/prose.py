"""Prepare officers' text for a document: fill in figures and adjust the markup.

Tokens are read in text nodes only, and their output is never parsed again. The markup
is already clean (partnership.core.text.rich_text); here it is adjusted to its position: list items
lose inner paragraphs, headings start one level below their section, tables get scopes,
and links get a printed address.
"""

import re
from dataclasses import dataclass, field
from functools import partial
from html import escape, unescape
from html.parser import HTMLParser

from partnership.core.text.rich_text import VOID
from partnership.core.values.urls import short_url
from reports.document.table_headers import with_heads
from reports.document.tree import (
    Document,
    Rich,
    captioned,
    rich_texts,
)
from reports.errors import Problem, ReportNotRendered, TokenError
from reports.figures.figure import Figure
from reports.figures.grammar import (
    Token,
    check_number,
    scan,
)
from reports.figures.resolver import Resolver

# Text below this level, for example in table cells, has bold lines for headings.
LOWEST = 4
# A paragraph that starts like this right below a table is a note to the table.
NOTE = re.compile(r"\s*Notes?:")
REFERENCES = {"section", "table", "figure", "paragraph"}
REFERENCE = re.compile(r'<a class="ref" data-ref="([a-z]+) ([\w.-]+) ?([a-z]*)"></a>')


@dataclass
class Told:
    """A composed text: as stored, and as printed."""

    place: str
    section: str
    raw: str
    rich: Rich


@dataclass
class Composer:
    """Turns stored text into Rich, and collects errors with their places.

    `section` is the key of the section being collected, `told` all texts so far.
    """

    resolver: Resolver
    problems: list[Problem] = field(default_factory=list)
    section: str = ""
    told: list[Told] = field(default_factory=list)

    def rich(self, html: str, place: str, level: int = 3) -> Rich:
        """Compose rich text whose first heading has this level."""
        try:
            check_number(html)
        except TokenError as error:
            self.problems.append(Problem(place, str(error)))
            return Rich()
        rewriter = _Rewriter(self, place, level)
        rewriter.feed(with_heads(html))
        rewriter.close()
        return self._note(place, html, Rich("".join(rewriter.out), rewriter.figures))

    def _note(self, place, raw, rich: Rich) -> Rich:
        self.told.append(Told(place, self.section, raw, rich))
        return rich

    def inline(self, text: str, place: str) -> Rich:
        """Compose plain text with tokens: a label, caption or headline figure."""
        figures: list[Figure] = []
        made = self.expand(text, place, figures, linked=True)
        return self._note(place, text, Rich(made, figures))

    def expand(self, text, place, figures, linked):
        try:
            parts = scan(text)
        except TokenError as error:
            self.problems.append(Problem(place, str(error)))
            return ""
        return "".join(
            escape(part, quote=False)
            if isinstance(part, str)
            else self._token(part, place, figures, linked)
            for part in parts
        )

    def _token(self, token: Token, place, figures, linked):
        if token.kind == "reference":
            return self._reference(token, place, linked)
        try:
            figure = self.resolver.figure(token)
        except TokenError as error:
            self.problems.append(Problem(place, str(error)))
            return ""
        figures.append(figure)
        return _marked(figure) if linked else escape(figure.text)

    def _reference(self, token: Token, place, linked):
        """A placeholder that link_references fills in; no other text may match it."""
        target = " ".join([token.name, *token.arguments, token.style]).strip()
        mark = f'<a class="ref" data-ref="{escape(target)}"></a>'
        known = token.name in REFERENCES and token.style in {"", "capital"}
        if not (known and len(token.arguments) == 1 and REFERENCE.fullmatch(mark)):
            message = (
                f"“{token.source}” is not a valid cross-reference. Use the format "
                "[@section funding]."
            )
        elif not linked:
            message = (
                f"“{token.source}” cannot be used inside a link. Put it next to it."
            )
        else:
            return mark
        self.problems.append(Problem(place, message))
        return ""


def _marked(figure: Figure) -> str:
    """A figure's HTML, with its value and source in attributes."""
    words = escape(figure.text)
    if not figure.value and not figure.day:
        return words
    marks = {"class": "bound"}
    if figure.origin:
        marks["title"] = figure.origin
    if figure.day:
        return f"{_tag('time', {'datetime': figure.day} | marks)}{words}</time>"
    return f"{_tag('data', {'value': figure.value} | marks)}{words}</data>"


class _Rewriter(HTMLParser):
    """Copies clean markup, and adjusts it to its position in the document."""

    def __init__(self, composer, place, level):
        super().__init__(convert_charrefs=True)
        self.composer, self.place, self.level = composer, place, level
        self.out: list[str] = []
        self.figures: list[Figure] = []
        self.open: list[str] = []
        self.lowest = None
        self.link: tuple[int, dict] = (0, {})
        # Whether a table has just ended, or the paragraph right below it has started.
        self.below_table = False

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        if tag == "p" and self.open and self.open[-1] == "li":
            self.open.append("p-in-li")
            return
        if tag in {"h3", "h4"} and self.level > LOWEST:
            self.open.append("bold")
            self.out.append("<p><strong>")
            return
        if tag in {"h3", "h4"}:
            tag = self._heading(tag)
        elif tag == "a" and values.get("href", "").startswith("http"):
            values["data-address"] = short_url(values["href"])
        elif tag == "th" and "scope" not in values:
            values["scope"] = self._scope()
        self.below_table = self.below_table and tag == "p"
        if tag not in VOID:
            self.open.append(tag)
        if tag == "a":
            self.link = len(self.out), values
        self.out.append(_tag(tag, values))

    def _heading(self, tag):
        """Heading levels without gaps: the first heading found gets the base level."""
        given = int(tag[1])
        if self.lowest is None or given < self.lowest:
            self.lowest = given
        return f"h{min(self.level + given - self.lowest, 6)}"

    def _scope(self):
        """Header cells in a thead are for columns; elsewhere they are for rows."""
        parts = (tag for tag in reversed(self.open) if tag in {"thead", "tbody"})
        return "row" if next(parts, "") == "tbody" else "col"

    def handle_endtag(self, tag):
        if tag in VOID or not self.open:
            return
        last = self.open.pop()
        if last == "p-in-li":
            return
        if last == "bold":
            self.out.append("</strong></p>")
            return
        if last == "a":
            self._spelt_out()
        elif last in {"p", "li"}:
            # A space at the end makes the PDF break lines too early.
            self.out[-1] = self.out[-1].rstrip()
        self.below_table = last == "table"
        self.out.append(f"</{last}>")

    def _spelt_out(self):
        """Remove the printed address of a link whose text is its address."""
        begun, values = self.link
        words = unescape("".join(self.out[begun + 1 :]))
        if "data-address" in values and short_url(words) == values["data-address"]:
            del values["data-address"]
            self.out[begun] = _tag("a", values | {"class": "url"})

    def handle_data(self, text):
        if self.below_table and self.open == ["p"] and NOTE.match(text):
            self.out[-1] = _tag("p", {"class": "table-note"})
        self.below_table = self.below_table and not text.strip()
        self.out.append(
            self.composer.expand(
                text, self.place, self.figures, linked="a" not in self.open
            )
        )


def _tag(name, values):
    words = "".join(f' {key}="{escape(value)}"' for key, value in values.items())
    return f"<{name}{words}>"


Targets = dict[tuple[str, str], tuple[str, str]]


def targets_of(document: Document) -> Targets:
    """Targets of references by kind and key: the id and the text of the link."""
    targets: Targets = {
        ("section", s.key): (s.id, s.label or s.title) for s in document.sections
    }
    for block in captioned(document):
        targets[block.counter.lower(), block.key] = (block.id, block.label)
    return targets | _paragraphs(document)


def link_references(document: Document) -> list[Problem]:
    """Fill in every reference with its number and link; return the errors."""
    targets = targets_of(document)
    problems: list[Problem] = []
    for section in document.sections:
        for rich in rich_texts(section.blocks):
            rich.html = linked(rich.html, targets, section.title, problems)
    return problems


def linked(html: str, targets: Targets, place: str, problems: list[Problem]) -> str:
    """The markup with its references linked; errors are added to `problems`."""
    return REFERENCE.sub(partial(_reference, targets, place, problems), html)


def _paragraphs(document):
    """Targets for numbered texts: the first paragraph of each."""
    return {
        ("paragraph", block.key): (f"para-{block.number}", f"paragraph {block.number}")
        for section in document.sections
        for block in section.blocks
        if getattr(block, "number", 0)
        and getattr(block, "key", "")
        and not hasattr(block, "counter")
    }


def _reference(targets, place, problems, match):
    kind, key, style = match.groups()
    if (kind, key) not in targets:
        known = ", ".join(f"[@{k} {n}]" for k, n in targets if k == kind)
        others = f"You can use: {known}." if known else f"It has no {kind}s."
        problems.append(
            Problem(
                place,
                f"“[@{kind} {key}]” is not in this document. {others}",
            )
        )
        return ""
    target, label = targets[kind, key]
    if kind == "section" and style != "capital" and label.startswith("Section"):
        label = label[0].lower() + label[1:]
    label = escape(label)
    return f'<a class="ref ref-{kind}" href="#{target}">{label}</a>'


def stop_if(problems) -> None:
    if problems:
        raise ReportNotRendered(problems)
