"""Related plans of partners: the years each covers and whether it has ended."""

from partnership.core.values import financial_years
from reports.blocks.table import Cell, Column, Row, Table, filled_table, text
from reports.document.records_used import use


def collect(context, **texts) -> Table:
    """One row for each related plan of the partnership."""
    start = financial_years.first_day(context.year)
    plans = context.partnership.related_plans.select_related("owner")
    use(*plans)
    return filled_table(
        context,
        **texts,
        columns=[
            Column("Plan", 48),
            Column("Years", 22),
            Column(f"At 1 April {context.year}", 30),
        ],
        rows=[
            Row([_title(plan), Cell(plan.years_label), _state(plan, start)])
            for plan in plans
        ],
    )


def _title(plan):
    if plan.url:
        return Cell(links=[(plan.title, plan.url)])
    return text(plan.title)


def _state(plan, start):
    if plan.begins_after(start):
        return text("Not started")
    if plan.last_year is None:
        return text("No end date")
    return text("Ended" if plan.ended_before(start) else "In force")
