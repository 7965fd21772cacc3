"""The Commissioner's strategic objectives and the priorities that support each."""

from reports.blocks.table import Cell, Column, Row, Table, filled_table, missing, text


def collect(context, **texts) -> Table:
    """One row for each objective of the Commissioner's plan in force."""
    plan = context.commissioners_plan
    objectives = plan.objectives.order_by("number") if plan else []
    supporting: dict = {}
    for priority in context.priorities_of(context.year):
        for objective in priority.objectives.all():
            supporting.setdefault(objective.pk, []).append(priority.title)
    rows = [
        Row([_named(row), text(row.text), _priorities(row, supporting)])
        for row in objectives
    ]
    return filled_table(
        context,
        **texts,
        columns=[
            Column("Number", 22),
            Column("Objective", 40),
            Column("Shared priorities that support it", 38),
        ],
        rows=rows,
    )


def _named(objective):
    return Cell(f"Strategic Objective {objective.number}")


def _priorities(objective, supporting):
    if objective.pk in supporting:
        return text("; ".join(supporting[objective.pk]))
    # If no priority has an objective, the links are not recorded.
    if not supporting and not objective.unsupported_reason:
        return missing("not-given")
    return missing(
        objective.unsupported_reason or "no shared priority; reason not given"
    )
