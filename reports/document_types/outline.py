"""Declarations of a document type: its names, outline and description."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from reports.blocks import Use


@dataclass(frozen=True)
class OutlineItem:
    """One item that a section is repeated for: a grant, a priority, a partnership.

    `subject` is the record; blocks use it as `context.item.subject`. `level` is the
    level of the heading: 2 for a section, 3 for one below it.
    """

    key: str
    title: str
    subject: object = None
    level: int = 2


@dataclass(frozen=True)
class SectionSpec:
    """One section of an outline.

    Titles can use {partnership}, {area}, {period}, {year}, {year_before} and
    {year_after}.

    `numbering` is section, appendix, annex or none. `group` is its heading in the
    contents list. A section that `runs_on` does not start a new page in the PDF. A
    section with `over`, a function that returns OutlineItems, is repeated for each.
    One that `is_optional` is left out while it has no text. The law requires one that
    `is_statutory` of the document.
    """

    key: str
    title: str
    blocks: tuple[Use, ...]
    numbering: str = "section"
    group: str = ""
    runs_on: bool = False
    over: Callable | None = None
    is_optional: bool = False
    is_statutory: bool = False

    @property
    def is_front(self) -> bool:
        """Whether it is the front sheet, which has no title and stays where it is."""
        return not self.title


def section(key: str, title: str, *blocks: Use, **options) -> SectionSpec:
    return SectionSpec(key, title, blocks, **options)


def part(key: str, title: str, *blocks: Use, **options) -> SectionSpec:
    """A section without a number."""
    return section(key, title, *blocks, numbering="none", **options)


@dataclass(frozen=True)
class DocumentType:
    """One document type. `about` has short paragraphs for below the contents list.

    `cover_note` says what the picture on the cover shows, if there is one.
    `at_a_glance` are blocks below the officer's summary. Charts are also shown if there
    is no summary.

    `years` is how many financial years a document covers, from the report's year.
    `hidden_sections` are those that a document template hides.
    """

    code: str
    name: str
    title: str
    description: str
    sections: tuple[SectionSpec, ...]
    about: tuple[tuple[str, str], ...] = field(default_factory=tuple)
    cover_note: str = ""
    at_a_glance: tuple[Use, ...] = ()
    style: str = "agreement"
    numbers_paragraphs: bool = False
    years: int = 1
    hidden_sections: tuple[SectionSpec, ...] = ()

    @property
    def hidden(self) -> frozenset[str]:
        """The keys of the sections that a document template hides."""
        return frozenset(section.key for section in self.hidden_sections)

    def passage_keys(self) -> Iterator[str]:
        """The keys of the texts that every document has, in order."""
        for section in self.sections:
            if section.is_optional:
                continue
            for used in section.blocks:
                if used.collect.__module__ == "reports.blocks.prose":
                    yield used.options["key"]
