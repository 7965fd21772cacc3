"""Evidence: where in the document a reader finds what a section rests on."""

from dataclasses import dataclass, field
from typing import ClassVar

from reports.tree import Block, Rich


@dataclass
class Evidence(Block):
    template: ClassVar[str] = "evidence"

    heading: str = ""
    items: list[Rich] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.items


def collect(context, *, heading, items) -> Evidence:
    """`items` are sentences with references, like “[@section assessment]: …”."""
    return Evidence(
        context.fill(heading), [context.inline(context.fill(item)) for item in items]
    )
