"""Figures of funding lines, read once for all lines of a report.

For items whose subject is an Allocation: the year's figures of its line's measures.
"""

from partnership.core.values.periods import financial_year
from priorities.models import Measure, Observation, Target
from priorities.models.measures import attach_breaks
from priorities.queries.derived import figures_in


def observations(context, year) -> list[Observation]:
    """A financial year's figures for the item's line, in the order of measures."""
    wanted = _measures(context)
    known = context.shared(f"line-observations-{year}", lambda: _read(context, year))
    return [row for row in known if row.measure_id in wanted]


def targets(context, year) -> list[Target]:
    """A financial year's targets for the item's line."""
    wanted = _measures(context)
    rows = context.shared(
        f"line-targets-{year}",
        lambda: list(Target.objects.filter(**_same(context, year)).distinct()),
    )
    return [row for row in rows if row.measure_id in wanted]


def _measures(context):
    return {measure.pk for measure in context.item.subject.line.measures.all()}


def _same(context, year):
    period = financial_year(year)
    return {
        "area": context.area,
        "measure__funding_lines__partnership": context.partnership,
        "period_kind": period.kind,
        "starts_on": period.start,
    }


def _in_year(context, year):
    """The figures of the whole year, also those worked out from its parts."""
    period = financial_year(year)
    found = figures_in(
        context.area,
        Measure.objects.filter(funding_lines__partnership=context.partnership),
        starts_on__gte=period.start,
        ends_on__lte=period.end,
    )
    return [row for row in found if row.period == period]


def _read(context, year):
    rows = _in_year(context, year) if context.area else []
    attach_breaks(row.measure for row in rows)
    return rows
