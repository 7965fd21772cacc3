"""The achievements of the district partnerships in the year before, by CSP."""

from reports.blocks.table import Cell, Column, Row, Table, filled_table, missing, text
from reports.document.records_used import use


def collect(context, **texts) -> Table:
    """One row for each CSP; empty if none of them has an achievement."""
    csps = context.partnership.csps.active_in(context.year - 1).order_by("name")
    use(*csps)
    found: dict = {}
    for row in context.achievements_in(context.year - 1):
        found.setdefault(row.partnership_id, []).append(row)
    columns = [Column(context.fill("{csp}"), 30), Column("What it did", 70)]
    word = context.fill("{csp.short}")
    rows = [
        Row([text(f"{csp.short_name} {word}"), _cell(context, csp, found.get(csp.pk))])
        for csp in csps
    ]
    if not found.keys() & {csp.pk for csp in csps}:
        rows = []
    return filled_table(context, **texts, columns=columns, rows=rows)


def _cell(context, csp, achievements):
    if not achievements:
        return missing("Nothing reported")
    html = "".join(row.body for row in achievements)
    return Cell(
        rich=context.rich(html, 5, f"{context.section_title}, {csp.short_name}")
    )
