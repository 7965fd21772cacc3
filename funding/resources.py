"""Spreadsheet import and export of funds, settlements and allocations."""

import re

from django.db.models import Case, Value, When

from funding.models import (
    Allocation,
    CarryForward,
    FundingLine,
    Instalment,
    MonitoringReturn,
    Settlement,
)
from funding.queries.subtotals import has_amounts_below
from partnership.core.imports.cells.widgets import PeriodWidget
from partnership.core.imports.rows.resource import NaturalKeyResource
from partnership.core.values import financial_years
from partnership.core.values.missing import Reason

NO_NOTE = (
    "Amount is less than £0. If money was taken back, enter a note that says why in "
    "the same row"
)
# Examples: “2016/17 mid-year”, “Mid-year 2016/17”.
YEAR_AND_TYPE = re.compile(
    r"(?P<year>[0-9]{2,4}[-/–][0-9]{2,4})[\s,:–-]+(?P<type>[a-z].*)"
    r"|(?P<first>[a-z].*?)[\s,:–-]+(?P<last>[0-9]{2,4}[-/–][0-9]{2,4})",
    re.I,
)


class SettlementResource(NaturalKeyResource, model=Settlement):
    """One row for each fund, partnership and year, with the total in pounds."""

    sheet_words = ("settlement", "grant", "award", "fund")
    former_headings = {"total stated (£)": "total"}
    synonyms = {
        "year": ["financial year"],
        "total": ["settlement", "amount", "grant", "allocation", "total grant"]
        + ["pcc grant", "award", "total award", "total settlement", "total funding"],
        "agreed on": ["date agreed", "approved", "date approved", "decision date"],
        "source": ["document", "reference", "letter"],
        "partnership": ["csp", "community safety partnership", "area"],
    }


class FundingLineResource(NaturalKeyResource, model=FundingLine):
    """One row for each line; `parent` contains the code of the subtotal."""

    synonyms = {
        "label": ["line", "funding line", "name", "title", "project", "budget line"]
        + ["budget heading", "cost heading", "scheme", "initiative", "service"],
        "short label": ["short name", "short title"],
        "parent": ["subtotal", "group", "heading", "theme", "part of"],
        "recipient": ["organisation", "paid to", "recipient organisation", "grantee"],
        "partnership": ["csp", "community safety partnership"],
    }


class AllocationResource(NaturalKeyResource, model=Allocation):
    """One row for each line and year, amounts in pounds.

    The settlement is named by fund, partnership and year; the strategic lead by the
    codes of person and post, and the first day if the person had the post twice.
    """

    headings = {
        "settlement": ["fund", "partnership", "year"],
        "lead": ["lead person", "lead post", "lead since"],
    }
    former_headings = {"in the line": "in line"}
    synonyms = {
        "fund": ["grant programme:title", "grant programme", "fund name", "programme"],
        "year": ["financial year", "award date", "period", "grant year"],
        "line": [
            *("funding line", "project", "title", "organisation/area", "scheme"),
            *("organisation", "service", "item", "budget line", "description", "grant"),
            *("area of spend", "activity", "recipient org:name", "recipient", "area"),
            *("project name", "line name", "line code", "initiative", "theme"),
        ],
        "amount": [
            *("amount awarded", "allocation", "award", "funding", "grant amount"),
            *("total", "budget", "sum", "value", "cost", "allocated", "amount gbp"),
            *("approved", "awarded", "agreed", "granted", "confirmed", "contribution"),
        ],
        "note": ["notes", "comment", "comments", "remarks", "commentary", "details"],
        "purpose": ["purpose of grant"],
        "partnership": ["csp", "community safety partnership"],
    }

    def figure_extras(self, instance, found, words, is_new):
        """Clear the line that includes the money once there is an amount."""
        is_in_line = found.get("reason", instance.reason) == Reason.IN_ANOTHER_LINE
        return {} if is_new or is_in_line else {"in_line": None}

    def check_row(self, instance, changed_names):
        """Refuse money taken back with an older note, which is about something else."""
        amount, note = instance.amount_gbp, instance.note
        is_less = "amount_gbp" in changed_names and amount and amount < 0
        is_older = is_less and note and "note" not in changed_names
        return {"amount_gbp": [NO_NOTE]} if is_older else {}

    # The rows with the level “line” add up to the total; subtotals repeat them.
    annotations = ("level",)

    def full(self, queryset):
        is_subtotal = When(has_amounts_below(), then=Value("subtotal"))
        level = Case(is_subtotal, default=Value("line"))
        return super().full(queryset).annotate(level=level)


