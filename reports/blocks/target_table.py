"""Targets and actuals for a period, and whether each target was met."""

from partnership.core.values import financial_years, formatting
from partnership.core.values.missing import Reason
from partnership.core.values.periods import PeriodKind
from priorities.models import Observation, Target
from reports.blocks import line_measures
from reports.blocks.measure_table import measure_name, value_cell
from reports.blocks.table import Cell, Column, Row, Table, missing, text


def collect(
    context, *, key, caption, theme="", years_before=0, detail="", source=""
) -> Table:
    """The figures of a theme; without one, the item's grant's figures with targets.

    They are for the report's financial year, less `years_before`. The key of a grant's
    table ends with the item: `results-ITEM`.
    """
    year = context.year - years_before
    rows, targets = _of_theme(theme, year) if theme else _of_grant(context, year)
    return Table(
        key=key if theme else f"{key}-{context.item.key}",
        caption=context.fill(caption),
        detail=context.fill(detail),
        source=context.fill(source),
        columns=[
            Column("Outcome", 52),
            Column("Target", 14, numeric=True),
            Column("Actual", 14, numeric=True),
            Column("Result", 20),
        ],
        rows=[_row(row, targets.get((row.measure_id, row.area_id))) for row in rows],
    )


def _of_theme(theme, year):
    same = {
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


def _of_grant(context, year):
    targets = _by_measure(line_measures.targets(context, year))
    rows = line_measures.observations(context, year)
    return [row for row in rows if (row.measure_id, row.area_id) in targets], targets


def _by_measure(targets):
    return {(row.measure_id, row.area_id): row for row in targets}


def _row(row, target):
    named = measure_name(row.measure)
    cells = [target_cell(target), value_cell(row), met_cell(row, target)]
    return Row([text(named, sub=row.note), *cells])


def target_cell(target):
    if target is None or target.value is None:
        reason = target.reason if target else ""
        return missing("none set" if reason in {"", Reason.NOT_GIVEN} else reason)
    return Cell(
        formatting.bare(target.value),
        kind="number",
        value=str(target.value.normalize()),
    )


def met_cell(row, target):
    met = target.met_by(row.value) if target else None
    if met is None:
        return Cell("No target", sign="none")
    return Cell("Met", sign="met") if met else Cell("Missed", sign="missed")
