"""Grants of a year, the amounts spent, and whether each return was received."""

import datetime as dt

from funding.models import MonitoringReturn
from funding.queries.ledger import Amount, Ledger
from partnership.core.values import financial_years
from partnership.core.values.dates import day
from partnership.core.values.missing import Reason
from reports.blocks.funding_table import amount_cell, main_ledger, use_years
from reports.blocks.table import (
    Cell,
    Column,
    Row,
    Table,
    filled_table,
    missing,
    money,
    text,
)
from reports.document.records_used import use


def half_of(context) -> str:
    """The type of a return: its period ends in mid-year or end-year."""
    _, _, half = context.report.period.partition("/")
    return (
        half if half in MonitoringReturn.Kind.values else MonitoringReturn.Kind.END_YEAR
    )


def last_day_of(context) -> dt.date:
    """The last day that a return covers: 30 September for a mid-year return."""
    if half_of(context) == MonitoringReturn.Kind.MID_YEAR:
        return dt.date(context.year, 9, 30)
    return financial_years.last_day(context.year)


def returns_of(context, fund=None) -> dict[str, MonitoringReturn]:
    """A fund's returns that a report collates, by the code of their line; read once."""
    ledger = main_ledger(context, fund)
    key = f"returns {ledger.fund.code}" if ledger else "returns"
    return context.shared(key, lambda: _read(context, ledger))


def _read(context, ledger):
    rows = MonitoringReturn.objects.filter(
        line__partnership=context.partnership,
        line__fund=ledger.fund if ledger else None,
        year=context.year,
        kind=half_of(context),
    )
    rows = rows.select_related("line").with_submitted_answers()
    return {row.line.code: row for row in rows}


def collect(context, *, fund=None, **texts) -> Table:
    """One row for each funding line of the year, with a total."""
    ledger = main_ledger(context, fund)
    returns = returns_of(context, fund)
    rows = []
    if ledger and context.year in ledger.settlements:
        use_years(ledger, [context.year])
        use(*returns.values())
        rows = [
            _row(ledger, code, depth, context.year, returns)
            for code, depth in ledger.walk()
            if (code, context.year) in ledger.allocations
            or _below(ledger, code, context.year)
        ]
        rows.append(_total(ledger, context.year, returns))
    columns = [
        Column("Grant", 40),
        Column("Amount", 15, numeric=True),
        Column("Spent to date", 17, numeric=True, noun="spending"),
        Column("Return", 28),
    ]
    if not any(_has_state(row) for row in returns.values()):
        # What is missing is listed in a section of its own.
        columns.pop()
        for row in rows:
            row.cells.pop()
    code = ledger.fund.code if ledger else ""
    return filled_table(
        context, **texts, columns=columns, rows=rows, figures_of=f"grants of {code}"
    )


def _has_state(row) -> bool:
    """Whether anything is recorded on a return besides that it was requested."""
    is_dated = row.accepted_on or row.received_on or row.due_on
    return bool(is_dated or row.is_not_yet_due)


def _below(ledger, code, year) -> list[str]:
    """The lines of a year below a subtotal that are not subtotals themselves."""
    found = []
    for child in ledger.children[code]:
        found += _below(ledger, child, year)
        if (child, year) in ledger.allocations and not ledger.children[child]:
            found.append(child)
    return found


def _row(ledger: Ledger, code, depth, year, returns):
    kind = "sum" if depth == 0 else "sub"
    amount = ledger.amount(code, year)
    cells = [text(ledger.lines[code].label), amount_cell(ledger, code, year)]
    row, below = returns.get(code), _below(ledger, code, year)
    if below and row is None:
        rows = [returns[line] for line in below if line in returns]
        cells += [_spent(rows), missing("see lines below")]
    else:
        cells += [_spent([row] if row else []), _state(row, amount)]
    return Row(cells, kind, depth)


def _spent(rows) -> Cell:
    """The total of several returns, only if each gives the amount spent."""
    known = [row.spent_gbp for row in rows if row.spent_gbp is not None]
    if not rows:
        return missing(Reason.NOT_APPLICABLE)
    if len(known) == len(rows):
        return money(Amount(sum(known)))
    if known:
        return missing("not all given")
    reasons = {row.reason for row in rows}
    return missing(reasons.pop() if len(reasons) == 1 else Reason.NOT_GIVEN)


def _total_spent(ledger, year, returns) -> Cell:
    """What was spent of all grants of the year; not given if any is unknown."""
    total = _spent(returns.values())
    codes = {below for code in returns for below in [code, *_below(ledger, code, year)]}
    grants = _below(ledger, "", year)
    has_all = all(_is_counted(ledger, code, year, codes) for code in grants)
    return total if has_all or total.kind == "missing" else missing("not all given")


def _is_counted(ledger, code, year, asked) -> bool:
    """Whether a line has a return, or had no money of its own."""
    return code in asked or not (ledger.amount(code, year).gbp or 0) > 0


def _state(row, amount) -> Cell:
    if row is None:
        elsewhere = amount.reason == Reason.IN_ANOTHER_LINE
        words = "included in another line’s return" if elsewhere else "none requested"
        return missing(words)
    if row.accepted_on:
        return text(f"Accepted {day(row.accepted_on)}")
    if row.received_on:
        return text(f"Received {day(row.received_on)}")
    if row.due_on:
        return missing(f"Due {day(row.due_on)}")
    return missing("no due date" if row.is_not_yet_due else "not recorded")


def _total(ledger, year, returns):
    received = sum(1 for row in returns.values() if row.received_on)
    state = f"{received} of {len(returns)} recorded as received" if returns else ""
    return Row(
        [
            text("Total"),
            money(ledger.total(year)),
            _total_spent(ledger, year, returns),
            text(state) if state else missing("none requested"),
        ],
        "total",
    )
