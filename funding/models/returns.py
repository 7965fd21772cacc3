"""Monitoring returns from grant recipients."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q

from funding.models.allocations import Allocation, money_available
from funding.models.lines import FundingLine
from partnership.contributing.submissions import SubmissionQuerySet, can_submit
from partnership.core.models.constraints import (
    CheckConstraint,
    ends_after_start,
    is_a_year,
    number_or_reason,
)
from partnership.core.models.natural_keys import NaturalKeyManager, NaturalKeyModel
from partnership.core.text.rich_text import RichTextField
from partnership.core.values.financial_years import FinancialYearField, label
from partnership.core.values.missing import Reason, reason_field
from partnership.core.values.money import PoundsField, pounds


class ReturnQuerySet(SubmissionQuerySet):
    """Queries for monitoring returns."""

    unanswered = {
        "spent_gbp": None,
        "reason": Reason.NOT_GIVEN,
        "overspend_explained": "",
        "narrative": "",
    }

    def led_by(self, user):
        """Returns of the funding lines that a user leads in their year.

        The lead of a subtotal also leads the lines directly below it that have no
        lead.
        """
        if not user.person_id or not can_submit(user):
            return self.none()
        year = Allocation.objects.filter(settlement__year=OuterRef("year"))
        year = year.filter(lead__isnull=False)
        own = year.filter(line=OuterRef("line"))
        above = year.filter(line=OuterRef("line__parent"))
        theirs = Q(lead__person=user.person_id)
        return self.filter(
            Exists(own.filter(theirs)) | ~Exists(own) & Exists(above.filter(theirs))
        )


class MonitoringReturn(NaturalKeyModel):
    """A recipient's report on a funding line, mid-year or at the end of the year."""

    class Kind(models.TextChoices):
        MID_YEAR = "mid-year", "mid-year"
        END_YEAR = "end-year", "end of year"

    natural_key_fields = ["line__code", "year", "kind"]

    line = models.ForeignKey(FundingLine, models.PROTECT, related_name="returns")
    year = FinancialYearField()
    kind = models.CharField("type", max_length=8, choices=Kind)
    due_on = models.DateField("due on", null=True, blank=True)
    received_on = models.DateField("received on", null=True, blank=True)
    accepted_on = models.DateField("accepted on", null=True, blank=True)
    spent_gbp = PoundsField("amount spent to date (£)", null=True, blank=True)
    reason = reason_field(default=Reason.NOT_GIVEN)
    overspend_explained = models.CharField(
        "why more was spent than allocated",
        max_length=300,
        blank=True,
        help_text="Only if more was spent, for example with the recipient’s own money.",
    )
    narrative = RichTextField(
        help_text="The recipient’s account of what the grant achieved."
    )

    objects = NaturalKeyManager.from_queryset(ReturnQuerySet)()

    class Meta:
        ordering = ["-year", "kind", "line"]
        constraints = [
            is_a_year("monitoringreturn"),
            number_or_reason("monitoringreturn", "spent_gbp"),
            ends_after_start(
                "monitoringreturn",
                "received_on",
                "accepted_on",
                ("Accepted on", "date in “Received on”"),
            ),
            CheckConstraint(
                name="monitoringreturn_accepted_after_received",
                error_fields=["accepted_on", "received_on"],
                condition=Q(accepted_on__isnull=True) | Q(received_on__isnull=False),
                violation_error_message=(
                    "A return must be received before it is accepted"
                ),
            ),
            CheckConstraint(
                name="monitoringreturn_spent_not_negative",
                error_fields=["spent_gbp"],
                condition=Q(spent_gbp__isnull=True) | Q(spent_gbp__gte=0),
                violation_error_message="Amount spent must be £0 or more",
            ),
            models.UniqueConstraint(
                fields=["line", "year", "kind"],
                name="monitoringreturn_one_a_half",
                violation_error_message="This return already exists",
            ),
        ]

    def __str__(self):
        return f"{self.line}, {self.get_kind_display()} {label(self.year)}"

    @property
    def is_not_yet_due(self) -> bool:
        return self.received_on is None and self.reason == Reason.NOT_YET_DUE

    def clean(self):
        """Ask why more was spent than the line had in the year."""
        super().clean()
        if self.spent_gbp is None or self.overspend_explained or not self.line_id:
            return
        available = money_available(self.line, self.year)
        if available is not None and self.spent_gbp > available:
            raise ValidationError(
                {
                    "spent_gbp": f"{pounds(self.spent_gbp)} is more than the "
                    f"{pounds(available)} available. Correct it, or explain why more "
                    "was spent than allocated"
                }
            )
