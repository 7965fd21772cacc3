"""Starting a document from last year's: texts, sections, front sheet and figures.

Linked figures are updated to the new year if there is data for it; the others are
listed.
"""

import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from partnership.core.values import periods
from reports.assembly.passage_labels import is_hidden
from reports.document.prose import Composer
from reports.errors import TokenError
from reports.figures.grammar import Token, scan, tokens_in
from reports.figures.resolver import Resolver
from reports.models import (
    FrontMatter,
    HeadlineFigure,
    MeasureChart,
    Passage,
    Recommendation,
    Report,
    SectionOverride,
)

# Where texts of a Word file come from; the import that has them is undone as one.
WORD_FILE = "a Word file"
PAPER = "(?:Act|Agreement|Assessment|Plan|Profile|Protocol|Report|Review|Strategy)"
YEAR = r"[12][0-9]{3}(?:-[0-9]{2})?(?![\w/-])"
# A tag, a cited title with its year after or before it, or a year in other text.
WRITTEN_YEAR = re.compile(
    rf"<[^>]*>|\b{PAPER}(?:</\w+>)?\s\(?{YEAR}|\b(?i:the|our|its|their)\s{YEAR}\s"
    rf"(?:[A-Z][\w'’-]*\s(?:and\s|of\s|for\s)?){{0,5}}{PAPER}\b|(?<![\w/-]){YEAR}"
)
# Separates texts that are moved together; no field contains it.
BETWEEN = "\n\0"
# Before a new sentence, paragraph or cell.
END = re.compile(r"(?<=[.!?])(?=\s)|(?=</(?:p|li|h[1-6]|td|th)>)")
# The fields of each record that are carried over, except its report.
COPIED = {
    SectionOverride: ["key", "title", "is_hidden", "hidden_reason", "is_added"],
    FrontMatter: ["key", "value"],
}
CREATED = (Passage, *COPIED, Recommendation, HeadlineFigure, MeasureChart)


@dataclass
class CarriedOver:
    """How many texts were carried over, and how many figures were updated."""

    texts: int = 0
    moved: int = 0


def earlier_document(report: Report) -> Report | None:
    """Return the latest document of the same type and partnership before this one.

    For a paper, that of the meeting before, which may have been in the same year.
    """
    rows = Report.objects.filter(
        document_type=report.document_type, partnership=report.partnership
    )
    earlier = Q(year__lt=report.year)
    if report.dated_on:
        earlier |= Q(year=report.year, dated_on__lt=report.dated_on)
    rows = rows.exclude(pk=report.pk).filter(earlier, passages__isnull=False)
    return rows.order_by("-year", "-period").first()


def unread(report: Report):
    """The texts carried over that nobody has edited or marked as reviewed."""
    return report.passages.exclude(carried_from="").order_by("key")


def unread_recommendations(report: Report):
    """The recommendations carried over that nobody has edited or marked as reviewed."""
    return report.recommendations.exclude(carried_from="")


def to_carry(report: Report, source: Report) -> list[Passage]:
    """The texts that the report does not have, besides those of hidden sections."""
    written = set(report.passages.values_list("key", flat=True))
    rows = source.passages.exclude(key__in=written)
    return [row for row in rows if not is_hidden(report, row.key)]


@transaction.atomic
def carry_over(report: Report, source: Report) -> CarriedOver:
    """Add what the report does not have yet; what it has is not changed."""
    result = CarriedOver()
    reason = f"Carried over from {source.period_label}"
    mover = _CodeShifter(report, report.year - source.year)
    for row in to_carry(report, source):
        passage = Passage(
            report=report,
            key=row.key,
            body=mover.move(row.body),
            body_reason=row.body_reason,
            reason_note=row.reason_note,
            carried_from=source.period_label,
        )
        _save(passage, reason)
        result.texts += 1
    for model, names in COPIED.items():
        _copy(model, names, report, source, reason)
    _copy_recommendations(report, source, reason)
    _copy_headlines(report, source, mover, reason)
    _copy_charts(report, source, reason)
    result.moved = mover.moved
    return result


def undo(report: Report) -> int:
    """Delete the texts that were carried over and not reviewed; return how many.

    Texts from a Word file stay: undoing their import also restores earlier texts.
    """
    rows = [
        *unread(report).exclude(carried_from=WORD_FILE),
        *unread_recommendations(report),
    ]
    for row in rows:
        row._change_reason = "Carrying over undone"
        row.delete()
    return len(rows)


def recommendation_key(row: Recommendation) -> str:
    """Its key, with a space so that it differs from the keys of passages."""
    return f"recommendation {row.number}"


def mark_as_read(report: Report, keys) -> int:
    """Record that texts have been reviewed and need no change; return how many."""
    recommended = unread_recommendations(report)
    rows = [
        *unread(report).filter(key__in=keys),
        *(row for row in recommended if recommendation_key(row) in keys),
    ]
    for row in rows:
        row.carried_from = ""
        _save(row, "Read, and left as it is")
    return len(rows)


