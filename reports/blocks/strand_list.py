"""The strands of one priority as a list."""

from dataclasses import dataclass, field
from typing import ClassVar

from reports.document.records_used import use
from reports.document.tree import Block


@dataclass
class StrandList(Block):
    """The titles of a priority's strands."""

    template: ClassVar[str] = "strand_list"

    items: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.items


def collect(context) -> StrandList:
    """For an item whose subject is a Priority."""
    strands = context.item.subject.strands.all()
    use(context.item.subject, *strands)
    return StrandList([strand.title for strand in strands if strand.title])
