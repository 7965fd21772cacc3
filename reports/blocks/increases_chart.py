"""Counts that should fall but rose, drawn as slopes."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Model

from partnership.core.values import financial_years, formatting
from partnership.core.values.periods import Period
from priorities.models import Measure
from priorities.queries.assessment import AssessmentRow
from reports.blocks.table import source_line
from reports.charts import layout
from reports.charts.shapes import Chart
from reports.document.records_used import use

# More lines than this cannot be distinguished in one chart.
MOST = 4


@dataclass(frozen=True)
class Increase:
    """A count that rose between 2 periods; `per_cent` is of the first."""

    measure: Measure
    area_name: str
    periods: tuple[Period, ...]
    first: Decimal
    last: Decimal
    per_cent: Decimal
    source: str
    rows: list[Model]

    def ends_after(self, day: dt.date) -> bool:
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
    found = map(_increase, context.assessment_rows)
    increases = [
        increase
        for increase in found
        if increase is not None and increase.ends_after(since)
    ]
    if not increases:
        return Chart(key=key)
    periods = [increase.periods for increase in increases]
    shared = max(periods, key=periods.count)
    comparable = [increase for increase in increases if increase.periods == shared]
    shown = sorted(
        comparable, key=lambda increase: increase.last - increase.first, reverse=True
    )[:MOST]
    use(*(row for increase in shown for row in increase.rows))
    labels = (shared[0].label, shared[1].label)
    return Chart(
        key=key,
        caption=_caption(shown),
        detail=f"{_counted(shown)}, {shown[0].area_name}, {' and '.join(labels)}; "
        "only measures with figures for both periods",
        source=source_line(increase.source for increase in shown),
        sentence=". ".join(_sentence(increase, labels) for increase in shown) + ".",
        form="Lines from one period to the next, one for each measure",
        drawings=layout.slope([_line(increase) for increase in shown], labels),
        full_width=False,
    )


def _increase(row: AssessmentRow) -> Increase | None:
    change, latest, previous = row.change, row.latest, row.previous
    if change is None or latest is None or previous is None or not change.up:
        return None
    if previous.value is None or latest.value is None:
        return None
    measure = row.measure
    counts = measure.unit == Measure.Unit.COUNT
    if (
        not counts
        or measure.desired_direction != Measure.Direction.DOWN
        or not change.amount
    ):
        return None
    return Increase(
        measure,
        latest.area.name,
        tuple(row.periods),
        previous.value,
        latest.value,
        change.amount,
        latest.source or measure.source,
        row.rows,
    )


def _caption(shown):
    if len(shown) == 1:
        return f"{shown[0].measure.name} rose"
    largest = formatting.bare(shown[0].last - shown[0].first)
    return f"{shown[0].measure.name} rose most, by {largest}"


def _counted(shown):
    counted = {increase.measure.counted for increase in shown}
    word = counted.pop() if len(counted) == 1 else ""
    return f"Number of {word}" if word else "Numbers"


def _sentence(increase, labels):
    (first, last), (before, after) = increase.words, labels
    return f"{increase.measure.name}: {first} in {before}, {last} in {after}"


def _line(increase):
    first, last = increase.words
    more = formatting.bare(increase.last - increase.first)
    change = f"up {more}, or {formatting.per_cent(increase.per_cent)}"
    points = [(first, float(increase.first)), (last, float(increase.last))]
    return layout.TimeLine(increase.measure.name, points, change)
