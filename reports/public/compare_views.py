"""The page that compares two documents."""

from django import forms
from django.http import Http404
from django.views.generic import TemplateView

from partnership.core.pages.forms import GovukForm
from partnership.core.pages.mixins import ReaderMixin
from reports.models import Edition
from reports.public import queries, withdrawals
from reports.public.compare import EDITION, compare, document_at, withdrawn_at


class CompareForm(GovukForm):
    """Two of the documents that the public can see, of one type first.

    It lists the editions of those that are being compared.
    """

    old = forms.ChoiceField(required=False, label="Compare")
    new = forms.ChoiceField(required=False, label="With")

    def __init__(self, data):
        super().__init__(data)
        documents = sorted(
            queries.published(), key=lambda row: (row.type_name, row.partnership)
        )
        asked = {data.get(name, "").partition(EDITION)[0] for name in self.fields}
        editions = Edition.objects.public().filter(path__in=asked).order_by("number")
        places = list(editions.values_list("path", "number"))
        choices = []
        for row in documents:
            # What differs comes first: a phone cuts off the end.
            period, document = row.period_label, f"{row.type_name} ({row.partnership})"
            choices.append((row.path, f"{period}: {document}"))
            choices += [
                (f"{path}{EDITION}{number}", f"{period}, edition {number}: {document}")
                for path, number in places
                if path == row.path
            ]
        for field in self.fields.values():
            field.choices = [("", "Select a document"), *choices]


class Compare(ReaderMixin, TemplateView):
    """What changed from one document, or edition, to another."""

    template_name = "reports/compare.html"

    def get(self, request, *args, **kwargs):
        for name in ["old", "new"]:
            if found := withdrawn_at(request.GET.get(name, "")):
                return withdrawals.page(request, *found)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        asked = {name: self.request.GET.get(name, "") for name in ["old", "new"]}
        result = None
        if all(asked.values()):
            found = {name: document_at(place) for name, place in asked.items()}
            if None in found.values():
                raise Http404("This document does not exist.")
            result = compare(found["old"], found["new"])
        return super().get_context_data(
            filter={"form": CompareForm(asked)}, result=result, **kwargs
        )
