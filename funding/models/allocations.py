"""What each line got in a year, and what was carried forward."""

from django.db import models
from django.db.models import Q

from funding.models.funds import Settlement
from funding.models.lines import FundingLine
from partnership.core.models.constraints import (
    is_a_year,
    number_or_reason,
)
from partnership.core.models.natural_keys import (
    NaturalKeyModel,
    code_field,
)
from partnership.core.values.financial_years import (
    FinancialYearField,
    label,
)
from partnership.core.values.missing import (
    Reason,
    qualifier_field,
    reason_field,
)
from partnership.core.values.money import PoundsField


class Allocation(NaturalKeyModel):
    """What one line got in one year: pounds, or a reason why there is no figure.

    On a heading, `amount_gbp` is the sum that the source states, which is compared
    with the lines below it. `note` is printed under the funding table.
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
        related_name="also_holds",
        verbose_name="in the line",
        help_text="For “in another line”: which line holds the money.",
    )
    qualifier = qualifier_field()
    note = models.CharField(max_length=600, blank=True)
    difference_explained = models.CharField(
        max_length=300,
        blank=True,
        help_text="For a heading that is not the sum of its lines, rightly: why.",
    )
    purpose = models.CharField(max_length=400, blank=True)
    conditions = models.TextField(blank=True)
    reasons_for_grant = models.TextField(
        blank=True, help_text="Why the grant would secure less crime and disorder."
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
        constraints = [
            number_or_reason("allocation", "amount_gbp"),
            models.CheckConstraint(
                name="allocation_amount_not_negative",
                condition=Q(amount_gbp__isnull=True) | Q(amount_gbp__gte=0),
                violation_error_message="An allocation cannot be less than £0.",
            ),
            models.CheckConstraint(
                name="allocation_other_line_named",
                condition=Q(reason=Reason.IN_ANOTHER_LINE, in_line__isnull=False)
                | (~Q(reason=Reason.IN_ANOTHER_LINE) & Q(in_line__isnull=True)),
                violation_error_message=(
                    "Name the line that holds the money, and only if the reason is "
                    "“in another line”."
                ),
            ),
            models.UniqueConstraint(
                fields=["settlement", "line"],
                name="allocation_one_a_year",
                violation_error_message="This line has an amount for the year already.",
            ),
        ]

    def __str__(self):
        return f"{self.line}, {label(self.settlement.year)}"


class CarryForward(NaturalKeyModel):
    """Money of one year spent in a later one; never part of that year's grant."""

    code = code_field()
    line = models.ForeignKey(FundingLine, models.PROTECT, related_name="carry_forwards")
    from_year = FinancialYearField("from")
    to_year = FinancialYearField("to")
    amount_gbp = PoundsField("amount (£)", null=True, blank=True)
    reason = reason_field()
    qualifier = qualifier_field()
    purpose = models.CharField(max_length=300)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_on",
        help_text="The earlier carry-forward that this one is a part of.",
    )
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["from_year", "code"]
        constraints = [
            is_a_year("carryforward", "from_year"),
            is_a_year("carryforward", "to_year"),
            number_or_reason("carryforward", "amount_gbp"),
            models.CheckConstraint(
                name="carryforward_to_a_later_year",
                condition=Q(to_year__gt=models.F("from_year")),
                violation_error_message="Money is carried forward to a later year.",
            ),
            models.CheckConstraint(
                name="carryforward_amount_positive",
                condition=Q(amount_gbp__isnull=True) | Q(amount_gbp__gt=0),
                violation_error_message="A carry-forward is more than £0.",
            ),
        ]

    def __str__(self):
        return f"{self.purpose}, {label(self.from_year)} to {label(self.to_year)}"