class InstalmentResource(NaturalKeyResource, model=Instalment):
    """One row for each payment of a settlement."""

    sheet_words = ("instalment", "payment", "payable", "paid")
    headings = {"settlement": ["fund", "partnership", "year"]}
    synonyms = {
        "number": ["instalment", "instalment number", "instalment no", "payment", "no"],
        "share percent": ["% of grant", "share", "%", "percentage", "share of grant"],
        "amount": ["payment amount", "value", "grant", "instalment amount"],
        "due on": ["when", "payable", "payment date", "date payable"],
        "paid": ["amount paid", "actual", "received"],
        "note": ["notes", "comment", "comments", "remarks"],
    }


class CarryForwardResource(NaturalKeyResource, model=CarryForward):
    """One row for each carry-forward, in pounds."""

    sheet_words = ("carr", "c/f", "underspend", "slippage")
    former_headings = {"from": "from year", "to": "to year"}
    identity = ("line", "from_year", "to_year", "purpose")
    synonyms = {
        "line": AllocationResource.synonyms["line"],
        "amount": ["amount carried forward", "carry forward", "carried forward", "sum"]
        + ["underspend", "c/fwd", "c/f", "amount c/fwd", "amount c/f", "slippage"],
        "purpose": ["reason for carry forward", "use", "what for", "spent on"]
        + ["reason for underspend"],
        "to year": ["carried forward to", "spent in", "to be spent in", "year spent"]
        + ["used in", "to be used in", "for use in", "year used"],
        "from year": ["year", "financial year", "underspend of"],
        "note": ["notes", "comment", "comments"],
    }

    def complete(self, instance, names):
        if not instance.purpose and instance.line_id:
            instance.purpose = instance.line.label


class MonitoringReturnResource(NaturalKeyResource, model=MonitoringReturn):
    """One row for each monitoring return, with spending in pounds."""

    sheet_words = ("return", "spent", "progress", "mid year", "end year", "end of year")
    former_headings = {"spent to date (£)": "spent"}
    synonyms = {
        "line": ["funding line", "project", "grant", "scheme", "organisation"],
        "year": ["financial year"],
        "type": ["return", "type of return", "return type", "period"],
        "spent": ["spend to date", "spend", "amount spent", "actual", "actual spend"]
        + ["total spend", "total spend to date", "expenditure", "spent to date"],
        "narrative": ["progress", "report", "commentary", "comments", "update"],
    }
    former_choices = {
        **dict.fromkeys(
            ["6 month", "6 months", "six month", "half year", "h1"], "mid-year"
        ),
        **dict.fromkeys(["interim", "mid year return", "q2"], "mid-year"),
        **dict.fromkeys(["12 month", "12 months", "annual", "final"], "end-year"),
        **dict.fromkeys(["year end", "end of year return", "q4", "eoy"], "end-year"),
    }
    of_period = ("year", "type")

    def from_period(self, cell):
        """Return the year and type of a return, such as 2016-17 and mid-year."""
        widget = self.fields["type"].widget
        if match := YEAR_AND_TYPE.fullmatch(str(cell).strip()):
            year, kind = match["year"] or match["last"], match["type"] or match["first"]
            if widget.clean(kind):
                return year, kind
        period = PeriodWidget().clean(cell)
        year = financial_years.of(period.end) if period and period.end else None
        if year is None or period.start != financial_years.first_day(year):
            raise ValueError("not from the start of a financial year")
        months = {9: MonitoringReturn.Kind.MID_YEAR, 3: MonitoringReturn.Kind.END_YEAR}
        if period.end.month not in months:
            raise ValueError("not half a year or a whole one")
        return financial_years.label(year), str(months[period.end.month])
