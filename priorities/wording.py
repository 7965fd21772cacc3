"""How the pages word a measure's values, changes and targets."""

from decimal import ROUND_HALF_UP, Decimal

from partnership.money import pounds
from partnership.values import Qualifier, Reason, qualified
from priorities.models import Measure, Target
from priorities.series import Change

SUFFIX = {
    Measure.Unit.PERCENT: "%",
    Measure.Unit.HOURS: " hours",
    Measure.Unit.DAYS: " days",
    Measure.Unit.PER_1000: " per 1,000 people",
    Measure.Unit.PER_100000: " per 100,000 people",
}


def bare(value: Decimal) -> str:
    """34556 as 34,556; 24.6000 as 24.6; a minus is U+2212."""
    text = f"{abs(value):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"−{text}" if value < 0 else text


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
    """56%, 2.9%, 5.1 points, or the source's own word."""
    if change.amount is None:
        return change.words
    places = "1" if not change.in_points and change.amount >= 10 else "0.1"
    if change.stated:
        places = "0.01"
    size = bare(change.amount.quantize(Decimal(places), ROUND_HALF_UP))
    return f"{size} points" if change.in_points else f"{size}%"


def change_words(measure: Measure, change: Change | None) -> str:
    """“up 56%: worse”; better or worse only where the measure has a good direction."""
    if change is None:
        return Reason.NOT_APPLICABLE.label
    if change.up is None:
        return "about the same"
    words = f"{'up' if change.up else 'down'} {amount_words(change)}".strip()
    if measure.good_direction == Measure.Good.NEITHER:
        return words
    good = change.up == (measure.good_direction == Measure.Good.UP)
    return f"{words}: {'better' if good else 'worse'}"
