"""People and the posts that they hold: kept apart, because people move on."""

from django.db import models

from partnership.core.models.constraints import ends_after_start
from partnership.core.models.natural_keys import (
    NaturalKeyModel,
    code_field,
)


class Person(NaturalKeyModel):
    """One person who holds or held a post. No private telephone or e-mail is kept."""

    code = code_field()
    title = models.CharField(max_length=40, blank=True, help_text="Like Councillor.")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"

    def __str__(self):
        return f"{self.title} {self.name}".strip()


class Post(NaturalKeyModel):
    """One post or office, of a group or of a partner, whoever holds it."""

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
        max_length=160, help_text="As it is printed, like Chairman."
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
            models.CheckConstraint(
                name="post_in_group_or_partner",
                condition=models.Q(group__isnull=False)
                | models.Q(partner__isnull=False),
                violation_error_message=(
                    "Say which group or which organisation the post belongs to."
                ),
            )
        ]

    def __str__(self):
        return f"{self.title}, {self.group or self.partner}"

    @property
    def full_title(self):
        """The office as documents print it: “Chairman of the … Committee”."""
        if self.group:
            return f"{self.title} of the {self.group.name}"
        return f"{self.title}, {self.partner.name}"


class Tenure(NaturalKeyModel):
    """One person holding one post, from a day to a day (unknown if empty)."""

    natural_key_fields = ["person__code", "post__code"]

    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures")
    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    from_on = models.DateField("from", null=True, blank=True)
    to_on = models.DateField("to", null=True, blank=True)

    class Meta:
        ordering = ["post", "-from_on", "person__name"]
        constraints = [
            ends_after_start("tenure"),
            models.UniqueConstraint(
                fields=["person", "post"],
                name="tenure_once_a_post",
                violation_error_message="This person is listed in this post already.",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.post}"
