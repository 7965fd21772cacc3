"""Figures of funding lines, read once for all lines of a report.

For items whose subject is an Allocation: the year's figures of its line's measures.
"""

from partnership.core.values.periods import financial_year
from priorities.models import Observation, Target
from priorities.models.measures import attach_breaks


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


def _read(context, year):
    rows = list(
        Observation.objects.filter(**_same(context, year))
        .select_related("measure")
        .order_by("measure__order", "measure__name")
        .distinct()
    )
    attach_breaks(row.measure for row in rows)
    return rows
