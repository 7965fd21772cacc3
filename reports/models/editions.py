"""Editions and stored draft PDFs of reports."""

from django.db import models
from django.db.models import Q

from partnership.core.models.natural_keys import UntrackedModel
from partnership.core.values.dates import (
    day,
    local_day,
)
from reports.models.reports import OF_REPORT, Report


class Edition(UntrackedModel):
    """One edition of a report as it was published: content, HTML and PDF.

    Editions are never changed or deleted.
    """

    natural_key_fields = [*OF_REPORT, "number"]

    report = models.ForeignKey(Report, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("edition")
    is_current = models.BooleanField(default=True)
    content = models.JSONField()
    html = models.FileField(upload_to="editions/")
    pdf = models.FileField(upload_to="editions/")
    html_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
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


class DraftPdf(UntrackedModel):
    """The PDF of a draft, identified by the hash of what it was made from.

    Readers get the stored file; only officers and commands create new ones.
    """

    natural_key_fields = ["content_sha256"]

    report = models.ForeignKey(Report, models.CASCADE, related_name="draft_pdfs")
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
