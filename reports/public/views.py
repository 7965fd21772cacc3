"""Public pages: the home page, the list of documents, and the documents themselves."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView, View
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from partnership.core.pages.mixins import ReaderMixin
from partnership.core.values import financial_years
from partnership.models import Partnership
from priorities.models import Priority
from priorities.queries.assessment import area_of
from reports.assembly.build import build
from reports.errors import ReportNotRendered
from reports.models import Edition
from reports.public import queries as public
from reports.public.filters import ReportFilters
from reports.public.tables import ReportTable
from reports.publication import draft_pdfs, publish, rendering


class Home(ReaderMixin, TemplateView):
    template_name = "reports/home.html"

    def get_context_data(self, **kwargs):
        home = Partnership.objects.home()
        if home is None:
            return super().get_context_data(**kwargs)
        agreement = public.newest_agreement()
        if agreement:
            kwargs |= {
                "agreement": agreement,
                "year": financial_years.label(agreement.year),
                "headlines": public.headlines(agreement),
                "priorities": Priority.objects.of(home, agreement.year),
            }
        return super().get_context_data(
            home=home,
            place=area_of(home),
            newest=public.others_newest_first(agreement),
            filter=ReportFilters(None, queryset=public.visible_reports()),
            csps=home.csps.order_by("short_name"),
            **kwargs,
        )


class ReportList(ReaderMixin, SingleTableMixin, FilterView):
    template_name = "reports/document_list.html"
    table_class = ReportTable
    filterset_class = ReportFilters

    def get_queryset(self):
        return public.visible_reports()

    def get_table(self, **kwargs):
        table = super().get_table(**kwargs)
        table.clear_url = reverse("reports:document_list")
        return table


class ReportMixin(ReaderMixin):
    """A document, or an error page if it cannot be built.

    For a published report this is the current edition, which does not need the data.
    """

    def dispatch(self, request, *args, **kwargs):
        self.report = public.get_by_path(kwargs["kind"], kwargs["rest"])
        if self.report is None:
            raise Http404("This document does not exist.")
        self.edition = publish.current_edition(self.report)
        try:
            return super().dispatch(request, *args, **kwargs)
        except ReportNotRendered as error:
            context = {
                "report": self.report,
                "problems": error.problems,
                "latest": draft_pdfs.latest(self.report),
            }
            return render(request, "reports/document_problem.html", context, status=503)


class ReportPage(ReportMixin, TemplateView):
    template_name = "reports/document_page.html"

    def get_context_data(self, **kwargs):
        if self.edition is not None:
            return super().get_context_data(**edition_context(self.edition), **kwargs)
        document = build(self.report)
        return super().get_context_data(
            report=self.report,
            document=document,
            rendition=draft_pdfs.current(self.report, document),
            latest=draft_pdfs.latest(self.report),
            **kwargs,
        )


def edition_context(edition) -> dict:
    """Context for the page of an edition: its stored content, and all editions."""
    return {
        "report": edition.report,
        "edition": edition,
        "editions": edition.report.editions.order_by("-number"),
        "document": publish.page_of(edition),
    }


class ReportJson(ReportMixin, View):
    def get(self, request, **kwargs):
        if self.edition is not None:
            return edition_json(self.edition)
        return json_of(rendering.as_json(build(self.report)))


def json_of(text):
    return HttpResponse(text, content_type="application/json")


def edition_json(edition):
    """The data of an edition as it was published."""
    data = edition.content["document"]
    return json_of(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


class ReportPdf(ReportMixin, View):
    """The stored PDF, or that of an earlier draft if there is none of this one.

    Officers create it by POST.
    """

    http_method_names = ["get", "head", "options", "post"]

    def get(self, request, **kwargs):
        if self.edition is not None:
            return edition_pdf(request, self.edition)
        rendition = draft_pdfs.pdf_for_reader(self.report)
        if rendition is None:
            raise Http404("No PDF of this draft is available yet.")
        name = f"{self.report.file_stem}.pdf"
        return pdf_file(request, rendition.pdf, rendition.content_sha256, name)

    @method_decorator(
        permission_required("reports.change_report", raise_exception=True)
    )
    def post(self, request, kind, rest):
        rendition = draft_pdfs.make(self.report)
        messages.success(request, f"PDF created: {rendition.pages} pages.")
        return redirect("reports:document", kind, rest)


def pdf_file(request, file, digest, name):
    """A stored PDF, or 304 if the browser already has it."""
    etag = f'"{digest}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    return FileResponse(
        file.open("rb"),
        content_type="application/pdf",
        filename=name,
        headers={"ETag": etag},
    )


def edition_pdf(request, edition):
    name = f"{edition.report.file_stem}-edition-{edition.number}.pdf"
    return pdf_file(request, edition.pdf, edition.pdf_sha256, name)


class EditionMixin(ReaderMixin):
    """One edition of a document, current or superseded."""

    def dispatch(self, request, *args, **kwargs):
        report = public.get_by_path(kwargs["kind"], kwargs["rest"])
        rows = report.editions if report else Edition.objects.none()
        self.edition = get_object_or_404(rows, number=kwargs["number"])
        return super().dispatch(request, *args, **kwargs)


class EditionPage(EditionMixin, TemplateView):
    template_name = "reports/document_page.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**edition_context(self.edition), **kwargs)


class EditionJson(EditionMixin, View):
    def get(self, request, **kwargs):
        return edition_json(self.edition)


class EditionPdf(EditionMixin, View):
    def get(self, request, **kwargs):
        return edition_pdf(request, self.edition)


class Editions(ReportMixin, TemplateView):
    """All editions of a document, newest first, with their change notes."""

    template_name = "reports/editions.html"

    def get_context_data(self, **kwargs):
        if self.edition is None:
            raise Http404("This document has not been published yet.")
        context = edition_context(self.edition)
        return super().get_context_data(**context, **kwargs)
