"""Statutory duties, and evidence for each duty by year."""

from django.db import models

from partnership.core.models.constraints import CheckConstraint, is_a_year
from partnership.core.models.natural_keys import NaturalKeyModel, code_field
from partnership.core.values.financial_years import FinancialYearField, label
from partnership.core.values.missing import NO_TEXT_LABEL, Reason, reason_field
from partnership.core.values.urls import AddressField
from partnership.models.wording import local


class Duty(NaturalKeyModel):
    """A legal requirement on partnerships, in plain words."""

    class Of(models.TextChoices):
        COUNTY = "county", local("{county_partnership}")
        CSP = "csp", local("{csp.common_plural}")
        BOTH = "both", "both"

    code = code_field()
    title = models.CharField(max_length=200)
    instrument = models.CharField(
        max_length=200, help_text="The Act or regulations, for example SI 2007/1830."
    )
    provision = models.CharField(
        max_length=80, blank=True, help_text="For example, regulation 9 or section 5."
    )
    summary = models.TextField(blank=True)
    falls_on = models.CharField("applies to", max_length=8, choices=Of, default=Of.BOTH)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "title"]
        verbose_name_plural = "duties"

    def __str__(self):
        return self.title


class DutyEvidence(NaturalKeyModel):
    """Evidence that a partnership met a duty in a year, or the reason there is none."""

    natural_key_fields = ["duty__code", "partnership__code", "year"]

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="evidence")
    partnership = models.ForeignKey(
        "partnership.Partnership", models.CASCADE, related_name="duty_evidence"
    )
    year = FinancialYearField()
    evidence = models.TextField(blank=True)
    reason = reason_field(NO_TEXT_LABEL)
    done_on = models.DateField("done on", null=True, blank=True)
    url = AddressField("web address", blank=True)

    class Meta:
        ordering = ["-year", "duty"]
        verbose_name = "record of duty evidence"
        verbose_name_plural = "duty evidence records"
        constraints = [
            is_a_year("dutyevidence"),
            models.UniqueConstraint(
                fields=["duty", "partnership", "year"],
                name="dutyevidence_one_a_year",
                violation_error_message=(
                    "There is already evidence for this duty and year"
                ),
            ),
            CheckConstraint(
                name="dutyevidence_words_or_reason",
                error_fields=["evidence", "reason"],
                condition=(~models.Q(evidence="") & models.Q(reason=""))
                | (models.Q(evidence="") & ~models.Q(reason="")),
                violation_error_message=(
                    "Enter the evidence or select a reason there is none, not both"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.duty}, {label(self.year)}"

    @property
    def text(self):
        return self.evidence or Reason(self.reason).label
