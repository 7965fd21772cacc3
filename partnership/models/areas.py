"""Areas: nations, police areas, counties, districts and comparison groups."""

from django.db import models

from partnership.core.models.constraints import CheckConstraint, ends_after_start
from partnership.core.models.natural_keys import (
    NaturalKeyModel,
    code_field,
)


class Area(NaturalKeyModel):
    """An area that figures are about or compared with.

    Councils are reorganised, so an area that no longer exists has successors.
    """

    class Kind(models.TextChoices):
        NATION = "nation", "nation"
        REGION = "region", "region"
        POLICE_AREA = "police-area", "police area"
        COUNTY = "county", "county"
        UNITARY = "unitary", "unitary authority"
        DISTRICT = "district", "district"
        COMBINED = "combined", "districts combined"
        COMPARATOR = "comparator", "group of similar areas"

    code = code_field()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    ons_code = models.CharField(
        "ONS code", max_length=9, blank=True, help_text="Leave blank if not known."
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The larger area this is part of.",
    )
    successors = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="predecessors",
        help_text="If the area no longer exists, the areas that replaced it.",
    )
    from_on = models.DateField("start date", null=True, blank=True)
    to_on = models.DateField("end date", null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            ends_after_start("area"),
            models.UniqueConstraint(
                fields=["ons_code"],
                name="area_ons_code_unique",
                condition=~models.Q(ons_code=""),
                violation_error_message="Another area has this ONS code",
            ),
            CheckConstraint(
                name="area_not_in_itself",
                error_fields=["parent"],
                condition=models.Q(parent__isnull=True)
                | ~models.Q(parent=models.F("id")),
                violation_error_message="An area cannot be part of itself",
            ),
        ]

    def __str__(self):
        return self.name
