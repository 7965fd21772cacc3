"""Constraints that several models share, with error messages for forms."""

from django.db.models import CheckConstraint, F, Q

from partnership.core.values.financial_years import (
    FIRST_YEAR,
    LAST_YEAR,
)


def number_or_reason(model, number, reason="reason"):
    """Require a number or a reason, not both."""
    return CheckConstraint(
        name=f"{model}_{number}_or_reason",
        condition=Q(**{f"{number}__isnull": False, reason: ""})
        | (Q(**{f"{number}__isnull": True}) & ~Q(**{reason: ""})),
        violation_error_message=(
            "Enter a figure or select a reason there is none, not both"
        ),
    )


def text_or_reason(model, text, reason):
    """Allow text, a reason there is none, or neither; not both."""
    return CheckConstraint(
        name=f"{model}_{text}_or_reason",
        condition=Q(**{text: ""}) | Q(**{reason: ""}),
        violation_error_message=(
            f"Enter the {text} or select a reason there is none, not both"
        ),
    )


def ends_after_start(model, start="from_on", end="to_on"):
    """Require the end to be on or after the start; either may be unknown."""
    return CheckConstraint(
        name=f"{model}_ends_after_start",
        condition=Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__isnull": True})
        | Q(**{f"{end}__gte": F(start)}),
        violation_error_message=(
            "End date must be the same as or after the start date"
        ),
    )


def is_a_year(model, field="year"):
    """Require a year between FIRST_YEAR and LAST_YEAR."""
    return CheckConstraint(
        name=f"{model}_{field}_is_a_year",
        condition=Q(**{f"{field}__isnull": True})
        | Q(**{f"{field}__gte": FIRST_YEAR, f"{field}__lte": LAST_YEAR}),
        violation_error_message=(
            f"Enter a financial year between {FIRST_YEAR} and {LAST_YEAR}, for example "
            "2016-17"
        ),
    )


def exactly_one(model, fields, message):
    """Require exactly one of several fields to be filled."""
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in fields})
    return CheckConstraint(
        name=f"{model}_exactly_one_{fields[0]}",
        condition=condition,
        violation_error_message=message,
    )
