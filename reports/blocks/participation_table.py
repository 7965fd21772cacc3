"""Which district partnerships take part in which of the county's priorities.

A partnership takes part in a priority if its own list has one with the same title and
years; otherwise it is not known.
"""

from priorities.models import Priority
from reports.blocks.table import Cell, Column, Row, Table, filled_table, missing, text
from reports.document.records_used import use


def collect(context, **texts) -> Table:
    """One row for each CSP, one column for each of the county's priorities."""
    shared = context.priorities_of(context.year)
    csps = context.partnership.csps.active_in(context.year).order_by("name")
    own = _own(context)
    use(*shared, *csps)
    width = 46 / max(len(shared), 1)
    return filled_table(
        context,
        **texts,
        columns=[
            Column(context.fill("{csp}"), 32),
            *(Column(_short(row), width) for row in shared),
            Column(context.fill("Own {objective.short_plural}"), 22),
        ],
        rows=[_row(csp, shared, own.get(csp.pk, {})) for csp in csps if shared],
    )


def _own(context):
    """The CSPs' own priorities of the year, by partnership, then title and years."""
    found: dict = {}
    for row in (
        Priority.objects.filter(
            partnership__county_partnership=context.partnership,
            from_year__lte=context.year,
            to_year__gte=context.year,
        )
        .order_by("number")
        .prefetch_related("strands")
    ):
        found.setdefault(row.partnership_id, {})[_same(row)] = row
    return found


def _same(priority):
    return priority.title, priority.from_year, priority.to_year


def _short(priority):
    return f"{priority.number}. {priority.theme or priority.title}"


def _takes_part() -> Cell:
    return Cell("Takes part", sign="met")


def _row(csp, shared, own):
    found = [own.get(_same(priority)) for priority in shared]
    use(*found)
    strands = [s for row in found if row for s in row.strands.all() if s.title]
    use(*strands)
    titles = [strand.title for strand in strands]
    return Row(
        [
            text(csp.name),
            *(_takes_part() if row else missing("not-given") for row in found),
            text("; ".join(titles)) if titles else missing("not-given"),
        ]
    )
