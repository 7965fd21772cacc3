"""Reports: one document of one type, with its front sheet."""

import datetime as dt
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from partnership.core.models.constraints import CheckConstraint, is_a_year
from partnership.core.models.natural_keys import (
    NaturalKeyManager,
    NaturalKeyModel,
    NaturalKeyQuerySet,
)
from partnership.core.values import financial_years
from partnership.core.values.dates import day
from partnership.core.values.financial_years import FinancialYearField
from partnership.models import Partnership
from partnership.models.wording import local, use_terms
from partnership.partners.local_terms import words_of

# The name of each document type; `reports.document_types` fills it in.
TYPE_NAMES: dict[str, str] = {}
# How rows that belong to a report refer to it in their natural keys.
OF_REPORT = ["report__document_type", "report__partnership__code", "report__period"]


class ReportQuerySet(NaturalKeyQuerySet):
    """Queries for reports."""

    def known(self):
        """Reports whose type is declared, in the code or by a document template."""
        return self.filter(
            Q(document_type__in=TYPE_NAMES) | Q(template__isnull=False)
        ).select_related("template")

    def at(self, document_type, period, partnership=None):
        """The report of a type and period; of the home partnership by default."""
        if partnership is None:
            owner = Q(partnership__is_home=True)
        else:
            named = Partnership.objects.named(partnership)
            owner = Q(partnership__in=named, partnership__is_home=False)
        return self.get(owner, document_type=document_type, period=period)


