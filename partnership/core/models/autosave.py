"""Autosaved drafts, and users viewing a page."""

from django.conf import settings
from django.db import models


class AutosavedDraft(models.Model):
    """A draft saved automatically while a user fills in a form.

    `place` is the form's URL, `data` its fields by name, and `based_on` the digest of
    the record when the user opened the form.
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
                violation_error_message="There is already a draft for this page",
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.place}"


class Presence(models.Model):
    """A user with a form open, and when they were last seen."""

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
                violation_error_message="This user is already on this page",
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.place}"
