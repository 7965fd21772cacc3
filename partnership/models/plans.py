"""Plans and strategies of other organisations that the partnership works with."""

from django.db import models
from django.db.models import F, Q

from partnership.core.models.constraints import CheckConstraint
from partnership.core.models.natural_keys import NaturalKeyModel, code_field
from partnership.core.values import financial_years
from partnership.core.values.names import NameField
from partnership.core.values.urls import AddressField


class RelatedPlan(NaturalKeyModel):
    """A plan or strategy of a partner, with the years it covers.

    `first_year` and `last_year` are calendar years or the start of financial years,
    depending on `year_kind`. `last_year` is blank if the plan has no end.
    """

    class YearKind(models.TextChoices):
        FINANCIAL = "financial", "financial years"
        CALENDAR = "calendar", "calendar years"

    code = code_field()
    title = NameField(max_length=200)
    owner = models.ForeignKey(
        "partnership.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
    )
    partnership = models.ForeignKey(
        "partnership.Partnership",
        models.CASCADE,
        related_name="related_plans",
        help_text="The partnership that works with the plan.",
    )
    year_kind = models.CharField(
        "type of year", max_length=10, choices=YearKind, default=YearKind.FINANCIAL
    )
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    url = AddressField("web address", blank=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            CheckConstraint(
                name="relatedplan_ends_after_start",
                error_fields=["last_year"],
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("first_year")),
                violation_error_message=(
                    "Last year must be the same as or after the first year"
                ),
            )
        ]

    def __str__(self):
        return self.title

    @property
    def years_label(self):
        """2013-14 to 2017-18, 2015 to 2018, 2013-14 or 2013."""
        name = (
            financial_years.label if self.year_kind == self.YearKind.FINANCIAL else str
        )
        first = name(self.first_year)
        if self.last_year in (None, self.first_year):
            return first
        joint = " to " if self.year_kind == self.YearKind.FINANCIAL else "-"
        return f"{first}{joint}{name(self.last_year)}"

    def begins_after(self, day):
        """Whether the first day of the plan is after a date."""
        if self.year_kind == self.YearKind.FINANCIAL:
            return financial_years.first_day(self.first_year) > day
        return self.first_year > day.year

    def ended_before(self, day):
        """Whether the plan ended before a date; False if it has no end."""
        if self.last_year is None:
            return False
        if self.year_kind == self.YearKind.FINANCIAL:
            return financial_years.last_day(self.last_year) < day
        return self.last_year < day.year
