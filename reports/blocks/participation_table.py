"""Which district partnerships take part in which of the county's priorities.

A partnership takes part in a priority if one of its own contributes to it, or has the
same title and years; otherwise it is not known. In a county without priorities, each
has its own. If each takes part in all of them, one sentence says so.
"""

from partnership.core.values.formatting import listed
from priorities.models import Priority
from reports.blocks.folding import FoldedTable
from reports.blocks.table import Cell, Column, Row, Table, filled_table, missing, text
from reports.document.records_used import use


def collect(context, *, key, caption, **texts) -> Table | FoldedTable:
    """One row for each CSP, one column for each of the county's priorities."""
    shared = context.priorities_of(context.year)
    csps, own = context.csps, _own(context)
    use(*shared, *csps)
    if len(csps) > 1 and _all_take_part(csps, shared, own):
        return _sentence(context, key, context.fill(caption), shared)
    width = 46 / max(len(shared), 1)
    columns = [Column(_short(row), width) for row in shared]
    columns.append(Column(context.fill("Own {objective.short_plural}"), 22))
    row_of = _row
    if not shared:
        caption = "{csp.plural_start} and their {priority.plural}, {period}"
        texts |= {"detail": "They have no {priority.plural} in common"}
        columns = [Column(context.fill("Own {priority.plural}"), 68)]
        row_of = _row_of_own
    return filled_table(
        context,
        key=key,
        caption=caption,
        **texts,
        columns=[Column(context.fill("{csp}"), 32), *columns],
        rows=[row_of(csp, shared, own.get(csp.pk, [])) for csp in csps]
        if shared or own
        else [],
    )


def _all_take_part(csps, shared, own) -> bool:
    """Whether each takes part in all priorities, and has no objectives of its own."""
    if not shared:
        return False
    rows = [_row(csp, shared, own.get(csp.pk, [])) for csp in csps]
    return all(
        cell.sign == "met" for row in rows for cell in row.cells[1:-1]
    ) and not any(row.cells[-1].kind == "text" for row in rows)


def _sentence(context, key, caption, shared):
    names = listed([csp.short_name for csp in context.csps])
    word = context.fill("{priority}" if len(shared) == 1 else "{priority.plural}")
    which = {1: "the", 2: "both"}.get(len(shared), f"all {len(shared)}")
    return FoldedTable(
        f"{names} take part in {which} {word}.", key=key, caption=caption
    )


def _own(context) -> dict[int, list[Priority]]:
    """The CSPs' own priorities of the year, by partnership."""
    found: dict = {}
    for row in (
        Priority.objects.filter(
            partnership__county_partnership=context.partnership,
            from_year__lte=context.year,
            to_year__gte=context.year,
        )
        .order_by("number")
        .prefetch_related("strands", "contributes_to")
    ):
        found.setdefault(row.partnership_id, []).append(row)
    return found


def _same(priority):
    return priority.title, priority.from_year, priority.to_year


def _short(priority):
    return f"{priority.number}. {priority.short_title}"


def _taking_part(priority, own) -> list[Priority]:
    """A partnership's own priorities that are part of one of the county's."""
    return [
        row
        for row in own
        if _same(row) == _same(priority) or priority in row.contributes_to.all()
    ]


def _row(csp, shared, own):
    found = [_taking_part(priority, own) for priority in shared]
    rows = list(dict.fromkeys(row for part in found for row in part))
    strands = [s for row in rows for s in row.strands.all() if s.title]
    use(*rows, *strands)
    takes_part = Cell("Takes part", sign="met")
    cells = [takes_part if part else missing("not-given") for part in found]
    return Row([text(csp.name), *cells, _listed(strand.title for strand in strands)])


def _row_of_own(csp, _shared, own):
    use(*own)
    return Row([text(csp.name), _listed(row.full_title for row in own)])


def _listed(titles) -> Cell:
    words = "; ".join(titles)
    return text(words) if words else missing("not-given")
