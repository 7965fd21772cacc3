"""Other names of records, with the dates on which they were used."""

import datetime as dt

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from partnership.core.models.constraints import CheckConstraint, ends_after_start
from partnership.core.models.dated import between
from partnership.core.models.natural_keys import NaturalKeyModel
from partnership.core.values.dates import day

MODELS = {
    "area": "partnership.Area",
    "partner": "partnership.Partner",
    "partnership": "partnership.Partnership",
    "group": "partnership.Group",
    "plan": "partnership.RelatedPlan",
    "police-plan": "priorities.CommissionersPlan",
    "priority": "priorities.Priority",
    "measure": "priorities.Measure",
    "line": "funding.FundingLine",
}

# Documents print the former names of these.
PRINTED = {"area", "partner", "partnership", "group"}


class Alias(NaturalKeyModel):
    """Another name of a record: former, short or as a source writes it.

    Imports, the search and the checks accept it. The record is named by its kind and
    code, because the records are in several apps.
    """

    class Kind(models.TextChoices):
        AREA = "area", "area"
        PARTNER = "partner", "partner"
        PARTNERSHIP = "partnership", "partnership"
        GROUP = "group", "group"
        PLAN = "plan", "related plan"
        POLICE_PLAN = "police-plan", "police and crime plan"
        PRIORITY = "priority", "priority"
        MEASURE = "measure", "measure"
        LINE = "line", "funding line"

    natural_key_fields = ["kind", "record_code", "name"]

    kind = models.CharField("type of record", max_length=12, choices=Kind)
    record_code = models.SlugField(
        "code of the record",
        max_length=80,
        help_text="The code of the area, partner, measure or other record.",
    )
    name = models.CharField("other name", max_length=250)
    from_on = models.DateField("start date", null=True, blank=True)
    to_on = models.DateField("end date", null=True, blank=True)
    is_printed = models.BooleanField(
        "its name on those dates",
        default=False,
        help_text="Select if documents for those dates should show it instead of the "
        "current name. Only for areas, partners, partnerships and groups.",
    )

    class Meta:
        ordering = ["kind", "record_code", "from_on", "name"]
        verbose_name = "other name"
        constraints = [
            ends_after_start("alias"),
            CheckConstraint(
                name="alias_printed_has_an_end",
                error_fields=["to_on"],
                condition=models.Q(is_printed=False) | models.Q(to_on__isnull=False),
                violation_error_message="Enter the last day on which this was its name",
            ),
            models.UniqueConstraint(
                fields=["kind", "record_code", "name"],
                name="alias_once",
                violation_error_message="This other name has already been added",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """Refuse a code that no record of the kind has, and two names on one day."""
        super().clean()
        if self.is_printed:
            self._check_printed()
        if self.kind in MODELS and self.record_code and self.record is None:
            label = self.Kind(self.kind).label
            raise ValidationError(
                {"record_code": f"There is no {label} with the code {self.record_code}"}
            )

    def _check_printed(self):
        if self.kind not in PRINTED:
            message = "Only areas, partners, partnerships and groups have former names"
            raise ValidationError({"is_printed": message})
        days = self.from_on or dt.date.min, self.to_on or dt.date.max
        others = type(self).objects.filter(
            between(*days), kind=self.kind, record_code=self.record_code
        )
        if other := others.filter(is_printed=True).exclude(pk=self.pk).first():
            message = f"“{other}” was its name on some of these dates"
            raise ValidationError({"from_on": message})

    @property
    def when(self) -> str:
        """“ from 1 April 2014 until 31 March 2016”, or nothing if it has no dates."""
        starts = f" from {day(self.from_on)}" if self.from_on else ""
        return starts + (f" until {day(self.to_on)}" if self.to_on else "")

    @property
    def model(self):
        return apps.get_model(MODELS[self.kind])

    @property
    def record(self):
        """The record with this other name, or None if it has been deleted."""
        return self.model._default_manager.filter(code=self.record_code).first()


def kind_of(model) -> str:
    """Return the kind of alias that a model's records can have, or an empty string."""
    return next((k for k, name in MODELS.items() if name == model._meta.label), "")
