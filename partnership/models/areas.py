"""Areas: nations, police areas, counties, districts and comparison groups."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from partnership.core.models.constraints import (
    CheckConstraint,
    UniqueConstraint,
    ends_after_start,
)
from partnership.core.models.dated import between
from partnership.core.models.natural_keys import code_field
from partnership.core.values.names import NameField
from partnership.models.dated_names import DatedNameModel
from partnership.models.wording import local

# Refuses the letter O in place of a zero, among other typing errors.
ONS_CODE = RegexValidator(
    r"^[A-Z][0-9]{8}\Z",
    "“%(value)s” is not an ONS code. Enter a letter and 8 digits, for example "
    "E07000178",
)


class Area(DatedNameModel):
    """An area that figures are about or compared with.

    Councils are reorganised, so an area that no longer exists has successors.
    """

    class Kind(models.TextChoices):
        NATION = "nation", "nation"
        REGION = "region", "region"
        POLICE_AREA = "police-area", "police area"
        COUNTY = "county", "county"
        UNITARY = "unitary", "unitary authority"
        DISTRICT = "district", local("{district}")
        COMBINED = "combined", local("{district.plural} combined")
        COMPARATOR = "comparator", "group of similar areas"

    _history_m2m_fields = ["successors"]

    code = code_field()
    name = NameField(max_length=120)
    kind = models.CharField("type", max_length=12, choices=Kind)
    ons_code = models.CharField(
        "ONS code",
        max_length=9,
        blank=True,
        validators=[ONS_CODE],
        help_text="Leave blank if not known.",
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
            UniqueConstraint(
                fields=["ons_code", "from_on"],
                error_fields=["ons_code"],
                name="area_ons_code_unique",
                condition=~models.Q(ons_code=""),
                violation_error_message="Another area has this ONS code",
            ),
            UniqueConstraint(
                fields=["ons_code"],
                error_fields=["ons_code"],
                name="area_ons_code_unique_without_start",
                condition=models.Q(from_on__isnull=True) & ~models.Q(ons_code=""),
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

    def clean(self):
        """Refuse an ONS code that another area has at the same time."""
        super().clean()
        if not self.ons_code:
            return
        first, last = self.from_on or dt.date.min, self.to_on or dt.date.max
        others = Area.objects.filter(between(first, last), ons_code=self.ons_code)
        other = others.exclude(pk=self.pk).first()
        if other is not None:
            raise ValidationError(
                {
                    "ons_code": f"{other} already has this ONS code on some of these "
                    "dates. Correct the code or the dates"
                }
            )
