"""A draft as checks see it: its document, text, data and date."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import escape

from django.db.models import Model
from django.utils import timezone

from partnership.core.text.token_validation import text_fields
from partnership.core.values import financial_years
from reports.assembly.build import assemble
from reports.assembly.build_context import BuildContext, context_for
from reports.document.notes import number_notes
from reports.document.references import link_references
from reports.document.tree import Block, Document, SectionNode, check_unique_ids
from reports.errors import BuildProblem, ReportNotRendered
from reports.models import FrontMatter, Recommendation, Report
from reports.text.lines import Words

# Shorter words may be in another text by chance.
SHORT = 20


@dataclass
class Draft:
    """One report as it is now.

    `document` is None if it could not be built at all; `problems` says why, or what is
    missing from it. Checks ask the database through `shared` only, so that each thing
    is read once.
    """

    report: Report
    context: BuildContext
    document: Document | None
    problems: list[BuildProblem] = field(default_factory=list)

    @property
    def partnership(self):
        return self.report.partnership

    @property
    def year(self) -> int:
        return self.report.year

    @cached_property
    def day(self) -> dt.date:
        """The document's date, or the first day of its year, or today if earlier."""
        if self.report.dated_on:
            return self.report.dated_on
        today = timezone.localdate()
        if self.report.document_type in {
            "community-safety-agreement",
            "partnership-plan",
        }:
            return financial_years.first_day(self.year)
        return min(today, financial_years.last_day(self.year))

    def shared(self, name: str, read):
        """Data that several checks need, read once for the draft."""
        return self.context.shared(name, read)

    @cached_property
    def words(self) -> list[Words]:
        """All text that the document prints, in order, each place once."""
        rows = _rows_by_text(self.context)
        found = []
        for rendered in self.context.composer.rendered:
            row, name = rows.get(rendered.raw) or _holding(rendered.raw, rows)
            html = rendered.rich.html
            found.append(
                Words(
                    rendered.location, rendered.section, rendered.raw, html, row, name
                )
            )
        return [*found, *_plain(self)]

    @cached_property
    def front_matter(self) -> list[FrontMatter]:
        return list(self.report.front_matter.order_by("key"))

    @cached_property
    def recommendations(self) -> list[Recommendation]:
        return list(self.report.recommendations.order_by("number"))

    @property
    def sections(self) -> list[SectionNode]:
        return self.document.sections if self.document else []

    def blocks(self, kind: type | None = None) -> Iterator[tuple[SectionNode, Block]]:
        """Each block with its section, of one class if given."""
        for section in self.sections:
            for block in section.blocks:
                if kind is None or isinstance(block, kind):
                    yield section, block

    @cached_property
    def text(self) -> str:
        """All text, for questions such as “is it spelled out anywhere?”."""
        return "\n".join(words.text for words in self.words)


def draft_of(report: Report, context: BuildContext | None = None) -> Draft:
    """Read the draft of a report, even if it has errors: they are in `problems`.

    A `context` may have text that is not saved yet.
    """
    context = context or context_for(report)
    try:
        document = assemble(context)
        check_unique_ids(document)
    except ReportNotRendered as error:
        return Draft(report, context, None, error.problems)
    number_notes(document)
    problems = [*context.composer.problems, *link_references(document)]
    return Draft(report, context, document, problems)


def _rows_by_text(context) -> dict[str, tuple[Model, str]]:
    """The row that stores each text; if two rows have the same text, the first."""
    rows: dict[str, tuple[Model, str]] = {}
    for row in _rows(context):
        for name in text_fields(type(row)):
            text = getattr(row, name)
            if text:
                rows.setdefault(text, (row, name))
    return rows


def _holding(text, rows) -> tuple[Model | None, str]:
    """The row whose text contains these words, or is contained in them."""
    for whole, (row, name) in rows.items():
        if len(whole) > SHORT and (
            whole in text or len(text) > SHORT and text in whole
        ):
            return row, name
    return None, ""


def _rows(context) -> Iterator[Model]:
    """Rows with text that were read for the document."""
    # First, because they include texts that an editor has typed and not saved.
    yield from context.passages.values()
    yield from context.rows
    for area in context.read.get("contributions", []):
        for part in area.contributions:
            if part.contribution:
                yield part.contribution
            for priority in part.priorities:
                yield from [priority, *priority.strands.all()]
            yield from part.achievements
    for ledger in context.resolver.ledgers.values():
        yield from ledger.allocations.values()


def _plain(draft) -> Iterator[Words]:
    """Text that is printed as typed, without figures."""
    report = draft.report
    if report.summary:
        yield _as_words("Summary", report.summary, report, "summary")
    for row in draft.recommendations:
        yield _as_words("Recommendation", row.text, row, "text")
    for row in draft.front_matter:
        yield _as_words("Front matter", row.value, row, "value")


def _as_words(place, text, row, name):
    return Words(place, "", text, f"<p>{escape(text)}</p>", row, name)
