"""Rates that are higher here than elsewhere: a pair of bars for each."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Model

from priorities.models import Measure
from priorities.models.measures import RATES
from priorities.queries.assessment import AssessmentRow
from reports.blocks.grouped_bars import grouped_bars
from reports.charts.shapes import Chart
from reports.document.records_used import use


@dataclass(frozen=True)
class RateComparison:
    """One rate here and elsewhere, over the same period."""

    measure: Measure
    area: str
    other_area: str
    period: str
    rate: Decimal
    other_rate: Decimal
    rows: list[Model]


def collect(context, *, key) -> Chart:
    """Rates that are higher here than in the area compared with, highest first."""
    found = map(_comparison, context.assessment_rows)
    comparisons = [comparison for comparison in found if comparison is not None]
    if not comparisons:
        return Chart(key=key)
    units = [comparison.measure.unit for comparison in comparisons]
    unit = max(units, key=units.count)
    same = [comparison for comparison in comparisons if comparison.measure.unit == unit]
    shown = sorted(same, key=lambda comparison: comparison.rate, reverse=True)
    use(*(row for comparison in shown for row in comparison.rows))
    area, other_area = shown[0].area, shown[0].other_area
    periods = " and ".join(sorted({comparison.period for comparison in shown}))
    return grouped_bars(
        [
            (comparison.measure.name, (comparison.rate, comparison.other_rate))
            for comparison in shown
        ],
        (area, other_area),
        joint=" in ",
        key=key,
        caption=_caption(shown, other_area),
        detail=f"Rate {Measure.Unit(unit).label}, {periods}",
        source="The figures are in [table measures].",
    )


def _comparison(row: AssessmentRow) -> RateComparison | None:
    latest, comparator = row.latest, row.comparator
    if row.measure.unit not in RATES or latest is None or latest.value is None:
        return None
    if comparator is None or comparator.observation is None:
        return None
    other_rate = comparator.observation.value
    if not other_rate or latest.value <= other_rate:
        return None
    return RateComparison(
        row.measure,
        latest.area.name,
        comparator.area.name,
        latest.period.label,
        latest.value,
        other_rate,
        row.rows,
    )


def _caption(shown, other_area):
    """Return a caption that names the measure with the widest gap."""
    widest = max(shown, key=lambda comparison: comparison.rate / comparison.other_rate)
    words = "more than twice" if widest.rate > 2 * widest.other_rate else "above"
    return f"{widest.measure.name}: {words} the rate of {other_area}"
