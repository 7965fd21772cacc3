"""People and posts, stored separately because people move on."""

from django.db import models

from partnership.core.models.constraints import CheckConstraint, ends_after_start
from partnership.core.models.natural_keys import (
    NaturalKeyModel,
    code_field,
)


class Person(NaturalKeyModel):
    """A person who holds or held a post. Private contact details are not stored."""

    code = code_field()
    title = models.CharField(
        max_length=40, blank=True, help_text="For example, Councillor."
    )
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"

    def __str__(self):
        return f"{self.title} {self.name}".strip()


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
    kind = models.CharField(max_length=16, choices=Kind)
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
    """A person in a post; blank dates are not known."""

    natural_key_fields = ["person__code", "post__code"]

    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures")
    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    from_on = models.DateField("start date", null=True, blank=True)
    to_on = models.DateField("end date", null=True, blank=True)

    class Meta:
        ordering = ["post", "-from_on", "person__name"]
        constraints = [
            ends_after_start("tenure"),
            models.UniqueConstraint(
                fields=["person", "post"],
                name="tenure_once_a_post",
                violation_error_message=(
                    "This person has already been added to this post"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.post}"
