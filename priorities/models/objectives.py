"""The Commissioner's plan and its strategic objectives."""

from django.db import models

from partnership.core.models.constraints import (
    ends_after_start,
    is_a_year,
)
from partnership.core.models.natural_keys import (
    NaturalKeyManager,
    NaturalKeyModel,
    NaturalKeyQuerySet,
    code_field,
)
from partnership.core.values.financial_years import FinancialYearField
from partnership.core.values.urls import AddressField


class CommissionersPlanQuerySet(NaturalKeyQuerySet):
    def for_year(self, area, year):
        """The plan of a police area in force at the start of a financial year, or None.

        A plan without a first year is the oldest; one without a last year goes on.
        """
        plans = self.filter(area=area).order_by(
            models.F("from_year").desc(nulls_last=True)
        )
        for plan in plans:
            begun = plan.from_year is None or plan.from_year <= year
            ended = plan.to_year is not None and plan.to_year < year
            if begun and not ended:
                return plan
        return None


class CommissionersPlan(NaturalKeyModel):
    """One police and crime plan of a police area, for the years that it covers.

    Years are financial years; empty where the source does not give them.
    """

    code = code_field()
    title = models.CharField(max_length=200)
    area = models.ForeignKey(
        "partnership.Area", models.PROTECT, related_name="commissioners_plans"
    )
    commissioner = models.ForeignKey(
        "partnership.Partner", models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_year = FinancialYearField(null=True, blank=True)
    to_year = FinancialYearField(null=True, blank=True)
    status = models.CharField(
        max_length=300, blank=True, help_text="One sentence, like when it is reviewed."
    )
    url = AddressField("address", blank=True)

    objects = NaturalKeyManager.from_queryset(CommissionersPlanQuerySet)()

    class Meta:
        ordering = ["-from_year", "title"]
        verbose_name = "Commissioner's plan"
        constraints = [
            is_a_year("commissionersplan", "from_year"),
            is_a_year("commissionersplan", "to_year"),
            ends_after_start("commissionersplan", "from_year", "to_year"),
        ]

    def __str__(self):
        return self.title


class Objective(NaturalKeyModel):
    """One strategic objective of a Commissioner's plan, in the plan's own wording."""

    code = code_field()
    plan = models.ForeignKey(
        CommissionersPlan, models.CASCADE, related_name="objectives"
    )
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    unserved_reason = models.CharField(
        "no shared priority, because",
        max_length=300,
        blank=True,
        help_text="For an objective that no shared priority serves: why. Leave empty "
        "if one does, or if the reason was not given.",
    )

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="objective_number_unique_in_plan",
                violation_error_message="The plan has an objective of this number.",
            )
        ]

    def __str__(self):
        return f"{self.number}. {self.text}"
