"""Targets for measures."""

from django.db import models

from partnership.core.models.constraints import number_or_reason, period_is_whole
from partnership.core.models.natural_keys import NaturalKeyModel
from partnership.core.values.missing import reason_field
from partnership.core.values.periods import PeriodModel


class Target(PeriodModel, NaturalKeyModel):
    """A target for a measure, area and period, or the reason there is none."""

    class Comparison(models.TextChoices):
        AT_LEAST = "at-least", "at least"
        AT_MOST = "at-most", "at most"

    natural_key_fields = [
        "measure__code",
        "area__code",
        "period_kind",
        "starts_on",
        "ends_on",
    ]

    measure = models.ForeignKey(
        "priorities.Measure", models.CASCADE, related_name="targets"
    )
    area = models.ForeignKey("partnership.Area", models.PROTECT, related_name="targets")
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    reason = reason_field()
    comparison = models.CharField(
        "target type", max_length=8, choices=Comparison, default=Comparison.AT_LEAST
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["measure", "area", "-ends_on"]
        constraints = [
            number_or_reason("target", "value"),
            period_is_whole("target"),
            models.UniqueConstraint(
                fields=["measure", "area", "period_kind", "starts_on", "ends_on"],
                name="target_one_a_period",
                violation_error_message="There is already a target for this period",
            ),
            models.UniqueConstraint(
                fields=["measure", "area"],
                name="target_one_without_period",
                condition=models.Q(starts_on__isnull=True),
                violation_error_message="There is already a target without a period",
            ),
        ]

    def __str__(self):
        return f"{self.measure}, {self.area}, {self.period.label}"

    def met_by(self, value):
        """Whether a value meets the target; None if a number is missing."""
        if self.value is None or value is None:
            return None
        if self.comparison == self.Comparison.AT_LEAST:
            return value >= self.value
        return value <= self.value
