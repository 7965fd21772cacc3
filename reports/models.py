"""Told to whom: reports, their sections and words, contributions and editions."""

import datetime as dt

from django.db import models
from django.db.models import Q

from partnership.constraints import is_a_year, text_or_reason
from partnership.days import day
from partnership.models import Partnership
from partnership.naturalkeys import (
    NaturalKeyManager,
    NaturalKeyModel,
    NaturalKeyQuerySet,
)
from partnership.richtext import RichTextField
from partnership.values import reason_field
from partnership.years import FinancialYearField


class ReportQuerySet(NaturalKeyQuerySet):
    def at(self, kind, period, partnership=None):
        """The report at an address: the home partnership's if none is named."""
        if partnership is None:
            owner = Q(partnership__is_home=True)
        else:
            named = Partnership.objects.named(partnership)
            owner = Q(partnership__in=named, partnership__is_home=False)
        return self.get(owner, kind=kind, period=period)


class Report(NaturalKeyModel):
    """One document of one kind, of one partnership, for one period.

    `period` is what its address says: 2016-17, 2017-09-21, 2016-17/end-year.
    `year` is the financial year that it is about, by its start.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in-review", "In review"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    natural_key_fields = ["kind", "partnership__code", "period"]

    kind = models.SlugField(max_length=60)
    partnership = models.ForeignKey(
        "partnership.Partnership", models.PROTECT, related_name="reports"
    )
    period = models.CharField(max_length=40)
    year = FinancialYearField("about the year")
    title = models.CharField(
        max_length=200, blank=True, help_text="Leave empty for the usual title."
    )
    summary = models.CharField(
        max_length=300, blank=True, help_text="One sentence for lists and search."
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    dated_on = models.DateField(
        "date of the document or meeting", null=True, blank=True
    )
    presented_to = models.ForeignKey(
        "partnership.Group",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        help_text="For a paper: the committee or panel.",
    )
    author = models.ForeignKey(
        "partnership.Tenure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports_written",
    )
    contact = models.ForeignKey(
        "partnership.Tenure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports_answered_for",
    )
    is_sample = models.BooleanField(
        default=False, help_text="Says at the front that it is a sample document."
    )

    objects = NaturalKeyManager.from_queryset(ReportQuerySet)()

    class Meta:
        ordering = ["-year", "kind", "partnership", "period"]
        constraints = [
            is_a_year("report"),
            models.UniqueConstraint(
                fields=["kind", "partnership", "period"],
                name="report_one_a_period",
                violation_error_message="This report exists already.",
            ),
        ]

    def __str__(self):
        return f"{self.title or self.kind} {self.period}"

    @property
    def path(self):
        """The address below the site: kind, partnership unless home, period."""
        middle = [] if self.partnership.is_home else [self.partnership.address]
        return "/".join([self.kind, *middle, self.period])

    @property
    def period_label(self):
        """2016-17; 21 September 2017; 2016-17, end-year."""
        try:
            return day(dt.date.fromisoformat(self.period))
        except ValueError:
            return self.period.replace("/", ", ")

    @property
    def file_stem(self):
        """The address with dashes, for a file's name."""
        return self.path.replace("/", "-")


class FrontMatter(NaturalKeyModel):
    """One named line of a report's front matter, like “Key decision: No”.

    Which names there are, and their order, the kind of report declares.
    """

    natural_key_fields = [
        "report__kind",
        "report__partnership__code",
        "report__period",
        "key",
    ]

    report = models.ForeignKey(Report, models.CASCADE, related_name="front_matter")
    key = models.SlugField(max_length=60)
    value = models.CharField(max_length=400)

    class Meta:
        ordering = ["report", "key"]
        verbose_name_plural = "front matter"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"],
                name="frontmatter_once_a_report",
                violation_error_message="The report has this line already.",
            )
        ]

    def __str__(self):
        return f"{self.key}: {self.value}"


class Section(NaturalKeyModel):
    """What an officer changed about one section of a report's outline.

    `key` is the outline's. A section without a row stands as the outline has it.
    """

    natural_key_fields = [
        "report__kind",
        "report__partnership__code",
        "report__period",
        "key",
    ]

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60)
    title = models.CharField(
        max_length=160, blank=True, help_text="Leave empty for the outline's title."
    )
    is_off = models.BooleanField("left out", default=False)
    off_reason = models.CharField("because", max_length=200, blank=True)

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
        ]

    def __str__(self):
        return f"{self.report}: {self.title or self.key}"


