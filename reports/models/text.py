"""The text of a report: sections, passages and contributions."""

from django.db import models
from django.db.models import Q

from partnership.contributing.submissions import SubmissionQuerySet, can_submit
from partnership.core.models.constraints import (
    CheckConstraint,
    is_a_year,
    text_or_reason,
)
from partnership.core.models.natural_keys import NaturalKeyManager, NaturalKeyModel
from partnership.core.text.rich_text import RichTextField
from partnership.core.values.financial_years import FinancialYearField
from partnership.core.values.missing import NO_TEXT_LABEL, reason_field
from reports.models.reports import OF_REPORT, CarriedText, Report


class SectionOverride(NaturalKeyModel):
    """An officer's changes to one section of a report's outline.

    `key` is the outline's. A section without a row is as in the standard outline.
    """

    natural_key_fields = [*OF_REPORT, "key"]

    report = models.ForeignKey(
        Report, models.CASCADE, verbose_name="document", related_name="sections"
    )
    key = models.SlugField(max_length=60)
    title = models.CharField(
        max_length=160, blank=True, help_text="Leave blank to use the standard title."
    )
    is_hidden = models.BooleanField("hidden", default=False)
    hidden_reason = models.CharField("reason for hiding", max_length=200, blank=True)
    is_added = models.BooleanField(
        "custom section",
        default=False,
        help_text="A section not in the standard outline.",
    )
    position = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Its position in the outline. Leave blank for the standard order.",
    )

    class Meta:
        ordering = ["report", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"],
                name="sectionoverride_once_a_report",
                violation_error_message="This section already exists in this document",
            ),
            CheckConstraint(
                name="sectionoverride_hidden_has_reason",
                error_fields=["is_hidden", "hidden_reason"],
                condition=Q(is_hidden=False) | ~Q(hidden_reason=""),
                violation_error_message="Enter a reason for hiding the section",
            ),
            CheckConstraint(
                name="sectionoverride_added_has_title",
                error_fields=["title", "is_added"],
                condition=Q(is_added=False) | ~Q(title=""),
                violation_error_message="Enter a section title",
            ),
        ]

    def __str__(self):
        named = self.title or self.key.replace("-", " ").capitalize()
        return f"{self.report}: {named}"


class Passage(CarriedText):
    """The text of one part of a report: rich text with figures as tokens.

    `key` is the position in the outline, for example `introduction.purpose`. A passage
    without text has a reason. Sample text in someone's name has a `sample_note`.
    """

    natural_key_fields = [*OF_REPORT, "key"]
    word_fields = ["body", "body_reason", "reason_note"]

    report = models.ForeignKey(
        Report, models.CASCADE, verbose_name="document", related_name="passages"
    )
    key = models.CharField(max_length=80)
    body = RichTextField("text")
    body_reason = reason_field(NO_TEXT_LABEL)
    reason_note = models.CharField(
        max_length=200,
        blank=True,
        help_text="Explain why, and when you expect the text.",
    )
    signed_by = models.ForeignKey(
        "partnership.Tenure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="passages_signed",
    )
    sample_note = models.CharField(max_length=160, blank=True)

    class Meta:
        verbose_name = "section text"
        verbose_name_plural = "section texts"
        ordering = ["report", "key"]
        constraints = [
            text_or_reason("passage", "body", "body_reason", "text"),
            models.UniqueConstraint(
                fields=["report", "key"],
                name="passage_once_a_report",
                violation_error_message="There is already text for this section",
            ),
        ]

    def __str__(self):
        return f"{self.report}: {self.key}"


class ContributionQuerySet(SubmissionQuerySet):
    """Queries for contributions."""

    unanswered = {"body": "", "body_reason": ""}

    def of(self, user):
        """Contributions that a user may submit: those of the user's partnership."""
        if not user.partnership_id or not can_submit(user):
            return self.none()
        return self.filter(partnership=user.partnership_id)


class Contribution(NaturalKeyModel):
    """One partnership's contribution to a report: requested, received, reviewed."""

    natural_key_fields = [*OF_REPORT, "partnership__code"]

    report = models.ForeignKey(
        Report, models.CASCADE, verbose_name="document", related_name="contributions"
    )
    partnership = models.ForeignKey(
        "partnership.Partnership", models.PROTECT, related_name="contributions"
    )
    year = FinancialYearField("reporting year")
    order = models.PositiveSmallIntegerField(default=0)
    requested_on = models.DateField("requested on", null=True, blank=True)
    due_on = models.DateField("due on", null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    body = RichTextField("text")
    body_reason = reason_field(NO_TEXT_LABEL)

    objects = NaturalKeyManager.from_queryset(ContributionQuerySet)()

    class Meta:
        ordering = ["report", "order", "partnership__name"]
        constraints = [
            is_a_year("contribution"),
            text_or_reason("contribution", "body", "body_reason", "text"),
            models.UniqueConstraint(
                fields=["report", "partnership"],
                name="contribution_one_a_partnership",
                violation_error_message="There is already a contribution from this "
                "partnership",
            ),
        ]

    def __str__(self):
        return f"{self.report}: {self.partnership}"
