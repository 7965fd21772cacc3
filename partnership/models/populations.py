"""Populations of areas by year, used to calculate rates."""

from django.db import models

from partnership.core.models.natural_keys import NaturalKeyModel


class Population(NaturalKeyModel):
    """How many people and households an area had in the middle of a year."""

    natural_key_fields = ["area__code", "year"]

    area = models.ForeignKey(
        "partnership.Area", models.CASCADE, related_name="populations"
    )
    year = models.PositiveSmallIntegerField(
        help_text="The year of the mid-year estimate."
    )
    people = models.PositiveIntegerField()
    households = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["area", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year"],
                name="population_one_a_year",
                violation_error_message=(
                    "There is already a population for this area and year"
                ),
            )
        ]

    def __str__(self):
        return f"{self.area}, {self.year}"
