"""Targets for measures."""

from django.db import models
from django.db.models import F, Q

from partnership.core.models.constraints import (
    CheckConstraint,
    UniqueConstraint,
    number_or_reason,
    period_is_whole,
)
from partnership.core.models.natural_keys import NaturalKeyModel
from partnership.core.values.missing import reason_field
from partnership.core.values.periods import PeriodModel
from priorities.models import figure_rules


class Status(models.TextChoices):
    """How a figure compares with its target."""

    MET = "met", "Met"
    NEARLY = "nearly", "Nearly met"
    MISSED = "missed", "Missed"
    NO_DATA = "no-data", "No figure"
    NO_TARGET = "no-target", "No target"


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
    nearly_value = models.DecimalField(
        "nearly met from",
        max_digits=16,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="A figure between this and the target counts as nearly met. Leave "
        "blank if only met and missed matter.",
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["measure", "area", "-ends_on"]
        constraints = [
            number_or_reason("target", "value"),
            CheckConstraint(
                name="target_nearly_short_of_target",
                error_fields=["nearly_value"],
                condition=Q(nearly_value__isnull=True)
                | Q(comparison="at-least", nearly_value__lt=F("value"))
                | Q(comparison="at-most", nearly_value__gt=F("value")),
                violation_error_message=(
                    "“Nearly met from” must be short of the target: below “at least”, "
                    "or above “at most”"
                ),
            ),
            period_is_whole("target"),
            models.UniqueConstraint(
                fields=["measure", "area", "period_kind", "starts_on", "ends_on"],
                name="target_one_a_period",
                violation_error_message="There is already a target for this period",
            ),
            UniqueConstraint(
                fields=["measure", "area"],
                error_fields=["ends_on", "starts_on", "period_kind"],
                name="target_one_without_period",
                condition=models.Q(starts_on__isnull=True),
                violation_error_message="There is already a target without a period",
            ),
        ]

    def __str__(self):
        return f"{self.measure}, {self.area}, {self.period.label}"

    def clean(self):
        """Refuse a target that no figure could reach."""
        super().clean()
        if self.measure_id:
            figure_rules.check_target(self)

    def status(self, value) -> "Status":
        """How a figure compares with the target."""
        if value is None:
            return Status.NO_DATA
        if self.value is None:
            return Status.NO_TARGET
        if self.met_by(value):
            return Status.MET
        nearly = self.nearly_value
        if nearly is None:
            return Status.MISSED
        at_least = self.comparison == self.Comparison.AT_LEAST
        is_near = value >= nearly if at_least else value <= nearly
        return Status.NEARLY if is_near else Status.MISSED

    def met_by(self, value):
        """Whether a value meets the target; None if a number is missing."""
        if self.value is None or value is None:
            return None
        if self.comparison == self.Comparison.AT_LEAST:
            return value >= self.value
        return value <= self.value
