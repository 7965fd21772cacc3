"""The public page of a fund by year."""

from django.http import Http404
from django.views.generic import TemplateView
from django_tables2 import RequestConfig

from funding.models import Fund
from funding.queries.fund_overview import Overview
from funding.queries.ledger import read_ledger
from funding.tables import FundingTable
from partnership.core.pages.mixins import ReaderMixin
from partnership.models import Partnership


class FundDetail(ReaderMixin, TemplateView):
    """A fund of the home partnership: the one in the URL, or the first."""

    template_name = "funding/fund_detail.html"

    def get_context_data(self, **kwargs):
        home = Partnership.objects.home()
        funds = Fund.objects.filter(settlements__partnership=home).distinct()
        funds = list(funds.select_related("funder"))
        code = self.kwargs.get("code")
        fund = next((f for f in funds if code in (None, f.code)), None)
        context = super().get_context_data(home=home, funds=funds, fund=fund, **kwargs)
        if fund is None and code:
            raise Http404("Fund not found")
        if fund is not None:
            overview = Overview(read_ledger(home, fund))
            table = FundingTable(overview, bool(self.request.GET.get("sort")))
            table.caption = fund.name
            RequestConfig(self.request, paginate=False).configure(table)
            context |= {"overview": overview, "table": table}
        return context
