"""The document tree: plain dataclasses, numbered and referred to by the tree itself.

A tree is built from blocks (reports.blocks), goes to JSON, HTML and PDF, and asks no
database once it is made. Numbers are never typed: `number()` gives sections,
appendices, tables and figures theirs, and `References` turns names into them.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from reports.errors import Problem, ReportNotRendered
from reports.figures.figure import Figure

# The state of an edition; whatever else a document says of itself, it is a draft.
PUBLISHED = "Published"


@dataclass
class Rich:
    """Words with their figures put in; `html` is clean and final after linking."""

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
        """Number this block's paragraphs from `start`; give the number that follows."""
        return start


@dataclass
class Captioned(Block):
    """A table or a figure: a caption, numbered in one run through the document."""

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
    """One section or appendix: a title, a number of its own and blocks.

    `numbering` is `section`, `appendix`, `annex` (lettered as appendices are) or
    `none`; `group` heads the contents list.
    A section that `runs_on` does not begin a page of its own on paper. `level` is that
    of its heading: 2, or more for a section below another.
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
        """“Section 2”, “Appendix A”, or nothing for a section without number."""
        if not self.number:
            return ""
        return f"{self.numbering.capitalize()} {self.number}"


@dataclass
class ContentsEntry:
    """A line of the contents list; `group` is set on the first line of each group."""

    id: str
    label: str
    title: str
    group: str = ""
    level: int = 2


@dataclass
class Band:
    """One block of the cover's picture: place, size and one of six shades, in mm."""

    left: float
    top: float
    width: float
    height: float
    shade: int


def full_title(title: str, period: str, style: str) -> str:
    """“Community Safety Agreement 2016-17”; a paper's period follows a comma."""
    return f"{title}{', ' if style == 'paper' else ' '}{period}"


@dataclass
class Document:
    """A whole document. Nothing in it is computed later but page numbers.

    `style` is agreement (cover, contents, sections that begin pages) or paper (a
    heading, front matter, paragraphs numbered through where `numbers_paragraphs`).
    """

    kind: str
    kind_name: str
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
        """Whether it says that it is not agreed; only an edition does not."""
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
        heads = section.group if section.group != group else ""
        group = section.group
        if not section.title:
            continue
        document.contents.append(
            ContentsEntry(
                section.id, section.label, section.title, heads, section.level
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


def check_names(document: Document) -> None:
    """Raise ReportNotRendered where two things of the tree share a name."""
    seen: dict[str, str] = {}
    problems = []
    for section in document.sections:
        own = [section.id] if section.id in seen else [section.id, section.title_id]
        for name in own + [b.id for b in section.blocks if hasattr(b, "id")]:
            if name in seen:
                problems.append(
                    Problem(
                        section.title,
                        f"“{name}” is in the document twice; the first time in "
                        f"{seen[name]}. Give one of them another key.",
                    )
                )
            seen[name] = section.title
    if problems:
        raise ReportNotRendered(problems)


def as_json(document: Document) -> dict:
    """The tree as plain data; a block says what it is in `block`."""

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
