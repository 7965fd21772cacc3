"""Public pages of partners and partnerships."""

from django.views.generic import ListView
from django_tables2 import SingleTableMixin

from partnership.core.pages.mixins import ReaderMixin
from partnership.core.releases.queries import public_rows
from partnership.core.releases.views import ReleasedPage
from partnership.partners.tables import PartnershipTable, PartnerTable


class PartnerList(ReaderMixin, SingleTableMixin, ListView):
    template_name = "partnership/partner_list.html"
    table_class = PartnerTable

    def get_queryset(self):
        return public_rows("partner")


class PartnerDetail(ReleasedPage):
    template_name = "partnership/partner_detail.html"
    kind, context_name = "partner", "partner"


class PartnershipList(ReaderMixin, SingleTableMixin, ListView):
    template_name = "partnership/partnership_list.html"
    table_class = PartnershipTable

    def get_queryset(self):
        return public_rows("partnership")


class PartnershipDetail(ReleasedPage):
    template_name = "partnership/partnership_detail.html"
    kind, context_name = "partnership", "partnership"

    def get_context_data(self, **kwargs):
        priorities = [
            row
            for row in public_rows("priority")
            if row["partnership"]["code"] == self.content["code"]
        ]
        priorities.sort(key=lambda row: (-row["from_year"], row["number"]))
        return super().get_context_data(priorities=priorities, **kwargs)
