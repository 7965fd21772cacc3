"""Public pages: the home page, the list of documents, and the documents themselves."""

from http import HTTPStatus
from itertools import zip_longest

from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.views.generic import ListView, TemplateView, View

from partnership.core.background import jobs
from partnership.core.pages.mixins import FilteredListMixin, ReaderMixin
from partnership.core.releases.queries import public_rows
from partnership.core.values import financial_years
from partnership.core.values.names import sort_key
from partnership.models.wording import terms
from partnership.partners.public import home_among
from reports.assembly.build import build
from reports.errors import ReportNotRendered
from reports.models import Edition
from reports.public import json_ld, withdrawals
from reports.public import queries as public
from reports.public.anchors import with_anchors
from reports.public.compare import year_before
from reports.public.filters import DocumentFilters
from reports.public.record_links import with_record_links
from reports.public.table_files import with_table_files
from reports.public.tables import ReportTable
from reports.publication import draft_pdf_job, draft_pdfs, publish, rendering
from reports.publication.edition_content import page_of
from reports.publication.listings import Listing, listing_of, title_of


class Home(ReaderMixin, TemplateView):
    template_name = "reports/home.html"

    def get_context_data(self, **kwargs):
        partnerships = public_rows("partnership")
        home = home_among(partnerships)
        documents = public.published()
        agreement = public.leading_agreement(documents)
        if agreement:
            kwargs |= {"agreement": agreement, "headlines": public.headlines(agreement)}
            term = public.AGREEMENTS[agreement.document_type]
            kwargs["agreement_name"] = getattr(terms, term).short
        if home:
            year = agreement.year if agreement else None
            kwargs |= {
                "year": financial_years.label(year) if year else "",
                "priorities": _priorities_of(home, year) if year else [],
                "csps": _csps_of(home, partnerships),
            }
        return super().get_context_data(
            home=home,
            newest=public.others_newest_first(documents, agreement),
            filter={"form": DocumentFilters(documents)},
            **kwargs,
        )


def _priorities_of(home, year):
    rows = [
        row
        for row in public_rows("priority")
        if row["partnership"]["code"] == home.code
        and row["from_year"] <= year <= row["to_year"]
    ]
    return sorted(rows, key=lambda row: (row["kind_code"], row["number"]))


def _csps_of(home, partnerships):
    rows = [
        row
        for row in partnerships
        if (row["county_partnership"] or {}).get("code") == home.code
    ]
    return sorted(rows, key=lambda row: sort_key(row["short_name"]))


class ReportList(FilteredListMixin, ListView):
    template_name = "reports/document_list.html"
    table_class = ReportTable

    def get_queryset(self):
        self.form = DocumentFilters(public.published(), self.request.GET)
        return self.form.matching()


class ReportMixin(ReaderMixin):
    """A document, or a plain page if a draft cannot be built.

    For a published report this is the current edition, which does not need the data.
    """

    status_unfinished = HTTPStatus.CONFLICT
    is_file = False

    def dispatch(self, request, *args, **kwargs):
        document_type, rest = kwargs["document_type"], kwargs["rest"]
        self.edition = public.current_edition(document_type, rest)
        self.report = None if self.edition else public.draft_at(document_type, rest)
        if self.report is None and self.edition is None:
            if withdrawal := public.withdrawal_at(document_type, rest):
                if self.is_file:
                    return withdrawals.file(withdrawal)
                return withdrawals.page(request, withdrawal)
            if path := public.moved_to(document_type, rest):
                old = f"/{document_type}/{rest}"
                moved = request.path.replace(old, f"/{path}", 1)
                return redirect(moved, permanent=True)
            raise Http404("This document does not exist.")
        try:
            return super().dispatch(request, *args, **kwargs)
        except ReportNotRendered as error:
            context = {
                "report": self.report,
                "problems": error.problems,
                "latest": draft_pdfs.latest(self.report),
            }
            return render(
                request,
                "reports/document_problem.html",
                context,
                status=self.status_unfinished,
            )


class ReportPage(ReportMixin, TemplateView):
    template_name = "reports/document_page.html"
    # Its page says what exists; it has no files yet.
    status_unfinished = HTTPStatus.OK

    def get_context_data(self, **kwargs):
        if self.edition is not None:
            return super().get_context_data(**edition_context(self.edition), **kwargs)
        document = build(self.report)
        return super().get_context_data(
            report=self.report,
            report_pk=self.report.pk,
            year_before=year_before(listing_of(self.report)),
            document=document,
            draft_pdf=draft_pdfs.current(document),
            latest=draft_pdfs.latest(self.report),
            **kwargs,
        )


