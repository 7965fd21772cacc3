"""The grants of a year next to those of the year before, as bars."""

from partnership.core.values.financial_years import label
from partnership.core.values.money import pounds
from reports.blocks.funding_table import main_ledger
from reports.blocks.grouped_bars import FEWEST, grouped_bars
from reports.charts.shapes import Chart


def collect(context, *, key, over, source="") -> Chart:
    """`over` returns the grants, as in the outline; the largest comes first.

    The year before is left out of a line that cannot be compared with it.
    """
    ledger = main_ledger(context)
    years = context.year, context.year - 1
    if ledger is None:
        return Chart(key=key)
    rows = []
    for line in (item.subject.line for item in over(context)):
        amount, before = (ledger.amount(line.code, year).gbp for year in years)
        if amount:
            is_known = ledger.change(line.code, *reversed(years)) is not None
            rows.append((line.brief_label, [amount, before] if is_known else [amount]))
    rows.sort(key=lambda row: (len(row[1]), row[1][0]), reverse=True)
    if len(rows) < FEWEST:
        return Chart(key=key)
    name, (amount, *_) = max(rows, key=lambda row: row[1][0])
    return grouped_bars(
        rows,
        [label(year) for year in years],
        joint=" in ",
        words=pounds,
        key=key,
        caption=f"{name} has the largest grant: {pounds(amount)}",
        detail="Grants covered by this paper, £",
        source=context.fill(source),
    )
