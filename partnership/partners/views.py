"""Public pages of partners and partnerships."""

from django.db.models import Prefetch
from django.views.generic import DetailView, ListView
from django_tables2 import SingleTableMixin

from partnership.core.pages.mixins import ReaderMixin
from partnership.models import Membership, Partner, Partnership
from partnership.partners.memberships import group_memberships
from partnership.partners.tables import (
    PartnershipTable,
    PartnerTable,
)


class PartnerList(ReaderMixin, SingleTableMixin, ListView):
    template_name = "partnership/partner_list.html"
    table_class = PartnerTable
    queryset = Partner.objects.select_related("parent").prefetch_related(
        Prefetch("memberships", Membership.objects.select_related("group")),
        Prefetch("represented_in", Membership.objects.select_related("group")),
    )


class PartnerDetail(ReaderMixin, DetailView):
    template_name = "partnership/partner_detail.html"
    slug_field = slug_url_kwarg = "code"
    queryset = Partner.objects.select_related("parent", "area").prefetch_related(
        "services", "plans"
    )

    def get_context_data(self, **kwargs):
        memberships = group_memberships(self.object)
        return super().get_context_data(memberships=memberships, **kwargs)


class PartnershipList(ReaderMixin, SingleTableMixin, ListView):
    template_name = "partnership/partnership_list.html"
    table_class = PartnershipTable
    queryset = Partnership.objects.select_related(
        "county_partnership"
    ).prefetch_related("areas", "websites")


class PartnershipDetail(ReaderMixin, DetailView):
    template_name = "partnership/partnership_detail.html"
    slug_field = slug_url_kwarg = "code"
    queryset = Partnership.objects.select_related(
        "county_partnership", "police_area", "secretariat"
    ).prefetch_related("coverage__area", "websites", "csps", "groups", "priorities")
