"""Spreadsheet import and export of funds, settlements and allocations."""

from funding.models import (
    Allocation,
    CarryForward,
    Fund,
    FundingLine,
    FundingLineChange,
    MonitoringReturn,
    Settlement,
)
from partnership.core.imports.resource import NaturalKeyResource


class FundResource(NaturalKeyResource):
    """One row for each fund."""

    class Meta:
        model = Fund


class SettlementResource(NaturalKeyResource):
    """One row for each fund, partnership and year, with the total in pounds."""

    former_headings = {"total stated (£)": "total"}

    class Meta:
        model = Settlement


class FundingLineResource(NaturalKeyResource):
    """One row for each line; `parent` contains the code of the subtotal."""

    class Meta:
        model = FundingLine


class FundingLineChangeResource(NaturalKeyResource):
    """One row for each line that was replaced by another."""

    class Meta:
        model = FundingLineChange


class AllocationResource(NaturalKeyResource):
    """One row for each line and year, amounts in pounds.

    The settlement is named by fund, partnership and year; the strategic lead by the
    codes of person and post.
    """

    headings = {
        "settlement": ["fund", "partnership", "year"],
        "lead": ["lead person", "lead post"],
    }
    former_headings = {"in the line": "in line"}

    class Meta:
        model = Allocation


class CarryForwardResource(NaturalKeyResource):
    """One row for each carry-forward, in pounds."""

    former_headings = {"from": "from year", "to": "to year"}

    class Meta:
        model = CarryForward


class MonitoringReturnResource(NaturalKeyResource):
    """One row for each monitoring return, with spending in pounds."""

    former_headings = {"spent to date (£)": "spent"}

    class Meta:
        model = MonitoringReturn
