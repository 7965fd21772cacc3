"""Carry-forwards: money from one year spent in a later one, never counted twice."""

from funding.queries.ledger import amount_of
from partnership.core.values.financial_years import label
from reports.blocks.funding_table import main_ledger
from reports.blocks.table import Column, Row, Table, filled_table, money, text
from reports.document.records_used import use


def collect(context, *, fund=None, **texts) -> Table:
    """The carry-forwards of a fund that are spent by the report's year."""
    ledger = main_ledger(context, fund)
    rows = sorted(
        ledger.carried.values() if ledger else [],
        key=lambda row: (row.from_year, row.code),
    )
    rows = [row for row in rows if row.to_year <= context.year]
    use(*rows)
    return filled_table(
        context,
        **texts,
        columns=[
            Column("For", 46),
            Column("From", 14),
            Column("To", 14),
            Column("Amount", 26, numeric=True),
        ],
        rows=[
            Row(
                [
                    text(row.purpose, sub=row.note),
                    text(label(row.from_year)),
                    text(label(row.to_year)),
                    money(amount_of(row)),
                ]
            )
            for row in rows
        ],
    )
