"""What goes in and out as spreadsheets: with what money."""

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
    """One row for each fund, partnership and year, the total in pounds as stated."""

    class Meta:
        model = Settlement


class LineResource(NaturalKeyResource):
    """One row for each line; `parent` holds the code of the heading."""

    class Meta:
        model = FundingLine


class LineChangeResource(NaturalKeyResource):
    """One row for each line that became another."""

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

    class Meta:
        model = Allocation


class CarryForwardResource(NaturalKeyResource):
    """One row for each sum that is carried to a later year, in pounds."""

    class Meta:
        model = CarryForward


class ReturnResource(NaturalKeyResource):
    """One row for each return that a line owes, spending in pounds."""

    class Meta:
        model = MonitoringReturn
