"""Targets and actuals for a period, and whether each target was met."""

from partnership.core.values import financial_years
from partnership.core.values.periods import PeriodKind
from priorities.models import Observation, Target
from reports.blocks import line_measures
from reports.blocks.measure_cells import measure_name, met_cell, target_cell, value_cell
from reports.blocks.table import Column, Row, Table, filled_table, text


def collect(context, *, key, theme="", years_before=0, **texts) -> Table:
    """The figures of a theme; without one, the item's grant's figures with targets.

    They are for the report's financial year, less `years_before`. The key of a grant's
    table ends with the item: `results-ITEM`.
    """
    year = context.year - years_before
    read = _of_theme if theme else _of_grant
    rows, targets = read(context, year, theme)
    return filled_table(
        context,
        key=key if theme else f"{key}-{context.item.key}",
        **texts,
        columns=[
            Column("Outcome", 52),
            Column("Target", 14, numeric=True),
            Column("Actual", 14, numeric=True),
            Column("Result", 20),
        ],
        rows=[_row(row, targets.get((row.measure_id, row.area_id))) for row in rows],
    )


def _of_theme(context, year, theme):
    same = {
        "area": context.area,
        "measure__theme": theme,
        "period_kind": PeriodKind.FINANCIAL_YEAR,
        "starts_on": financial_years.first_day(year),
    }
    rows = (
        Observation.objects.filter(**same)
        .select_related("measure", "area")
        .order_by("measure__order", "measure__name")
    )
    return rows, _by_measure(Target.objects.filter(**same))


def _of_grant(context, year, _theme):
    targets = _by_measure(line_measures.targets(context, year))
    rows = line_measures.observations(context, year)
    return [row for row in rows if (row.measure_id, row.area_id) in targets], targets


def _by_measure(targets):
    return {(row.measure_id, row.area_id): row for row in targets}


def _row(row, target):
    named = measure_name(row.measure)
    cells = [target_cell(target), value_cell(row), met_cell(row, target)]
    return Row([text(named, sub=row.note), *cells])
