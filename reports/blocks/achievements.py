"""Achievements by theme: text with a small figure next to it."""

from dataclasses import dataclass, field
from typing import ClassVar

from reports.document.heading_ids import HasHeading
from reports.document.records_used import use
from reports.document.tree import Block, Rich


@dataclass
class AchievementItem(HasHeading):
    """One achievement; `figure` and `caption` are None without a figure."""

    heading_field: ClassVar[str] = "title"

    title: str
    words: Rich
    figure: Rich | None = None
    caption: Rich | None = None
    priority: str = ""


@dataclass
class Achievements(Block):
    """A list of achievements, each under its title."""

    template: ClassVar[str] = "achievements"

    items: list[AchievementItem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.items


def collect(context) -> Achievements:
    """The achievements of the report's partnership in the year before."""
    rows = context.achievements_in(context.year - 1)
    rows = [row for row in rows if row.partnership == context.partnership]
    return Achievements([_item(context, row) for row in rows])


def _item(context, row):
    use(row.priority)
    location = f"{context.section_title}, {row.title}"
    figure = context.inline(row.figure, location) if row.figure else None
    caption = context.inline(row.figure_caption, location) if row.figure else None
    priority = row.priority.title if row.priority else ""
    return AchievementItem(
        row.title, context.rich(row.body, 4, location), figure, caption, priority
    )
