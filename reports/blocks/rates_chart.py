"""Rates above those elsewhere: pairs of bars, this area beside the one compared with."""

from priorities.assessment import findings
from priorities.models import Measure

from reports import drawing
from reports.blocks.chart import Chart
from reports.tokens import wording

RATES = {Measure.Unit.PER_1000, Measure.Unit.PER_100000}


def collect(context, *, key) -> Chart:
    """Rates that are higher here than in the area compared with, the highest first."""
    found = [f for f in findings(context.partnership, context.year) if _higher(f)]
    if not found:
        return Chart(key=key)
    units = {f.measure.unit for f in found}
    unit = max(units, key=[f.measure.unit for f in found].count)
    shown = sorted(
        (f for f in found if f.measure.unit == unit),
        key=lambda f: f.latest.value,
        reverse=True,
    )
    here, there = shown[0].latest.area.name, shown[0].comparator.area.name
    periods = sorted({f.latest.period.label for f in shown})
    return Chart(
        key=key,
        caption=_finding(shown, there),
        detail=f"Rate {Measure.Unit(unit).label}, {' and '.join(periods)}",
        source="The figures are in the table of main measures.",
        sentence=". ".join(_sentence(f, here, there) for f in shown) + ".",
        form="Pairs of bars",
        drawings=drawing.grouped_bars([_pair(f) for f in shown], (here, there)),
    )


def _higher(finding):
    other = finding.comparator
    return (
        finding.measure.unit in RATES
        and finding.latest is not None
        and finding.latest.value is not None
        and other is not None
        and other.observation is not None
        and other.observation.value is not None
        and finding.latest.value > other.observation.value
    )


def _finding(shown, there):
    """The caption tells the widest gap."""
    widest = max(shown, key=lambda f: f.latest.value / (f.comparator.observation.value or 1))
    ratio = widest.latest.value / (widest.comparator.observation.value or 1)
    name = widest.measure.name
    if ratio >= 2:
        return f"{name}: more than twice the rate of {there}"
    return f"{name}: above the rate of {there}"


def _sentence(finding, here, there):
    mine = wording.bare(finding.latest.value)
    theirs = wording.bare(finding.comparator.observation.value)
    return f"{finding.measure.name}: {mine} in {here}, {theirs} in {there}"


def _pair(finding):
    values = (finding.latest.value, finding.comparator.observation.value)
    return drawing.Bars(
        finding.measure.name, [(wording.bare(value), float(value)) for value in values]
    )
