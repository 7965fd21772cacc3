"""The Commissioner's strategic objectives and the priorities that support each."""

from django.db.models import Prefetch
from django.utils.text import capfirst

from priorities.models import Objective
from reports.blocks.table import Cell, Column, Row, Table, filled_table, missing, text
from reports.document.records_used import use


def collect(context, **texts) -> Table:
    """One row for each objective of the Commissioner's plan in force."""
    plan = context.commissioners_plan
    objectives = _objectives(plan) if plan else []
    use(*objectives)
    supporting: dict = {}
    for priority in context.priorities_of(context.year):
        use(priority)
        for objective in priority.objectives.all():
            supporting.setdefault(objective.pk, []).append(priority.title)
    rows = [
        Row(
            [
                Cell(f"{context.fill('{objective.start}')} {row.number}"),
                text(row.text, sub=_replaced(row)),
                _priorities(context, row, supporting),
            ]
        )
        for row in objectives
    ]
    return filled_table(
        context,
        **texts,
        columns=[
            Column("Number", 22),
            Column(context.fill("{objective.short_start}"), 40),
            Column(context.fill("Shared {priority.plural} that support it"), 38),
        ],
        rows=rows,
    )


def _objectives(plan):
    earlier = Prefetch("replaces", Objective.objects.select_related("plan"))
    return list(plan.objectives.order_by("number").prefetch_related(earlier))


def _replaced(objective) -> str:
    """“Replaces: 2. Safer roads (Plan 2021-25)”, if it is known."""
    names = [f"{row} ({row.plan})" for row in objective.replaces.all()]
    return f"Replaces: {'; '.join(names)}" if names else ""


def _priorities(context, objective, supporting):
    if objective.pk in supporting:
        return text("; ".join(supporting[objective.pk]))
    # If no priority has an objective, the links are not recorded.
    if not supporting and not objective.unsupported_reason:
        return missing("not-given")
    reason = objective.unsupported_reason or context.fill("No shared {priority}")
    return text(capfirst(reason))
