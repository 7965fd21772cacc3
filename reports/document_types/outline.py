"""What a kind of document declares: its names, its outline, what it says of itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from reports.blocks import Use


@dataclass(frozen=True)
class Item:
    """One thing that a section is repeated over: a grant, a priority, a partnership.

    `subject` is the row itself; blocks find it as `context.item.subject`. `level` is
    the heading's: 2 for a section, 3 for one below it.
    """

    key: str
    title: str
    subject: object = None
    level: int = 2


@dataclass(frozen=True)
class SectionSpec:
    """One section of an outline.

    Titles may name {partnership}, {place}, {period}, {year}, {year_before} and
    {year_after}.

    `numbering` is section, appendix, annex or none. `group` heads it in the contents
    list. A short section that `runs_on` does not begin a page of its own on paper. A
    section with `over`, a function from the context to Items, is repeated for each.
    """

    key: str
    title: str
    blocks: tuple[Use, ...]
    numbering: str = "section"
    group: str = ""
    runs_on: bool = False
    over: Callable | None = None


@dataclass(frozen=True)
class Kind:
    """One kind of document. `about` are short paragraphs under the contents list.

    `years` is how many financial years one document covers, from the report's on.
    """

    code: str
    name: str
    title: str
    description: str
    sections: tuple[SectionSpec, ...]
    about: tuple[tuple[str, str], ...] = field(default_factory=tuple)
    style: str = "agreement"
    numbers_paragraphs: bool = False
    years: int = 1

    def passage_keys(self) -> Iterator[str]:
        """The places of the outline that hold words, in order."""
        for section in self.sections:
            for used in section.blocks:
                if used.collect.__module__ == "reports.blocks.prose":
                    yield used.options["key"]
