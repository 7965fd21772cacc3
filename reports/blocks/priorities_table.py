"""The year's priorities: number, wording, the objective each serves, who leads."""

from priorities.delivery import lead_names, priorities_of
from reports.blocks.table import Cell, Column, Row, Table, missing, text


def collect(context, *, key, caption, source="") -> Table:
    names = lead_names(context.partnership, context.year)
    rows = [
        Row(
            [
                Cell(str(priority.number), kind="ordinal", value=str(priority.number)),
                text(priority.title),
                _objectives(priority),
                _leads(priority, names),
            ]
        )
        for priority in priorities_of(context.partnership, context.year)
    ]
    return Table(
        key=key,
        caption=context.fill(caption),
        source=context.fill(source),
        columns=[
            Column("No.", 8),
            Column("Priority", 36),
            Column("Commissioner’s objective", 32),
            Column("Lead", 24),
        ],
        rows=rows,
    )


def _objectives(priority):
    served = list(priority.objectives.all())
    if not served:
        return missing("none named")
    return Cell(
        "; ".join(row.text for row in served),
        before=", ".join(f"Objective {row.number}" for row in served),
    )


def _leads(priority, names):
    leads = {}
    for strand in priority.strands.all():
        for lead in strand.leads.all():
            leads.setdefault(
                (lead.partner_id, lead.partnership_id, lead.group_id), lead
            )
    return text(names.of(leads.values())) if leads else missing("none named")
