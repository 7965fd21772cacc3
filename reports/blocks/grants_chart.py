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
    if ledger is None:
        return Chart(key=key)
    codes = [item.subject.line.code for item in over(context)]
    rows = amounts_of(ledger, codes, context.year)
    if len(rows) < FEWEST:
        return Chart(key=key)
    name, (amount, *_) = max(rows, key=lambda row: row[1][0])
    return compared_years(
        rows,
        context.year,
        key=key,
        caption=f"{name} has the largest grant: {pounds(amount)}",
        detail="Grants covered by this paper, £",
        source=context.fill(source),
    )


def amounts_of(ledger, codes, year) -> list[tuple[str, list]]:
    """Each line with an amount in a year: that, and the one of the year before."""
    rows = []
    for code in codes:
        amount, before = (ledger.amount(code, each).gbp for each in (year, year - 1))
        if amount:
            is_known = ledger.change(code, year - 1, year) is not None
            name = ledger.lines[code].brief_label
            rows.append((name, [amount, before] if is_known else [amount]))
    return sorted(rows, key=lambda row: (len(row[1]), row[1][0]), reverse=True)


def compared_years(rows, year, **texts) -> Chart:
    """A chart of amounts of a year next to those of the year before."""
    return grouped_bars(
        rows,
        [label(year), label(year - 1)],
        joint=" in ",
        words=pounds,
        **texts,
    )
