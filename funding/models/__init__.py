"""Models of funds, settlements, funding lines, allocations and returns."""

from funding.models.allocations import Allocation, CarryForward
from funding.models.funds import Fund, Settlement
from funding.models.instalments import Instalment
from funding.models.lines import FundingLine, FundingLineChange
from funding.models.returns import MonitoringReturn

__all__ = [
    "Allocation",
    "CarryForward",
    "Fund",
    "FundingLine",
    "FundingLineChange",
    "Instalment",
    "MonitoringReturn",
    "Settlement",
]
