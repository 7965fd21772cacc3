"""Constraints with a message for forms and the fields at which it is shown."""

from django.db import models
from django.db.models import F, Q

from partnership.core.values.financial_years import FIRST_YEAR, LAST_YEAR
from partnership.core.values.periods import PeriodKind

END_AND_START = ("End date", "start date")


class ShownAtFields:
    """A constraint whose error is shown at a form field.

    `error_fields` are the names of fields, the one to correct first: the error is shown
    at the first that the form has. They are not part of migrations.
    """

    def __init__(self, *args, error_fields=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.error_fields = list(error_fields)

    def clone(self):
        copy = super().clone()
        copy.error_fields = self.error_fields
        return copy

    def deconstruct(self):
        _, args, kwargs = super().deconstruct()
        return f"django.db.models.{type(self).__name__}", args, kwargs


class CheckConstraint(ShownAtFields, models.CheckConstraint):
    """A check constraint whose error is shown at a form field."""


class UniqueConstraint(ShownAtFields, models.UniqueConstraint):
    """A unique constraint whose error is shown at a field other than its last."""


def number_or_reason(model, number):
    """Require a number or a reason, not both."""
    return CheckConstraint(
        name=f"{model}_{number}_or_reason",
        condition=Q(**{f"{number}__isnull": False}, reason="")
        | (Q(**{f"{number}__isnull": True}) & ~Q(reason="")),
        error_fields=[number, "reason"],
        violation_error_message=(
            "Enter a figure or select a reason there is none, not both"
        ),
    )


def text_or_reason(model, text, reason, label=""):
    """Allow text, a reason there is none, or neither; not both."""
    return CheckConstraint(
        name=f"{model}_{text}_or_reason",
        condition=Q(**{text: ""}) | Q(**{reason: ""}),
        error_fields=[text, reason],
        violation_error_message=(
            f"Enter the {label or text} or select a reason there is none, not both"
        ),
    )


def ends_after_start(model, start="from_on", end="to_on", labels=END_AND_START):
    """Require the end to be on or after the start; either may be unknown.

    `labels` are what the form calls the end and the start.
    """
    return CheckConstraint(
        name=f"{model}_ends_after_start",
        condition=Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__isnull": True})
        | Q(**{f"{end}__gte": F(start)}),
        error_fields=[end, start],
        violation_error_message=(
            f"{labels[0]} must be the same as or after the {labels[1]}"
        ),
    )


def is_a_year(model, field="year"):
    """Require a year between FIRST_YEAR and LAST_YEAR."""
    return CheckConstraint(
        name=f"{model}_{field}_is_a_year",
        condition=Q(**{f"{field}__isnull": True})
        | Q(**{f"{field}__gte": FIRST_YEAR, f"{field}__lte": LAST_YEAR}),
        error_fields=[field],
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
        error_fields=fields,
        violation_error_message=message,
    )


def period_is_whole(model, prefix=""):
    """Require both dates in order, or neither if the period is not given."""
    start, end, kind = f"{prefix}starts_on", f"{prefix}ends_on", f"{prefix}period_kind"
    # Both are tested for NULL, because a comparison with NULL passes a constraint.
    both = {f"{start}__isnull": False, f"{end}__isnull": False}
    condition = Q(**both, **{f"{end}__gte": F(start)})
    missing = Q(**{f"{start}__isnull": True, f"{end}__isnull": True})
    return CheckConstraint(
        name=f"{model}_{prefix}period_is_whole",
        condition=(missing & Q(**{kind: PeriodKind.NOT_GIVEN}))
        | (condition & ~Q(**{kind: PeriodKind.NOT_GIVEN})),
        error_fields=[end, start, kind],
        violation_error_message=(
            "Enter the first and last day of the period, or select “period not given”"
        ),
    )
