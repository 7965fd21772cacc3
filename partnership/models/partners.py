"""Partners: organisations and services involved in the partnership."""

from django.db import models

from partnership.core.files.fields import IMAGE, StoredFileField
from partnership.core.models.constraints import CheckConstraint, ends_after_start
from partnership.core.models.natural_keys import code_field
from partnership.core.values.names import NameField
from partnership.core.values.urls import AddressField
from partnership.models.dated_names import DatedNameModel
from partnership.models.wording import local


class Partner(DatedNameModel):
    """An organisation, or a service of an organisation (with `parent`)."""

    class Kind(models.TextChoices):
        COUNTY_COUNCIL = "county-council", "county council"
        DISTRICT_COUNCIL = "district-council", local("{district} or city council")
        UNITARY_COUNCIL = "unitary-council", "unitary council"
        SERVICE = "service", "council service"
        POLICE = "police", "police"
        COMMISSIONER = "commissioner", local("{commissioner}")
        FIRE = "fire", "fire and rescue"
        HEALTH = "health", "health"
        PROBATION = "probation", "probation"
        PRISON = "prison", "prison"
        VOLUNTARY = "voluntary", "voluntary sector"
        PROVIDER = "provider", "service provider"
        EDUCATION = "education", "university or school"
        GOVERNMENT = "government", "government body"
        OTHER = "other", "other"

    class StatutoryRole(models.TextChoices):
        """Status under sections 5 and 6 of the Crime and Disorder Act 1998."""

        RESPONSIBLE = "responsible", "responsible authority"
        COOPERATING = "co-operating", "co-operating body"
        INVITED = "invited", "invited participant"
        NONE = "none", "none"

    code = code_field()
    name = NameField(max_length=160, unique=True)
    short_name = models.CharField(
        max_length=80, blank=True, help_text="Leave blank if the name is short."
    )
    also_known_as = models.TextField(
        blank=True, help_text="Other names used in spreadsheets, one per line."
    )
    kind = models.CharField("type", max_length=20, choices=Kind)
    statutory_role = models.CharField(
        "statutory status",
        max_length=12,
        choices=StatutoryRole,
        default=StatutoryRole.NONE,
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="services",
        help_text="For a service, the organisation it belongs to.",
    )
    area = models.ForeignKey(
        "partnership.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="partners",
    )
    website = AddressField(blank=True)
    logo = StoredFileField(
        kind=IMAGE,
        blank=True,
        help_text="Optional. Printed with the list of members. PNG, JPEG or WebP, up "
        "to 15 MB.",
    )
    from_on = models.DateField("start date", null=True, blank=True)
    to_on = models.DateField("end date", null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            ends_after_start("partner"),
            CheckConstraint(
                name="partner_not_its_own_parent",
                error_fields=["parent"],
                condition=models.Q(parent__isnull=True)
                | ~models.Q(parent=models.F("id")),
                violation_error_message="A partner cannot be part of itself",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def brief_name(self):
        return self.short_name or self.name
