"""The table of a chart that an officer adds: its figures, changes and targets."""

from priorities.queries.series import change_between
from reports.blocks.chart_figures import Form, figures_of
from reports.blocks.measure_cells import (
    change_cell,
    measure_name,
    met_cell,
    target_cell,
    value_cell,
)
from reports.blocks.measure_chart import chart_key
from reports.blocks.table import Column, Row, Table, source_line, text
from reports.models import MeasureChart


def collect(context, *, row: MeasureChart) -> Table:
    """A row for each period or area; empty if there is no figure."""
    figures, measure = figures_of(context, row), row.measure
    if all(row.value is None for row in figures.rows):
        return Table(key=f"{chart_key(row)}-figures")
    notes: list[str] = []
    rows = [_row(figures, place, notes) for place in range(len(figures.rows))]
    columns = [
        Column(figures.head, 40),
        Column("Figure", 20, numeric=True, is_about=True),
    ]
    if row.form == Form.TARGET:
        columns += [Column("Target", 20, numeric=True), Column("Result", 20)]
    elif figures.is_over_time:
        before = "same time a year before" if figures.has_seasons else "period before"
        columns.append(Column(f"Change from the {before}", 40))
    return Table(
        key=f"{chart_key(row)}-figures",
        caption=f"Figures of the chart: {measure_name(measure)}",
        source=source_line(row.source or measure.source for row in figures.rows),
        columns=columns,
        rows=rows,
        notes=[context.inline(note) for note in notes],
    )


def _row(figures, place, notes):
    row = figures.rows[place]
    words = " ".join(filter(None, [_break(figures, place), row.full_note])).strip()
    if words and words not in notes:
        notes.append(words)
    marks = [notes.index(words) + 1] if words else []
    cells = [text(figures.label(row), notes=marks), value_cell(row)]
    if figures.form == Form.TARGET:
        target = figures.targets[place]
        cells += [target_cell(target), met_cell(row, target)]
    elif figures.is_over_time:
        cells.append(change_cell(change_between(figures.before(place), row)))
    return Row(cells)


def _break(figures, place):
    note = figures.breaks.get(place, "").rstrip(".")
    return f"Not compared with earlier figures: {note}." if note else ""
