"""Funds and what each gives a partnership in a year."""

from django.db import models
from django.db.models import Q

from partnership.core.models.constraints import (
    ends_after_start,
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
    qualifier_field,
    reason_field,
)
from partnership.core.values.money import PoundsField


class Fund(NaturalKeyModel):
    """One pot of money that a funder gives out year by year."""

    code = code_field()
    name = models.CharField(max_length=160, unique=True)
    funder = models.ForeignKey(
        "partnership.Partner", models.PROTECT, related_name="funds"
    )
    legal_basis = models.CharField(max_length=200, blank=True)
    from_on = models.DateField("from", null=True, blank=True)
    to_on = models.DateField("to", null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [ends_after_start("fund")]

    def __str__(self):
        return self.name


class Settlement(NaturalKeyModel):
    """What a fund gives a partnership for one financial year, as the funder states it.

    `total_gbp` is pounds, as stated; what the lines add up to is worked out and
    compared. A difference that is right is explained in `difference_explained`.
    """

    natural_key_fields = ["fund__code", "partnership__code", "year"]

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="settlements")
    partnership = models.ForeignKey(
        "partnership.Partnership", models.CASCADE, related_name="settlements"
    )
    year = FinancialYearField()
    total_gbp = PoundsField("total stated (£)", null=True, blank=True)
    reason = reason_field()
    qualifier = qualifier_field()
    difference_explained = models.CharField(
        max_length=300,
        blank=True,
        help_text="If the lines do not add up to the total and that is right: why.",
    )
    agreed_on = models.DateField("agreed on", null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-year", "fund"]
        constraints = [
            is_a_year("settlement"),
            number_or_reason("settlement", "total_gbp"),
            models.CheckConstraint(
                name="settlement_total_not_negative",
                condition=Q(total_gbp__isnull=True) | Q(total_gbp__gte=0),
                violation_error_message="A settlement cannot be less than £0.",
            ),
            models.UniqueConstraint(
                fields=["fund", "partnership", "year"],
                name="settlement_one_a_year",
                violation_error_message=(
                    "There is a settlement of this fund for this year already."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.fund}, {self.partnership}, {label(self.year)}"
