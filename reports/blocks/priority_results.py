"""Achievements for one priority in the report's year, as paragraphs."""

from dataclasses import dataclass, field
from html import escape
from typing import ClassVar

from reports.document.paragraph_numbers import number_paragraphs
from reports.document.tree import Block, Rich


@dataclass
class PriorityResult:
    """One achievement; its text starts with its title. It can have a figure."""

    words: Rich
    figure: Rich | None = None
    caption: Rich | None = None


@dataclass
class PriorityResults(Block):
    """Achievements as paragraphs, numbered in numbered papers."""

    template: ClassVar[str] = "priority_results"

    items: list[PriorityResult] = field(default_factory=list)
    number: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.items

    def number_paragraphs(self, start: int) -> int:
        self.number = start
        for item in self.items:
            item.words.html, start = number_paragraphs(item.words.html, start)
        return start


def collect(context) -> PriorityResults:
    """The partnership's achievements of the year for the item's priority.

    If the item has no subject, those without a priority.
    """
    priority = context.item.subject
    return PriorityResults(
        [
            _item(context, row)
            for row in context.achievements_in(context.year)
            if row.partnership == context.partnership and row.priority == priority
        ]
    )


def _item(context, row):
    location = f"{context.section_title}, {row.title}"
    words = context.rich(_titled(row.title, row.body), context.item.level + 1, location)
    if not row.figure:
        return PriorityResult(words)
    return PriorityResult(
        words,
        context.inline(row.figure, location),
        context.inline(row.figure_caption, location),
    )


def _titled(title, body):
    """Put the title into the first paragraph, so that they share a number."""
    lead = f"<p><strong>{escape(title)}.</strong>"
    if body.startswith("<p>"):
        return f"{lead} {body.removeprefix('<p>')}"
    return f"{lead}</p>{body}"
