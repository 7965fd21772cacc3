"""Public pages of partners and partnerships, and what every page is dressed in."""

from django.db.models import Prefetch
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from django.views.generic import DetailView, ListView, TemplateView
from django_tables2 import SingleTableMixin

from partnership.models import Membership, Partner, Partnership
from partnership.partner_tables import PartnershipTable, PartnerTable
from partnership.seats import sittings_of


class ReaderMixin:
    """A page for anyone: no cookie, and an ETag so that it is sent once."""

    http_method_names = ["get", "head", "options"]

    @method_decorator(conditional_page)
    def dispatch(self, *args, **kwargs):
        return super().dispatch(*args, **kwargs)


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
        sittings = sittings_of(self.object)
        return super().get_context_data(sittings=sittings, **kwargs)


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


class Accessibility(ReaderMixin, TemplateView):
    template_name = "partnership/accessibility.html"


class Theme(ReaderMixin, TemplateView):
    """The home partnership's two colours, as a style sheet."""

    template_name = "partnership/theme.css"
    content_type = "text/css"

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        response["Cache-Control"] = "public, max-age=300"
        return response
