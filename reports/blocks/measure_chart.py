"""A chart of a measure that an officer adds to a section."""

from partnership.core.values import formatting
from priorities.formatting import target_words, value_words
from reports.blocks.chart_figures import Form, figures_of
from reports.blocks.measure_cells import measure_name
from reports.blocks.table import source_line
from reports.charts import layout
from reports.charts.shapes import Chart
from reports.document.records_used import use
from reports.models import MeasureChart

SHAPES = {
    Form.LINE: "A line through the periods",
    Form.BARS: "One bar for each period",
    Form.TARGET: "Pairs of bars for each period: the figure and its target",
    Form.COMPARED: "One bar for each area",
    Form.DISTRICTS: "One bar for each area",
}


def chart_key(row: MeasureChart) -> str:
    return f"chart-{row.section}-{row.measure.code}-{row.form}"


def collect(context, *, row: MeasureChart) -> Chart:
    """Empty if no figure can be drawn; a line of one period is drawn as a bar."""
    figures, measure = figures_of(context, row), row.measure
    known = [row for row in figures.rows if row.value is not None]
    use(measure, *figures.rows, *figures.targets)
    if not known:
        return Chart(key=chart_key(row))
    is_line = row.form == Form.LINE and len(known) > 1
    return Chart(
        key=chart_key(row),
        caption=figures.caption,
        detail="; ".join(filter(None, [_counted(measure), *figures.break_words])),
        source=source_line(row.source or measure.source for row in known),
        sentence=_sentence(figures, measure),
        form=SHAPES[Form(row.form) if is_line or row.form != Form.LINE else Form.BARS],
        drawings=_line(figures) if is_line else _bars(figures),
        full_width=not is_line,
    )


def _counted(measure):
    """What the numbers count, unless the title says so."""
    if measure.unit != measure.Unit.COUNT:
        return measure_name(measure)
    return f"Number of {measure.counted}" if measure.counted else ""


def _sentence(figures, measure):
    parts = []
    for place, row in enumerate(figures.rows):
        words = f"{figures.label(row)}: {value_words(measure, row)}"
        target = figures.targets[place] if figures.targets else None
        parts.append(f"{words}, target {target_words(target)}" if target else words)
    return "; ".join([f"{figures.caption}. {parts[0]}", *parts[1:]]) + "."


def _number(row):
    value = row.value if row else None
    return ("", None) if value is None else (formatting.bare(value), float(value))


def _line(figures):
    rows = figures.rows
    line = layout.TimeLine(rows[-1].area.name, [_number(row) for row in rows])
    return layout.lines([line], [row.period.label for row in rows], figures.breaks)


def _bars(figures):
    groups = []
    for place, row in enumerate(figures.rows):
        pair = [row, figures.targets[place]] if figures.targets else [row]
        numbers = [_number(row) for row in pair]
        values = [(text or "no figure", number or 0) for text, number in numbers]
        groups.append(layout.BarGroup(figures.label(row), values))
    own = "" if not figures.is_over_time else figures.rows[-1].area.name
    return layout.grouped_bars(groups, [own, "Target"])
