"""A few large numbers, each with a label and detail."""

from dataclasses import dataclass, field
from typing import ClassVar

from reports.document.tree import Block, Rich


@dataclass
class HeadlineItem:
    """One headline figure, with its label and detail."""

    figure: Rich
    label: Rich
    detail: Rich


@dataclass
class HeadlineFigures(Block):
    """The headline figures of a report."""

    template: ClassVar[str] = "headline_figures"

    items: list[HeadlineItem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.items


def collect(context) -> HeadlineFigures:
    """The report's headline figures in their order."""
    return HeadlineFigures(
        [
            HeadlineItem(
                context.inline(row.figure),
                context.inline(row.label),
                context.inline(row.detail),
            )
            for row in context.report.headline_figures.all()
        ]
    )
