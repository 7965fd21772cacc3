"""A partnership's own names for things that every county has."""

from django.db import models
from django.db.models import Q

from partnership.core.models.constraints import UniqueConstraint, ends_after_start
from partnership.core.models.natural_keys import NaturalKeyModel

TAKEN = "There is already a name for this with the same start date"


class LocalTerm(NaturalKeyModel):
    """A partnership's own name for something, with the dates on which it was used.

    Documents use the name of their year, so that a Commissioner who is replaced by a
    Mayor keeps the earlier documents as they were. Without a partnership it is used by
    all of them.
    """

    class Key(models.TextChoices):
        COMMISSIONER = "commissioner", "Police and Crime Commissioner"
        ASSESSMENT = "assessment", "annual assessment"
        AGREEMENT = "agreement", "annual agreement"
        PARTNERSHIP_PLAN = "partnership_plan", "partnership plan"
        OBJECTIVE = "objective", "objective of the police and crime plan"
        PRIORITY = "priority", "priority"
        THEME = "theme", "cross-cutting theme"
        CSP = "csp", "district partnership"
        COUNTY_PARTNERSHIP = "county_partnership", "county partnership"
        DISTRICT = "district", "district"
        ALLOCATION = "allocation", "amount for a funding line"
        COMMITTEE = "committee", "scrutiny committee"
        DELIVERY_PLAN = "delivery_plan", "delivery plan"
        DIVISION = "division", "area that a councillor represents"

    natural_key_fields = ["key", "partnership__code", "from_on"]

    key = models.CharField("standard term", max_length=20, choices=Key)
    partnership = models.ForeignKey(
        "partnership.Partnership",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="local_terms",
        help_text="Leave blank if all partnerships use it.",
    )
    name = models.CharField(
        max_length=120, help_text="For example, Police, Fire and Crime Commissioner."
    )
    plural = models.CharField(
        max_length=120,
        blank=True,
        help_text="Leave blank if the plural only needs an s.",
    )
    short_name = models.CharField(
        max_length=80,
        blank=True,
        help_text="For example, Commissioner or CSP. Leave blank to use the name.",
    )
    from_on = models.DateField("start date", null=True, blank=True)
    to_on = models.DateField("end date", null=True, blank=True)

    class Meta:
        ordering = ["key", "partnership", "from_on"]
        constraints = [
            ends_after_start("localterm"),
            models.UniqueConstraint(
                fields=["key", "partnership", "from_on"],
                name="localterm_one_from_a_day",
                violation_error_message=TAKEN,
            ),
            # Databases treat two NULLs as different.
            UniqueConstraint(
                fields=["key", "partnership"],
                error_fields=["from_on"],
                name="localterm_one_without_start",
                condition=Q(from_on__isnull=True),
                violation_error_message=TAKEN,
            ),
            models.UniqueConstraint(
                fields=["key", "from_on"],
                name="localterm_one_for_all_from_a_day",
                condition=Q(partnership__isnull=True),
                violation_error_message=TAKEN,
            ),
            UniqueConstraint(
                fields=["key"],
                error_fields=["from_on"],
                name="localterm_one_for_all_without_start",
                condition=Q(partnership__isnull=True, from_on__isnull=True),
                violation_error_message=TAKEN,
            ),
        ]

    def __str__(self):
        return self.name
