"""With what: funds, yearly settlements, funding lines and what each line got."""

from funding.models.allocations import Allocation, CarryForward
from funding.models.funds import Fund, Settlement
from funding.models.lines import Line, LineChange
from funding.models.returns import Return

__all__ = [
    "Allocation",
    "CarryForward",
    "Fund",
    "Line",
    "LineChange",
    "Return",
    "Settlement",
]
