"""The Commissioner's strategic objectives and the priorities that support each."""

from django.db.models import Prefetch
from django.utils.text import capfirst

from priorities.models import Objective
from reports.blocks.table import (
    Cell,
    Column,
    Row,
    Table,
    filled_table,
    group,
    missing,
    text,
)
from reports.document.records_used import use


def collect(context, **texts) -> Table:
    """One row for each objective of the Commissioner's plans in force."""
    plans = context.commissioners_plans
    supporting: dict = {}
    for priority in context.priorities_of(context.year):
        use(priority)
        for objective in priority.objectives.all():
            supporting.setdefault(objective.pk, []).append(priority.title)
    rows = []
    for plan in plans:
        found = [_row(context, row, supporting) for row in _objectives(plan)]
        rows += [group(plan.title), *found] if found and len(plans) > 1 else found
    return filled_table(
        context,
        **texts,
        columns=[
            Column("Number", 22),
            Column(context.fill("{objective.short_start}"), 40),
            Column(
                context.fill("Shared {priority.plural} that support it"),
                38,
                noun=context.fill("supporting {priority.plural}"),
            ),
        ],
        rows=rows,
    )


def _objectives(plan):
    earlier = Prefetch("replaces", Objective.objects.select_related("plan"))
    return plan.objectives.order_by("number").prefetch_related(earlier)


def _row(context, objective, supporting) -> Row:
    use(objective)
    return Row(
        [
            Cell(f"{context.fill('{objective.start}')} {objective.number}"),
            text(objective.text, sub=_replaced(objective)),
            _priorities(context, objective, supporting),
        ]
    )


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
