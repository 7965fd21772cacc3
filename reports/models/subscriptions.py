"""Readers who follow documents by email, and what is sent to them."""

from django.db import models
from django.utils import timezone

from partnership.core.models import Release
from partnership.core.models.constraints import CheckConstraint
from reports.models.editions import Edition, Withdrawal


class Subscription(models.Model):
    """One email address that follows one topic, for example a type of document.

    `topic` is that of `reports.publication.topics`. Nothing is sent before the address
    is confirmed; a subscription that is not confirmed is deleted after some days.
    """

    email = models.EmailField()
    topic = models.CharField(max_length=250)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["topic", "email"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "topic"],
                name="subscription_once_for_each_topic",
                violation_error_message="This address already follows these documents",
            )
        ]

    def __str__(self):
        return f"{self.email}, {self.topic}"


class Announcement(models.Model):
    """A publication or a withdrawal to email to those who follow it.

    `release` is of figures that were published or withdrawn without a document. It is
    stored in the transaction of what it announces, so that none is lost, and marked in
    the transaction of its emails, so that none is sent twice.
    """

    edition = models.OneToOneField(
        Edition, models.PROTECT, null=True, blank=True, related_name="announcement"
    )
    withdrawal = models.OneToOneField(
        Withdrawal, models.PROTECT, null=True, blank=True, related_name="announcement"
    )
    release = models.ForeignKey(
        Release, models.PROTECT, null=True, blank=True, related_name="announcements"
    )
    created_at = models.DateTimeField(default=timezone.now)
    emailed_at = models.DateTimeField(null=True, blank=True)
    recipients = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            CheckConstraint(
                error_fields=["edition", "withdrawal", "release"],
                condition=models.Q(edition=None, withdrawal=None, release__isnull=False)
                | models.Q(edition=None, withdrawal__isnull=False, release=None)
                | models.Q(edition__isnull=False, withdrawal=None, release=None),
                name="announcement_of_one_thing",
                violation_error_message="Select an edition, a withdrawal or a release",
            )
        ]

    def __str__(self):
        return str(self.edition or self.withdrawal or self.release)
