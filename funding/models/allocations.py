"""Allocations to funding lines by year, and carry-forwards."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from funding.models.funds import Settlement
from funding.models.lines import FundingLine
from partnership.core.models.constraints import (
    CheckConstraint,
    is_a_year,
    number_or_reason,
)
from partnership.core.models.natural_keys import NaturalKeyModel, code_field
from partnership.core.values.financial_years import FinancialYearField, label
from partnership.core.values.missing import (
    Qualifier,
    Reason,
    qualifier_field,
    reason_field,
)
from partnership.core.values.money import ZERO, PoundsField, pounds
from partnership.models.wording import local

# An amount with one of these may be rounded up to more than is available.
ROUNDED_UP = {Qualifier.UP_TO, Qualifier.ABOUT, Qualifier.JUST_UNDER}


class Allocation(NaturalKeyModel):
    """The amount of a funding line in a year, or the reason there is none.

    On a subtotal, `amount_gbp` is the figure given by the source, which is compared
    with the lines below it. `note` is shown under the funding table.
    """

    natural_key_fields = [
        "settlement__fund__code",
        "settlement__partnership__code",
        "settlement__year",
        "line__code",
    ]
    token_fields = ["note"]

    settlement = models.ForeignKey(
        Settlement, models.CASCADE, related_name="allocations"
    )
    line = models.ForeignKey(FundingLine, models.PROTECT, related_name="allocations")
    amount_gbp = PoundsField("amount (£)", null=True, blank=True)
    reason = reason_field()
    in_line = models.ForeignKey(
        FundingLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="included_allocations",
        verbose_name="line that includes it",
        help_text="The line that includes this money.",
    )
    qualifier = qualifier_field()
    note = models.CharField(max_length=600, blank=True)
    difference_explained = models.CharField(
        max_length=300,
        blank=True,
        help_text="If the difference is correct, explain why.",
    )
    purpose = models.CharField(max_length=400, blank=True)
    conditions = models.TextField(blank=True)
    reasons_for_grant = models.TextField(
        blank=True, help_text="How the grant is expected to reduce crime and disorder."
    )
    lead = models.ForeignKey(
        "partnership.Tenure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations_led",
        verbose_name="strategic lead",
    )

    class Meta:
        ordering = ["-settlement__year", "line__order", "line__code"]
        verbose_name = local("{allocation}")
        verbose_name_plural = local("{allocation.plural}")
        constraints = [
            number_or_reason("allocation", "amount_gbp"),
            CheckConstraint(
                name="allocation_amount_not_negative",
                error_fields=["amount_gbp", "note"],
                condition=Q(amount_gbp__isnull=True)
                | Q(amount_gbp__gte=0)
                | ~Q(note=""),
                violation_error_message=(
                    "Amount must be £0 or more. If money was taken back, enter a note "
                    "that says why"
                ),
            ),
            CheckConstraint(
                name="allocation_other_line_named",
                error_fields=["in_line", "reason"],
                condition=Q(reason=Reason.IN_ANOTHER_LINE, in_line__isnull=False)
                | (~Q(reason=Reason.IN_ANOTHER_LINE) & Q(in_line__isnull=True)),
                violation_error_message=(
                    "Select the line that includes the money, only if the reason is "
                    "“in another line”"
                ),
            ),
            models.UniqueConstraint(
                fields=["settlement", "line"],
                name="allocation_one_a_year",
                violation_error_message=(
                    "There is already an amount for this line and year"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.line}, {label(self.settlement.year)}"


class CarryForward(NaturalKeyModel):
    """Money of one year spent in a later year; not part of the later year's grant."""

    code = code_field()
    line = models.ForeignKey(FundingLine, models.PROTECT, related_name="carry_forwards")
    from_year = FinancialYearField("year of the grant")
    to_year = FinancialYearField("year spent")
    amount_gbp = PoundsField("amount (£)", null=True, blank=True)
    reason = reason_field()
    qualifier = qualifier_field()
    purpose = models.CharField(max_length=300)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        help_text="The earlier carry-forward this comes from.",
    )
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["from_year", "code"]
        constraints = [
            is_a_year("carryforward", "from_year"),
            is_a_year("carryforward", "to_year"),
            number_or_reason("carryforward", "amount_gbp"),
            CheckConstraint(
                name="carryforward_to_a_later_year",
                error_fields=["to_year"],
                condition=Q(to_year__gt=models.F("from_year")),
                violation_error_message=(
                    "Year spent must be after the year of the grant"
                ),
            ),
            CheckConstraint(
                name="carryforward_amount_positive",
                error_fields=["amount_gbp"],
                condition=Q(amount_gbp__isnull=True) | Q(amount_gbp__gt=0),
                violation_error_message="Amount must be more than £0",
            ),
        ]

    def __str__(self):
        return f"{self.purpose}, {label(self.from_year)} to {label(self.to_year)}"

    def clean(self):
        """Refuse to carry forward more than was available."""
        super().clean()
        if self.amount_gbp is None or not self.line_id or self.from_year is None:
            return
        same = CarryForward.objects.filter(line=self.line, from_year=self.from_year)
        if self.part_of_id:
            source = self.part_of.amount_gbp, "carried forward before"
            self._refuse_more_than(*source, same.filter(part_of=self.part_of))
        self._refuse_more_than(*self._left(), same)

    def _refuse_more_than(self, most, source, others):
        """Refuse more than was available, less other amounts carried forward."""
        amounts = others.exclude(pk=self.pk).filter(amount_gbp__isnull=False)
        also = sum(amounts.values_list("amount_gbp", flat=True), ZERO)
        if most is not None and self._at_least + also > most:
            words = f" with the {pounds(also)} already carried forward" if also else ""
            raise ValidationError(
                {
                    "amount_gbp": f"{pounds(self.amount_gbp)}{words} is more than the "
                    f"{pounds(most)} {source}. Correct the amount"
                }
            )

    @property
    def _at_least(self) -> Decimal:
        """“Just under £9,000” may be £8,950."""
        is_rounded = self.qualifier in ROUNDED_UP
        return self.amount_gbp * Decimal("0.95") if is_rounded else self.amount_gbp

    def _left(self):
        """The line's money, less what was spent by the return received for the year."""
        year = label(self.from_year)
        available = money_available(self.line, self.from_year)
        returned = self.line.returns.filter(
            year=self.from_year,
            kind="end-year",
            received_on__isnull=False,
            spent_gbp__isnull=False,
        ).first()
        if returned is None or available is None:
            return available, f"available in {year}"
        return max(available - returned.spent_gbp, ZERO), f"left at the end of {year}"


def money_allocated(line, year) -> Decimal | None:
    """Return a line's allocation in a year; None if it is not known."""
    row = line.allocations.filter(settlement__year=year).first()
    return row.amount_gbp if row else None


def money_available(line, year) -> Decimal | None:
    """Return a line's allocation in a year with what was carried forward to it.

    None if the allocation or an amount carried forward is not known.
    """
    allocated = money_allocated(line, year)
    carried = CarryForward.objects.filter(line=line, to_year=year)
    amounts = list(carried.values_list("amount_gbp", flat=True))
    return None if None in [allocated, *amounts] else allocated + sum(amounts, ZERO)
