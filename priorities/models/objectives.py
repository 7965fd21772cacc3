"""The Commissioner's plans and their strategic objectives."""

from django.db import models

from partnership.core.models.constraints import ends_after_start, is_a_year
from partnership.core.models.natural_keys import (
    NaturalKeyManager,
    NaturalKeyModel,
    NaturalKeyQuerySet,
    code_field,
)
from partnership.core.values.financial_years import FinancialYearField, span
from partnership.core.values.urls import AddressField
from partnership.models.wording import local


class CommissionersPlanQuerySet(NaturalKeyQuerySet):
    """Queries for Commissioners' plans."""

    def for_year(self, area, year):
        """Return a police area's plan at the start of a financial year, or None."""
        return next(iter(self.for_years(area, [year])), None)

    def for_years(self, area, years) -> list["CommissionersPlan"]:
        """Return the plans at the start of each of these years, earliest first.

        A plan without a first year is the oldest; one without a last year has no end.
        """
        plans = self.filter(area=area).order_by(
            models.F("from_year").desc(nulls_last=True)
        )
        found = {}
        for year in years:
            if plan := next((row for row in plans if row.is_in_force(year)), None):
                found[plan.pk] = plan
        return list(found.values())


class CommissionersPlan(NaturalKeyModel):
    """A police and crime plan, with the financial years it covers.

    Years are blank if the source does not give them.
    """

    code = code_field()
    title = models.CharField(max_length=200)
    area = models.ForeignKey(
        "partnership.Area", models.PROTECT, related_name="commissioners_plans"
    )
    commissioner = models.ForeignKey(
        "partnership.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=local("{commissioner.short}"),
    )
    from_year = FinancialYearField("first year", null=True, blank=True)
    to_year = FinancialYearField("last year", null=True, blank=True)
    status = models.CharField(
        max_length=300,
        blank=True,
        help_text="One sentence, for example when it will be reviewed.",
    )
    url = AddressField("web address", blank=True)

    objects = NaturalKeyManager.from_queryset(CommissionersPlanQuerySet)()

    class Meta:
        ordering = ["-from_year", "title"]
        verbose_name = local("{commissioner.short}’s plan")
        constraints = [
            is_a_year("commissionersplan", "from_year"),
            is_a_year("commissionersplan", "to_year"),
            ends_after_start(
                "commissionersplan", "from_year", "to_year", ("Last year", "first year")
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def years_label(self) -> str:
        """“2024-28”, or its title if its years are not known."""
        if self.from_year is None or self.to_year is None:
            return self.title
        return span(self.from_year, self.to_year)

    def is_in_force(self, year) -> bool:
        """Whether it has begun by a financial year, and has not ended before it."""
        begun = self.from_year is None or self.from_year <= year
        return begun and (self.to_year is None or self.to_year >= year)


class Objective(NaturalKeyModel):
    """A strategic objective of a Commissioner's plan, in the plan's wording."""

    code = code_field()
    plan = models.ForeignKey(
        CommissionersPlan, models.CASCADE, related_name="objectives"
    )
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    replaces = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="replaced_by",
        help_text=local("The {objective.short_plural} of an earlier plan, if any."),
    )
    unsupported_reason = models.CharField(
        local("why no {priority} supports it"),
        max_length=300,
        blank=True,
        help_text=(
            local(
                "If no {priority} supports this {objective.short}, explain why. "
                "Otherwise leave blank."
            )
        ),
    )

    _history_m2m_fields = ["replaces"]

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = local("{objective.short}")
        verbose_name_plural = local("{objective.short_plural}")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="objective_number_unique_in_plan",
                violation_error_message=(
                    local("The plan already has {objective.short_a} with this number")
                ),
            )
        ]

    @property
    def other_names(self):
        """Names that spreadsheets use for the objective."""
        return [self.text, str(self.number), f"objective {self.number}"]

    def __str__(self):
        return f"{self.number}. {self.text}"
