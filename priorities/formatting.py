"""How the pages word a measure's values, changes and targets."""

from decimal import Decimal

from partnership.core.values.formatting import (
    bare,
    direction,
    per_cent,
    points,
)
from partnership.core.values.missing import (
    Qualifier,
    Reason,
    qualified,
)
from partnership.core.values.money import pounds
from priorities.models import Measure, Target
from priorities.queries.series import Change

SUFFIX = {
    Measure.Unit.PERCENT: "%",
    Measure.Unit.HOURS: " hours",
    Measure.Unit.DAYS: " days",
    Measure.Unit.PER_1000: " per 1,000 people",
    Measure.Unit.PER_100000: " per 100,000 people",
}


def in_unit(measure: Measure, value: Decimal) -> str:
    """24.6%, £1,200, 8.6 per 1,000 people."""
    if measure.unit == Measure.Unit.POUNDS:
        return pounds(value)
    return f"{bare(value)}{SUFFIX.get(measure.unit, '')}"


def value_words(measure: Measure, row) -> str:
    """An observation's or a target's value with its qualifier, or why there is none."""
    if row is None:
        return Reason.NOT_GIVEN.label
    if row.value is None:
        return Reason(row.reason).label
    qualifier = getattr(row, "qualifier", Qualifier.EXACT)
    return qualified(in_unit(measure, row.value), qualifier)


def counts_words(row) -> str:
    """“126 of 235”, where both counts are known."""
    if row.numerator is None or row.denominator is None:
        return ""
    return f"{bare(row.numerator)} of {bare(row.denominator)}"


def target_words(target: Target) -> str:
    """“at least 15”, or why no target was set."""
    words = value_words(target.measure, target)
    return words if target.value is None else f"{target.get_test_display()} {words}"


def amount_words(change: Change) -> str:
    """56%, 2.9%, 5.1 points, 2 of few, or the source's own word."""
    if change.has_small_base and change.absolute is not None:
        return bare(abs(change.absolute))
    if change.amount is None:
        return change.words
    if change.in_points:
        return points(change.amount).replace("percentage ", "")
    return f"{bare(change.amount)}%" if change.stated else per_cent(change.amount)


def change_words(measure: Measure, change: Change | None) -> str:
    """“up 56%: worse”; better or worse only where the measure has a good direction."""
    if change is None:
        return Reason.NOT_APPLICABLE.label
    words, verdict = movement_words(change), verdict_words(measure, change)
    return f"{words}: {verdict}" if verdict else words


def movement_words(change: Change) -> str:
    """“up 56%”, “about the same”."""
    return direction(change.up, amount_words(change)).strip()


def verdict_words(measure: Measure, change: Change) -> str:
    """Better or worse; nothing where neither can be said."""
    if change.up is None or measure.desired_direction == Measure.Good.NEITHER:
        return ""
    good = change.up == (measure.desired_direction == Measure.Good.UP)
    return "better" if good else "worse"
