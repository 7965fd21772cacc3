"""Words: sections, passages and contributions of a report."""

from django.db import models
from django.db.models import Q

from partnership.contributing.submissions import (
    OwedQuerySet,
    may_send,
)
from partnership.core.models.constraints import (
    is_a_year,
    text_or_reason,
)
from partnership.core.models.natural_keys import (
    NaturalKeyManager,
    NaturalKeyModel,
)
from partnership.core.text.rich_text import RichTextField
from partnership.core.values.financial_years import FinancialYearField
from partnership.core.values.missing import (
    NO_WORDS,
    reason_field,
)
from reports.models.reports import OF_REPORT, Report


class Section(NaturalKeyModel):
    """What an officer changed about one section of a report's outline.

    `key` is the outline's. A section without a row stands as the outline has it.
    """

    natural_key_fields = [*OF_REPORT, "key"]

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60)
    title = models.CharField(
        max_length=160, blank=True, help_text="Leave empty for the outline's title."
    )
    is_off = models.BooleanField("left out", default=False)
    off_reason = models.CharField("because", max_length=200, blank=True)
    is_added = models.BooleanField(
        "of our own",
        default=False,
        help_text="A section that the outline does not have. Its words are at the "
        "place KEY.words.",
    )
    position = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Its place among the sections. Leave empty for the outline's.",
    )

    class Meta:
        ordering = ["report", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"],
                name="section_once_a_report",
                violation_error_message="The report has this section already.",
            ),
            models.CheckConstraint(
                name="section_off_with_reason",
                condition=Q(is_off=False) | ~Q(off_reason=""),
                violation_error_message="Say why the section is left out.",
            ),
            models.CheckConstraint(
                name="section_added_has_title",
                condition=Q(is_added=False) | ~Q(title=""),
                violation_error_message="Give the section of your own a title.",
            ),
        ]

    def __str__(self):
        return f"{self.report}: {self.title or self.key}"


class Passage(NaturalKeyModel):
    """The words at one place of a report: rich text with figures as tokens.

    `key` is the place in the outline, like `introduction.purpose`. A place without
    words says why. Words that stand in for somebody's own carry `sample_note`.
    """

    natural_key_fields = [*OF_REPORT, "key"]

    report = models.ForeignKey(Report, models.CASCADE, related_name="passages")
    key = models.CharField(max_length=80)
    body = RichTextField()
    body_reason = reason_field(NO_WORDS)
    reason_note = models.CharField(
        max_length=200, blank=True, help_text="The reason in words, and until when."
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
        ordering = ["report", "key"]
        constraints = [
            text_or_reason("passage", "body", "body_reason"),
            models.UniqueConstraint(
                fields=["report", "key"],
                name="passage_once_a_report",
                violation_error_message="The report has words at this place already.",
            ),
        ]

    def __str__(self):
        return f"{self.report}: {self.key}"


class ContributionQuerySet(OwedQuerySet):
    def of(self, user):
        """Those that somebody sends in: of the partnership that the account is for."""
        if not user.partnership_id or not may_send(user):
            return self.none()
        return self.filter(partnership=user.partnership_id)


class Contribution(NaturalKeyModel):
    """One partnership's part of a report: asked for, received, reviewed."""

    natural_key_fields = [*OF_REPORT, "partnership__code"]

    report = models.ForeignKey(Report, models.CASCADE, related_name="contributions")
    partnership = models.ForeignKey(
        "partnership.Partnership", models.PROTECT, related_name="contributions"
    )
    year = FinancialYearField("about the year")
    order = models.PositiveSmallIntegerField(default=0)
    asked_on = models.DateField(null=True, blank=True)
    due_on = models.DateField("due on", null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    body = RichTextField()
    body_reason = reason_field(NO_WORDS)

    objects = NaturalKeyManager.from_queryset(ContributionQuerySet)()

    class Meta:
        ordering = ["report", "order", "partnership__name"]
        constraints = [
            is_a_year("contribution"),
            text_or_reason("contribution", "body", "body_reason"),
            models.UniqueConstraint(
                fields=["report", "partnership"],
                name="contribution_one_a_partnership",
                violation_error_message="This partnership's part is listed already.",
            ),
        ]

    def __str__(self):
        return f"{self.report}: {self.partnership}"
