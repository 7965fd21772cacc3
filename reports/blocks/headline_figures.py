"""Headline figures: a few large numbers, each with a label and detail."""

from dataclasses import dataclass, field
from typing import ClassVar

from reports.document.tree import (
    Block,
    Rich,
)


@dataclass
class Headline:
    figure: Rich
    label: Rich
    detail: Rich


@dataclass
class Headlines(Block):
    template: ClassVar[str] = "headline_figures"

    items: list[Headline] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.items


def collect(context) -> Headlines:
    return Headlines(
        [
            Headline(
                context.inline(row.figure),
                context.inline(row.label),
                context.inline(row.detail),
            )
            for row in context.report.headline_figures.all()
        ]
    )
