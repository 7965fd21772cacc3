"""Labelled lines in 2 columns, for example a front sheet or author details."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from partnership.core.values.dates import day
from reports.document.heading_ids import HasHeading
from reports.document.tree import Block

# The most lines in a list that is kept on one page.
SHORT = 12


@dataclass
class SummaryLine:
    """One line: its label, text, and URL if it has one."""

    label: str
    words: str
    url: str = ""


@dataclass
class SummaryList(Block, HasHeading):
    """Labelled lines, under an optional heading."""

    template: ClassVar[str] = "summary_list"

    heading: str = ""
    lines: list[SummaryLine] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def keep_together(self) -> bool:
        """Whether to keep it on one page, as for short tables."""
        return len(self.lines) <= SHORT


def collect(
    context, *, lines: Sequence[tuple[str, str]], heading="", filled_only=False
) -> SummaryList:
    """`lines` are (key, label); a key is a line of the front sheet or one of OWN.

    A line that is not filled in prints “None”, or is left out with `filled_only`.
    """
    given = {row.key: row.value for row in context.report.front_matter.all()}
    found = [(label, words_of(context, key, given)) for key, label in lines]
    return SummaryList(
        heading,
        [
            SummaryLine(context.fill(label), words or "None")
            for label, words in found
            if words or not filled_only
        ],
    )


def words_of(context, key, given) -> str:
    """The text of a line: what is given under its key, or what the document has."""
    if key in given:
        return given[key]
    return OWN[key](context.report) if key in OWN else ""


def _holder(tenure):
    return f"{tenure.person}, {tenure.post.full_title}" if tenure else ""


def _body(post):
    return (post.partner or post.group).name


OWN = {
    "to": lambda report: report.presented_to.name if report.presented_to else "",
    "date": lambda report: day(report.dated_on) if report.dated_on else "",
    "title": lambda report: report.title,
    "report-by": lambda report: _holder(report.author),
    "author": lambda report: str(report.author.person) if report.author else "",
    "organisation": lambda report: _body(report.author.post) if report.author else "",
    "job-title": lambda report: report.author.post.title if report.author else "",
    "contact": lambda report: _holder(report.contact),
    "recommendation": lambda report: "; ".join(
        row.text.rstrip(". ") for row in report.recommendations.all()
    ),
}
