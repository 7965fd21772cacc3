"""Pages that offer figures and cross-references for texts and records."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import View

from partnership.core.models.display import whole_number
from partnership.core.models.registry import RECORD_TYPES
from partnership.core.records.permissions import StaffRequiredMixin
from partnership.core.values import financial_years
from partnership.models import Partnership
from reports.assembly.validate_tokens import partnerships_of
from reports.editor.preview import printed_references
from reports.editor.reference_picker import references
from reports.errors import TokenError
from reports.figures import search as catalogue
from reports.figures.grammar import OPENINGS, Token, tokens_in
from reports.figures.resolver import Resolver
from reports.models import Report
from reports.public import queries
from reports.text.draft import draft_of

# The most text accepted from one form, in characters.
MAX_CHARACTERS = 500_000


@dataclass
class TextOwner:
    """A record with text, and the documents that may print it."""

    row: Model | None = None

    @cached_property
    def report(self) -> Report | None:
        """The document that the record is or belongs to, if any."""
        if isinstance(self.row, Report):
            return self.row if self.row.pk else None
        return getattr(self.row, "report", None)

    @cached_property
    def partnerships(self) -> list[Partnership]:
        if self.report:
            return [self.report.partnership]
        home = Partnership.objects.home()
        found = list(partnerships_of(self.row)) if self.row else []
        return found or ([home] if home else [])

    @cached_property
    def year(self) -> int:
        """The year that the text is most likely about."""
        above = [self.report, self.row, getattr(self.row, "settlement", None)]
        for row in filter(None, above):
            for name in ("year", "from_year"):
                if year := getattr(row, name, None):
                    return year
        newest = queries.draft_agreement()
        return newest.year if newest else financial_years.of(timezone.localdate())

    def search(self, query: str) -> list[catalogue.Option]:
        """Figures for the picker, of the first partnership that may print the text."""
        if not self.partnerships or not query.strip():
            return []
        resolver = Resolver(self.partnerships[0], report=self.report)
        return catalogue.search(resolver, self.year, query)

    def printed_figures(self, texts: list[str]) -> dict[str, str]:
        """The printed text of each figure or reference in some texts, by token.

        Tokens with errors are omitted.
        """
        tokens = [token for text in texts for token in tokens_in(text)]
        figures: dict[str, str] = {}
        for partnership in self.partnerships:
            resolver = Resolver(partnership, tokens, report=self.report)
            for token in tokens:
                if token.kind == OPENINGS["[="] and token.source not in figures:
                    if (words := _printed(resolver, token)) is not None:
                        figures[token.source] = words
        if self.report and any(token.kind == OPENINGS["[@"] for token in tokens):
            figures |= printed_references(draft_of(self.report), tokens)
        return figures


def _printed(resolver: Resolver, token: Token) -> str | None:
    try:
        return resolver.figure(token).text
    except TokenError:
        return None


class RecordTextView(StaffRequiredMixin, View):
    """Base view for the text of the record named by the parameter `of`.

    `of` is the record's part of its URL, for example `strands/12`, or `strands` for a
    new record.
    """

    def text_owner(self, request) -> TextOwner:
        of = request.GET.get("of", "")
        if not of:
            return TextOwner()
        slug, _, key = of.partition("/")
        record = RECORD_TYPES.get(slug)
        if record is None or not record.has_permission(request.user, "view"):
            raise Http404("This type of record does not exist.")
        pk = whole_number(key)
        if pk is None:
            return TextOwner(record.model())
        row = record.rows.filter(pk=pk).first()
        if row is None:
            raise Http404("This record does not exist.")
        return TextOwner(row)


class FindFigures(RecordTextView):
    """Search for figures: as JSON for the picker, or as a page."""

    http_method_names = ["get", "head", "options"]

    def get(self, request):
        query, owner = request.GET.get("q", ""), self.text_owner(request)
        found = owner.search(query)
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"options": catalogue.as_data(found)})
        context = {"query": query, "found": found, "report": owner.report}
        return render(request, "editor/figures.html", context)


class FindReferences(RecordTextView):
    """Show what a document's cross-references can point to, as JSON or as a page."""

    http_method_names = ["get", "head", "options"]

    def get(self, request):
        report = self.text_owner(request).report
        found = references(report, request.GET.get("q", "")) if report else []
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"options": found})
        context = {"report": report, "found": found}
        return render(request, "editor/references.html", context)


class ReadFigures(RecordTextView):
    """The printed text of the figures in some texts; nothing is saved."""

    http_method_names = ["post", "options"]

    def post(self, request):
        texts = request.POST.getlist("words")
        if sum(map(len, texts)) > MAX_CHARACTERS:
            return HttpResponse(status=413)
        return JsonResponse(
            {"figures": self.text_owner(request).printed_figures(texts)}
        )
