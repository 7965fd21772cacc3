"""A few large numbers, each with a label and detail."""

from dataclasses import dataclass, field
from typing import ClassVar

from partnership.core.text.html import to_text
from reports.document.fonts import width
from reports.document.tree import Block, Rich

# A third of the page in mm, and sizes in points.
ROOM = 49.0
SIZES = (40, 32, 26, 20)


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

    @property
    def size(self) -> int:
        """The largest size in points in which every figure is on one line on paper."""
        texts = [to_text(item.figure.html) for item in self.items]
        widest = max((width(text, 1, 800) for text in texts), default=0)
        return next((size for size in SIZES if widest * size <= ROOM), SIZES[-1])


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
