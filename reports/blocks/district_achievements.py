"""The achievements of the district partnerships in the year before, by CSP."""

from django.utils.text import get_text_list

from reports.blocks.table import Cell, Column, Row, Table, filled_table, text
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
        Row([text(f"{csp.short_name} {word}"), _cell(context, csp, found[csp.pk])])
        for csp in csps
        if csp.pk in found
    ]
    table = filled_table(context, **texts, columns=columns, rows=rows)
    if others := [f"{csp.short_name} {word}" for csp in csps if csp.pk not in found]:
        names = get_text_list(others, "or")
        table.folded = [f"No work was reported separately by {names}."]
    return table


def _cell(context, csp, achievements):
    html = "".join(row.body for row in achievements)
    return Cell(
        rich=context.rich(html, 5, f"{context.section_title}, {csp.short_name}")
    )
