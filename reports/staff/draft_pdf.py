"""The PDF of the current draft, created in the background when an officer asks."""

from http import HTTPStatus

from django.shortcuts import redirect, render
from django.urls import reverse

from partnership.core.background import jobs
from reports.assembly.build import build
from reports.editor.document_view import DocumentView
from reports.errors import ReportNotRendered
from reports.public.views import stored_file
from reports.publication import draft_pdf_job, draft_pdfs
from reports.publication.listings import title_of


def stored(report):
    """The stored PDF of the current draft, or None if there is none."""
    document = build(report)
    if draft_pdfs.is_stored(document):
        return draft_pdfs.current(document)
    return None


class DraftPdfPage(DocumentView):
    """The page that starts the background job; its script does so at once."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except ReportNotRendered as error:
            return self.page(error.problems)

    def get(self, request, pk):
        return redirect(self.file_address) if stored(self.report) else self.page([])

    def post(self, request, pk):
        if stored(self.report):
            return redirect(self.file_address)
        title = f"Draft PDF: {title_of(self.report)}"
        job = draft_pdf_job.start(self.report, request.user, self.file_address, title)
        return jobs.redirect_to(request, job)

    @property
    def file_address(self):
        return reverse("documents:pdf_file", args=[self.report.pk])

    def page(self, problems):
        context = {"report": self.report, "problems": problems}
        status = HTTPStatus.CONFLICT if problems else HTTPStatus.OK
        name = "documents/pdf.html"
        return render(self.request, name, context, status=status)


class DraftPdfFile(DocumentView):
    """The file itself; redirects to the page above if the draft has since changed."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, pk):
        try:
            found = stored(self.report)
        except ReportNotRendered:
            found = None
        if found is None:
            return redirect("documents:pdf", self.report.pk)
        name = f"{self.report.file_stem}-draft.pdf"
        return stored_file(request, found.pdf, found.content_sha256, name)
