"""Delivering the priorities: each strand's lead, outcome and progress, by objective."""

from django.utils.text import capfirst

from partnership.core.values.missing import Reason
from priorities.queries.delivery import lead_names
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
    """One row for each strand of the year's priorities, grouped by objective."""
    names = lead_names(context.partnership, context.year)
    rows = []
    for heading, priorities in _by_objective(context):
        rows.append(group(heading))
        for priority in priorities:
            strands = list(priority.strands.all())
            rows += [_row(context, priority, strand, names) for strand in strands]
            if not strands:
                rows.append(_unplanned(priority))
    return filled_table(
        context,
        **texts,
        columns=[
            Column(context.fill("Shared {priority}"), 28),
            Column("Lead agency", 24),
            Column("Outcome", 25),
            Column("Progress", 23),
        ],
        rows=rows,
    )


def _by_objective(context):
    """Priorities by the first objective each supports; those without one come last."""
    found = {}
    word = context.fill("{objective.start}")
    for priority in context.priorities_of(context.year):
        objectives = list(priority.objectives.all())
        first = objectives[0] if objectives else None
        use(first)
        number = first.number if first else 999
        heading = (
            f"{word} {number}: {first.text}"
            if first
            else context.fill(
                "{priority.plural_start} with no {commissioner.short}’s "
                "{objective.short}"
            )
        )
        found.setdefault((number, heading), []).append(priority)
    return [(heading, rows) for (_, heading), rows in sorted(found.items())]


def _row(context, priority, strand, names):
    leads = list(strand.leads.all())
    use(priority, strand, *(lead.body for lead in leads))
    return Row(
        [
            text(priority.full_title, sub=strand.title),
            text(names.of(leads)) if leads else missing("none given"),
            _words(context, strand.outcome, strand.outcome_reason, strand.outcome_note),
            _words(
                context, strand.progress, strand.progress_reason, strand.progress_note
            ),
        ]
    )


def _unplanned(priority):
    """A row for a priority without strands."""
    use(priority)
    return Row([text(priority.full_title), *(missing("Not given") for _ in range(3))])


def _words(context, words, reason, note):
    if words:
        return Cell(rich=context.rich(words, 5))
    explanation = note or (Reason(reason).label if reason else "not given")
    return missing(capfirst(explanation))
