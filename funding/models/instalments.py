"""Payments of a settlement: announced, due, conditional, paid or returned."""

from django.db import models
from django.db.models import Q

from funding.models.funds import Settlement
from partnership.core.models.constraints import CheckConstraint, number_or_reason
from partnership.core.models.natural_keys import NaturalKeyModel
from partnership.core.values.formatting import rounded
from partnership.core.values.missing import reason_field
from partnership.core.values.money import PoundsField


class Instalment(NaturalKeyModel):
    """One payment of a settlement; money returned is negative, with a note.

    `share_percent` is of the settlement, as announced. `paid_gbp` may differ from the
    amount announced.
    """

    natural_key_fields = [
        "settlement__fund__code",
        "settlement__partnership__code",
        "settlement__year",
        "number",
    ]

    settlement = models.ForeignKey(
        Settlement, models.CASCADE, related_name="instalments"
    )
    number = models.PositiveSmallIntegerField(default=1)
    share_percent = models.DecimalField(
        "share (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    amount_gbp = PoundsField("amount announced (£)", null=True, blank=True)
    reason = reason_field()
    due_on = models.DateField("due on", null=True, blank=True)
    condition = models.CharField(
        max_length=300,
        blank=True,
        help_text="For example, when the mid-year return has been accepted.",
    )
    paid_on = models.DateField("paid on", null=True, blank=True)
    paid_gbp = PoundsField("amount paid (£)", null=True, blank=True)
    payer = models.ForeignKey(
        "partnership.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="If several funders pay into the fund, the one that makes this "
        "payment.",
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-settlement__year", "settlement__fund", "number"]
        constraints = [
            number_or_reason("instalment", "amount_gbp"),
            CheckConstraint(
                name="instalment_share_of_a_whole",
                error_fields=["share_percent"],
                condition=Q(share_percent__isnull=True)
                | Q(share_percent__gte=0, share_percent__lte=100),
                violation_error_message="Share must be between 0 and 100",
            ),
            CheckConstraint(
                name="instalment_returned_with_note",
                error_fields=["amount_gbp", "paid_gbp", "note"],
                condition=(Q(amount_gbp__isnull=True) | Q(amount_gbp__gte=0))
                & (Q(paid_gbp__isnull=True) | Q(paid_gbp__gte=0))
                | ~Q(note=""),
                violation_error_message=(
                    "Amount must be £0 or more. If money was returned, enter a note "
                    "that says why"
                ),
            ),
            CheckConstraint(
                name="instalment_paid_with_date",
                error_fields=["paid_on", "paid_gbp"],
                condition=Q(paid_on__isnull=True, paid_gbp__isnull=True)
                | Q(paid_on__isnull=False, paid_gbp__isnull=False),
                violation_error_message="Enter both the amount paid and the date",
            ),
            models.UniqueConstraint(
                fields=["settlement", "number"],
                name="instalment_number_unique",
                violation_error_message="There is already a payment with this number",
            ),
        ]

    def __str__(self):
        return f"{self.settlement}, payment {self.number}"

    def clean(self):
        """Work out the amount if only its share of the settlement is given."""
        super().clean()
        is_open = self.amount_gbp is None and not self.reason
        if is_open and self.share_percent is not None and self.settlement_id:
            total = self.settlement.total_gbp
            if total is not None:
                self.amount_gbp = rounded(total * self.share_percent / 100, 2)
