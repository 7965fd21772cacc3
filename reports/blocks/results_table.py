"""What came of a grant: the measures that its recipient reports on, against targets."""

from partnership.years import last_day
from priorities.models import Observation, Target
from reports.blocks.measure_table import measure_name, value_cell
from reports.blocks.table import Column, Row, Table, text
from reports.blocks.target_table import met_cell, target_cell


def collect(context, *, key, caption, detail="", source="") -> Table:
    """For an item whose subject is a funding line: its newest figures of the year."""
    line = context.item.subject
    rows = _newest(context, line)
    return Table(
        key=f"{key}-{context.item.key}",
        caption=f"{context.fill(caption)}: {line.brief_label}",
        detail=context.fill(detail),
        source=context.fill(source),
        columns=[
            Column("Measure and period", 52),
            Column("Target", 14, numeric=True),
            Column("Actual", 14, numeric=True),
            Column("Result", 20),
        ],
        rows=[_row(row, target) for row, target in rows],
    )


def _newest(context, line):
    """Each measure's newest observation of the home area that overlaps the year.

    Read once for all lines of the report, so that queries do not grow with lines.
    """
    known = context.shared("results", lambda: _read(context))
    return [known[m.pk] for m in line.measures.all() if m.pk in known]


def _read(context):
    area = context.area
    observations = (
        Observation.objects.filter(
            area=area,
            measure__funding_lines__partnership=context.partnership,
            ends_on__gt=last_day(context.year - 1),
            starts_on__lte=last_day(context.year),
            ends_on__lte=last_day(context.year),
        )
        .select_related("measure")
        .order_by("ends_on")
        .distinct()
    )
    targets = {
        (row.measure_id, row.period): row for row in Target.objects.filter(area=area)
    }
    return {
        row.measure_id: (row, targets.get((row.measure_id, row.period)))
        for row in observations
    }


def _row(row, target):
    named = measure_name(row.measure)
    cells = [target_cell(target), value_cell(row), met_cell(row, target)]
    return Row([text(named, sub=row.period.label), *cells])
