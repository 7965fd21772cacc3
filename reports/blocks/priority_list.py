"""A year's priorities as a list in their agreed wording, with their strands."""

from dataclasses import dataclass, field
from typing import ClassVar

from reports.document.heading_ids import HasHeading
from reports.document.paragraph_numbers import letter
from reports.document.records_used import use
from reports.document.tree import Block


@dataclass
class ListEntry:
    """One line of the list: its mark, for example (a) or 1, and its text."""

    marker: str
    words: str
    parts: list["ListEntry"] = field(default_factory=list)


@dataclass
class PriorityList(Block, HasHeading):
    """`lettered` lists are marked (a) and (1), like other lists in numbered papers."""

    template: ClassVar[str] = "priority_list"

    heading: str = ""
    entries: list[ListEntry] = field(default_factory=list)
    lettered: bool = True

    @property
    def is_empty(self) -> bool:
        return not self.entries


def collect(
    context, *, heading="", years_after=0, lettered=True, parts=True
) -> PriorityList:
    """The priorities of the report's year plus `years_after`."""
    rows = context.priorities_of(context.year + years_after)
    use(*rows)
    entries = [
        ListEntry(
            letter(index) if lettered else str(row.number),
            row.full_title,
            _parts(row) if parts else [],
        )
        for index, row in enumerate(rows, start=1)
    ]
    return PriorityList(context.fill(heading), entries, lettered)


def _parts(priority):
    strands = [strand for strand in priority.strands.all() if strand.title]
    use(*strands)
    titles = [strand.title for strand in strands]
    return [ListEntry(f"({n})", title) for n, title in enumerate(titles, start=1)]
