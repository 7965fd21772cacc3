"""Key figures of a paper, counted from its data, for its first page.

Unlike headline figures, nobody enters them: they answer the main question about a
document of this type, for example how many targets were met.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from funding.queries.ledger import Amount
from partnership.core.models.display import with_count
from partnership.core.values import financial_years
from partnership.core.values.formatting import bare, listed
from partnership.models.wording import terms
from priorities.models import Measure
from priorities.models.targets import Status
from reports.blocks.funding_table import main_ledger
from reports.blocks.headline_figures import HeadlineFigures, HeadlineItem
from reports.blocks.results_table import newest
from reports.blocks.returns_table import returns_of
from reports.blocks.success_measures_table import measures_as_counted
from reports.document.records_used import use
from reports.document.tree import Rich
from reports.models.contributions import areas_with_contributions


@dataclass
class KeyFigures(HeadlineFigures):
    """Figures beside each other, smaller than headline figures."""

    template: ClassVar[str] = "key_figures"


def collect(context, *, of: str, **options) -> KeyFigures:
    """The key figures of a grant return, a panel update or a strategy summary."""
    return KeyFigures(list(FIGURES[of](context, **options)))


def _item(figure, label, detail="") -> HeadlineItem:
    """One figure; text that is not ours has been escaped."""
    return HeadlineItem(Rich(str(figure)), Rich(label), Rich(detail))


def _grants(context, over):
    """The money of the year, targets met, and returns received or grants reported."""
    ledger = main_ledger(context)
    if ledger is None or context.year not in ledger.settlements:
        return
    yield _money(ledger, context.year)
    lines = [item.subject for item in over(context)]
    results = {
        row.measure_id: target.status(row.actual) if target else Status.NO_TARGET
        for line in lines
        for row, target in newest(context, line)
        if not row.is_forecast
    }
    counts = Counter(results.values())
    without = counts.pop(Status.NO_TARGET, 0)
    with_target = sum(counts.values())
    if with_target:
        yield _item(
            f"{counts[Status.MET]} of {with_target}",
            "targets met",
            f"{with_count(without, 'result')} had no target" if without else "",
        )
    rows = returns_of(context).values()
    if received := sum(1 for row in rows if row.received_on):
        yield _item(f"{received} of {len(rows)}", "returns recorded as received")
    elif reported := sum(1 for line in lines if newest(context, line)):
        yield _item(f"{reported} of {len(lines)}", "grants with results")


def _money(ledger, year):
    use(ledger.settlements[year])
    before = financial_years.label(year - 1)
    pounds = ledger.total_change(year - 1, year)
    detail = ""
    if pounds is not None:
        detail = f"{_pounds_changed(pounds)} {before}"
    return _item(ledger.total(year).words, f"for {financial_years.label(year)}", detail)


def _pounds_changed(pounds):
    if not pounds:
        return "the same as in"
    amount = Amount(abs(pounds)).words
    return f"{amount} {'more' if pounds > 0 else 'less'} than in"


def _contributions(context):
    """Contributions received, the priorities in them, and those with progress."""
    rows = [
        row for area in areas_with_contributions(context) for row in area.contributions
    ]
    if not rows:
        return
    received = [row for row in rows if not row.is_missing]
    other = sum(1 for row in received if row.is_of_another_year)
    yield _item(
        f"{len(received)} of {len(rows)}",
        "contributions received",
        f"{other} for a different year" if other else "",
    )
    priorities = [(row, p) for row in received for p in row.priorities]
    if priorities:
        progress = sum(1 for row, p in priorities if row.has_progress_on(p))
        yield _item(bare(len(priorities)), f"{_priorities(len(priorities))} listed")
        yield _item(
            f"{progress} of {len(priorities)}",
            f"{terms.priority.plural} with progress reported",
        )


def _strategies(context, theme):
    """The partnerships, the priorities they share, and their measures of success."""
    csps = context.partnership.csps.active_in(context.year).count()
    priorities = context.priorities_of(context.year)
    if csps:
        yield _item(csps, terms.csp.common_plural if csps > 1 else terms.csp.common)
    common = " in common" if csps else ""
    for kind, word in (("priority", terms.priority), ("theme", terms.theme)):
        if number := sum(row.kind == kind for row in priorities):
            yield _item(number, f"{word if number == 1 else word.plural}{common}")
    measures = measures_as_counted(context, theme)
    directions = Counter(measure.desired_direction for measure, *_ in measures)
    if total := sum(directions.values()):
        parts = [
            f"{directions[direction]} to {word}"
            for direction, word in (
                (Measure.Direction.UP, "increase"),
                (Measure.Direction.DOWN, "decrease"),
            )
            if directions[direction]
        ]
        noun = "measure of success" if total == 1 else "measures of success"
        yield _item(total, noun, listed(parts) if parts else "")


def _priorities(count):
    return str(terms.priority) if count == 1 else terms.priority.plural


FIGURES: dict[str, Callable[..., Iterator[HeadlineItem]]] = {
    "grants": _grants,
    "contributions": _contributions,
    "strategies": _strategies,
}
