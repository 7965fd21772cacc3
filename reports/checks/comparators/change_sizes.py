"""The size of a change: by how much, how many per cent, how many times."""

from decimal import Decimal

from partnership.core.values.formatting import bare, per_cent
from reports.checks.comparators.base import error
from reports.checks.comparators.wording import as_fraction
from reports.text.quantities import (
    COUNT,
    MULTIPLE,
    PERCENT,
    POINTS,
    POUNDS,
    RATE,
    is_multiple,
    printed,
)


def size_agrees(change, first, last, a, b, unit):
    """The size of a change against what the two figures give."""
    q, size = change.amount, abs(last - first)
    percent = size * 100 / first if first else None
    is_money = unit == POUNDS
    if (q.unit == POUNDS) != is_money and q.unit not in {POINTS, PERCENT, MULTIPLE}:
        return
    if _fits(q, size, percent, first, last, unit):
        return
    right = _right_amount(q, size, percent, unit)
    stated = _stated(a, b, first, last, change)
    is_change = " is a change of" if stated.startswith("From") else ": a change of"
    start = q.lead if q.is_fraction and q.bound else q.start
    yield error(
        "calculation",
        (start, q.end),
        f"{stated}{is_change} {right}, not {change.reading.text[start : q.end]}.",
        "Correct the change, or link it to your data.",
    )


def counts_agree(change, a, b):
    """“216 of 270, 26 more than the year before”: the counts behind the percentage."""
    if a is None or b is None or None in (a.part, b.part, a.whole, b.whole):
        return
    sizes = b.part - a.part, b.whole - a.whole
    if not any(
        size * (change.way or 1) >= 0 and change.amount.fits(size) for size in sizes
    ):
        yield error(
            "calculation",
            change.amount,
            f"{a.of} was {bare(a.part)} of {bare(a.whole)} in {a.period.label} and "
            f"{bare(b.part)} of {bare(b.whole)} in {b.period.label}: changes of "
            f"{bare(abs(sizes[0]))} and {bare(abs(sizes[1]))}, "
            f"not {change.amount.text}.",
            "Correct the change, or link it to your data.",
        )


def _fits(q, size, percent, first, last, unit) -> bool:
    if q.unit == MULTIPLE:
        return not first or is_multiple(q, last / first)
    if q.unit == POINTS:
        return unit in {PERCENT, RATE} and q.fits(size)
    if q.unit == PERCENT:
        apart = abs(q.value - percent) if percent is not None else Decimal(0)
        return not q.bound and apart <= q.last / 2 + TINY or q.fits(percent or q.value)
    return q.fits(size)


TINY = Decimal("0.001")


def _right_amount(q, size, percent, unit) -> str:
    """The right amount, in the unit that the sentence uses or should use."""
    share = per_cent(percent) + as_fraction(percent) if percent is not None else ""
    if unit == PERCENT and q.unit in {POINTS, PERCENT, MULTIPLE}:
        points = f"{bare(size)} percentage points"
        return points if q.unit == POINTS else f"{points} (or {share} of what it was)"
    if q.unit == POINTS:
        return f"{share} (per cent, not percentage points)"
    if q.unit in {PERCENT, MULTIPLE}:
        return share
    return printed(size, POUNDS if q.unit == POUNDS else COUNT)


def _stated(a, b, first, last, change):
    if a is not None and b is not None:
        return (
            f"{a.of} was {a.words} in {a.period.label} and {b.words} in "
            f"{b.period.label}"
        )
    unit = change.first.unit if change.first else COUNT
    return f"From {printed(first, unit)} to {printed(last, unit)}"
