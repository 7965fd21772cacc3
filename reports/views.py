"""Public pages: the home page, the list of documents, and the documents themselves."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView, View
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from partnership import years
from partnership.models import Partnership
from partnership.views import ReaderMixin
from priorities.assessment import area_of
from priorities.models import Priority
from reports import public, rendering, renditions
from reports.errors import ReportNotRendered
from reports.filters import ReportFilters
from reports.services import build
from reports.tables import ReportTable


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
                "year": years.label(agreement.year),
                "headlines": public.headlines(agreement),
                "priorities": Priority.objects.of(home, agreement.year),
            }
        return super().get_context_data(
            home=home,
            place=area_of(home),
            newest=public.newest_but(agreement),
            filter=ReportFilters(None, queryset=public.shown()),
            csps=home.csps.order_by("short_name"),
            **kwargs,
        )


class ReportList(ReaderMixin, SingleTableMixin, FilterView):
    template_name = "reports/document_list.html"
    table_class = ReportTable
    filterset_class = ReportFilters

    def get_queryset(self):
        return public.shown()

    def get_table(self, **kwargs):
        table = super().get_table(**kwargs)
        table.clear_url = reverse("reports:document_list")
        return table


class ReportMixin(ReaderMixin):
    """A document at its address, or a plain page where it cannot be made whole."""

    def dispatch(self, request, *args, **kwargs):
        self.report = public.at(kwargs["kind"], kwargs["rest"])
        if self.report is None:
            raise Http404("There is no document at this address.")
        try:
            return super().dispatch(request, *args, **kwargs)
        except ReportNotRendered as error:
            context = {
                "report": self.report,
                "problems": error.problems,
                "latest": renditions.latest(self.report),
            }
            return render(request, "reports/document_problem.html", context, status=503)


class ReportPage(ReportMixin, TemplateView):
    template_name = "reports/document_page.html"

    def get_context_data(self, **kwargs):
        document = build(self.report)
        return super().get_context_data(
            report=self.report,
            document=document,
            rendition=renditions.current(self.report, document),
            latest=renditions.latest(self.report),
            **kwargs,
        )


class ReportJson(ReportMixin, View):
    def get(self, request, **kwargs):
        text = rendering.as_json(build(self.report))
        return HttpResponse(text, content_type="application/json")


class ReportPdf(ReportMixin, View):
    """The stored PDF, of an earlier draft where there is none of what it says now.

    Officers have it made by POST.
    """

    http_method_names = ["get", "head", "options", "post"]

    def get(self, request, **kwargs):
        rendition = renditions.to_give(self.report)
        if rendition is None:
            raise Http404("A PDF of this draft has not been made yet.")
        etag = f'"{rendition.content_sha256}"'
        unchanged = get_conditional_response(request, etag=etag)
        if unchanged is not None:
            return unchanged
        return FileResponse(
            rendition.pdf.open("rb"),
            content_type="application/pdf",
            filename=f"{self.report.file_stem}.pdf",
            headers={"ETag": etag},
        )

    @method_decorator(
        permission_required("reports.change_report", raise_exception=True)
    )
    def post(self, request, kind, rest):
        rendition = renditions.make(self.report)
        messages.success(request, f"The PDF is made: {rendition.pages} pages.")
        return redirect("reports:document", kind, rest)
