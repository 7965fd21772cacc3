"""The page that compares two documents."""

from django import forms
from django.http import Http404
from django.views.generic import TemplateView

from partnership.core.pages.forms import GovukForm
from partnership.core.pages.mixins import ReaderMixin
from reports.public import queries
from reports.public.compare import EDITION, compare, document_at


class CompareForm(GovukForm):
    """Two of the documents that the public can see, of one type first."""

    old = forms.ChoiceField(required=False, label="Compare")
    new = forms.ChoiceField(required=False, label="With")

    def __init__(self, data):
        super().__init__(data)
        documents = sorted(
            queries.published(), key=lambda row: (row.type_name, row.partnership)
        )
        # What differs comes first: a phone cuts off the end.
        choices = [
            (row.path, f"{row.period_label}: {row.type_name} ({row.partnership})")
            for row in documents
        ]
        for name, field in self.fields.items():
            # An edition that is not the current one can be compared by its address.
            asked = data.get(name, "")
            known = {path for path, _label in choices}
            own = [] if asked in known or EDITION not in asked else [(asked, asked)]
            field.choices = [("", "Select a document"), *own, *choices]


class Compare(ReaderMixin, TemplateView):
    """What changed from one document, or edition, to another."""

    template_name = "reports/compare.html"

    def get_context_data(self, **kwargs):
        asked = {name: self.request.GET.get(name, "") for name in ["old", "new"]}
        result = None
        if all(asked.values()):
            found = {name: document_at(place) for name, place in asked.items()}
            if None in found.values():
                raise Http404("There is no such document.")
            result = compare(found["old"], found["new"])
        return super().get_context_data(
            filter={"form": CompareForm(asked)}, result=result, **kwargs
        )
