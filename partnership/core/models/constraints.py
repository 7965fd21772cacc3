"""Helpers for the constraints that many models share, with messages for a form."""

from django.db.models import CheckConstraint, F, Q

from partnership.core.values.financial_years import (
    FIRST_YEAR,
    LAST_YEAR,
)


def number_or_reason(model, number, reason="reason"):
    """A value is a number or a reason: never both, never neither."""
    return CheckConstraint(
        name=f"{model}_{number}_or_reason",
        condition=Q(**{f"{number}__isnull": False, reason: ""})
        | (Q(**{f"{number}__isnull": True}) & ~Q(**{reason: ""})),
        violation_error_message=(
            "Give a figure or say why there is none: one of the two, not both."
        ),
    )


def text_or_reason(model, text, reason):
    """Words, or a reason why there are none, or neither yet: never both."""
    return CheckConstraint(
        name=f"{model}_{text}_or_reason",
        condition=Q(**{text: ""}) | Q(**{reason: ""}),
        violation_error_message=(
            f"Write the {text} or say why there is none, not both."
        ),
    )


def ends_after_start(model, start="from_on", end="to_on"):
    """Nothing ends before it starts; either end may be unknown."""
    return CheckConstraint(
        name=f"{model}_ends_after_start",
        condition=Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__isnull": True})
        | Q(**{f"{end}__gte": F(start)}),
        violation_error_message="The end cannot be before the start.",
    )


def is_a_year(model, field="year"):
    """A year is the four digits in which a financial year starts."""
    return CheckConstraint(
        name=f"{model}_{field}_is_a_year",
        condition=Q(**{f"{field}__isnull": True})
        | Q(**{f"{field}__gte": FIRST_YEAR, f"{field}__lte": LAST_YEAR}),
        violation_error_message=(
            f"Enter a financial year from {FIRST_YEAR} to {LAST_YEAR}, like 2016-17."
        ),
    )


def exactly_one(model, fields, message):
    """Exactly one of several columns is filled."""
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in fields})
    return CheckConstraint(
        name=f"{model}_exactly_one_{fields[0]}",
        condition=condition,
        violation_error_message=message,
    )
