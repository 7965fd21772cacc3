"""Measures and their figures."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from partnership.core.models.constraints import (
    CheckConstraint,
    UniqueConstraint,
    number_or_reason,
    period_is_whole,
)
from partnership.core.models.natural_keys import NaturalKeyModel, code_field
from partnership.core.values.calendar import Frequency
from partnership.core.values.dates import day
from partnership.core.values.formatting import bare
from partnership.core.values.missing import Qualifier, qualifier_field, reason_field
from partnership.core.values.names import NameField
from partnership.core.values.periods import WHOLE_KINDS, Period, PeriodModel
from partnership.models.wording import local
from priorities.models import figure_rules


class Measure(NaturalKeyModel):
    """Something that is counted, with its unit, population and desired direction."""

    class Unit(models.TextChoices):
        COUNT = "count", "number"
        PERCENT = "percent", "%"
        PER_1000 = "per-1000", "per 1,000 people"
        PER_100000 = "per-100000", "per 100,000 people"
        PER_1000_HOUSEHOLDS = "per-1000-households", "per 1,000 households"
        PER_100000_HOUSEHOLDS = "per-100000-households", "per 100,000 households"
        HOURS = "hours", "hours"
        POUNDS = "pounds", "£"
        DAYS = "days", "days"

    class Direction(models.TextChoices):
        UP = "up", "up"
        DOWN = "down", "down"
        NEITHER = "neither", "neither"

    class AddsUp(models.TextChoices):
        NONE = "none", "not added up"
        SUM = "sum", "sum"
        LAST = "last", "last figure"
        AVERAGE = "average", "average weighted by its denominator"

    code = code_field()
    name = NameField(max_length=200)
    theme = models.CharField(
        max_length=80,
        blank=True,
        help_text="The subheading for this measure in tables.",
    )
    unit = models.CharField(max_length=24, choices=Unit, default=Unit.COUNT)
    counted = models.CharField(
        "items counted",
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
        verbose_name=local("{priority}"),
        help_text=local("The {priority} it measures, if any."),
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
        local("in the {assessment}"),
        default=False,
        help_text=local(
            "Included in the {agreement.short}’s table of {assessment.short} results."
        ),
    )
    counts_people = models.BooleanField(
        "counts people who could be identified",
        default=False,
        help_text="For example, offenders or victims. The checks warn you about very "
        "small numbers.",
    )
    adds_up = models.CharField(
        "year from quarters or months",
        max_length=8,
        choices=AddsUp,
        default=AddsUp.NONE,
        help_text="How documents work out a year that has not been entered.",
    )
    rate_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rates",
        help_text="For a rate, the measure that is counted. Documents work out the "
        "rate from it and the people or households of the area. Enter the figures of "
        "a rate for an age group yourself.",
    )
    frequency = models.CharField(
        max_length=16,
        choices=Frequency,
        blank=True,
        help_text="The type of period to enter figures for.",
    )
    owner = models.ForeignKey(
        "partnership.Post",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="measures_owned",
        help_text="The post that provides the figures.",
    )
    due_after_days = models.PositiveSmallIntegerField(
        "days until due",
        null=True,
        blank=True,
        help_text="How many days after the end of a period its figure is due. For "
        "example, 30.",
    )
    allows_any_number = models.BooleanField(
        "can be any number",
        default=False,
        help_text="Select only if a figure can be negative, a fraction of a count, or "
        "a percentage over 100. For example, an average or a change.",
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self):
        return self.name

    @cached_property
    def breaks(self) -> list["Break"]:
        """The breaks in its series, earliest first."""
        attach_breaks([self])
        return self.breaks

    def break_between(self, area_id, first: Period, last: Period) -> "Break | None":
        """Return the break after an earlier period that ends comparisons with it."""
        return next((b for b in self.breaks if b.divides(area_id, first, last)), None)


@dataclass(frozen=True)
class Rate:
    """The base of a rate: 1,000 people, 100,000 households."""

    per: int
    base: str

    def __str__(self):
        return f"per {self.per:,} {self.base}"


RATES = {
    Measure.Unit.PER_1000: Rate(1000, "people"),
    Measure.Unit.PER_100000: Rate(100000, "people"),
    Measure.Unit.PER_1000_HOUSEHOLDS: Rate(1000, "households"),
    Measure.Unit.PER_100000_HOUSEHOLDS: Rate(100000, "households"),
}


@dataclass(frozen=True)
class Break:
    """A day from which figures are not comparable with earlier ones.

    `area_id` is the area it is about, or None for all areas.
    """

    on: dt.date
    note: str
    area_id: int | None = None

    def divides(self, area_id, first: Period, last: Period) -> bool:
        """Whether one period starts before the break and another ends after it.

        A break within a period does not divide the period.
        """
        if self.area_id not in (None, area_id) or first == last:
            return False
        days = (first.start, first.end, last.start, last.end)
        if None in days:
            return False
        return min(days) < self.on <= max(days)


def attach_breaks(measures) -> None:
    """Fetch the breaks of many measures in 2 queries, unless they have theirs."""
    measures = [measure for measure in measures if "breaks" not in vars(measure)]
    if not measures:
        return
    found: dict[int, list[Break]] = {measure.pk: [] for measure in measures}
    for row in SeriesBreak.objects.filter(measure__in=found):
        found[row.measure_id].append(Break(row.starts_on, row.note, row.area_id))
    marked = Observation.objects.filter(
        measure__in=found, is_break=True, starts_on__isnull=False
    )
    for row in marked:
        found[row.measure_id].append(Break(row.starts_on, row.note, row.area_id))
    for measure in measures:
        # The cached property's own place, so that it does not run its query.
        measure.breaks = sorted(found[measure.pk], key=lambda found: found.on)


BREAK_EXISTS = "There is already a break for this measure, area and day"


class SeriesBreak(NaturalKeyModel):
    """A day from which a measure is counted differently, in one area or in all."""

    natural_key_fields = ["measure__code", "starts_on", "area__code"]

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="series_breaks")
    starts_on = models.DateField(
        "first day of the new series",
        help_text="Figures before this day are not compared with later ones.",
    )
    area = models.ForeignKey(
        "partnership.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="series_breaks",
        help_text="Leave blank if it applies to all areas.",
    )
    note = models.CharField(
        max_length=400, help_text="What changed, for example how crimes are recorded."
    )

    class Meta:
        ordering = ["measure", "starts_on"]
        verbose_name = "break in a series"
        verbose_name_plural = "breaks in series"
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "starts_on", "area"],
                name="seriesbreak_one_a_day",
                violation_error_message=BREAK_EXISTS,
            ),
            # Databases treat two NULLs as different.
            UniqueConstraint(
                fields=["measure", "starts_on"],
                error_fields=["starts_on"],
                name="seriesbreak_one_a_day_for_all_areas",
                condition=Q(area__isnull=True),
                violation_error_message=BREAK_EXISTS,
            ),
        ]

    def __str__(self):
        return f"{self.measure}, from {day(self.starts_on)}"


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
    is_break = models.BooleanField(
        "first figure after a break in the series",
        default=False,
        help_text="It is not compared with earlier figures. Say what changed in the "
        "note.",
    )
    former_value = models.DecimalField(
        "figure before it was revised",
        max_digits=16,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Filled in automatically when you revise a figure.",
    )
    note = models.CharField(max_length=400, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["measure", "area", "-ends_on", "period_kind"]
        indexes = [models.Index(fields=["ends_on"], name="observation_ends_on")]
        constraints = [
            number_or_reason("observation", "value"),
            period_is_whole("observation"),
            CheckConstraint(
                name="observation_denominator_not_zero",
                error_fields=["denominator"],
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0),
                violation_error_message="Denominator must be more than 0",
            ),
            CheckConstraint(
                name="observation_numerator_not_negative",
                error_fields=["numerator"],
                condition=Q(numerator__isnull=True) | Q(numerator__gte=0),
                violation_error_message="Numerator must be 0 or more",
            ),
            CheckConstraint(
                name="observation_break_has_note",
                error_fields=["note", "is_break"],
                condition=Q(is_break=False) | ~Q(note=""),
                violation_error_message="Enter a note that says what changed",
            ),
            models.UniqueConstraint(
                fields=["measure", "area", "starts_on", "ends_on"],
                name="observation_one_for_the_same_days",
                condition=Q(period_kind__in=WHOLE_KINDS),
                violation_error_message=(
                    "There is already a figure for the same days under another name of "
                    "the period. Change that figure, or correct the period"
                ),
            ),
            models.UniqueConstraint(
                fields=["measure", "area", "period_kind", "starts_on", "ends_on"],
                name="observation_one_a_period",
                violation_error_message=(
                    "There is already a figure for this measure, area and period"
                ),
            ),
            UniqueConstraint(
                fields=["measure", "area"],
                error_fields=["ends_on", "starts_on", "period_kind"],
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

    @property
    def is_forecast(self) -> bool:
        return self.qualifier == Qualifier.FORECAST

    @property
    def actual(self):
        """The value, or None if it is a forecast, which is not a result."""
        return None if self.is_forecast else self.value

    def clean(self):
        """Refuse a figure that cannot be true of its measure, area or period."""
        super().clean()
        if self.measure_id and self.area_id:
            figure_rules.check(self)

    def validate_constraints(self, exclude=None):
        """Compare with other figures; an import compares all of its rows at once."""
        super().validate_constraints(exclude)
        if self.measure_id and self.area_id:
            figure_rules.ask_for_note(self)

    def save(self, *args, **kwargs):
        """Store the figure that a revised one replaces."""
        if self.pk and self.qualifier == Qualifier.REVISED:
            before = type(self).objects.filter(pk=self.pk).values_list("value").first()
            if before and before[0] not in (None, self.value):
                self.former_value = before[0]
        super().save(*args, **kwargs)

    @property
    def full_note(self) -> str:
        """The note with the figure that was revised, as documents print it."""
        if self.former_value is None or self.qualifier != Qualifier.REVISED:
            return self.note
        revised = f"Revised from {bare(self.former_value)}."
        return f"{revised} {self.note}".strip()
