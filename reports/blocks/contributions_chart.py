"""The priorities in each area's contributions, and those with progress, as bars."""

from partnership.core.values import formatting
from reports.blocks.contributions_table import reported
from reports.charts import layout
from reports.charts.shapes import Chart
from reports.models.contributions import areas_with_contributions

# One pair of bars is no comparison.
FEWEST_AREAS = 2


def collect(context, *, key, caption) -> Chart:
    """Areas without a priority are left out."""
    counted = [
        (area.area.name, *_counts(area.contributions))
        for area in areas_with_contributions(context)
    ]
    shown = [(name, listed, done) for name, listed, done in counted if listed]
    if len(shown) < FEWEST_AREAS or not any(done for _, _, done in shown):
        return Chart(key=key)
    series = [context.fill("{priority.plural_start} listed"), "With progress reported"]
    return Chart(
        key=key,
        caption=context.fill(caption),
        detail=context.fill("Number of {priority.plural} in the contributions"),
        source="The figures of each partnership are in the table of contributions.",
        sentence=". ".join(
            f"{name}: {listed} listed, {done} with progress reported"
            for name, listed, done in shown
        )
        + ".",
        form="Pairs of bars",
        drawings=layout.grouped_bars([_bars(*one) for one in shown], series),
    )


def _counts(contributions) -> tuple[int, int]:
    listed = sum(len(row.priorities) for row in contributions)
    return listed, sum(map(reported, contributions))


def _bars(name, *counts):
    values = [(formatting.bare(count), float(count)) for count in counts]
    return layout.BarGroup(name, values)
