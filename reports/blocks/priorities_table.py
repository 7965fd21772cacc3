"""The year's priorities: number, wording, the objective each supports, and lead."""

from priorities.models import Priority
from priorities.queries.delivery import lead_names
from reports.blocks.table import Cell, Column, Row, Table, filled_table, missing, text
from reports.document.records_used import use


def collect(context, *, brief=False, **texts) -> Table:
    """The `brief` table only has numbers and wording."""
    if brief:
        return _brief(context, texts)
    names = lead_names(context.partnership, context.year)
    priorities = context.priorities_of(context.year)
    # If no priority has an objective, the links are not recorded.
    has_objectives = any(priority.objectives.all() for priority in priorities)
    no_objective = missing("none given" if has_objectives else "not-given")
    heading = context.fill("{commissioner.short}’s {objective.short}")
    word, plans = context.fill("{objective.short_start}"), context.commissioners_plans
    worded: set = set()
    rows = [
        Row(
            [
                _number(priority),
                text(priority.full_title),
                _objectives(priority, word, plans, worded) or no_objective,
                _leads(priority, names),
            ]
        )
        for priority in priorities
    ]
    return filled_table(
        context,
        **texts,
        columns=[
            Column("No.", 8),
            Column(context.fill("{priority.start}"), 36),
            Column(heading, 32, noun=heading),
            Column("Lead", 24),
        ],
        rows=rows,
    )


def _brief(context, texts):
    return filled_table(
        context,
        **texts,
        columns=[Column("No.", 8), Column(context.fill("{priority.start}"), 92)],
        rows=[
            Row([_number(priority), text(priority.full_title)])
            for priority in Priority.objects.of(context.partnership, context.year)
        ],
    )


def _number(priority):
    use(priority)
    return Cell(str(priority.number), kind="ordinal", value=str(priority.number))


def _objectives(priority, word, plans, worded):
    """Their wording after their numbers, with the plan's years if there are several.

    What has been `worded` in a row above is only named.
    """
    supported = list(priority.objectives.all())
    use(*supported)
    if not supported:
        return None
    years = {plan.pk: f" of {plan.years_label}" for plan in plans if len(plans) > 1}
    numbers = [f"{word} {row.number}{years.get(row.plan_id, '')}" for row in supported]
    new = [row for row in supported if row.pk not in worded]
    worded.update(row.pk for row in new)
    return Cell("; ".join(row.text for row in new), before=", ".join(numbers))


def _leads(priority, names):
    if not priority.strands.all():
        return missing("not-given")
    leads = {}
    for strand in priority.strands.all():
        for lead in strand.leads.all():
            leads.setdefault(
                (lead.partner_id, lead.partnership_id, lead.group_id), lead
            )
    use(*(lead.body for lead in leads.values()))
    return text(names.of(leads.values())) if leads else missing("none given")
