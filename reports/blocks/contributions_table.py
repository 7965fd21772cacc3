"""A table of contributions: the year of each, and its priorities with progress."""

from partnership.core.values import formatting
from partnership.core.values.financial_years import label
from reports.blocks.table import Cell, Column, Row, Table, group, missing, text
from reports.models.contributions import areas_of


def collect(context, *, key, caption, detail="", source="") -> Table:
    areas = areas_of(context)
    rows = []
    for one in areas:
        rows.append(group(one.area.name))
        rows += [_row(part) for part in one.parts]
    parts = [part for one in areas for part in one.parts]
    if parts:
        rows.append(_total(parts))
    return Table(
        key=key,
        caption=context.fill(caption),
        detail=context.fill(detail),
        source=context.fill(source),
        columns=[
            Column("Partnership", 42),
            Column("Contribution", 20),
            Column("Reporting year", 14),
            Column("Priorities listed", 12, numeric=True),
            Column("With progress reported", 12, numeric=True),
        ],
        rows=rows,
    )


def _row(part):
    head = text(part.partnership.name, sub=", ".join(part.councils))
    if part.is_missing:
        return Row([head, missing(part.state), *[missing("n/a")] * 3])
    year = text(
        label(part.year), sub="different year" if part.is_of_another_year else ""
    )
    named, told = len(part.priorities), _told(part)
    progress = _number(told) if named else missing("n/a")
    return Row([head, text(part.state), year, _number(named), progress])


def _told(part):
    return sum(part.reported_on(row) for row in part.priorities)


def _number(count):
    return Cell(formatting.bare(count), kind="number", value=str(count))


def _total(parts):
    return Row(
        [
            text("All partnerships"),
            text(""),
            text(""),
            _number(sum(len(part.priorities) for part in parts)),
            _number(sum(_told(part) for part in parts)),
        ],
        kind="total",
    )
