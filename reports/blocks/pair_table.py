"""This year beside the year before: counts with their shares of a stated base."""

from partnership.periods import financial_year
from priorities.models import Observation
from reports.blocks.table import Cell, Column, Row, Table, missing, text
from reports.tokens import wording


def collect(context, *, key, caption, theme, detail="", source="") -> Table:
    """The measures of a theme with a figure for the report's year."""
    now, before = financial_year(context.year), financial_year(context.year - 1)
    found: dict = {}
    for row in (
        Observation.objects.filter(
            measure__theme=theme,
            period_kind=now.kind,
            starts_on__in=[now.start, before.start],
        )
        .select_related("measure")
        .order_by("measure__order", "measure__name")
    ):
        found.setdefault(row.measure, {})[row.starts_on] = row
    return Table(
        key=key,
        caption=context.fill(caption),
        detail=context.fill(detail),
        source=context.fill(source),
        columns=[
            Column("Measure", 46),
            Column(before.label, 27, numeric=True),
            Column(now.label, 27, numeric=True),
        ],
        rows=[
            Row([_name(m), _cell(rows.get(before.start)), _cell(rows[now.start])])
            for m, rows in found.items()
            if now.start in rows
        ],
        layout="years",
    )


def _name(measure):
    return text(measure.name, sub=f"share of {measure.base}" if measure.base else "")


def _cell(row):
    """“235 of 256 (92%)”, a bare number, or why there is none."""
    if row is None:
        return missing("not-given")
    if row.value is None:
        return missing(row.reason)
    value = str(row.value.normalize())
    if row.measure.unit != "percent":
        return Cell(wording.bare(row.value), kind="number", value=value)
    share = f"{wording.bare(row.value)}%"
    if row.numerator is None or row.denominator is None:
        return Cell(share, kind="number", value=value)
    counts = f"{wording.bare(row.numerator)} of {wording.bare(row.denominator)}"
    return Cell(f"{counts} ({share})", kind="number", value=value)
