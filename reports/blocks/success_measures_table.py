"""Measures of success: the target direction and the baseline of each."""

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
    period = financial_year(context.year - 1)
    measures = success_measures(context, theme)
    if any(measure.theme != context.fill(theme) for measure in measures):
        texts |= {"detail": "", "source": "Not given: no figure was published."}
    baselines = {
        row.measure_id: row
        for row in (
            figures_in(
                context.area,
                Measure.objects.filter(pk__in=[measure.pk for measure in measures]),
                starts_on__gte=period.start,
                ends_on__lte=period.end,
            )
            if context.area
            else ()
        )
        if row.period == period
    }
    wordings = [measure.definition for measure in measures]
    directions = [measure.desired_direction for measure in measures]
    has_directions = not WANTED.keys().isdisjoint(directions)
    return filled_table(
        context,
        **texts,
        columns=[
            Column("Measure of success", 46),
            Column(context.fill("{priority.start}"), 22),
            *([Column("Target direction", 15)] if has_directions else ()),
            Column(f"Baseline, {period.label}", 17, numeric=True),
        ],
        rows=[
            Row(
                [
                    _name(measure, wordings),
                    _priority(measure.priority_theme),
                    *([_wanted(measure)] if has_directions else ()),
                    _baseline(baselines.get(measure.pk)),
                ]
            )
            for measure in measures
        ],
    )


def success_measures(context, theme) -> list[Measure]:
    """The measures of a theme, or those of the year's priorities if it has none."""

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
        return found

    return context.shared(f"success-measures-{theme}", read)


def _name(measure, wordings):
    """The agreed wording, with the relevant part below if measures share it."""
    use(measure)
    if not measure.definition:
        return text(measure.name)
    several = wordings.count(measure.definition) > 1
    return text(measure.definition, sub=measure.name if several else "")


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
