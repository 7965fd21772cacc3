"""Several grants of a year in one table: who received each, and how much."""

from funding.queries.ledger import amount_of
from reports.blocks.grant_heading import recipient_of
from reports.blocks.table import Column, Row, Table, filled_table, missing, money, text
from reports.document.records_used import use


def collect(context, **texts) -> Table:
    """For an item whose subject is a list of funding lines."""
    return filled_table(
        context,
        **texts,
        columns=[
            Column("Grant", 46),
            Column("Recipient", 39),
            Column("Amount", 15, numeric=True),
        ],
        rows=[_row(line, context.year) for line in context.item.subject],
    )


def _row(line, year):
    allocation = next(
        row for row in line.allocations.all() if row.settlement.year == year
    )
    use(line, allocation, line.recipient or line.recipient_partnership)
    name = recipient_of(line)
    recipient = text(name) if name else missing("not given")
    return Row([text(line.label), recipient, money(amount_of(allocation))])
