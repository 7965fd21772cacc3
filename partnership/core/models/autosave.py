"""Work in hand: words kept while somebody types, and who has which page open."""

from django.conf import settings
from django.db import models


class AutosavedDraft(models.Model):
    """What one person has typed at one place and not saved yet.

    `place` is the address of the form, `data` its fields by name, and `based_on` the
    digest of the row that the person began from.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="autosaved_drafts"
    )
    place = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    based_on = models.CharField(max_length=64, blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "place"],
                name="autosaveddraft_one_a_place",
                violation_error_message="A draft of this place is kept already.",
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.place}"


class Presence(models.Model):
    """One person who has a place open for editing, and when that was last heard."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="presences"
    )
    place = models.CharField(max_length=200)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["place", "-seen_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "place"],
                name="presence_one_a_place",
                violation_error_message="This person is there already.",
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.place}"
