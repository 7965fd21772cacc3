"""The document tree: plain dataclasses, with numbering and names.

A tree is built from blocks (reports.blocks) and rendered as JSON, HTML and PDF. Once
built, it needs no database. `number()` numbers sections, appendices, tables and
figures; reports.document.references fills in references to them.
"""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from partnership.core.text.table_keys import unique
from reports.document.contents import (
    ContentsColumn,
    ContentsEntry,
    contents_columns,
)
from reports.document.cover import CoverSizes, cover_sizes, is_long_title
from reports.document.files import (
    FOLDER,
    OWN,
    OwnCaption,
    Picture,
    StoredFile,
    with_numbers,
    with_sources,
)
from reports.document.fonts import first_that_fits, shortened
from reports.document.walk import walk
from reports.errors import BuildProblem, ReportNotRendered
from reports.figures.figure import Figure

# Width of the running heads and feet of pages, in mm: one line of 8 points.
HEAD_LEFT, HEAD_RIGHT, FOOT = 74.0, 78.0, 126.0
# Width of the line above what continues from the page before.
CONTINUED = 166.0

# The state of an edition. A document in any other state is a draft.
PUBLISHED = "Published"

# The kind and key of a record with a public page, and the part of its content.
Reference = tuple[str, str, str]


@dataclass
class Rich:
    """Text with its figures filled in; `html` is clean, and final after linking."""

    html: str = ""
    figures: list[Figure] = field(default_factory=list)
    captions: list[OwnCaption] = field(default_factory=list)
    files: list[StoredFile] = field(default_factory=list)

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

    @property
    def begins_landscape(self) -> bool:
        """Whether it begins with a table on a landscape page, once it is laid out."""
        return False

    def number_paragraphs(self, start: int) -> int:
        """Number this block's paragraphs from `start`; return the next number."""
        return start


def continued_line(words: str) -> str:
    """Words for the line above what continues from the page before, cut if too long."""
    return shortened(words, CONTINUED, 8.5, 600)


@dataclass
class Captioned(Block):
    """A table or figure with a caption, numbered through the document."""

    counter: ClassVar[str] = "Table"

    key: str = ""
    caption: str = ""
    detail: str = ""
    source: str = ""
    number: int = 0
    # The fund that a table has the figures of, as sources of charts name it.
    figures_of: str = ""

    @property
    def id(self) -> str:
        return f"{self.counter.lower()}-{self.key}"

    @property
    def label(self) -> str:
        return f"{self.counter} {self.number}"

    @property
    def continued(self) -> str:
        """The line at the top of a page on which it continues."""
        return continued_line(f"{self.label}, continued: {self.caption}")


@dataclass
class FileBlock(Block):
    """A list of files of the document; `base` is the address of the document."""

    items: list = field(default_factory=list)
    base: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.items

    @property
    def folder(self) -> str:
        return f"{self.base}{FOLDER}"


