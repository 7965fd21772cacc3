"""Stored PDFs of drafts, identified by the hash of what they are made from.

Readers only get stored files; officers and commands create new ones.
"""

from dataclasses import replace
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from partnership.core.values.dates import full_moment
from partnership.core.values.fingerprints import fingerprint_of_parts
from reports.assembly.build import build
from reports.document.tree import Document
from reports.errors import ReportNotRendered
from reports.models import DraftPdf, Report
from reports.publication import rendering
from reports.publication.rendering import Pdf


def digest(document: Document) -> str:
    """SHA-256 of the print HTML and its style sheet, which determine the PDF."""
    parts = [rendering.print_html(document).encode()]
    sheet = finders.find("css/print.css")
    if sheet:
        parts.append(Path(sheet).read_bytes())
    return fingerprint_of_parts(parts, length=64)


def dated(document: Document) -> Document:
    """The document with the present time, to be printed on its draft PDF.

    The time is not part of the digest: the same text is the same PDF.
    """
    return replace(document, drafted_at=full_moment(timezone.now()))


def current(document: Document) -> DraftPdf | None:
    """The stored PDF of exactly this document, if there is one."""
    return DraftPdf.objects.filter(content_sha256=digest(document)).first()


def latest(report: Report) -> DraftPdf | None:
    return report.draft_pdfs.first()


def pdf_for_reader(report: Report) -> DraftPdf | None:
    """The stored PDF for a reader: that of the current draft, else the latest.

    Raises ReportNotRendered if the report cannot be built and has none at all.
    """
    try:
        found = current(build(report))
    except ReportNotRendered:
        if (earlier := latest(report)) is None:
            raise
        return earlier
    return found or latest(report)


def is_stored(document: Document) -> bool:
    """Whether the PDF of exactly this document is stored."""
    found = current(document)
    return found is not None and found.pdf.storage.exists(str(found.pdf.name))


def make(
    report: Report, document: Document | None = None, pdf: Pdf | None = None
) -> DraftPdf:
    """Return the stored PDF of the current draft, or create and store it.

    Pass `pdf` if the document is laid out already. Raises ReportNotRendered if it
    cannot be created; then nothing is stored.
    """
    document = document or build(report)
    found = current(document)
    if found is not None and found.pdf.storage.exists(str(found.pdf.name)):
        return found
    pdf = pdf or rendering.as_pdf(dated(document))
    if found is not None:
        found.delete()
    row = DraftPdf(
        report=report,
        content_sha256=digest(document),
        size=len(pdf.content),
        pages=pdf.pages,
    )
    return _store(row, pdf)


def _store(row, pdf):
    """Store the file, then the row; 2 requests for the same PDF at once share one."""
    name = f"{row.report.file_stem}-{row.content_sha256[:12]}.pdf"
    row.pdf.save(name, ContentFile(pdf.content), save=False)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.pdf.delete(save=False)
        return DraftPdf.objects.get(content_sha256=row.content_sha256)
    return row