def _save(row, reason):
    row._change_reason = reason
    row.save()


def _copy(model, names, report, source, reason):
    known = set(model.objects.filter(report=report).values_list("key", flat=True))
    for row in model.objects.filter(report=source).exclude(key__in=known):
        values = {name: getattr(row, name) for name in names}
        _save(model(report=report, **values), reason)


def _copy_recommendations(report, source, reason):
    if report.recommendations.exists():
        return
    for row in source.recommendations.all():
        _save(
            Recommendation(
                report=report,
                number=row.number,
                addressed_to_id=row.addressed_to_id,
                text=row.text,
                carried_from=source.period_label,
            ),
            reason,
        )


def _copy_headlines(report, source, mover, reason):
    if report.headline_figures.exists():
        return
    for row in source.headline_figures.all():
        names = ("figure", "label", "detail")
        # The label says which year the figure is for.
        moved = mover.move(BETWEEN.join(getattr(row, name) for name in names))
        texts = dict(zip(names, moved.split(BETWEEN), strict=True))
        _save(HeadlineFigure(report=report, order=row.order, **texts), reason)


def _copy_charts(report, source, reason):
    """Copy charts; one that begins in a year begins as many years later."""
    known = {(row.section, row.measure_id, row.form) for row in report.charts.all()}
    for row in source.charts.all():
        if (row.section, row.measure_id, row.form) not in known:
            _save(
                MeasureChart(
                    report=report,
                    section=row.section,
                    order=row.order,
                    measure=row.measure,
                    form=row.form,
                    area=row.area,
                    from_year=row.from_year
                    and row.from_year + report.year - source.year,
                ),
                reason,
            )


class _CodeShifter:
    """Moves the figure codes of texts forward by some years, if there is data.

    The codes of a sentence move together, with the years that it names.
    """

    def __init__(self, report, years):
        self.report, self.years, self.moved = report, years, 0

    def move(self, text: str) -> str:
        """Return the text with the figure codes that could be moved."""
        try:
            parts = scan(text)
        except TokenError:
            return text
        sentences: list[list[str | Token]] = [[]]
        for part in parts:
            first, *others = END.split(part) if isinstance(part, str) else [part]
            sentences[-1].append(first)
            sentences += [[other] for other in others]
        return "".join(map(self._sentence, sentences))

    def _sentence(self, parts: list[str | Token]) -> str:
        later: dict[Token, str] = {}
        years: dict[str, str] = {}
        for part in parts:
            if isinstance(part, str):
                continue
            arguments = later_arguments(part, self.years) or part.arguments
            years |= dict(zip(part.arguments, arguments, strict=True))
            later[part] = self._code(part, arguments)
        if "" in later.values():
            later, years = {}, {}
        self.moved += sum(new != old.source for old, new in later.items())
        return "".join(
            _with_years(part, years)
            if isinstance(part, str)
            else later.get(part, part.source)
            for part in parts
        )

    def _code(self, token: Token, arguments) -> str:
        """A figure code with other arguments; empty if there is no data for it."""
        if tuple(arguments) == token.arguments:
            return token.source
        style = f" | {token.style}" if token.style else ""
        moved = f"[={' '.join([token.name, *arguments])}{style}]"
        return moved if self._has_data(moved) else ""

    def _has_data(self, words) -> bool:
        tokens = [part for part in scan(words) if isinstance(part, Token)]
        resolver = Resolver(self.report.partnership, tokens, report=self.report)
        composer = Composer(resolver)
        composer.inline(words, "")
        return not composer.problems


def _with_years(words: str, years: dict[str, str]) -> str:
    """The text with these years replaced, except in an address or a cited title."""
    return WRITTEN_YEAR.sub(lambda match: years.get(match[0], match[0]), words)


def later_arguments(token: Token, years: int) -> list[str] | None:
    """The arguments of a figure code some years later; None if it has no year."""
    arguments = [shifted(argument, years) for argument in token.arguments]
    is_moved = token.kind == "figure" and arguments != list(token.arguments)
    return arguments if is_moved else None


def unmoved(report: Report, source: Report) -> dict[str, list[str]]:
    """The figure codes of unreviewed texts that still name an earlier year, by key.

    Such a text has the codes of its source in the same order.
    """
    before = dict(source.passages.values_list("key", "body"))
    years, found = report.year - source.year, {}
    for row in unread(report):
        pairs = zip(
            tokens_in(row.body), tokens_in(before.get(row.key, "")), strict=False
        )
        codes = [
            now.source
            for now, old in pairs
            if now.source == old.source and later_arguments(now, years)
        ]
        if codes:
            found[row.key] = codes
    return found


def shifted(argument: str, years: int) -> str:
    """Move an argument forward if it is a year or period: 2016-17 by one is 2017-18."""
    try:
        return periods.parse(argument).later(years).code
    except ValueError:
        return argument
