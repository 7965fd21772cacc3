"""Typed figures that are not in the data."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from funding.models import Allocation, FundingLine, MonitoringReturn
from partnership.core.values.formatting import listed
from priorities.models import Measure, Observation, Target
from reports.checks.comparators.base import mistakes_of
from reports.checks.issue import Issue, advice, warning
from reports.checks.registry import check
from reports.text.about import base_counted, is_embedded
from reports.text.draft import Draft
from reports.text.excerpts import around
from reports.text.knowledge import Knowledge, Subject
from reports.text.lines import BOUND
from reports.text.mood import is_asked
from reports.text.otherwise import follows
from reports.text.phrases import shape
from reports.text.quantities import (
    COUNT,
    DURATION,
    LABELS,
    MULTIPLE,
    POUNDS,
    RATE,
    Quantity,
)
from reports.text.reader import CHANGE, PLAN, Reading, readings
from reports.text.roles import claims_of
from reports.text.sentences import Sentence, sentences_of
from reports.text.spans import Span, overlaps, spans_of
from reports.text.tables import CELLS

# Figures in the names and notes of these records are data.
DATA = (Allocation, FundingLine, Measure, MonitoringReturn, Observation, Target)
LONGEST_LABEL = 24
# A smaller number may be in the data by chance.
SMALL = 20


@check("typed-figure")
def figures_are_known(draft: Draft) -> Iterator[Issue]:
    """Typed figures that no comparator and no link suggestion mentions."""
    if not any(map(_may_have_figures, sentences_of(draft))):
        return
    found: dict[int, list[Span]] = {}
    for reading, mistake in mistakes_of(draft):
        found.setdefault(id(reading.sentence), []).append(mistake.span)
    tables = {
        id(reading.sentence.words)
        for reading in readings(draft)
        if reading.before and reading.before.is_heads
    }
    for reading in readings(draft):
        line = reading.sentence.line
        if line.tag in CELLS and id(reading.sentence.words) in tables:
            continue  # The other cells of a table that is read follow from these.
        if _may_have_figures(reading.sentence):
            known = found.get(id(reading.sentence), [])
            if figures := _typed_and_unknown(reading, known):
                yield _unknown(reading, figures)


def _may_have_figures(sentence: Sentence) -> bool:
    row = sentence.words.row
    has_digit = any(map(str.isdigit, sentence.typed))
    return has_digit and row is not None and not isinstance(row, DATA)


def _compared(reading: Reading) -> list[Span]:
    """Figures that are compared with the data, follow from them, or are planned."""
    return [
        claim.quantity.span
        for claim in claims_of(reading)
        if claim.subjects
        or claim.voice == PLAN
        or is_asked(reading, claim.quantity.start)
        or follows(reading, claim.quantity)
    ]


def _typed_and_unknown(reading: Reading, known: list[Span]) -> list[Span]:
    typed = reading.sentence.typed
    unknown = reading.once("unknown", partial(_unknown_in, known))
    return [span for span in unknown if BOUND not in typed[slice(*span)]]


def _unknown_in(known: list[Span], reading: Reading) -> list[Span]:
    """The figures that nothing else mentions, linked or typed."""
    known = known + _compared(reading)
    others = [match.span() for match in shape("figures.none").finditer(reading.text)]
    others += spans_of(reading.names)
    ranges = list(_ranges(reading))
    values = reading.known.once("values", lambda: _values(reading.known))
    alone = [
        (quantity.start, quantity.number_end)
        for quantity in reading.quantities
        if _is_figure(quantity) and not _is_known(reading, quantity, values)
    ]
    found = ranges + [span for span in alone if not overlaps(span, ranges)]
    return [span for span in sorted(found) if not overlaps(span, [*known, *others])]


def _is_known(reading: Reading, quantity: Quantity, values) -> bool:
    """Whether a number is in the data of what the sentence is about."""
    owners = values.get((quantity.value, quantity.kind), set())
    if quantity.kind == RATE and owners:
        return True  # Almost nothing else is measured per 1,000.
    if quantity.kind == POUNDS and quantity.last > 1:
        funds = reading.known.of_kind("fund")  # “Close on £1.2 million”
        known = [fact.value for fund in funds for fact in fund.facts.values()]
        return any(quantity.fits(value) for value in known if value is not None)
    bases = {base_counted(reading, other) for other in reading.quantities}
    is_large = quantity.value >= SMALL or quantity.kind != COUNT
    return is_large and bool(owners & {None, *reading.last_subjects, *bases})


def _values(known: Knowledge) -> dict[tuple, set[Subject | None]]:
    """Every value in the data with its unit and its subject; None for any subject."""
    found: dict[tuple, set[Subject | None]] = defaultdict(set)
    for subject in known.subjects:
        for fact in subject.facts.values():
            found[fact.value, subject.unit].add(subject)
            found[fact.part, COUNT].add(subject)
            found[fact.whole, COUNT].add(subject)
        for row in subject.targets.values():
            found[row.value, subject.unit].add(subject)
    for row in known.draft.context.resolver.directory.returns().values():
        found[getattr(row, "spent_gbp", None), POUNDS].add(None)
    return found


def _ranges(reading: Reading) -> Iterator[Span]:
    """“50-60”, which is not a year or part of a document."""
    dated = spans_of(reading.periods, reading.dates)
    for match in shape("figures.range").finditer(reading.low):
        is_label = LABELS.search(reading.low[: match.start()][-LONGEST_LABEL:])
        if not is_label and not overlaps(match.span(), dated):
            yield match.span()


def _is_figure(quantity: Quantity) -> bool:
    """Whether a number in digits is more than a multiple or a short span of time."""
    if quantity.unit == DURATION and quantity.value < 100:
        return "hour" in quantity.text
    return quantity.unit != MULTIPLE and quantity.has_digits


def _is_of_data(reading: Reading, span: Span) -> bool:
    """Whether the data should have a number: a change, or one of a measure or grant."""
    claims = [c for c in claims_of(reading) if overlaps(c.quantity.span, [span])]
    if any(claim.role == CHANGE for claim in claims):
        return True
    in_pounds = any(claim.quantity.unit == POUNDS for claim in claims)
    return any(
        subject.what.is_money == in_pounds and not is_embedded(reading, subject)
        for subject in reading.subjects
        if subject.start not in {area.start for area in reading.areas}
    )


def _unknown(reading: Reading, figures: list[Span]) -> Issue:
    """One issue for all unknown figures of a sentence."""
    start, end = figures[0]
    is_of_data = any(_is_of_data(reading, span) for span in figures)
    hint = ", or accept this warning" if is_of_data else ""
    texts = [reading.text[slice(*span)] for span in figures]
    was, it = ("were", "them") if len(texts) > 1 else ("was", "it")
    near = around(reading.text, start, end).rstrip(".")
    return (warning if is_of_data else advice)(
        f"{listed(texts)} {was} typed and not found in your data: “{near}”.",
        f"Add {it} to your data and link {it}{hint}.",
        **reading.place(start, end),
    )
