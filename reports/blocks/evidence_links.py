"""References to the sections with the evidence for this one."""

from dataclasses import dataclass, field
from typing import ClassVar

from reports.document.heading_ids import HasHeading
from reports.document.tree import Block, Rich
from reports.figures.grammar import tokens_in


@dataclass
class EvidenceLinks(Block, HasHeading):
    """A list of sentences with references, under a heading."""

    template: ClassVar[str] = "evidence_links"

    heading: str = ""
    items: list[Rich] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.items


def collect(context, *, heading, items) -> EvidenceLinks:
    """`items` are sentences with references, such as “[@section assessment]: …”.

    Items that refer to a hidden section are left out.
    """
    shown = [item for item in items if not _names(item) & context.hidden_sections]
    return EvidenceLinks(
        context.fill(heading), [context.inline(context.fill(item)) for item in shown]
    )


def _names(item) -> set[str]:
    return {token.arguments[0] for token in tokens_in(item) if token.arguments}
