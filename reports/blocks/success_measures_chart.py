"""How many measures of success each priority has, by target direction, as bars."""

from collections import Counter

from reports.blocks.grouped_bars import FEWEST, grouped_bars
from reports.blocks.success_measures_table import WANTED, measures_as_counted
from reports.charts.shapes import Chart


def collect(context, *, key, theme, caption) -> Chart:
    """Priorities in order, with measures without a priority last."""
    counts: dict = {}
    for measure, *_ in measures_as_counted(context, theme):
        if measure.desired_direction not in WANTED:
            continue
        place = _place(context, measure.priority_theme)
        counts.setdefault(place, Counter())[measure.desired_direction] += 1
    if len(counts) < FEWEST:
        return Chart(key=key)
    return grouped_bars(
        [
            (place[1], [counts[place][direction] for direction in WANTED])
            for place in sorted(counts)
        ],
        [f"To {word.lower()}" for word in WANTED.values()],
        key=key,
        caption=context.fill(caption),
        detail="Number of measures",
        source="The measures are in [table measures].",
    )


def _place(context, priority) -> tuple[float, str]:
    """Return the sort key of a priority, and its name."""
    if priority is None:
        return float("inf"), context.fill("No {priority}")
    return priority.number, f"{priority.number}. {priority.short_title}"
