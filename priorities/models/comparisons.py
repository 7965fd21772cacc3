"""Changes and comparisons reported by a source without figures."""

from django.db import models
from django.db.models import Q

from partnership.core.models.constraints import (
    CheckConstraint,
    UniqueConstraint,
    number_or_reason,
    period_is_whole,
)
from partnership.core.models.natural_keys import NaturalKeyModel
from partnership.core.values.missing import qualifier_field, reason_field
from partnership.core.values.periods import Period, PeriodModel, period_fields
from priorities.models import figure_rules
from priorities.models.measures import Measure


class ReportedChange(PeriodModel, NaturalKeyModel):
    """A change reported by a source without the starting figure.

    `amount` has no sign and is in per cent, or percentage points if `in_points`. The
    base period may be unknown.
    """

    class Direction(models.TextChoices):
        UP = "up", "up"
        DOWN = "down", "down"
        SAME = "same", "about the same"

    natural_key_fields = [
        "measure__code",
        "area__code",
        "base_period_kind",
        "base_starts_on",
        "base_ends_on",
        "period_kind",
        "starts_on",
        "ends_on",
    ]
    token_fields = ["note"]

    measure = models.ForeignKey(
        Measure, models.CASCADE, related_name="reported_changes"
    )
    area = models.ForeignKey(
        "partnership.Area", models.PROTECT, related_name="reported_changes"
    )
    base_starts_on, base_ends_on, base_period_kind = period_fields("base")
    direction = models.CharField(max_length=8, choices=Direction)
    amount = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    reason = reason_field()
    in_points = models.BooleanField("percentage points", default=False)
    qualifier = qualifier_field()
    words = models.CharField(
        "wording",
        max_length=80,
        blank=True,
        help_text="The source’s wording, for example “slightly”.",
    )
    note = models.CharField(max_length=400, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["measure", "area", "base_starts_on"]
        constraints = [
            number_or_reason("reportedchange", "amount"),
            period_is_whole("reportedchange"),
            period_is_whole("reportedchange", "base_"),
            CheckConstraint(
                name="reportedchange_amount_without_sign",
                error_fields=["amount"],
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                violation_error_message=("Enter the amount without + or –"),
            ),
            models.UniqueConstraint(
                fields=[
                    "measure",
                    "area",
                    "base_period_kind",
                    "base_starts_on",
                    "base_ends_on",
                    "period_kind",
                    "starts_on",
                    "ends_on",
                ],
                name="reportedchange_once",
                violation_error_message="This change has already been recorded",
            ),
            # Databases treat two NULL dates as different, so unknown periods need their
            # own constraints.
            UniqueConstraint(
                fields=["measure", "area", "period_kind", "starts_on", "ends_on"],
                error_fields=["base_ends_on", "base_starts_on", "base_period_kind"],
                name="reportedchange_one_without_base",
                condition=Q(base_starts_on__isnull=True, starts_on__isnull=False),
                violation_error_message=(
                    "A change to this period without a base has already been recorded"
                ),
            ),
            UniqueConstraint(
                fields=["measure", "area", "base_period_kind", "base_starts_on"],
                error_fields=["ends_on", "starts_on", "period_kind"],
                name="reportedchange_one_without_period",
                condition=Q(starts_on__isnull=True, base_starts_on__isnull=False),
                violation_error_message=(
                    "A change from this base without a period has already been recorded"
                ),
            ),
            UniqueConstraint(
                fields=["measure", "area"],
                error_fields=["ends_on", "starts_on", "period_kind"],
                name="reportedchange_one_without_both",
                condition=Q(starts_on__isnull=True, base_starts_on__isnull=True),
                violation_error_message=(
                    "A change without periods has already been recorded for this area"
                ),
            ),
        ]

    def __str__(self):
        since = f" since {self.base.label}" if self.base.start else ""
        return f"{self.measure}, {self.area}: {self.direction}{since}"

    def clean(self):
        """Refuse a change that cannot be true, or of a period that has not begun."""
        super().clean()
        if self.measure_id:
            figure_rules.check_change(self)

    @property
    def base(self) -> Period:
        return Period(self.base_starts_on, self.base_ends_on, self.base_period_kind)

    @property
    def is_like_with_like(self) -> bool:
        """Whether its periods, if given, are equally long without a break between them.

        Others are stored as in the source, but not shown or used.
        """
        if not (self.starts_on and self.base_starts_on):
            return True
        between = self.measure.break_between(self.area_id, self.base, self.period)
        return self.period.months == self.base.months and between is None


class Comparison(PeriodModel, NaturalKeyModel):
    """How an area compares with another on a measure, without figures."""

    class Result(models.TextChoices):
        ABOVE = "above", "above average"
        BELOW = "below", "below average"
        SAME = "same", "about the same"
        BETTER = "better", "better"
        WORSE = "worse", "worse"

    class Trend(models.TextChoices):
        INCREASING = "increasing", "increasing"
        DECREASING = "decreasing", "decreasing"
        STEADY = "steady", "steady"

    natural_key_fields = [
        "measure__code",
        "area__code",
        "against__code",
        "period_kind",
        "starts_on",
        "ends_on",
    ]

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="comparisons")
    area = models.ForeignKey(
        "partnership.Area", models.PROTECT, related_name="comparisons"
    )
    against = models.ForeignKey(
        "partnership.Area",
        models.PROTECT,
        related_name="compared_to",
        verbose_name="compared with",
    )
    result = models.CharField("comparison", max_length=8, choices=Result)
    trend = models.CharField(max_length=12, choices=Trend, blank=True)
    note = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["area", "measure", "against"]
        constraints = [
            period_is_whole("comparison"),
            CheckConstraint(
                name="comparison_of_two_areas",
                error_fields=["area"],
                condition=~Q(area=models.F("against")),
                violation_error_message="An area cannot be compared with itself",
            ),
            models.UniqueConstraint(
                fields=[
                    "measure",
                    "area",
                    "against",
                    "period_kind",
                    "starts_on",
                    "ends_on",
                ],
                name="comparison_once",
                violation_error_message="This comparison has already been recorded",
            ),
            UniqueConstraint(
                fields=["measure", "area", "against"],
                error_fields=["ends_on", "starts_on", "period_kind"],
                name="comparison_one_without_period",
                condition=Q(starts_on__isnull=True),
                violation_error_message=(
                    "A comparison without a period has already been recorded"
                ),
            ),
        ]

    def __str__(self):
        result = self.get_result_display()
        return f"{self.measure}: {self.area} {result} compared with {self.against}"
