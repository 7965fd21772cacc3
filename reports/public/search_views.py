"""The search page for readers."""

from django import forms
from django.conf import settings
from django.views.generic import TemplateView

from partnership.core.models import SearchEntry
from partnership.core.models.display import whole_number
from partnership.core.pages.forms import GovukForm
from partnership.core.pages.mixins import ReaderMixin
from partnership.core.search.query import (
    LONGEST_QUERY,
    MOST_RANKED,
    PAGES,
    Filters,
    count,
    search,
)
from partnership.core.values import financial_years

PER_PAGE = 20
LAST_PAGE = 50


class SearchForm(GovukForm):
    """The search box, and filters by what the index has."""

    q = forms.CharField(
        required=False,
        max_length=LONGEST_QUERY,
        label="Search for",
        widget=forms.SearchInput,
    )
    kind = forms.ChoiceField(required=False, label="Type")
    year = forms.ChoiceField(required=False)
    partnership = forms.ChoiceField(required=False)

    def __init__(self, entries, data):
        super().__init__(data)
        kinds, owners, years = entries.choices()
        labels = [financial_years.label(year) for year in years]
        for name, every, choices in [
            ("kind", "All types", [*kinds, (PAGES, "Everything except documents")]),
            ("year", "All years", [(label, label) for label in labels]),
            ("partnership", "All partnerships", owners),
        ]:
            self.fields[name].choices = [("", every), *choices]

    @property
    def filters(self) -> Filters:
        chosen = self.cleaned_data
        return Filters(
            kind=chosen["kind"],
            year=financial_years.parse(chosen["year"]) if chosen["year"] else None,
            owner=chosen["partnership"],
            with_drafts=settings.SHOW_DRAFTS,
        )


class Search(ReaderMixin, TemplateView):
    """What was found in published documents and on public pages, best first."""

    template_name = "reports/search.html"

    def get_context_data(self, **kwargs):
        entries = SearchEntry.objects.all()
        if not settings.SHOW_DRAFTS:
            entries = entries.filter(is_draft=False)
        form = SearchForm(entries, self.request.GET)
        page, hits, found = self.page_number(), [], (0, 0)
        if form.is_valid() and form.cleaned_data["q"].strip():
            first = (page - 1) * PER_PAGE
            words = form.cleaned_data["q"]
            hits = search(words, form.filters, PER_PAGE + 1, first)
            found = count(words, form.filters)
        return super().get_context_data(
            filter={"form": form},
            words=form.data.get("q", "").strip(),
            hits=hits[:PER_PAGE],
            passages=found[0],
            pages=found[1],
            most=MOST_RANKED if sum(found) > MOST_RANKED else 0,
            all_but_documents=PAGES,
            page=page,
            has_next=len(hits) > PER_PAGE and page < LAST_PAGE,
            **kwargs,
        )

    def page_number(self) -> int:
        return min(whole_number(self.request.GET.get("page")) or 1, LAST_PAGE)
