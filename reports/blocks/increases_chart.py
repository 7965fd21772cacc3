"""Counts that should fall but rose, drawn as slopes."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from partnership.core.values import financial_years, formatting
from partnership.core.values.periods import Period
from priorities.models import Measure
from priorities.queries.assessment import Finding
from reports.blocks.table import source_line
from reports.charts import layout
from reports.charts.shapes import Chart

# More lines than this cannot be distinguished in one chart.
MOST = 4


@dataclass(frozen=True)
class Rise:
    """A count that rose between 2 periods; `per_cent` is of the first."""

    measure: Measure
    place: str
    periods: tuple[Period, ...]
    first: Decimal
    last: Decimal
    per_cent: Decimal
    source: str

    def reaches(self, day: dt.date) -> bool:
        """Whether its later period ends on or after a day."""
        end = self.periods[-1].end
        return end is not None and end >= day

    @property
    def words(self) -> tuple[str, str]:
        return formatting.bare(self.first), formatting.bare(self.last)


def collect(context, *, key) -> Chart:
    """The largest rises among assessed counts with the 2 most common periods.

    Only counts for at least part of the year before, or later, are included.
    """
    since = financial_years.first_day(context.year - 1)
    found = map(_rise, context.assessed)
    rises = [rise for rise in found if rise is not None and rise.reaches(since)]
    if not rises:
        return Chart(key=key)
    periods = [rise.periods for rise in rises]
    shared = max(periods, key=periods.count)
    same = [rise for rise in rises if rise.periods == shared]
    shown = sorted(same, key=lambda rise: rise.last - rise.first, reverse=True)[:MOST]
    labels = (shared[0].label, shared[1].label)
    return Chart(
        key=key,
        caption=_caption(shown),
        detail=f"{_counted(shown)}, {shown[0].place}, {' and '.join(labels)}; "
        "measures with figures for both periods only",
        source=source_line(rise.source for rise in shown),
        sentence=". ".join(_sentence(rise, labels) for rise in shown) + ".",
        form="Lines from one period to the next, one for each measure",
        drawings=layout.slope([_line(rise) for rise in shown], labels),
        full_width=False,
    )


def _rise(finding: Finding) -> Rise | None:
    change, latest, previous = finding.change, finding.latest, finding.previous
    if change is None or latest is None or previous is None or not change.up:
        return None
    if previous.value is None or latest.value is None:
        return None
    measure = finding.measure
    counts = measure.unit == Measure.Unit.COUNT
    if (
        not counts
        or measure.desired_direction != Measure.Good.DOWN
        or not change.amount
    ):
        return None
    return Rise(
        measure,
        latest.area.name,
        tuple(finding.periods),
        previous.value,
        latest.value,
        change.amount,
        latest.source or measure.source,
    )


def _caption(shown):
    if len(shown) == 1:
        return f"{shown[0].measure.name} rose"
    most = formatting.bare(shown[0].last - shown[0].first)
    return f"{shown[0].measure.name} rose most, by {most}"


def _counted(shown):
    named = {rise.measure.counted for rise in shown}
    word = named.pop() if len(named) == 1 else ""
    return f"Number of {word}" if word else "Numbers"


def _sentence(rise, labels):
    (first, last), (before, after) = rise.words, labels
    return f"{rise.measure.name}: {first} in {before}, {last} in {after}"


def _line(rise):
    first, last = rise.words
    more = formatting.bare(rise.last - rise.first)
    change = f"up {more}, or {formatting.per_cent(rise.per_cent)}"
    return layout.Line(
        rise.measure.name, first, float(rise.first), last, float(rise.last), change
    )
