"""Format a measure's values, changes and targets for pages."""

from decimal import Decimal

from partnership.core.values.formatting import bare, direction, per_cent, points
from partnership.core.values.missing import Qualifier, Reason, qualified
from partnership.core.values.money import pounds
from priorities.models import Measure, Target
from priorities.models.measures import RATES
from priorities.queries.series import Change

SUFFIX = {
    Measure.Unit.PERCENT: "%",
    Measure.Unit.HOURS: " hours",
    Measure.Unit.DAYS: " days",
    **{unit: f" {rate}" for unit, rate in RATES.items()},
}


def in_unit(measure: Measure, value: Decimal) -> str:
    """24.6%, £1,200, 8.6 per 1,000 people."""
    if measure.unit == Measure.Unit.POUNDS:
        return pounds(value)
    return f"{bare(value)}{SUFFIX.get(measure.unit, '')}"


def value_words(measure: Measure, row) -> str:
    """Return a value with its qualifier, or the reason there is none."""
    if row is None:
        return Reason.NOT_GIVEN.label
    if row.value is None:
        return Reason(row.reason).label
    qualifier = getattr(row, "qualifier", Qualifier.EXACT)
    return qualified(in_unit(measure, row.value), qualifier)


def counts_words(row) -> str:
    """Return “126 of 235” if both counts are known."""
    if row.numerator is None or row.denominator is None:
        return ""
    return f"{bare(row.numerator)} of {bare(row.denominator)}"


def target_words(target: Target) -> str:
    """Return “at least 15”, or the reason there is no target."""
    words = value_words(target.measure, target)
    return (
        words if target.value is None else f"{target.get_comparison_display()} {words}"
    )


def amount_words(change: Change) -> str:
    """Return 56%, 2.9%, 5.1 points, 2 for a small base, or the source's wording."""
    if change.has_small_base and change.absolute is not None:
        return bare(abs(change.absolute))
    if change.amount is None:
        return change.words
    if change.in_points:
        return points(change.amount).replace("percentage ", "")
    return f"{bare(change.amount)}%" if change.stated else per_cent(change.amount)


def change_words(measure: Measure, change: Change | None) -> str:
    """Return “up 56%: worse”, without the verdict if neither direction is better."""
    if change is None:
        return Reason.NOT_APPLICABLE.label
    words, verdict = change_in_words(change), verdict_words(measure, change)
    return f"{words}: {verdict}" if verdict else words


def change_in_words(change: Change) -> str:
    """Return “up 56%” or “about the same”."""
    return direction(change.up, amount_words(change)).strip()


def verdict_words(measure: Measure, change: Change) -> str:
    """Return better or worse, or an empty string if neither applies."""
    if change.up is None or measure.desired_direction == Measure.Direction.NEITHER:
        return ""
    good = change.up == (measure.desired_direction == Measure.Direction.UP)
    return "better" if good else "worse"
