"""A chart of bars side by side: a group for each name, a bar for each series."""

from collections.abc import Sequence

from partnership.core.values import formatting
from reports.charts import layout
from reports.charts.shapes import Chart

# A single group of bars compares nothing.
FEWEST = 2


def _count(number) -> str:
    """A number as its bar has it; there is no bar for 0."""
    return formatting.bare(number) if number else "none"


def grouped_bars(
    rows: Sequence[tuple[str, Sequence]],
    series: Sequence[str],
    *,
    joint: str = " ",
    words=_count,
    **texts,
) -> Chart:
    """Each row is a name and its numbers in the order of the series; all can be empty.

    `joint` goes between a number and the name of its series in the alternative text.
    """
    if not rows:
        return Chart(**texts)
    return Chart(
        **texts,
        sentence=". ".join(_sentence(*row, series, joint, words) for row in rows) + ".",
        form="Pairs of bars" if len(series) > 1 else "Bars",
        drawings=layout.grouped_bars(
            [
                layout.BarGroup(
                    name, [(words(number), float(number)) for number in numbers]
                )
                for name, numbers in rows
            ],
            series,
        ),
    )


def _sentence(name, numbers, series, joint, words):
    parts = [
        f"{words(number)}{joint}{bar if joint.strip() else bar[0].lower() + bar[1:]}"
        for number, bar in zip(numbers, series, strict=False)
    ]
    return f"{name}: {', '.join(parts)}"
