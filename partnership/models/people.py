"""People and posts, stored separately because people move on."""

import re

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from partnership.core.models.constraints import (
    CheckConstraint,
    UniqueConstraint,
    ends_after_start,
)
from partnership.core.models.natural_keys import NaturalKeyModel, code_field
from partnership.core.values.names import NameField

SAME_PERSON = (
    "There is already a person with this name. Use that record, or enter how to tell "
    "the 2 people apart"
)
TITLES = {"mr", "mrs", "ms", "miss", "dr", "cllr", "councillor", "sir", "prof", "rev"}


def folded(name: str) -> str:
    """A name in lower case without titles, accents and extra spaces, for comparison."""
    words = re.sub(r"[^\w]+", " ", anyascii(name).casefold()).split()
    return " ".join(word for word in words if word not in TITLES)


class Person(NaturalKeyModel):
    """A person who holds or held a post. Private contact details are not stored."""

    code = code_field()
    title = models.CharField(
        max_length=40, blank=True, help_text="For example, Councillor."
    )
    name = NameField(max_length=120)
    namesake_note = models.CharField(
        "distinguishing detail",
        max_length=120,
        blank=True,
        help_text="Only if another person has the same name. For example, their "
        "organisation.",
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"
        constraints = [
            UniqueConstraint(
                Lower("name"),
                Lower("namesake_note"),
                error_fields=["name", "namesake_note"],
                name="person_once",
                violation_error_message=SAME_PERSON,
            )
        ]

    def __str__(self):
        return f"{self.title} {self.name}".strip()

    def clean(self):
        """Ask whether a person with the same name is the same person."""
        super().clean()
        if self.namesake_note or not self.name:
            return
        others = Person.objects.filter(namesake_note="").exclude(pk=self.pk)
        same = folded(self.name)
        for code, name in others.values_list("code", "name"):
            if folded(name) == same:
                raise ValidationError({"name": f"{SAME_PERSON} ({code})"})


class Post(NaturalKeyModel):
    """A post in a group or partner organisation."""

    class Kind(models.TextChoices):
        CHAIR = "chair", "chair"
        DEPUTY_CHAIR = "deputy-chair", "deputy chair"
        LEAD = "lead", "strategic lead"
        DIRECTOR = "director", "director"
        CONTACT = "contact", "contact officer"
        REPRESENTATIVE = "representative", "representative"
        OFFICER = "officer", "officer"

    code = code_field()
    title = models.CharField(
        max_length=160, help_text="Job title as it should appear, for example Chair."
    )
    kind = models.CharField("type", max_length=16, choices=Kind)
    group = models.ForeignKey(
        "partnership.Group", models.PROTECT, null=True, blank=True, related_name="posts"
    )
    partner = models.ForeignKey(
        "partnership.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
    )

    class Meta:
        ordering = ["title", "code"]
        constraints = [
            CheckConstraint(
                name="post_in_group_or_partner",
                error_fields=["group", "partner"],
                condition=models.Q(group__isnull=False)
                | models.Q(partner__isnull=False),
                violation_error_message=(
                    "Select the group or partner the post belongs to"
                ),
            )
        ]

    def __str__(self):
        return f"{self.title}, {self.group or self.partner}"

    @property
    def full_title(self):
        """The full title for documents, for example “Chair of the … Committee”."""
        if self.group:
            return f"{self.title} of the {self.group.name}"
        return f"{self.title}, {self.partner.name}"


class Tenure(NaturalKeyModel):
    """One period in which a person holds a post; blank dates are not known."""

    natural_key_fields = ["person__code", "post__code", "from_on"]

    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures")
    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    from_on = models.DateField("start date", null=True, blank=True)
    to_on = models.DateField("end date", null=True, blank=True)

    class Meta:
        ordering = ["post", "-from_on", "person__name"]
        constraints = [
            ends_after_start("tenure"),
            models.UniqueConstraint(
                fields=["person", "post", "from_on"],
                name="tenure_once_from_a_day",
                violation_error_message=(
                    "This person has already been added to this post from this date"
                ),
            ),
            UniqueConstraint(
                fields=["person", "post"],
                error_fields=["from_on"],
                name="tenure_once_without_start",
                condition=models.Q(from_on__isnull=True),
                violation_error_message=(
                    "This person has already been added to this post. Enter a start "
                    "date for each time"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.post}"
