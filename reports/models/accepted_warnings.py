"""Warnings that were accepted, with the reason, and how often that happens."""

from django.db import models

from partnership.core.models.constraints import CheckConstraint
from partnership.core.models.natural_keys import NaturalKeyModel, UntrackedModel
from reports.models.reports import OF_REPORT, Report


class AcceptedWarning(NaturalKeyModel):
    """A warning in a report that was accepted, and why.

    `fingerprint` identifies the fact, not only the check: if the fact changes, the
    warning is open again. It also applies to later years' documents of the same type,
    unless `is_reopened` says that it no longer does from this document on.
    """

    natural_key_fields = [*OF_REPORT, "check_name", "fingerprint"]

    report = models.ForeignKey(
        Report,
        models.CASCADE,
        verbose_name="document",
        related_name="accepted_warnings",
    )
    check_name = models.SlugField("check", max_length=60)
    fingerprint = models.CharField(max_length=64)
    found = models.TextField("issue")
    reason = models.CharField("reason for accepting", max_length=400)
    accepted_by = models.ForeignKey(
        "partnership.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="accepted_warnings",
    )
    accepted_at = models.DateTimeField(auto_now_add=True)
    is_reopened = models.BooleanField("reopened", default=False)

    class Meta:
        verbose_name = "accepted warning"
        ordering = ["report", "check_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "check_name", "fingerprint"],
                name="acceptedwarning_unique",
                violation_error_message="This warning has already been accepted",
            ),
            CheckConstraint(
                name="acceptedwarning_has_reason",
                error_fields=["reason"],
                condition=~models.Q(reason=""),
                violation_error_message="Enter a reason for accepting the warning",
            ),
        ]

    def __str__(self):
        return f"{self.report}: {self.found}"


class ReportedWarning(UntrackedModel):
    """A warning that the check results of a report have shown, and whether it is fixed.

    Together with the accepted warnings, this shows how useful a check is.
    """

    natural_key_fields = [*OF_REPORT, "check_name", "fingerprint"]

    report = models.ForeignKey(
        Report,
        models.CASCADE,
        verbose_name="document",
        related_name="reported_warnings",
    )
    check_name = models.SlugField("check", max_length=60)
    fingerprint = models.CharField(max_length=64)
    reported_at = models.DateTimeField(auto_now_add=True)
    fixed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "reported warning"
        ordering = ["report", "check_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "check_name", "fingerprint"],
                name="reportedwarning_unique",
                violation_error_message="This warning has already been recorded",
            )
        ]

    def __str__(self):
        return f"{self.report}: {self.check_name}"
