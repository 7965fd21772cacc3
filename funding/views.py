"""The public page of a fund by year."""

from decimal import Decimal

from django.http import Http404
from django.views.generic import TemplateView
from django_tables2 import RequestConfig

from funding.queries.fund_overview import Overview
from funding.releases import (
    FUNDING_YEAR,
    funders_of,
    public_funding_years,
    public_ledgers,
)
from funding.stories import story_of
from funding.tables import FundingTable
from partnership.core.pages.mixins import ReaderMixin
from partnership.core.releases.queries import PublicKeys, draft_content


class LineDetail(ReaderMixin, TemplateView):
    """One grant's story: a funding line through the years."""

    template_name = "funding/line_detail.html"

    def get_context_data(self, **kwargs):
        story = story_of(self.kwargs["code"])
        if story is None:
            raise Http404("Funding line not found")
        return super().get_context_data(story=story, public=PublicKeys(), **kwargs)


def _newest_total(ledger) -> tuple[int, Decimal]:
    """The last year with a known total, and that total."""
    known = [(year, ledger.total(year).gbp) for year in ledger.years]
    return max((pair for pair in known if pair[1] is not None), default=(0, Decimal(0)))


class FundDetail(ReaderMixin, TemplateView):
    """A fund by year: the one in the URL, or the home partnership's largest."""

    template_name = "funding/fund_detail.html"
    # The key of a year to show as a draft beside what is published, for a preview.
    preview_key = ""

    def get_context_data(self, **kwargs):
        rows = self.rows()
        ledgers = public_ledgers(rows)
        code = self.kwargs.get("code")
        matching = [ledger for ledger in ledgers if code in (None, ledger.fund.code)]
        ledger = max(matching, key=_newest_total, default=None)
        context = super().get_context_data(
            funds=[ledger.fund for ledger in ledgers],
            fund=ledger.fund if ledger else None,
            codes_shown=[],
            **kwargs,
        )
        if ledger is None and code:
            raise Http404("Fund not found")
        if ledger is not None:
            overview = Overview(ledger)
            table = FundingTable(overview, bool(self.request.GET.get("sort")))
            table.caption = ledger.fund.name
            RequestConfig(self.request, paginate=False).configure(table)
            context |= {"overview": overview, "table": table}
            context["years_shown"] = [
                row for row in rows if row["fund"]["code"] == ledger.fund.code
            ]
            context["funders"] = funders_of(context["years_shown"])
            codes = [row["code"] for row in context["years_shown"]]
            context["codes_shown"] = codes
            if not self.preview_key:
                context["shown_records"] = [
                    (FUNDING_YEAR.name, row["code"])
                    for row in rows
                    if row["fund"]["code"] == ledger.fund.code
                ]
        return context

    def rows(self) -> list[dict]:
        if not self.preview_key:
            return public_funding_years(self.kwargs.get("code"))
        draft = draft_content(FUNDING_YEAR.name, self.preview_key)
        others = public_funding_years(self.kwargs.get("code"))
        return [*(row for row in others if row["code"] != draft["code"]), draft]