class Passage(NaturalKeyModel):
    """The words at one place of a report: rich text with figures as tokens.

    `key` is the place in the outline, like `introduction.purpose`. A place without
    words says why. Words that stand in for somebody's own carry `sample_note`.
    """

    natural_key_fields = [
        "report__kind",
        "report__partnership__code",
        "report__period",
        "key",
    ]

    report = models.ForeignKey(Report, models.CASCADE, related_name="passages")
    key = models.CharField(max_length=80)
    body = RichTextField()
    body_reason = reason_field()
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


class HeadlineFigure(NaturalKeyModel):
    """One figure that a report shows large, as a token, with what it is under it."""

    natural_key_fields = [
        "report__kind",
        "report__partnership__code",
        "report__period",
        "order",
    ]

    report = models.ForeignKey(Report, models.CASCADE, related_name="headline_figures")
    order = models.PositiveSmallIntegerField(default=1)
    figure = models.CharField(max_length=200)
    label = models.CharField(max_length=120)
    detail = models.CharField(
        max_length=300, blank=True, help_text="Period and base; may hold tokens."
    )

    class Meta:
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "order"],
                name="headlinefigure_order_unique",
                violation_error_message="The report has a figure in this place.",
            )
        ]

    def __str__(self):
        return f"{self.figure}: {self.label}"


class Recommendation(NaturalKeyModel):
    """One recommendation of a report, stored once and printed where it belongs."""

    natural_key_fields = [
        "report__kind",
        "report__partnership__code",
        "report__period",
        "number",
    ]

    report = models.ForeignKey(Report, models.CASCADE, related_name="recommendations")
    number = models.PositiveSmallIntegerField(default=1)
    addressed_to = models.ForeignKey(
        "partnership.Group", models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField()

    class Meta:
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"],
                name="recommendation_number_unique",
                violation_error_message="The report has a recommendation so numbered.",
            )
        ]

    def __str__(self):
        return self.text


class Contribution(NaturalKeyModel):
    """One partnership's part of a report: asked for, received, reviewed."""

    natural_key_fields = [
        "report__kind",
        "report__partnership__code",
        "report__period",
        "partnership__code",
    ]

    report = models.ForeignKey(Report, models.CASCADE, related_name="contributions")
    partnership = models.ForeignKey(
        "partnership.Partnership", models.PROTECT, related_name="contributions"
    )
    year = FinancialYearField("about the year")
    order = models.PositiveSmallIntegerField(default=0)
    asked_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    body = RichTextField()
    body_reason = reason_field()

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


class Publication(NaturalKeyModel):
    """One edition of a report as it was published: content, HTML and PDF, for ever."""

    natural_key_fields = [
        "report__kind",
        "report__partnership__code",
        "report__period",
        "number",
    ]

    report = models.ForeignKey(Report, models.PROTECT, related_name="publications")
    number = models.PositiveSmallIntegerField("edition")
    is_current = models.BooleanField(default=True)
    content = models.JSONField()
    html = models.FileField(upload_to="editions/")
    pdf = models.FileField(upload_to="editions/")
    html_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
    notice = models.TextField(
        blank=True, help_text="For a corrected edition: what changed."
    )
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        "partnership.User", models.PROTECT, related_name="publications"
    )

    class Meta:
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="publication_number_unique"
            ),
            models.UniqueConstraint(
                fields=["report"],
                name="publication_one_current",
                condition=Q(is_current=True),
            ),
        ]

    def __str__(self):
        return f"{self.report}, edition {self.number}"


class Rendition(NaturalKeyModel):
    """The PDF of a draft, kept by the hash of what it was made from.

    A reader is given the stored file; only officers and commands make new ones.
    """

    natural_key_fields = ["content_sha256"]

    report = models.ForeignKey(Report, models.CASCADE, related_name="renditions")
    content_sha256 = models.CharField(max_length=64, unique=True)
    pdf = models.FileField(upload_to="renditions/")
    size = models.PositiveIntegerField("bytes")
    pages = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return f"{self.report}, {self.made_at:%d %B %Y}"
