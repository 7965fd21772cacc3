"""Measures and their figures."""

from django.db import models
from django.db.models import Q

from partnership.core.models.constraints import (
    CheckConstraint,
    number_or_reason,
    period_is_whole,
)
from partnership.core.models.natural_keys import (
    NaturalKeyModel,
    code_field,
)
from partnership.core.values.missing import (
    qualifier_field,
    reason_field,
)
from partnership.core.values.periods import PeriodModel


class Measure(NaturalKeyModel):
    """Something that is counted, with its unit, population and desired direction."""

    class Unit(models.TextChoices):
        COUNT = "count", "number"
        PERCENT = "percent", "%"
        PER_1000 = "per-1000", "per 1,000 people"
        PER_100000 = "per-100000", "per 100,000 people"
        HOURS = "hours", "hours"
        POUNDS = "pounds", "£"
        DAYS = "days", "days"

    class Direction(models.TextChoices):
        UP = "up", "up"
        DOWN = "down", "down"
        NEITHER = "neither", "neither"

    code = code_field()
    name = models.CharField(max_length=200)
    theme = models.CharField(max_length=80, blank=True, help_text="Table subheading.")
    unit = models.CharField(max_length=12, choices=Unit, default=Unit.COUNT)
    counted = models.CharField(
        max_length=60,
        blank=True,
        help_text="What is counted, for example crimes.",
    )
    base = models.CharField(
        "population",
        max_length=160,
        blank=True,
        help_text="For a rate or percentage, the population, for example people aged "
        "10 to 17.",
    )
    desired_direction = models.CharField(
        "desired direction", max_length=8, choices=Direction, default=Direction.NEITHER
    )
    definition = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    priority_theme = models.ForeignKey(
        "priorities.Priority",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name="priority",
        help_text="The priority it measures, if any.",
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The measure this is part of. Used to check totals.",
    )
    is_assessed = models.BooleanField(
        "in the strategic assessment",
        default=False,
        help_text="Included in the agreement’s table of assessment results.",
    )
    counts_people = models.BooleanField(
        "counts people who could be identified",
        default=False,
        help_text="For example, offenders or victims. The checks warn you about very "
        "small numbers.",
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class Observation(PeriodModel, NaturalKeyModel):
    """A figure: one measure in one area over one period, or the reason there is none.

    For a percentage, `numerator` and `denominator` are the counts it is calculated
    from; for a rate, `base_year` is the year of the population figure.
    """

    natural_key_fields = [
        "measure__code",
        "area__code",
        "period_kind",
        "starts_on",
        "ends_on",
    ]
    token_fields = ["note"]

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="observations")
    area = models.ForeignKey(
        "partnership.Area", models.PROTECT, related_name="observations"
    )
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    reason = reason_field()
    qualifier = qualifier_field()
    numerator = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True
    )
    denominator = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True
    )
    base_year = models.PositiveSmallIntegerField(
        "population year", null=True, blank=True
    )
    note = models.CharField(max_length=400, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["measure", "area", "-ends_on", "period_kind"]
        constraints = [
            number_or_reason("observation", "value"),
            period_is_whole("observation"),
            CheckConstraint(
                name="observation_denominator_not_zero",
                error_fields=["denominator"],
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0),
                violation_error_message="Denominator must be more than 0",
            ),
            models.UniqueConstraint(
                fields=["measure", "area", "period_kind", "starts_on", "ends_on"],
                name="observation_one_a_period",
                violation_error_message=(
                    "There is already a figure for this measure, area and period"
                ),
            ),
            models.UniqueConstraint(
                fields=["measure", "area"],
                name="observation_one_without_period",
                condition=Q(starts_on__isnull=True),
                violation_error_message=(
                    "There is already a figure without a period for this measure and "
                    "area"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.measure}, {self.area}, {self.period.label}"