@dataclass
class SectionNode:
    """One section or appendix: a title, a number and blocks.

    `numbering` is `section`, `appendix`, `annex` (lettered like appendices) or `none`;
    `group` is its heading in the contents list. A section that `runs_on` does not start
    a new page in the PDF. `level` is that of its heading: 2, or more for a subsection.
    `records` are the records that it prints.
    """

    key: str
    title: str
    numbering: str = "section"
    group: str = ""
    runs_on: bool = False
    level: int = 2
    blocks: list[Block] = field(default_factory=list)
    number: str = ""
    records: list[Reference] = field(default_factory=list)
    is_summary: bool = False

    @property
    def id(self) -> str:
        return f"section-{self.key}"

    @property
    def title_id(self) -> str:
        return f"{self.id}-title"

    @property
    def running_title(self) -> str:
        """The title for the heads of pages, shortened to one line."""
        main = self.title.partition(":")[0]
        return first_that_fits([self.title, main, self.label], HEAD_RIGHT, 8, 600)

    @property
    def label(self) -> str:
        """“Section 2”, “Appendix A”, or empty for a section without a number."""
        if not self.number:
            return ""
        return f"{self.numbering.capitalize()} {self.number}"


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
class EditionMark:
    """What a published document says about its edition.

    `published_at` is ISO 8601, `published_on` a date in words.
    """

    number: int
    published_at: str
    published_on: str
    change_note: str = ""

    @property
    def is_correction(self) -> bool:
        return self.number > 1

    @property
    def previous_number(self) -> int:
        return self.number - 1

    @property
    def words(self) -> str:
        """“Edition 2, published on 3 May 2018”."""
        return f"Edition {self.number}, published on {self.published_on}"

    @property
    def title(self) -> str:
        """“edition 2 (correction)”, for titles."""
        correction = " (correction)" if self.is_correction else ""
        return f"edition {self.number}{correction}"


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
    cover_note: str = ""
    cover_picture: Picture | None = None
    brand_colour: str = "#12436D"
    second_colour: str = "#28A197"
    sections: list[SectionNode] = field(default_factory=list)
    contents: list[ContentsEntry] = field(default_factory=list)
    path: str = ""
    meeting: str = ""
    language: str = "en-GB"
    style: str = "agreement"
    numbers_paragraphs: bool = False
    # Of an edition only; `drafted_at` is when the PDF of a draft was made, in words.
    edition: EditionMark | None = None
    drafted_at: str = ""

    @property
    def state_words(self) -> str:
        """“Edition 1, published on 3 April 2017” or “Draft, 3 April 2017 at 9am”."""
        if self.edition is not None:
            return self.edition.words
        return ", ".join(filter(None, [self.state, self.drafted_at]))

    @property
    def page_title(self) -> str:
        """The title in a browser's tab and in the properties of a file."""
        title = f"{self.title}, {self.meeting}" if self.meeting else self.full_title
        if self.edition is not None:
            return f"{title}, {self.edition.title}"
        return f"Draft: {title}" if self.is_draft else title

    @property
    def is_draft(self) -> bool:
        """Whether it is marked as not agreed; everything except an edition is."""
        return self.state != PUBLISHED

    @property
    def running_title(self) -> str:
        """The title for the heads of pages, or the document type if it is too long."""
        name = self.title if self.style == "paper" else self.full_title
        return first_that_fits([name, self.document_type_name], HEAD_LEFT, 8)

    @property
    def running_meeting(self) -> str:
        """The committee of a paper, or its owner and date, for the top of its pages."""
        if self.meeting:
            group, _, date = self.meeting.rpartition(", ")
            texts = [self.meeting, group, date]
        else:
            texts = [f"{self.partnership}, {self.period}", self.partnership]
        return first_that_fits(texts, HEAD_RIGHT, 8, 600)

    @property
    def running_foot(self) -> str:
        state = self.state_words
        texts = [f"{self.partnership} · {state}", state]
        if self.state == "Draft":
            texts.insert(0, f"{texts[0]} · Not published")
        return first_that_fits(texts, FOOT, 8)

    @property
    def contents_after(self) -> str:
        """The id of the section that the printed contents list follows.

        In a paper, the summary and the front sheet are on the first page.
        """
        first = self.sections[:2]
        if self.style != "paper" or not any(section.is_summary for section in first):
            first = first[:1]
        return first[-1].id if first else ""

    @property
    def has_contents(self) -> bool:
        """Whether it prints its contents list: a short paper does not."""
        return self.style != "paper" or len(self.contents) > MOST_WITHOUT_CONTENTS

    @property
    def contents_columns(self) -> list[ContentsColumn]:
        """The contents list of a printed paper."""
        return contents_columns(self.contents)

    @property
    def cover_sizes(self) -> CoverSizes:
        """The sizes of the text on the printed cover."""
        has_picture = bool(self.cover or self.cover_picture)
        return cover_sizes(self.title, self.period, self.vision, has_picture)

    @property
    def has_long_title(self) -> bool:
        """Whether the title of a paper needs a smaller size to leave room for text."""
        return self.style == "paper" and is_long_title(self.title)

    @property
    def base(self) -> str:
        """The address of the document on its site."""
        return f"/{self.path}/"

    @property
    def text_width(self) -> float:
        """The width of running text on paper, in mm."""
        return 146.0 if self.style == "paper" else 126.0

    @property
    def full_title(self) -> str:
        return full_title(self.title, self.period, self.style)


