"""What the checks found and somebody decided to leave, with the reason."""

from django.db import models

from partnership.core.models.natural_keys import NaturalKeyModel
from reports.models.reports import OF_REPORT, Report


class Acceptance(NaturalKeyModel):
    """A warning that was left in a report, and why.

    `fingerprint` names what was found, not only the check: when that changes, the
    warning is back and wants an answer of its own.
    """

    natural_key_fields = [*OF_REPORT, "check_name", "fingerprint"]

    report = models.ForeignKey(Report, models.CASCADE, related_name="acceptances")
    check_name = models.SlugField("check", max_length=60)
    fingerprint = models.CharField(max_length=64)
    found = models.TextField("what was found")
    reason = models.CharField("left because", max_length=400)
    accepted_by = models.ForeignKey(
        "partnership.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="acceptances",
    )
    accepted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["report", "check_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "check_name", "fingerprint"],
                name="acceptance_once_a_finding",
                violation_error_message="This warning was answered already.",
            ),
            models.CheckConstraint(
                name="acceptance_has_reason",
                condition=~models.Q(reason=""),
                violation_error_message="Say why the warning is left.",
            ),
        ]

    def __str__(self):
        return f"{self.report}: {self.found}"
