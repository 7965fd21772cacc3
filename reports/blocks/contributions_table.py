"""A table of contributions: the year of each, and its priorities with progress."""

from partnership.core.values import formatting
from partnership.core.values.financial_years import label
from reports.blocks.table import (
    Cell,
    Column,
    Row,
    Table,
    filled_table,
    group,
    missing,
    text,
)
from reports.document.records_used import use
from reports.models.contributions import areas_with_contributions


def collect(context, **texts) -> Table:
    """One row for each partnership, grouped by area, with a total."""
    areas = areas_with_contributions(context)
    rows = []
    contributions = []
    for area in areas:
        rows.append(group(area.area.name))
        rows += map(_row, area.contributions)
        contributions += area.contributions
    if contributions:
        rows.append(_total(contributions))
    columns = [
        Column("Partnership", 42),
        Column("Contribution", 20),
        Column("Reporting year", 14),
        Column(context.fill("{priority.plural_start} listed"), 12, numeric=True),
        Column("With progress reported", 12, numeric=True),
    ]
    if contributions and all(row.is_received_undated for row in contributions):
        # The caption says so of all.
        del columns[1]
        for row in rows:
            del row.cells[1:2]
    return filled_table(context, **texts, columns=columns, rows=rows)


def _row(contribution):
    use(contribution.partnership)
    councils = ", ".join(contribution.councils)
    name = text(contribution.partnership.name, sub=councils)
    if contribution.is_missing:
        return Row(
            [name, missing(contribution.state), *(missing("n/a") for _ in range(3))]
        )
    year = text(
        label(contribution.year),
        sub="different year" if contribution.is_of_another_year else "",
    )
    listed = len(contribution.priorities)
    progress = _number(reported(contribution)) if listed else missing("n/a")
    return Row([name, text(contribution.state), year, _number(listed), progress])


def reported(contribution):
    """How many of the priorities have progress reported."""
    return sum(contribution.has_progress_on(row) for row in contribution.priorities)


def _number(count):
    return Cell(formatting.bare(count), kind="number", value=str(count))


def _total(contributions):
    return Row(
        [
            text("All partnerships"),
            text(""),
            text(""),
            _number(
                sum(len(contribution.priorities) for contribution in contributions)
            ),
            _number(sum(reported(contribution) for contribution in contributions)),
        ],
        kind="total",
    )
