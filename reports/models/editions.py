"""Editions, withdrawals and stored draft PDFs of reports."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from partnership.core.models.natural_keys import (
    NaturalKeyManager,
    NaturalKeyQuerySet,
    UntrackedModel,
)
from partnership.core.values.dates import day, local_day
from reports.models.reports import OF_REPORT, Report


class EditionQuerySet(NaturalKeyQuerySet):
    """Queries for editions."""

    def public(self):
        """Editions that were not withdrawn, or whose content was published again.

        A correction published after a withdrawal does not make the withdrawn edition
        public again.
        """
        withdrawals = Withdrawal.objects.filter(
            report=OuterRef("report"), withdrawn_at__gte=OuterRef("published_at")
        )
        others = Edition.objects.filter(
            ~Exists(withdrawals),
            report=OuterRef("report"),
            content_sha256=OuterRef("content_sha256"),
        )
        return self.filter(Exists(others))


class Edition(UntrackedModel):
    """One edition of a report as it was published: content, HTML, PDF and JSON.

    The database refuses to change or delete it; only `is_current` may change. Each file
    has its SHA-256, and so has the content, as JSON with sorted keys. `path` is that of
    its URL when it was published, even if the report moves.
    """

    immutable = True
    changeable_columns = ["is_current"]

    class PdfCheck(models.TextChoices):
        PASSED = "passed", "Passed"
        NOT_RUN = "not-run", "Not checked"

    natural_key_fields = [*OF_REPORT, "number"]

    report = models.ForeignKey(
        Report, models.PROTECT, verbose_name="document", related_name="editions"
    )
    number = models.PositiveSmallIntegerField("edition")
    is_current = models.BooleanField(default=True)
    path = models.CharField(max_length=220, db_index=True, editable=False)
    listing = models.JSONField(help_text="What lists of documents show about it.")
    content = models.JSONField()
    html = models.FileField(upload_to="editions/")
    pdf = models.FileField(upload_to="editions/")
    json = models.FileField("JSON", upload_to="editions/")
    html_sha256 = models.CharField("SHA-256 of the HTML", max_length=64)
    pdf_sha256 = models.CharField("SHA-256 of the PDF", max_length=64)
    json_sha256 = models.CharField("SHA-256 of the JSON", max_length=64)
    content_sha256 = models.CharField("SHA-256 of the data", max_length=64)
    software_version = models.CharField(max_length=40)
    template_version = models.CharField(
        max_length=64, help_text="A hash of the templates and style sheets."
    )
    pdf_ua_check = models.CharField(
        "PDF/UA check",
        max_length=10,
        choices=PdfCheck.choices,
        default=PdfCheck.NOT_RUN,
        help_text="Whether the PDF was checked against PDF/UA-1 with veraPDF.",
    )
    accepted_warnings = models.JSONField(
        "accepted warnings",
        default=list,
        blank=True,
        help_text="Accepted warnings at the time of publication.",
    )
    change_note = models.TextField(
        "change note", blank=True, help_text="What has changed since the last edition."
    )
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        "partnership.User", models.PROTECT, related_name="editions"
    )

    objects = NaturalKeyManager.from_queryset(EditionQuerySet)()

    class Meta:
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="edition_number_unique"
            ),
            models.UniqueConstraint(
                fields=["report"],
                name="edition_one_current",
                condition=Q(is_current=True),
            ),
        ]

    def __str__(self):
        return f"{self.report}, edition {self.number}"

    @property
    def is_correction(self):
        return self.number > 1


class Withdrawal(models.Model):
    """The withdrawal of a document: when, why and by whom. It is never changed."""

    immutable = True

    report = models.ForeignKey(
        Report, models.PROTECT, verbose_name="document", related_name="withdrawals"
    )
    reason = models.TextField(help_text="Shown to the public.")
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        "partnership.User", models.PROTECT, related_name="withdrawals"
    )

    class Meta:
        ordering = ["report", "-withdrawn_at"]

    def __str__(self):
        return f"{self.report}, withdrawn {day(local_day(self.withdrawn_at))}"


class DraftPdf(UntrackedModel):
    """The PDF of a draft, identified by the hash of what it was made from.

    Readers get the stored file; only officers and commands create new ones.
    """

    natural_key_fields = ["content_sha256"]

    report = models.ForeignKey(
        Report, models.CASCADE, verbose_name="document", related_name="draft_pdfs"
    )
    content_sha256 = models.CharField(max_length=64, unique=True)
    pdf = models.FileField(upload_to="draft-pdfs/")
    size = models.PositiveIntegerField("bytes")
    pages = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "draft PDF"
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.report}, {day(local_day(self.created_at))}"
