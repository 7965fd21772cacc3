"""Editions that differ from the current data, and where each record is used."""

from django.core.cache import cache
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.generic import TemplateView

from partnership.core.models import hooks
from partnership.core.models.registry import RECORD_TYPES
from partnership.core.private_pages import PrivatePageMixin
from reports.assembly.build import build
from reports.editor.document_view import DocumentView
from reports.errors import ReportNotRendered
from reports.models import Edition
from reports.publication import publish as publishing
from reports.publication.data_fingerprint import data_fingerprint
from reports.publication.differences import differences, draft_change_note
from reports.publication.edition_content import frozen
from reports.publication.listings import title_of
from reports.publication.record_uses import uses_of_record

DAY_SECONDS = 24 * 60 * 60
FEEDS = "documents:feeds"

hooks.TABS["Where it is used"] = FEEDS


def edition_differences(edition):
    """Places where the draft now differs from an edition. Raises ReportNotRendered."""
    draft = frozen(build(edition.report, is_edition=True))
    return differences(edition.content["document"], draft["document"])


def suggested_change_note(report) -> str:
    """A change note for the next edition, from what differs; empty for the first."""
    edition = publishing.current_edition(report)
    if edition is None:
        return ""
    try:
        return draft_change_note(edition_differences(edition))
    except (ReportNotRendered, KeyError):
        return ""


class DocumentDifferences(DocumentView):
    """Each place where the draft differs from the current edition, old next to new."""

    def get(self, request, pk):
        edition = publishing.current_edition(self.report)
        if edition is None:
            raise Http404("This document is not published.")
        context = {"report": self.report, "edition": edition}
        try:
            context["differences"] = edition_differences(edition)
            context["change_note"] = draft_change_note(context["differences"])
        except ReportNotRendered as error:
            context["problems"] = error.problems
        return render(request, "documents/differences.html", context)


class DifferingEditions(PrivatePageMixin, TemplateView):
    """Published documents whose data has since changed, with the number of places."""

    permission_required = "reports.change_report"
    template_name = "documents/differing_editions.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(rows=differing_editions(), **kwargs)


def differing_editions() -> list[dict]:
    """Current editions that differ from the data, from the cache if nothing changed."""
    key = f"differing-editions:{data_fingerprint()}"
    if (found := cache.get(key)) is None:
        rows = Edition.objects.filter(is_current=True).select_related(
            "report__partnership__police_area"
        )
        found = [row for edition in rows if (row := _summary(edition))]
        cache.set(key, found, DAY_SECONDS)
    return found


def _summary(edition):
    try:
        count = len(edition_differences(edition))
    except ReportNotRendered:
        count = None
    if count == 0:
        return None
    return {
        "title": title_of(edition.report),
        "number": edition.number,
        "url": reverse("documents:differences", args=[edition.report_id]),
        "count": count,
    }


class Feeds(PrivatePageMixin, TemplateView):
    """Every sentence, table cell and chart that uses a record."""

    permission_required = "reports.change_report"
    template_name = "documents/feeds.html"

    def get_context_data(self, record, pk, **kwargs):
        record = RECORD_TYPES.get(record)
        if record is None or not record.has_permission(self.request.user, "view"):
            raise Http404
        row = get_object_or_404(record.rows, pk=pk)
        return super().get_context_data(
            record=record, row=row, documents=uses_of_record(row), **kwargs
        )
