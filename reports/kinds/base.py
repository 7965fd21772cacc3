"""What a kind of document declares: its names, its outline, what it says of itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from reports.blocks import Use


@dataclass(frozen=True)
class SectionSpec:
    """One section of an outline. Titles may name {partnership}, {year}, {year_before}.

    `numbering` is section, appendix or none. `group` heads it in the contents list.
    A short section that `runs_on` does not begin a page of its own on paper.
    """

    key: str
    title: str
    blocks: tuple[Use, ...]
    numbering: str = "section"
    group: str = ""
    runs_on: bool = False


@dataclass(frozen=True)
class Kind:
    """One kind of document. `about` are short paragraphs under the contents list."""

    code: str
    name: str
    title: str
    description: str
    sections: tuple[SectionSpec, ...]
    about: tuple[tuple[str, str], ...] = field(default_factory=tuple)
    has_cover: bool = True

    def passage_keys(self) -> Iterator[str]:
        """The places of the outline that hold words, in order."""
        for section in self.sections:
            for used in section.blocks:
                if used.collect.__module__ == "reports.blocks.prose":
                    yield used.options["key"]
