"""Rules for figures: those of the measure, the dates of the area, and the period."""

import datetime as dt
from decimal import Decimal

from django.core.exceptions import ValidationError

from partnership.core.values.dates import day, has_come
from partnership.core.values.formatting import bare
from partnership.core.values.missing import Qualifier
from priorities.models.parts import counts_beside, excesses_in, parts_in

ANY_NUMBER = "If it is right, select “can be any number” on the measure"
CORRECT_OR_NOTE = "Correct one of them, or enter a note that says why"
TOLERANCE = Decimal("0.06")
COUNT, PERCENT, POUNDS = "count", "percent", "pounds"


def check(observation) -> None:
    """Raise a ValidationError by field if the figure cannot be true."""
    _refuse(
        value=_number(observation) or _future(observation, observation.value),
        numerator=_counts(observation),
        note=_area(observation),
    )


def ask_for_note(observation) -> None:
    """Ask for a note if a figure disagrees with its counts, or with its whole."""
    row, measure = observation, observation.measure
    if wrong := wrong_share(row):
        _refuse(value=f"{wrong}. {CORRECT_OR_NOTE}")
    if row.value is None or row.note or measure.unit != COUNT:
        return
    rows = counts_beside([row])
    for part, whole in parts_in(rows):
        if part.value <= whole.value:
            continue
        if part is row:
            words = f"no more than that of {beside(whole, row)}, which it is part of"
            _refuse(value=f"Figure must be {words}. {CORRECT_OR_NOTE}")
        if whole is row:
            words = f"no less than that of {beside(part, row)}, which is part of it"
            _refuse(value=f"Figure must be {words}. {CORRECT_OR_NOTE}")
    for whole, parts, sentence in excesses_in(rows):
        if any(one is row for one in [whole, *parts]):
            _refuse(value=f"{sentence} {CORRECT_OR_NOTE}")


def beside(other, row) -> str:
    """A count of which another is part: “Testshire, 10”, or “Burglary, 10”."""
    name = other.measure if other.area_id == row.area_id else other.area
    return f"{name}, {bare(other.value)}"


def check_target(target) -> None:
    """Raise a ValidationError if no figure could meet the target."""
    _refuse(value=_number(target))


def check_change(change) -> None:
    """Raise a ValidationError if the change that a source states cannot be true."""
    _refuse(amount=_change(change) or _future(change, change.amount))


def _refuse(**errors):
    found = {name: message for name, message in errors.items() if message}
    if found:
        raise ValidationError(found)


def _number(row):
    value, measure = row.value, row.measure
    if value is None or measure.allows_any_number:
        return ""
    if measure.unit == COUNT and (value < 0 or value != int(value)):
        return f"Figure must be a whole number, 0 or more. {ANY_NUMBER}"
    if measure.unit == PERCENT and not 0 <= value <= 100:
        return f"Percentage must be between 0 and 100. {ANY_NUMBER}"
    if measure.unit != POUNDS and value < 0:
        return f"Figure must be 0 or more. {ANY_NUMBER}"
    return ""


def _change(row):
    """Nothing can fall by more than 100%, and no share by more than 100 points."""
    is_limited = row.in_points or row.direction == row.Direction.DOWN
    is_over = row.amount is not None and row.amount > 100 and is_limited
    if is_over and not row.measure.allows_any_number:
        what = "Percentage points" if row.in_points else "A fall"
        return f"{what} must be 100{'' if row.in_points else '%'} or less. {ANY_NUMBER}"
    return ""


def _future(row, value):
    """A figure of a period that has not begun is a forecast."""
    if value is None or row.starts_on is None:
        return ""
    if row.qualifier == Qualifier.FORECAST or has_come(row.starts_on):
        return ""
    return (
        f"The period starts on {day(row.starts_on)}, so there cannot be a figure yet. "
        "Correct the period, or select “forecast”"
    )


def _counts(row):
    part, whole = row.numerator, row.denominator
    if part is None or whole is None or part <= whole:
        return ""
    if row.measure.unit == PERCENT and not row.measure.allows_any_number:
        return f"Numerator must be no more than the denominator, {bare(whole)}"
    return ""


def wrong_share(row) -> str:
    """Return the percentage that the counts give, unless it agrees or has a note."""
    numbers = row.value, row.numerator, row.denominator
    if row.note or None in numbers or not row.denominator:
        return ""
    if row.measure.unit != PERCENT:
        return ""
    exact = row.numerator * 100 / row.denominator
    # Sources round to whole numbers or to one decimal place.
    allowed = Decimal("0.5") if row.value == int(row.value) else TOLERANCE
    if abs(exact - row.value) <= allowed:
        return ""
    return (
        f"{bare(row.numerator)} of {bare(row.denominator)} is {exact:.1f}%, "
        f"not {bare(row.value)}%"
    )


def _area(row):
    """A note explains a figure from before an area existed or after it ended."""
    if row.value is None or row.note or row.starts_on is None:
        return ""
    area = row.area
    if area.to_on and row.starts_on > area.to_on:
        return _outside(area, f"ended on {day(area.to_on)}")
    if area.from_on and _last(row) < area.from_on:
        return _outside(area, f"began on {day(area.from_on)}")
    return ""


def _last(row) -> dt.date:
    return row.ends_on or row.starts_on


def _outside(area, words):
    return (
        f"{area} {words}. Correct the period or the area, or enter a note that says "
        "where the figure comes from"
    )
