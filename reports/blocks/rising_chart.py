"""What rose: counts that should fall and did not, from one year to the next, as slopes."""

from priorities.assessment import findings
from priorities.models import Measure

from reports import drawing
from reports.blocks.chart import Chart
from reports.tokens import wording

# More lines than this cannot be told apart in one picture.
MOST = 4


def collect(context, *, key) -> Chart:
    """The largest rises among the assessed counts that share the commonest two periods."""
    rises = [f for f in findings(context.partnership, context.year) if _rose(f)]
    if not rises:
        return Chart(key=key)
    periods = [tuple(f.periods) for f in rises]
    shared = max(periods, key=periods.count)
    shown = sorted(
        (f for f in rises if tuple(f.periods) == shared),
        key=lambda f: f.change.absolute,
        reverse=True,
    )[:MOST]
    first, last = (period.label for period in shared)
    count = wording.count(len(shown)).capitalize()
    return Chart(
        key=key,
        caption=f"{count} measures rose against the trend"
        if len(shown) > 1
        else f"{shown[0].measure.name} rose",
        detail=f"{_counted(shown)}, {shown[0].latest.area.name}, {first} and {last}",
        source=_source(shown),
        sentence=". ".join(_sentence(f, first, last) for f in shown) + ".",
        form="Lines from one period to the next, one for each measure",
        drawings=drawing.slope([_line(f) for f in shown], (first, last)),
        full_width=False,
    )


def _rose(finding):
    return (
        finding.change is not None
        and finding.change.up
        and finding.change.absolute is not None
        and finding.measure.unit == Measure.Unit.COUNT
        and finding.measure.good_direction == Measure.Good.DOWN
    )


def _counted(shown):
    named = {f.measure.counted for f in shown}
    word = named.pop() if len(named) == 1 else ""
    return f"Number of {word}" if word else "Numbers"


def _source(shown):
    sources = sorted({f.latest.source or f.measure.source for f in shown} - {""})
    return f"Source: {'; '.join(sources)}." if sources else ""


def _sentence(finding, first, last):
    before, after = (wording.bare(row.value) for row in (finding.previous, finding.latest))
    return f"{finding.measure.name}: {before} in {first}, {after} in {last}"


def _line(finding):
    rise = wording.bare(finding.change.absolute)
    first, last = finding.previous.value, finding.latest.value
    return drawing.Line(
        finding.measure.name,
        wording.bare(first),
        float(first),
        wording.bare(last),
        float(last),
        f"up {rise}, or {wording.per_cent(finding.change.amount)}",
    )
