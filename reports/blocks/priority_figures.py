"""Figures for a year's priorities: each measure, for the year and the year before."""

from partnership.core.values.periods import Period, PeriodKind, financial_year
from priorities.models import Measure
from priorities.queries.derived import figures_in
from priorities.queries.measured import priorities_by_key
from reports.blocks.measure_cells import measure_name, value_cell
from reports.blocks.table import Column, Row, Table, filled_table, group, missing, text

WITHOUT = Period(None, None, PeriodKind.NOT_GIVEN)


def collect(context, **texts) -> Table:
    """Measures grouped by priority; a figure may have no period."""
    priorities = priorities_by_key(context.priorities_of(context.year))
    found = _found(context, priorities)
    now, before = financial_year(context.year), financial_year(context.year - 1)
    rows = []
    for priority in context.priorities_of(context.year):
        measures = {
            m: seen
            for m, seen in found.items()
            if priorities[m.priority_theme_id] == priority
        }
        if measures:
            rows.append(group(priority.short_title))
        rows += [
            Row(
                [
                    text(measure_name(measure), sub=_period_note(seen, now)),
                    _cell(seen, before),
                    _cell(seen, now if now in seen else WITHOUT),
                ]
            )
            for measure, seen in measures.items()
        ]
    return filled_table(
        context,
        **texts,
        columns=[
            Column("Measure", 60),
            Column(before.label, 20, numeric=True),
            Column(now.label, 20, numeric=True),
        ],
        rows=rows,
        layout="years",
    )


def _found(context, priorities):
    """Figures by measure and period, for measures with a figure for the year."""
    now, before = financial_year(context.year), financial_year(context.year - 1)
    found: dict = {}
    if context.area is None:
        return {}
    for row in figures_in(
        context.area,
        Measure.objects.filter(priority_theme__in=priorities),
    ):
        if row.period in (now, before, WITHOUT):
            found.setdefault(row.measure, {})[row.period] = row
    return {m: seen for m, seen in found.items() if now in seen or WITHOUT in seen}


def _period_note(seen, now):
    return "" if now in seen else WITHOUT.label


def _cell(seen, period):
    return value_cell(seen[period]) if period in seen else missing("not-given")
