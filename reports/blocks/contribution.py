"""A partnership's contribution to a report, or a notice that it is missing.

Notices for readers come first, then the text before its first heading, its priorities
with their progress, other achievements, and the text under its headings.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from partnership.core.values.financial_years import label
from partnership.models.wording import terms
from reports.document.heading_ids import HasHeading, Heading
from reports.document.records_used import UsedField, use
from reports.document.split_at_headings import split_at_headings
from reports.document.tree import Block, Rich
from reports.models.contributions import (
    NOTHING,
    PartnershipContribution,
    areas_with_contributions,
)


@dataclass
class ResultItem:
    """One achievement or progress update: a title, text, and a figure if it has one."""

    title: str
    words: Rich
    figure: Rich | None = None
    caption: Rich | None = None


@dataclass
class PriorityProgress(HasHeading):
    """A priority: the objectives it supports, its context, and its progress or gap."""

    heading_field: ClassVar[str] = "title"

    kind: str
    number: int
    title: str
    objectives: list[str] = field(default_factory=list)
    context: Rich | None = None
    progress: list[ResultItem] = field(default_factory=list)
    gap: str = ""


@dataclass
class TitledText(HasHeading):
    """A text with its title."""

    heading_field: ClassVar[str] = "title"

    title: Rich
    words: Rich


@dataclass
class Contribution(Block):
    """`level` is that of the heading above it.

    `priorities_of` has the priorities' years if they differ from the report's.
    `is_only_listed` is True if no progress is reported on any priority; if there are
    several in one area, they are named under its heading instead, and
    `notes_no_progress` is False.
    """

    template: ClassVar[str] = "contribution"

    level: int = 3
    partnership: str = ""
    councils: list[str] = field(default_factory=list)
    year: str = ""
    state: str = ""
    is_missing: bool = False
    notices: list[str] = field(default_factory=list)
    intro: Rich | None = None
    priorities_of: str = ""
    priorities_heading: Heading = field(default_factory=Heading)
    priorities: list[PriorityProgress] = field(default_factory=list)
    is_only_listed: bool = False
    notes_no_progress: bool = True
    no_priorities: bool = False
    priority_term: str = "priority"
    priority_term_plural: str = "priorities"
    achievements_heading: Heading = field(default_factory=Heading)
    achievements: list[ResultItem] = field(default_factory=list)
    texts: list[TitledText] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.partnership

    @property
    def listed(self) -> list[PriorityProgress]:
        """The priorities listed together because nothing is reported about them."""
        found = [row for row in self.priorities if row.gap == NOTHING]
        return found if self.is_only_listed or len(found) > 1 else []

    @property
    def reported(self) -> list[PriorityProgress]:
        """The priorities with a heading of their own."""
        listed = self.listed
        return [row for row in self.priorities if row not in listed]


def collect(context) -> Contribution:
    """For an item whose subject is a PartnershipContribution; empty for any other."""
    part = context.item.subject
    if not isinstance(part, PartnershipContribution):
        return Contribution()
    use(part.partnership)
    block = Contribution(
        level=context.item.level,
        partnership=part.partnership.name,
        councils=part.councils,
        year=label(part.year),
        state=part.state,
        is_missing=part.is_missing,
        notices=part.notices,
    )
    if not part.is_missing:
        _fill(context, part, block)
    return block


def _fill(context, part, block):
    intro, texts = split_at_headings(part.contribution.body)
    lower = block.level + 2
    block.intro = context.rich(intro, lower) if intro else None
    block.priorities = [_priority(context, part, row) for row in part.priorities]
    block.priorities_of = _span(part)
    block.no_priorities = not part.priorities
    block.priority_term = str(terms.priority)
    block.priority_term_plural = terms.priority.plural
    block.is_only_listed = part.only_lists_priorities
    block.notes_no_progress = not any(
        part is other
        for area in areas_with_contributions(context)
        for other in area.without_progress
    )
    if block.priorities and block.is_only_listed:
        span = f" for {block.priorities_of}" if block.priorities_of else ""
        block.priorities_heading = Heading(f"{terms.priority.plural_start}{span}")
    own = {row.pk for row in part.priorities}
    others = [row for row in part.achievements if row.priority_id not in own]
    block.achievements = [_achievement(context, row) for row in others]
    if others:
        words = "Achievements" if block.is_only_listed else "Other achievements"
        block.achievements_heading = Heading(words)
    block.texts = [
        TitledText(context.inline(title), context.rich(words, lower))
        for title, words in texts
    ]


def _span(part):
    """The years of the priorities, if they are not just the report's year."""
    if not part.priorities:
        return ""
    first = min(row.from_year for row in part.priorities)
    last = max(row.to_year for row in part.priorities)
    if first == last == part.asked_of:
        return ""
    return label(first) if first == last else f"{label(first)} to {label(last)}"


def _priority(context, part, row):
    strands = [strand for strand in row.strands.all() if strand.progress]
    use(row, UsedField(row, "context"), *strands, *row.objectives.all())
    location = f"{context.section_title}, {row.title}"
    progress = [
        ResultItem(strand.title, context.rich(strand.progress, 7, location))
        for strand in strands
    ]
    progress += [
        _achievement(context, achievement)
        for achievement in part.achievements
        if achievement.priority_id == row.pk
    ]
    return PriorityProgress(
        str(row.get_kind_display()),
        row.number,
        row.title,
        [objective.text for objective in row.objectives.all()],
        context.rich(row.context, 7, location) if row.context else None,
        progress,
        part.gap_on(row),
    )


def _achievement(context, row):
    location = f"{context.section_title}, {row.title}"
    return ResultItem(
        row.title,
        context.rich(row.body, 7, location),
        context.inline(row.figure, location) if row.figure else None,
        context.inline(row.figure_caption, location) if row.figure else None,
    )
