"""The priorities in each area's contributions, and those with progress, as bars."""

from reports.blocks.contributions_table import reported
from reports.blocks.grouped_bars import FEWEST, grouped_bars
from reports.charts.shapes import Chart
from reports.models.contributions import areas_with_contributions


def collect(context, *, key, caption) -> Chart:
    """Leave out areas without a priority."""
    counted = [
        (area.area.name, _counts(area.contributions))
        for area in areas_with_contributions(context)
    ]
    shown = [(name, counts) for name, counts in counted if counts[0]]
    if len(shown) < FEWEST or not any(done for _, (_, done) in shown):
        return Chart(key=key)
    return grouped_bars(
        shown,
        ["Listed", "With progress reported"],
        key=key,
        caption=context.fill(caption),
        detail=context.fill("Number of {priority.plural} in the contributions"),
        source="The figures of each partnership are in [table contributions].",
    )


def _counts(contributions) -> tuple[int, int]:
    listed = sum(len(row.priorities) for row in contributions)
    return listed, sum(map(reported, contributions))
