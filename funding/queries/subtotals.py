"""Lines that become subtotals because of the lines below them."""

from collections import defaultdict

from django.db.models import Exists, OuterRef

from funding.models import Allocation, FundingLine
from partnership.core.values.financial_years import label
from partnership.core.values.formatting import listed
from partnership.core.values.money import pounds


def has_amounts_below() -> Exists:
    """Whether lines below that of an allocation have amounts in its settlement.

    The allocation is then a subtotal, and would be counted twice.
    """
    below = Allocation.objects.filter(
        settlement=OuterRef("settlement"),
        line__parent=OuterRef("line"),
        amount_gbp__isnull=False,
    )
    return Exists(below)


def new_subtotals(lines) -> list[str]:
    """Return a sentence for each line with amounts that has only these lines below."""
    parents = {line.parent_id for line in lines} - {None}
    others = FundingLine.objects.filter(parent__in=parents)
    parents -= set(
        others.exclude(pk__in=[line.pk for line in lines]).values_list(
            "parent", flat=True
        )
    )
    rows = Allocation.objects.filter(
        ~has_amounts_below(), line__in=parents, amount_gbp__isnull=False
    )
    amounts = defaultdict(list)
    for row in rows.select_related("line", "settlement"):
        year = label(row.settlement.year)
        amounts[str(row.line)].append(f"{pounds(row.amount_gbp)} in {year}")
    return [
        f"“{line}” becomes a subtotal. Its own amount counts in a year’s total only "
        f"until a line below it has an amount in that year: {listed(found)}."
        for line, found in amounts.items()
    ]
