"""Filters above the list of documents, from the documents listed."""

from django import forms

from partnership.core.pages.forms import GovukForm
from partnership.core.values import financial_years
from partnership.core.values.names import sort_key


class DocumentFilters(GovukForm):
    """Filters by document type, partnership and year of the documents listed."""

    kind = forms.ChoiceField(required=False, label="Document type")
    partnership = forms.ChoiceField(required=False)
    year = forms.ChoiceField(required=False)

    def __init__(self, documents, data=None):
        super().__init__(data or None)
        self.documents = documents
        # Documents are newest first: what was renamed has its latest name.
        oldest_first = documents[::-1]
        kinds = {row.document_type: row.type_name for row in oldest_first}
        partnerships = {row.partnership_code: row.partnership for row in oldest_first}
        years = sorted({row.year for row in documents}, reverse=True)
        labels = [financial_years.label(year) for year in years]
        for name, every, choices in [
            ("kind", "All document types", _by_name(kinds)),
            ("partnership", "All partnerships", _by_name(partnerships)),
            ("year", "All years", [(label, label) for label in labels]),
        ]:
            self.fields[name].choices = [("", every), *choices]

    def matching(self) -> list:
        """The documents that match; none if a filter has an unknown value."""
        if not self.is_bound:
            return self.documents
        if not self.is_valid():
            return []
        chosen = self.cleaned_data
        return [
            row
            for row in self.documents
            if chosen["kind"] in ("", row.document_type)
            and chosen["partnership"] in ("", row.partnership_code)
            and chosen["year"] in ("", financial_years.label(row.year))
        ]


def _by_name(named: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(named.items(), key=lambda pair: sort_key(pair[1]))
