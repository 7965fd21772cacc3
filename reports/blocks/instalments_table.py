"""The payments of a fund in the report's year: announced, due and paid."""

from funding.models import Instalment
from funding.queries.ledger import Amount
from partnership.core.values.dates import day
from partnership.core.values.formatting import bare
from reports.blocks.funding_table import keyed, main_ledger
from reports.blocks.table import Column, Row, Table, filled_table, missing, money, text


def collect(context, *, key, **texts) -> Table:
    """The payments of the main fund, or of the fund of the section's item."""
    ledger = main_ledger(context)
    rows = Instalment.objects.filter(
        settlement__partnership=context.partnership,
        settlement__fund=ledger.fund if ledger else None,
        settlement__year=context.year,
    ).order_by("number")
    return filled_table(
        context,
        key=keyed(context, key),
        detail="£",
        **texts,
        columns=[
            Column("Payment", 40),
            Column("Due", 20),
            Column("Announced", 20, numeric=True),
            Column("Paid", 20, numeric=True),
        ],
        rows=[_row(row) for row in rows],
    )


def _row(row):
    share = f"{bare(row.share_percent)}% of the total" if row.share_percent else ""
    sub = ". ".join(filter(None, [share, row.condition, row.note]))
    paid = missing("not yet paid")
    if row.paid_gbp is not None:
        paid = money(Amount(row.paid_gbp), sub=day(row.paid_on))
    return Row(
        [
            text(f"Payment {row.number}", sub=sub),
            text(day(row.due_on)) if row.due_on else missing("not-given"),
            money(Amount(row.amount_gbp, row.reason)),
            paid,
        ]
    )
