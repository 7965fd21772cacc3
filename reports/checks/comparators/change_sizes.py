"""The size of a change: by how much, how many per cent, how many times."""

from decimal import Decimal

from partnership.core.values.formatting import bare, pounds, rounded
from reports.checks.comparators.base import error
from reports.text.quantities import COUNT, MULTIPLE, PERCENT, POINTS, POUNDS, RATE


def size_agrees(one, size, first, last, a, b, unit):
    """The size of a change against what the two figures give."""
    q = one.amount
    percent = size * 100 / first if first else None
    if (
        q.unit == POUNDS
        and unit != POUNDS
        or q.unit not in {POUNDS, POINTS, PERCENT, MULTIPLE}
        and unit == POUNDS
    ):
        return
    if q.unit == COUNT and unit == PERCENT:
        # “216 of 270, 26 more than the year before”: of those behind the percentage.
        parts = [fact.part for fact in (a, b) if fact is not None]
        if len(parts) < 2 or None in parts or q.fits(abs(parts[1] - parts[0])):
            return
    if q.unit == MULTIPLE:
        fits = not first or is_multiple(q, last / first)
    elif q.unit == POINTS:
        fits = unit in {PERCENT, RATE} and q.fits(size)
    elif q.unit == PERCENT:
        fits = percent is None or _fits(q, percent) or _fits_rounded(q, percent)
    else:
        fits = _fits(q, size)
    if fits:
        return
    right = _right_amount(q, size, percent, unit)
    stated = _stated(a, b, first, last, one)
    is_change = " is a change of" if stated.startswith("From") else ": a change of"
    start = q.lead if q.is_fraction and q.bound else q.start
    yield error(
        "calculation",
        (start, q.end),
        f"{stated}{is_change} {right}, not {one.reading.text[start : q.end]}.",
        "Correct the change, or link it to your data.",
    )


def is_multiple(q, ratio) -> bool:
    """Whether a ratio may be stated as “doubled”, “nearly halved” and the like."""
    if "more than" in q.text or q.bound in {"over", "over-near"}:
        return q.value < ratio < q.value * Decimal("1.5")
    if q.bound in {"under-near", "about"}:
        low, high = ("0.85", "1.02") if q.value > 1 else ("0.95", "1.2")
        return q.value * Decimal(low) <= ratio <= q.value * Decimal(high)
    return abs(ratio - q.value) <= q.value * Decimal("0.045")


def _right_amount(q, size, percent, unit) -> str:
    """What should stand instead, in the unit that the sentence uses or should use."""
    share = _percent(percent) + _fraction(percent) if percent is not None else ""
    if unit == PERCENT and q.unit in {POINTS, PERCENT, MULTIPLE}:
        points = f"{bare(size)} percentage points"
        return points if q.unit == POINTS else f"{points} (or {share} of what it was)"
    if q.unit == POINTS:
        return f"{share} (per cent, not percentage points)"
    if q.unit in {PERCENT, MULTIPLE}:
        return share
    return pounds(size) if q.unit == POUNDS else bare(size)


def _fits(q, value):
    return q.fits(value)


def _fits_rounded(q, percent):
    return abs(q.value - percent) <= q.last / 2 + Decimal("0.001")


def _percent(value):
    exact = rounded(value, 1)
    whole = rounded(value)
    return (
        f"{bare(exact)}%"
        if exact != whole and value < 10
        else f"{bare(whole)}%"
        if value >= 10
        else f"{bare(exact)}%"
    )


WORDS = {2: "half", 3: "a third", 4: "a quarter", 5: "a fifth", 10: "a tenth"}


def _fraction(percent):
    for many, words in WORDS.items():
        if abs(percent - Decimal(100) / many) < 1:
            return f" ({words})"
    return ""


def _stated(a, b, first, last, one):
    if a is not None and b is not None:
        place = a.subject.areas.get(a.area, "")
        subject = ", ".join(filter(None, [a.subject.name, place]))
        return (
            f"{subject} was {a.words} in {a.period.label} and {b.words} in "
            f"{b.period.label}"
        )
    unit = one.first.unit if one.first else COUNT
    return f"From {shown(first, unit)} to {shown(last, unit)}"


def shown(value, unit):
    if unit == POUNDS:
        return pounds(value)
    return f"{bare(value)}%" if unit == PERCENT else bare(value)
