"""The PDF of the current draft, created when an officer asks for it."""

from http import HTTPStatus

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.assembly.build import build
from reports.errors import ReportNotRendered
from reports.public.views import pdf_file
from reports.publication import draft_pdfs
from reports.staff.mixins import DocumentView


def stored(report):
    """The stored PDF of the current draft, or None if there is none."""
    document = build(report)
    if draft_pdfs.is_stored(report, document):
        return draft_pdfs.current(report, document)
    return None


class DraftPdfPage(DocumentView):
    """The page that shows progress while its script requests the PDF.

    Without JavaScript, a button submits the form and the browser waits.
    """

    def get(self, request, pk):
        try:
            if stored(self.report):
                return redirect(self.file_address)
        except ReportNotRendered as error:
            return self.page(error.problems)
        return self.page([])

    def post(self, request, pk):
        is_script = request.headers.get("Accept") == "application/json"
        try:
            draft_pdfs.make(self.report)
        except ReportNotRendered as error:
            if is_script:
                return JsonResponse({"made": ""}, status=HTTPStatus.CONFLICT)
            return self.page(error.problems)
        if is_script:
            return JsonResponse({"made": self.file_address})
        return redirect(self.file_address)

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
        return pdf_file(request, found.pdf, found.content_sha256, name)
