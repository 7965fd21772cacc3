"""Rates that are higher here than elsewhere: a pair of bars for each."""

from dataclasses import dataclass
from decimal import Decimal

from partnership.core.values import formatting
from priorities.models import Measure
from priorities.queries.assessment import Finding
from reports.charts import layout
from reports.charts.shapes import Chart

RATES = {Measure.Unit.PER_1000, Measure.Unit.PER_100000}


@dataclass(frozen=True)
class Pair:
    """One rate here and elsewhere, over the same period."""

    measure: Measure
    here: str
    there: str
    period: str
    mine: Decimal
    theirs: Decimal


def collect(context, *, key) -> Chart:
    """Rates that are higher here than in the area compared with, highest first."""
    found = map(_pair, context.assessed)
    pairs = [pair for pair in found if pair is not None]
    if not pairs:
        return Chart(key=key)
    units = [pair.measure.unit for pair in pairs]
    unit = max(units, key=units.count)
    same = [pair for pair in pairs if pair.measure.unit == unit]
    shown = sorted(same, key=lambda pair: pair.mine, reverse=True)
    here, there = shown[0].here, shown[0].there
    periods = " and ".join(sorted({pair.period for pair in shown}))
    return Chart(
        key=key,
        caption=_caption(shown, there),
        detail=f"Rate {Measure.Unit(unit).label}, {periods}",
        source="The figures are in the table of main measures.",
        sentence=". ".join(map(_sentence, shown)) + ".",
        form="Pairs of bars",
        drawings=layout.grouped_bars([_bars(pair) for pair in shown], (here, there)),
    )


def _pair(finding: Finding) -> Pair | None:
    latest, comparator = finding.latest, finding.comparator
    if finding.measure.unit not in RATES or latest is None or latest.value is None:
        return None
    if comparator is None or comparator.observation is None:
        return None
    theirs = comparator.observation.value
    if not theirs or latest.value <= theirs:
        return None
    return Pair(
        finding.measure,
        latest.area.name,
        comparator.area.name,
        latest.period.label,
        latest.value,
        theirs,
    )


def _caption(shown, there):
    """The caption: the widest gap."""
    widest = max(shown, key=lambda pair: pair.mine / pair.theirs)
    told = "more than twice" if widest.mine > 2 * widest.theirs else "above"
    return f"{widest.measure.name}: {told} the rate of {there}"


def _sentence(pair):
    mine, theirs = formatting.bare(pair.mine), formatting.bare(pair.theirs)
    return f"{pair.measure.name}: {mine} in {pair.here}, {theirs} in {pair.there}"


def _bars(pair):
    values = (pair.mine, pair.theirs)
    return layout.Bars(
        pair.measure.name, [(formatting.bare(value), float(value)) for value in values]
    )
