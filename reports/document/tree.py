"""The document tree: plain dataclasses, with numbering and names.

A tree is built from blocks (reports.blocks) and rendered as JSON, HTML and PDF. Once
built, it needs no database. `number()` numbers sections, appendices, tables and
figures; reports.document.prose fills in references to them.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from reports.errors import BuildProblem, ReportNotRendered
from reports.figures.figure import Figure

# The state of an edition. A document in any other state is a draft.
PUBLISHED = "Published"


@dataclass
class Rich:
    """Text with its figures filled in; `html` is clean, and final after linking."""

    html: str = ""
    figures: list[Figure] = field(default_factory=list)

    def __bool__(self):
        return bool(self.html)


@dataclass
class Block:
    """A part of a section. Its template is `reports/blocks/<template>.html`."""

    template: ClassVar[str] = ""

    @property
    def template_path(self) -> str:
        return f"reports/blocks/{self.template}.html"

    @property
    def is_empty(self) -> bool:
        return False

    def number_paragraphs(self, start: int) -> int:
        """Number this block's paragraphs from `start`; return the next number."""
        return start


@dataclass
class Captioned(Block):
    """A table or figure with a caption, numbered through the document."""

    counter: ClassVar[str] = "Table"

    key: str = ""
    caption: str = ""
    detail: str = ""
    source: str = ""
    number: int = 0

    @property
    def id(self) -> str:
        return f"{self.counter.lower()}-{self.key}"

    @property
    def label(self) -> str:
        return f"{self.counter} {self.number}"


@dataclass
class SectionNode:
    """One section or appendix: a title, a number and blocks.

    `numbering` is `section`, `appendix`, `annex` (lettered like appendices) or `none`;
    `group` is its heading in the contents list. A section that `runs_on` does not start
    a new page in the PDF. `level` is that of its heading: 2, or more for a subsection.
    """

    key: str
    title: str
    numbering: str = "section"
    group: str = ""
    runs_on: bool = False
    level: int = 2
    blocks: list[Block] = field(default_factory=list)
    number: str = ""

    @property
    def id(self) -> str:
        return f"section-{self.key}"

    @property
    def title_id(self) -> str:
        return f"{self.id}-title"

    @property
    def label(self) -> str:
        """“Section 2”, “Appendix A”, or empty for a section without a number."""
        if not self.number:
            return ""
        return f"{self.numbering.capitalize()} {self.number}"


@dataclass
class ContentsEntry:
    """A line of the contents list; only the first line of each group has `group`."""

    id: str
    label: str
    title: str
    group: str = ""
    level: int = 2


@dataclass
class Band:
    """One block of the cover's picture: position and size in mm, and a shade (0-5)."""

    left: float
    top: float
    width: float
    height: float
    shade: int


def full_title(title: str, period: str, style: str) -> str:
    """“Community Safety Agreement 2016-17”; papers have a comma before the period."""
    return f"{title}{', ' if style == 'paper' else ' '}{period}"


@dataclass
class Document:
    """A whole document. Only page numbers are computed later.

    `style` is agreement (cover, contents, sections on new pages) or paper (a heading, a
    front sheet, and numbered paragraphs if `numbers_paragraphs`).
    """

    document_type: str
    document_type_name: str
    title: str
    period: str
    partnership: str
    description: str
    period_words: str = ""
    vision: str = ""
    state: str = "Draft"
    notices: list[str] = field(default_factory=list)
    about: list[tuple[str, str]] = field(default_factory=list)
    cover: list[Band] = field(default_factory=list)
    brand_colour: str = "#12436D"
    second_colour: str = "#28A197"
    sections: list[SectionNode] = field(default_factory=list)
    contents: list[ContentsEntry] = field(default_factory=list)
    path: str = ""
    meeting: str = ""
    language: str = "en-GB"
    style: str = "agreement"
    numbers_paragraphs: bool = False

    @property
    def is_draft(self) -> bool:
        """Whether it is marked as not agreed; everything except an edition is."""
        return self.state != PUBLISHED

    @property
    def full_title(self) -> str:
        return full_title(self.title, self.period, self.style)


LETTERED = {"appendix", "annex"}


def number(document: Document) -> None:
    """Number sections, appendices, tables and figures, and list the contents."""
    sections = appendices = 0
    paragraph = 1
    counters: dict[str, int] = {}
    group = ""
    for section in document.sections:
        if section.numbering == "section":
            sections += 1
            section.number = str(sections)
        elif section.numbering in LETTERED:
            section.number = letters(appendices)
            appendices += 1
        for block in section.blocks:
            if isinstance(block, Captioned):
                counters[block.counter] = counters.get(block.counter, 0) + 1
                block.number = counters[block.counter]
            if document.numbers_paragraphs:
                paragraph = block.number_paragraphs(paragraph)
        group_heading = section.group if section.group != group else ""
        group = section.group
        if not section.title:
            continue
        document.contents.append(
            ContentsEntry(
                section.id, section.label, section.title, group_heading, section.level
            )
        )


def letters(index: int) -> str:
    """0 as A, 25 as Z, 26 as AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def captioned(document: Document) -> Iterator[Captioned]:
    """The document's tables and figures, in order."""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Captioned):
                yield block


def rich_texts(value) -> Iterator[Rich]:
    """Every Rich anywhere below a dataclass, list, tuple or dict."""
    if isinstance(value, Rich):
        yield value
    elif dataclasses.is_dataclass(value):
        for item in dataclasses.fields(value):
            yield from rich_texts(getattr(value, item.name))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from rich_texts(item)
    elif isinstance(value, dict):
        yield from rich_texts(list(value.values()))


def check_unique_ids(document: Document) -> None:
    """Raise ReportNotRendered if 2 parts of the tree share an id."""
    seen: dict[str, str] = {}
    problems = []
    for section in document.sections:
        own = [section.id] if section.id in seen else [section.id, section.title_id]
        for name in own + [b.id for b in section.blocks if hasattr(b, "id")]:
            if name in seen:
                problems.append(
                    BuildProblem(
                        section.title,
                        f"“{name}” appears twice in the document, first in "
                        f"{seen[name]}. Change one of the keys.",
                    )
                )
            seen[name] = section.title
    if problems:
        raise ReportNotRendered(problems)


def as_json(document: Document) -> dict:
    """The tree as plain data; `block` has the type of each block."""

    def plain(value):
        if dataclasses.is_dataclass(value):
            data = {
                item.name: plain(getattr(value, item.name))
                for item in dataclasses.fields(value)
            }
            if isinstance(value, Block):
                data = {"block": value.template, **data}
                if isinstance(value, Captioned):
                    data["label"] = value.label
            return data
        if isinstance(value, list | tuple):
            return [plain(item) for item in value]
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        return value

    return plain(document)
