"""Funds and their settlements."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, Sum

from partnership.core.models.constraints import (
    CheckConstraint,
    ends_after_start,
    is_a_year,
    number_or_reason,
)
from partnership.core.models.natural_keys import NaturalKeyModel, code_field
from partnership.core.values.financial_years import FinancialYearField, label
from partnership.core.values.missing import Qualifier, qualifier_field, reason_field
from partnership.core.values.money import PoundsField, pounds
from partnership.core.values.names import NameField


class Fund(NaturalKeyModel):
    """A fund that provides money each year."""

    code = code_field()
    name = NameField(max_length=160, unique=True)
    funder = models.ForeignKey(
        "partnership.Partner", models.PROTECT, related_name="funds"
    )
    legal_basis = models.CharField(max_length=200, blank=True)
    from_on = models.DateField("start date", null=True, blank=True)
    to_on = models.DateField("end date", null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [ends_after_start("fund")]

    def __str__(self):
        return self.name


class Settlement(NaturalKeyModel):
    """The total a fund gives a partnership for one financial year.

    `total_gbp` is in pounds, as given by the funder, and is compared with the sum of
    the lines. `difference_explained` explains a correct difference.
    """

    natural_key_fields = ["fund__code", "partnership__code", "year"]

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="settlements")
    partnership = models.ForeignKey(
        "partnership.Partnership", models.CASCADE, related_name="settlements"
    )
    year = FinancialYearField()
    total_gbp = PoundsField("settlement total (£)", null=True, blank=True)
    reason = reason_field()
    qualifier = qualifier_field()
    difference_explained = models.CharField(
        max_length=300,
        blank=True,
        help_text="If the difference is correct, explain why.",
    )
    split_reason = reason_field(
        "reason the split between lines is not known",
        help_text="For example, not yet decided. Leave blank if the lines are known.",
    )
    agreed_on = models.DateField("agreed on", null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-year", "fund"]
        constraints = [
            is_a_year("settlement"),
            number_or_reason("settlement", "total_gbp"),
            CheckConstraint(
                name="settlement_total_not_negative",
                error_fields=["total_gbp"],
                condition=Q(total_gbp__isnull=True) | Q(total_gbp__gte=0),
                violation_error_message="Settlement total must be £0 or more",
            ),
            models.UniqueConstraint(
                fields=["fund", "partnership", "year"],
                name="settlement_one_a_year",
                violation_error_message=(
                    "There is already a settlement for this fund and year"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.fund}, {self.partnership}, {label(self.year)}"

    def validate_constraints(self, exclude=None):
        """Ask why its lines are more; an import compares all of its rows at once."""
        super().validate_constraints(exclude)
        if self.pk is None or self.total_gbp is None or self.difference_explained:
            return
        exact = self.allocations.filter(line__parent=None, qualifier=Qualifier.EXACT)
        lines = exact.aggregate(total=Sum("amount_gbp"))["total"]
        if self.qualifier == Qualifier.EXACT and lines and lines > self.total_gbp:
            raise ValidationError(
                {
                    "total_gbp": f"The lines add up to {pounds(lines)}, which is more. "
                    "Correct one of them, or explain the difference"
                }
            )
