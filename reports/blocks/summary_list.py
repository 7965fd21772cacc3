"""Labelled lines in 2 columns, for example a front sheet or author details."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.text import capfirst

from partnership.core.values.dates import day
from partnership.core.values.missing import Reason
from reports.blocks.funding_table import main_ledger
from reports.document.heading_ids import HasHeading
from reports.document.tree import Block

# The most lines in a list that is kept on one page.
SHORT = 12
# Lines that readers look for, so they are printed even if there is nothing to show.
NONE = {"background-papers": "None", "appendices": "None"}


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


def collect(context, *, lines: Sequence[tuple[str, str]], heading="") -> SummaryList:
    """`lines` are (key, label); a key is a line of the front sheet or one of OWN.

    A line that is not filled in is left out, or prints “None” where that is enough.
    So is a copy of what is printed above it: the document's title, and its meeting. A
    line given as “Not given” is printed: a committee's form asks for it.
    """
    given = {row.key: row.value for row in context.report.front_matter.all()}
    found = [
        (key, label, words_of(context, key, given) or NONE.get(key, ""))
        for key, label in lines
    ]
    shown = [line for line in found if line[2]]
    above = ["title", *(("to", "date") if context.report.presented_to else ())]
    others = [
        (key, label, words)
        for key, label, words in shown
        if key not in above or words != OWN[key](context)
    ]
    return SummaryList(
        context.fill(heading),
        [SummaryLine(context.fill(line[1]), line[2]) for line in others or shown],
    )


def is_not_given(words: str) -> bool:
    """Whether a line says only that nothing is given, perhaps with the reason."""
    return words.partition(":")[0].strip(" .").lower() == Reason.NOT_GIVEN.label


def words_of(context, key, given) -> str:
    """The text of a line: what is given under its key, or what the document has."""
    if key in given:
        return given[key]
    return OWN[key](context) if key in OWN else ""


def _holder(tenure):
    return f"{tenure.person}, {tenure.post.full_title}" if tenure else ""


def _body(post):
    return (post.partner or post.group).name


def _fund(context):
    ledger = main_ledger(context)
    return ledger.fund.name if ledger else ""


def _of_report(read):
    return lambda context: read(context.report)


OWN = {
    "title": lambda context: context.names["title"],
    "fund": _fund,
    "to": _of_report(lambda report: str(report.presented_to or "")),
    "date": _of_report(lambda report: day(report.dated_on) if report.dated_on else ""),
    "report-by": _of_report(lambda report: _holder(report.author)),
    "author": _of_report(lambda r: str(r.author.person) if r.author else ""),
    "organisation": _of_report(lambda r: _body(r.author.post) if r.author else ""),
    "job-title": _of_report(lambda r: r.author.post.title if r.author else ""),
    "contact": _of_report(lambda report: _holder(report.contact)),
    "recommendation": _of_report(
        lambda report: ". ".join(
            capfirst(row.text).rstrip(". ") for row in report.recommendations.all()
        )
    ),
}