def edition_context(edition) -> dict:
    """Context for the page of an edition: its stored content, and all editions."""
    listing, body = Listing(**edition.listing), edition.content["page"]["body"]
    return {
        "report": edition,
        "report_pk": edition.report_id,
        "edition": edition,
        "editions": editions_of(edition.report_id),
        "document": page_of(edition),
        "superseded_by": publish.superseded_by(edition),
        "year_before": year_before(listing),
        "schema_org": json_ld.as_script(json_ld.report(edition)),
        "body": with_anchors(
            with_table_files(with_record_links(body, listing), edition),
            f"/{edition.path}/edition/{edition.number}/",
        ),
    }


def editions_of(report_id) -> list[Edition]:
    """The public editions of a document, newest first, without their content.

    `previous` is the edition before it, which may have had another address.
    """
    rows = Edition.objects.public().filter(report=report_id).order_by("-number")
    editions = list(rows.defer("content"))
    for edition, before in zip_longest(editions, editions[1:]):
        edition.previous = before
    return editions


class ReportJson(ReportMixin, View):
    is_file = True

    def get(self, request, **kwargs):
        if self.edition is not None:
            return edition_file(request, self.edition, "json")
        text = rendering.as_json(build(self.report))
        return HttpResponse(text, content_type="application/json")


def edition_file(request, edition, extension):
    """A stored file of an edition; of one that is superseded, with a link on."""
    stem = edition.path.replace("/", "-")
    name = f"{stem}-edition-{edition.number}.{extension}"
    file, digest = getattr(edition, extension), getattr(edition, f"{extension}_sha256")
    response = stored_file(request, file, digest, name)
    if not edition.is_current:
        current = Edition.objects.filter(report=edition.report_id, is_current=True)
        path = current.values_list("path", flat=True).first() or edition.path
        response["Link"] = f'</{path}/>; rel="latest-version"'
    return response


class ReportPdf(ReportMixin, View):
    """The stored PDF, or that of an earlier draft if there is none of this one.

    Officers create it by POST.
    """

    http_method_names = ["get", "head", "options", "post"]
    is_file = True

    def get(self, request, **kwargs):
        if self.edition is not None:
            return edition_file(request, self.edition, "pdf")
        draft_pdf = draft_pdfs.pdf_for_reader(self.report)
        if draft_pdf is None:
            raise Http404("No PDF of this draft is available yet.")
        name = f"{self.report.file_stem}.pdf"
        return stored_file(request, draft_pdf.pdf, draft_pdf.content_sha256, name)

    @method_decorator(
        permission_required("reports.change_report", raise_exception=True)
    )
    def post(self, request, document_type, rest):
        page = reverse("reports:document", args=[document_type, rest])
        if self.report is None:
            return redirect(page)  # published meanwhile, with its PDF
        build(self.report)  # raises ReportNotRendered, which has its own page
        title = f"Draft PDF: {title_of(self.report)}"
        job = draft_pdf_job.start(self.report, request.user, page, title)
        return jobs.redirect_to(request, job)


def stored_file(request, file, digest, name):
    """A stored file, or 304 if the browser already has it.

    The single HTML file is a download, and JSON is shown as it is.
    """
    etag = f'"{digest}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    headers = {"ETag": etag}
    if name.endswith(".json"):
        with file.open("rb") as stored:
            return HttpResponse(
                stored.read(), content_type="application/json", headers=headers
            )
    return FileResponse(
        file.open("rb"),
        as_attachment=name.endswith(".html"),
        filename=name,
        headers=headers,
    )


class EditionMixin(ReaderMixin):
    """One edition of a document, current or superseded."""

    is_file = False

    def dispatch(self, request, *args, **kwargs):
        document_type, rest = kwargs["document_type"], kwargs["rest"]
        if withdrawal := public.withdrawal_at(document_type, rest):
            return self.withdrawn(withdrawal)
        self.edition = public.edition_at(document_type, rest, kwargs["number"])
        if self.edition is None:
            raise Http404("This edition does not exist.")
        if withdrawal := public.withdrawal_of(self.edition):
            return self.withdrawn(withdrawal, self.edition)
        return super().dispatch(request, *args, **kwargs)

    def withdrawn(self, *found):
        if self.is_file:
            return withdrawals.file(*found)
        return withdrawals.page(self.request, *found)


class EditionPage(EditionMixin, TemplateView):
    template_name = "reports/document_page.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**edition_context(self.edition), **kwargs)


class EditionFile(EditionMixin, View):
    """A stored file of an edition: its PDF, its data or its single HTML file."""

    extension = ""
    is_file = True

    def get(self, request, **kwargs):
        return edition_file(request, self.edition, self.extension)


class Editions(ReportMixin, TemplateView):
    """All editions of a document, newest first, with their change notes."""

    template_name = "reports/editions.html"

    def get_context_data(self, **kwargs):
        if self.edition is None:
            raise Http404("This document has not been published yet.")
        context = edition_context(self.edition)
        return super().get_context_data(**context, **kwargs)