class Report(NaturalKeyModel):
    """One document of one type, of one partnership, for one period.

    `period` is as in its URL: 2016-17, 2017-09-21, 2016-17/end-year.
    `year` is the reporting year: the year in which the financial year starts.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in-review", "In review"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    natural_key_fields = ["document_type", "partnership__code", "period"]
    # Only publishing and withdrawing change it.
    not_restored = ("status",)

    document_type = models.SlugField(max_length=60)
    partnership = models.ForeignKey(
        "partnership.Partnership", models.PROTECT, related_name="reports"
    )
    period = models.CharField(max_length=40)
    year = FinancialYearField("reporting year")
    last_year = FinancialYearField(
        "last year covered",
        null=True,
        blank=True,
        help_text=local(
            "Only if it covers several years. For example, 2025-26 for an "
            "{agreement.short} 2023-26."
        ),
    )
    template = models.ForeignKey(
        "reports.DocumentTemplate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name="document template",
        help_text="A new document uses the latest version for its type, if there is "
        "one.",
    )
    refreshes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="refreshed_by",
        verbose_name="document being refreshed",
        help_text="Only for the annual refresh of a document that covers several "
        "years.",
    )
    title = models.CharField(
        max_length=200,
        blank=True,
        help_text="Leave blank to use the standard title.",
    )
    summary = models.CharField(
        max_length=300,
        blank=True,
        help_text="One sentence for lists and search results. Leave blank to use the "
        "standard summary.",
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
        help_text="The committee or panel. Only for committee papers.",
    )
    author = models.ForeignKey(
        "partnership.Tenure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports_as_author",
    )
    contact = models.ForeignKey(
        "partnership.Tenure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reports_as_contact",
    )
    is_sample = models.BooleanField(
        "sample document",
        default=False,
        help_text="Shows a “sample document” notice on the front page.",
    )

    objects = NaturalKeyManager.from_queryset(ReportQuerySet)()

    class Meta:
        verbose_name = "document"
        ordering = ["-year", "document_type", "partnership", "period"]
        constraints = [
            is_a_year("report"),
            is_a_year("report", "last_year"),
            CheckConstraint(
                name="report_last_year_after_first",
                error_fields=["last_year"],
                condition=Q(last_year__isnull=True) | Q(last_year__gte=F("year")),
                violation_error_message=(
                    "Last year covered must be the same as or after the reporting year"
                ),
            ),
            models.UniqueConstraint(
                fields=["document_type", "partnership", "period"],
                name="report_one_a_period",
                violation_error_message="There is already a document of this type for "
                "this partnership and period",
            ),
        ]

    def clean(self):
        """Check the template, or choose one for a new document, and what it refreshes.

        A refresh is of a document of the same type that covers it.
        """
        super().clean()
        self._check_template()
        whole = self.refreshes
        if whole is None or self.year is None:
            return
        same = (whole.document_type, whole.partnership_id) == (
            self.document_type,
            self.partnership_id,
        )
        last = whole.last_year or whole.year
        if whole == self or not same or not whole.year <= self.year <= last:
            raise ValidationError(
                {
                    "refreshes": "Select a document of the same type and partnership "
                    "whose years include this one"
                }
            )

    def _check_template(self):
        is_declared = self.document_type in TYPE_NAMES
        is_without = self.template is None and self.partnership_id is not None
        if is_without and (self.pk is None or not is_declared):
            templates = type(self)._meta.get_field("template").related_model
            self.template = templates.objects.current(
                self.partnership_id, self.document_type
            )
        template = self.template
        if template is None:
            if is_without and self.document_type and not is_declared:
                raise ValidationError(
                    {
                        "template": "This partnership has no document template for "
                        "this type. Select another type, or create a template first"
                    }
                )
            return
        if (template.partnership_id, template.document_type) != (
            self.partnership_id,
            self.document_type,
        ):
            raise ValidationError(
                {"template": "Select a template for this type and partnership"}
            )

    def __str__(self):
        name = self.title or self.type_name
        has_date = self.period_label != self.period.replace("/", ", ")
        return f"{name}{', ' if has_date else ' '}{self.period_label}"

    @property
    def type_name(self):
        """The name of its type, in the terms of its years, or that of its template."""
        if self.document_type not in TYPE_NAMES:
            return self.template.name if self.template else self.document_type
        with use_terms(words_of(self.partnership, *self.wording_years)):
            return str(TYPE_NAMES[self.document_type])

    @property
    def path(self):
        """The path of its URL: type, partnership unless home, period."""
        middle = [] if self.partnership.is_home else [self.partnership.address]
        return "/".join([self.document_type, *middle, self.period])

    @property
    def period_label(self):
        """2016-17; 21 September 2017; 2016-17, end-year."""
        try:
            return day(dt.date.fromisoformat(self.period))
        except ValueError:
            return self.period.replace("/", ", ")

    @property
    def years_label(self):
        """The years that its text is about: 2016-17, or 2023-26."""
        return financial_years.span(self.year, self.last_year)

    @property
    def wording_years(self) -> range:
        """The years whose terms and plans it uses: its own, from that of its date."""
        first, last = self.year, self.last_year or self.year
        if self.dated_on:
            first = min(max(financial_years.of(self.dated_on), first), last)
        return range(first, last + 1)

    @property
    def as_at(self) -> dt.date:
        """The day for members and areas: the document's date or its last year's end.

        A paper that looks back on an earlier year shows the end of that year.
        """
        last = financial_years.last_day(self.last_year or self.year)
        is_inside = self.dated_on and (
            financial_years.first_day(self.year) <= self.dated_on <= last
        )
        return self.dated_on if is_inside else last

    @property
    def versions(self):
        """The document that covers all years and its refreshes, in order."""
        whole = self.refreshes or self
        return [whole, *whole.refreshed_by.order_by("year", "pk")]

    @property
    def file_stem(self):
        """The path with hyphens, for file names."""
        return self.path.replace("/", "-")


class FrontMatter(NaturalKeyModel):
    """One line of a report's front sheet, for example “Key decision: No”.

    The document type declares the possible keys and their order.
    """

    natural_key_fields = [*OF_REPORT, "key"]

    report = models.ForeignKey(
        Report, models.CASCADE, verbose_name="document", related_name="front_matter"
    )
    key = models.SlugField(max_length=60)
    value = models.CharField(max_length=400)

    class Meta:
        ordering = ["report", "key"]
        verbose_name = "front sheet line"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"],
                name="frontmatter_once_a_report",
                violation_error_message="This line already exists in this document",
            )
        ]

    def __str__(self):
        return f"{self.key.replace('-', ' ').capitalize()}: {self.value}"


class CarriedText(NaturalKeyModel):
    """Text of a report, which may be carried over from an earlier one."""

    word_fields: ClassVar[list[str]] = []

    # The period of the document it comes from, until someone edits or reviews it.
    carried_from = models.CharField(max_length=40, blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """An edited text is no longer one that was only carried over."""
        if self.pk and self.carried_from:
            words = {name: getattr(self, name) for name in self.word_fields}
            if not type(self).objects.filter(pk=self.pk, **words).exists():
                self.carried_from = ""
        super().save(*args, **kwargs)


class Recommendation(CarriedText):
    """One recommendation of a report."""

    natural_key_fields = [*OF_REPORT, "number"]
    word_fields = ["text", "addressed_to_id"]

    report = models.ForeignKey(
        Report, models.CASCADE, verbose_name="document", related_name="recommendations"
    )
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
                violation_error_message="There is already a recommendation with this "
                "number",
            )
        ]

    def __str__(self):
        return self.text


class HeadlineFigure(NaturalKeyModel):
    """One headline figure of a report, as a token, with its label and detail."""

    natural_key_fields = [*OF_REPORT, "order"]
    token_fields = ["figure", "label", "detail"]

    report = models.ForeignKey(
        Report, models.CASCADE, verbose_name="document", related_name="headline_figures"
    )
    order = models.PositiveSmallIntegerField(default=1)
    figure = models.CharField(max_length=200)
    label = models.CharField(max_length=120)
    detail = models.CharField(
        max_length=300,
        blank=True,
        help_text="Its period and comparison. Can contain linked figures.",
    )

    class Meta:
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "order"],
                name="headlinefigure_order_unique",
                violation_error_message="There is already a headline figure in this "
                "position",
            )
        ]

    def __str__(self):
        return self.label
