"""Recommendations of a paper: stored once, printed wherever the outline has them."""

from dataclasses import dataclass, field
from typing import ClassVar

from reports.document.tree import Block


@dataclass
class Recommendations(Block):
    """What a committee is asked to do; `number` is the paragraph number, if any."""

    template: ClassVar[str] = "recommendations"

    lead: str = ""
    items: list[str] = field(default_factory=list)
    number: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.items

    def number_paragraphs(self, start: int) -> int:
        self.number = start
        return start + 1


def collect(context) -> Recommendations:
    """A single item is printed as a sentence, several as a list."""
    rows = list(context.report.recommendations.select_related("addressed_to"))
    group = rows[0].addressed_to.name if rows and rows[0].addressed_to else ""
    lead = f"The {group} is RECOMMENDED" if group else ""
    return Recommendations(lead, [row.text for row in rows])
