"""The payments of a fund in the report's years: announced, due and paid."""

from funding.models import Instalment
from funding.queries.ledger import Amount
from partnership.core.values.dates import day
from partnership.core.values.financial_years import label
from partnership.core.values.formatting import bare
from partnership.core.values.missing import Reason
from reports.blocks.funding_table import keyed, main_ledger
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


def collect(context, *, key, fund=None, **texts) -> Table:
    """The payments of the main fund, or of the fund given or of the section's item."""
    ledger = main_ledger(context, fund)
    payments = Instalment.objects.filter(
        settlement__partnership=context.partnership,
        settlement__fund=ledger.fund if ledger else None,
        settlement__year__range=(context.year, context.last_year),
    ).select_related("payer", "settlement")
    rows = list(payments.order_by("settlement__year", "number"))
    has_years = len({row.settlement.year for row in rows}) > 1
    has_payers = any(row.payer_id for row in rows)
    use(*(row.payer for row in rows if row.payer_id))
    return filled_table(
        context,
        key=keyed(context, key),
        detail="£",
        **texts,
        columns=[
            Column("Payment", 24 if has_payers else 40),
            *([Column("Paid by", 16)] if has_payers else []),
            Column("Due", 20),
            Column("Announced", 20, numeric=True),
            Column("Paid", 20, numeric=True),
        ],
        rows=[
            _row(row, has_years, _payer(row, ledger) if has_payers else ())
            for row in rows
        ],
    )


def _payer(row, ledger) -> list[Cell]:
    return [text((row.payer or ledger.fund.funder).name)]


def _due(row) -> Cell:
    """The due date; none for money paid back, or paid without a due date."""
    if row.due_on:
        return text(day(row.due_on))
    is_settled = row.paid_on or (row.amount_gbp or 0) < 0
    return missing(Reason.NOT_APPLICABLE if is_settled else Reason.NOT_GIVEN)


def _row(row, has_years, payer=()):
    year = f", {label(row.settlement.year)}" if has_years else ""
    share = f"{bare(row.share_percent)}% of the total" if row.share_percent else ""
    sub = ". ".join(filter(None, [share, row.condition, row.note]))
    paid = missing("not yet paid")
    if row.paid_gbp is not None:
        paid = money(Amount(row.paid_gbp), sub=day(row.paid_on))
    return Row(
        [
            text(f"Payment {row.number}{year}", sub=sub),
            *payer,
            _due(row),
            money(Amount(row.amount_gbp, row.reason)),
            paid,
        ]
    )
