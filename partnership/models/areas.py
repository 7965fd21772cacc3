"""Areas: nations, police areas, counties, districts and groups to compare with."""

from django.db import models

from partnership.core.models.constraints import ends_after_start
from partnership.core.models.natural_keys import (
    NaturalKeyModel,
    code_field,
)


class Area(NaturalKeyModel):
    """One place that figures are about or compared with, from a day to a day.

    Councils are reorganised: an area that ended names its successors. The ONS code
    stays empty where it is not known.
    """

    class Kind(models.TextChoices):
        NATION = "nation", "nation"
        REGION = "region", "region"
        POLICE_AREA = "police-area", "police area"
        COUNTY = "county", "county"
        UNITARY = "unitary", "unitary authority"
        DISTRICT = "district", "district"
        COMBINED = "combined", "districts taken together"
        COMPARATOR = "comparator", "group of similar areas"

    code = code_field()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    ons_code = models.CharField(
        "ONS code", max_length=9, blank=True, help_text="Leave empty if not known."
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The area that this one lies in.",
    )
    successors = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="predecessors",
        help_text="The areas that took its place, if it has ended.",
    )
    from_on = models.DateField("from", null=True, blank=True)
    to_on = models.DateField("to", null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            ends_after_start("area"),
            models.UniqueConstraint(
                fields=["ons_code"],
                name="area_ons_code_unique",
                condition=~models.Q(ons_code=""),
                violation_error_message="Another area has this ONS code.",
            ),
            models.CheckConstraint(
                name="area_not_in_itself",
                condition=models.Q(parent__isnull=True)
                | ~models.Q(parent=models.F("id")),
                violation_error_message="An area cannot lie in itself.",
            ),
        ]

    def __str__(self):
        return self.name