# A paper with no more headings than this, of five pages or so, needs no contents list.
MOST_WITHOUT_CONTENTS = 12
LETTERED = {"appendix", "annex"}
# Names a table in the source of a chart: [table funding], [table funding of FUND].
TABLE_OF_CHART = re.compile(r"\[table ([^\]]+)\]")


def number(document: Document) -> None:
    """Number sections, appendices, tables and figures, and list the contents."""
    number_sections(document.sections)
    paragraph = 1
    counters: dict[str, int] = {}
    # Keys of tables and figures: those made from data come first.
    taken: dict[str, set[str]] = {}
    for caption in captioned(document):
        taken.setdefault(caption.counter, set()).add(caption.key)
    group = ""
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Captioned):
                counters[block.counter] = counters.get(block.counter, 0) + 1
                block.number = counters[block.counter]
            number_own_captions(block, counters, taken)
            if document.numbers_paragraphs:
                paragraph = block.number_paragraphs(paragraph)
        group_heading = section.group if section.group != group else ""
        group = section.group
        if section.title:
            _add_to_contents(document, section, group_heading)
    _name_tables_of_charts(document)


def number_sections(sections: list[SectionNode]) -> None:
    """Number the sections, and letter appendices and annexes in one series."""
    numbered = lettered = 0
    for section in sections:
        if section.numbering == "section":
            numbered += 1
            section.number = str(numbered)
        elif section.numbering in LETTERED:
            section.number = letters(lettered)
            lettered += 1


def _add_to_contents(document, section, group_heading):
    if document.contents and document.contents[-1].level < section.level:
        document.contents[-1].has_parts = True
    document.contents.append(
        ContentsEntry(
            section.id, section.label, section.title, group_heading, section.level
        )
    )


def _name_tables_of_charts(document: Document) -> None:
    """Give each chart the number of the table with its figures, if that is printed."""
    labels = {
        name: block.label
        for block in reversed(list(captioned(document)))
        for name in (block.id, f"table-{block.figures_of}")
    }
    for block in captioned(document):
        if found := TABLE_OF_CHART.search(block.source):
            label = labels.get(f"table-{found[1]}", "")
            block.source = block.source.replace(found[0], label) if label else ""


def number_own_captions(
    block: Block, counters: dict[str, int], taken: dict[str, set[str]]
) -> None:
    """Number the tables and pictures in a block's texts, after those before them.

    Where several have one key, the key of the later ones gets a number.
    """
    for rich in rich_texts(block):
        if f" {OWN}=" not in rich.html:
            continue
        for caption in rich.captions:
            caption.key = unique(caption.key, taken.setdefault(caption.counter, set()))
            counters[caption.counter] = counters.get(caption.counter, 0) + 1
            caption.number = counters[caption.counter]
        rich.html = with_numbers(rich.html, rich.captions)


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


def own_captions(document: Document) -> Iterator[OwnCaption]:
    """The captions of tables and pictures in officers' texts, in order."""
    for rich in rich_texts(document.sections):
        yield from rich.captions


def files_of(document: Document) -> list[StoredFile]:
    """The files that the document shows or lists, each once."""
    found: dict[str, StoredFile] = {}
    for file in walk([document.cover_picture, document.sections], StoredFile):
        found.setdefault(file.name, file)
    return list(found.values())


def show_files_at(document: Document, base: str) -> None:
    """Let the document find its files below a different address."""
    for rich in rich_texts(document.sections):
        if rich.files:
            rich.html = with_sources(rich.html, lambda name: f"{base}{FOLDER}{name}")
    for section in document.sections:
        for block in section.blocks:
            if hasattr(block, "base"):
                block.base = base


def rich_texts(value) -> Iterator[Rich]:
    """Every Rich anywhere below a dataclass, list, tuple or dict."""
    return walk(value, Rich)


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
