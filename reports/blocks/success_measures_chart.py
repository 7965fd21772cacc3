"""How many measures of success each priority has, by target direction, as bars."""

from collections import Counter

from partnership.core.values import formatting
from priorities.models import Measure
from reports.blocks.success_measures_table import WANTED
from reports.charts import layout
from reports.charts.shapes import Chart

# One pair of bars is no comparison.
FEWEST_PRIORITIES = 2


def collect(context, *, key, theme, caption) -> Chart:
    """Priorities in their order, and measures of no priority last."""
    measures = Measure.objects.filter(
        theme=context.fill(theme), desired_direction__in=WANTED
    ).select_related("priority_theme")
    counts: dict = {}
    for measure in measures:
        place = _place(context, measure.priority_theme)
        counts.setdefault(place, Counter())[measure.desired_direction] += 1
    if len(counts) < FEWEST_PRIORITIES:
        return Chart(key=key)
    shown = [(place[1], *_by_direction(counts[place])) for place in sorted(counts)]
    return Chart(
        key=key,
        caption=context.fill(caption),
        detail="Number of measures",
        source="The measures are in the table of measures of success.",
        sentence=". ".join(
            f"{name}: {up} to increase, {down} to decrease" for name, up, down in shown
        )
        + ".",
        form="Pairs of bars",
        drawings=layout.grouped_bars(
            [_bars(*one) for one in shown],
            [f"To {word.lower()}" for word in WANTED.values()],
        ),
    )


def _place(context, priority) -> tuple[float, str]:
    """By what a priority is sorted, and its name."""
    if priority is None:
        return float("inf"), context.fill("No {priority}")
    return priority.number, f"{priority.number}. {priority.theme or priority.title}"


def _by_direction(counted):
    return [counted[direction] for direction in WANTED]


def _bars(name, *counts):
    values = [(formatting.bare(count), float(count)) for count in counts]
    return layout.BarGroup(name, values)
