"""How many pieces of work a partnership reports for each priority, as bars."""

from collections import Counter

from reports.blocks.grouped_bars import FEWEST, grouped_bars
from reports.charts.shapes import Chart


def collect(context, *, key, caption) -> Chart:
    """Return all priorities of the year in order, if at least two have work."""
    found = Counter(
        row.priority_id
        for row in context.achievements_in(context.year)
        if row.partnership == context.partnership
    )
    priorities = context.priorities_of(context.year)
    if sum(1 for priority in priorities if found[priority.pk]) < FEWEST:
        return Chart(key=key)
    return grouped_bars(
        [(row.short_title, [found[row.pk]]) for row in priorities],
        ["Reported"],
        key=key,
        caption=context.fill(caption),
        detail="Number of pieces of work reported",
    )
