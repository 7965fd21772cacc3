"""Grants of a year beside what was spent of them, and whether each return came in."""

from funding.ledger import Amount, Ledger
from funding.models import Return
from partnership.days import day
from partnership.values import Reason
from reports.blocks.funding_table import main_ledger
from reports.blocks.table import Column, Row, Table, missing, money, text


def half_of(context) -> str:
    """Which return a report is: its address ends in mid-year or end-year."""
    _, _, half = context.report.period.partition("/")
    return half if half in Return.Kind.values else Return.Kind.END_YEAR


def returns_of(context) -> dict[str, Return]:
    """The returns that a report collates, by the code of their line."""
    rows = Return.objects.filter(
        line__partnership=context.partnership,
        year=context.year,
        kind=half_of(context),
    )
    return {row.line.code: row for row in rows.select_related("line")}


def collect(context, *, key, caption, fund=None, detail="", source="") -> Table:
    ledger = main_ledger(context, fund)
    returns = returns_of(context)
    rows = []
    if ledger:
        rows = [
            _row(ledger, code, depth, context.year, returns)
            for code, depth in ledger.walk()
            if (code, context.year) in ledger.allocations or ledger.children[code]
        ]
        rows.append(_total(ledger, context.year, returns))
    return Table(
        key=key,
        caption=context.fill(caption),
        detail=context.fill(detail),
        source=context.fill(source),
        columns=[
            Column("Grant", 42),
            Column("Amount", 15, numeric=True),
            Column("Spent to date", 17, numeric=True),
            Column("Return", 26),
        ],
        rows=rows,
    )


def _row(ledger: Ledger, code, depth, year, returns):
    kind = "sum" if depth == 0 else "sub"
    label, row = ledger.lines[code].label, returns.get(code)
    cells = [text(label), money(ledger.amount(code, year)), _spent(row), _state(row)]
    if ledger.children[code]:
        cells[2:] = [missing(Reason.NOT_APPLICABLE), missing("see the lines below")]
    return Row(cells, kind, depth)


def _spent(row):
    if row is None:
        return missing(Reason.NOT_APPLICABLE)
    return money(Amount(row.spent_gbp, row.reason))


def _state(row):
    if row is None:
        return missing("none asked for")
    if row.accepted_on:
        return text(f"Accepted {day(row.accepted_on)}")
    if row.received_on:
        return text(f"Received {day(row.received_on)}")
    return missing(f"Due {day(row.due_on)}" if row.due_on else "date not given")


def _total(ledger, year, returns):
    spent = [row.spent_gbp for row in returns.values()]
    known = all(amount is not None for amount in spent) and spent
    cell = money(Amount(sum(spent))) if known else missing("not all given")
    came = sum(1 for row in returns.values() if row.received_on)
    return Row(
        [
            text("Total"),
            money(ledger.total(year)),
            cell,
            text(f"{came} of {len(returns)} received"),
        ],
        "total",
    )
