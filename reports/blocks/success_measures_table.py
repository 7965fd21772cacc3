"""Measures of success: the target direction and the baseline of each."""

from itertools import groupby

from partnership.core.values.periods import financial_year
from priorities.models import Measure
from priorities.queries.derived import figures_in
from priorities.queries.measured import priorities_by_key
from reports.blocks.measure_cells import value_cell
from reports.blocks.table import Cell, Column, Row, Table, filled_table, missing, text
from reports.document.records_used import use

WANTED = {Measure.Direction.UP: "Increase", Measure.Direction.DOWN: "Decrease"}


def collect(context, *, theme, **texts) -> Table:
    """The measures of a theme; the baseline is the year before the report's."""
    measures, baselines = _read(context, theme)
    if any(measure.theme != context.fill(theme) for measure in measures):
        texts |= {"detail": "", "source": "Not given: no figure was published."}
    wordings = [measure.definition for measure in measures]
    directions = [measure.desired_direction for measure in measures]
    year = _baseline_year(context).label
    has_directions = not WANTED.keys().isdisjoint(directions)
    return filled_table(
        context,
        **texts,
        columns=[
            Column("Measure of success", 46),
            Column(context.fill("{priority.start}"), 22),
            *([Column("Target direction", 15)] if has_directions else ()),
            Column(f"Baseline, {year}", 17, True, noun=f"baselines for {year}"),
        ],
        rows=[
            Row(
                [
                    _name(alike, wordings),
                    _priority(alike[0].priority_theme),
                    *([_wanted(alike[0])] if has_directions else ()),
                    _baseline(baselines.get(alike[0].pk)),
                ]
            )
            for alike in measures_as_counted(context, theme)
        ],
    )


def success_measures(context, theme) -> list[Measure]:
    """The measures of a theme, or those of the year's priorities if it has none."""
    return _read(context, theme)[0]


def measures_as_counted(context, theme) -> list[list[Measure]]:
    """The measures, grouped if they differ only in the part of one wording."""
    measures, baselines = _read(context, theme)

    def alike(measure):
        baseline = baselines.get(measure.pk)
        has_figure = baseline is not None and baseline.value is not None
        is_alone = has_figure or not measure.definition
        words = measure.definition, measure.desired_direction
        return *words, measure.priority_theme, measure.pk if is_alone else None

    return [list(rows) for _, rows in groupby(measures, key=alike)]


def _baseline_year(context):
    return financial_year(context.year - 1)


def _read(context, theme):
    """The measures, and the baselines by measure; read once."""

    def read():
        rows = Measure.objects.select_related("priority_theme").order_by(
            "order", "name"
        )
        priorities = priorities_by_key(context.priorities_of(context.year))
        own = rows.filter(priority_theme__in=priorities)
        found = list(rows.filter(theme=context.fill(theme)) or own)
        for row in found:
            row.priority_theme = priorities.get(
                row.priority_theme_id, row.priority_theme
            )
        return found, _baselines(context, found)

    return context.shared(f"success-measures-{theme}", read)


def _baselines(context, measures):
    period = _baseline_year(context)
    if context.area is None:
        return {}
    rows = figures_in(
        context.area,
        Measure.objects.filter(pk__in=[measure.pk for measure in measures]),
        starts_on__gte=period.start,
        ends_on__lte=period.end,
    )
    return {row.measure_id: row for row in rows if row.period == period}


def _name(measures, wordings):
    """The agreed wording, with the relevant parts below if measures share it."""
    use(*measures)
    definition = measures[0].definition
    if not definition:
        return text(measures[0].name)
    several = wordings.count(definition) > 1
    parts = "; ".join(measure.name for measure in measures)
    return text(definition, sub=parts if several else "")


def _priority(priority):
    use(priority)
    if priority is None:
        return missing("none given")
    return text(f"{priority.number}. {priority.short_title}")


def _wanted(measure):
    if measure.desired_direction not in WANTED:
        return text("Neither")
    return Cell(WANTED[measure.desired_direction], sign=measure.desired_direction)


def _baseline(row):
    return value_cell(row) if row else missing("not-given")
