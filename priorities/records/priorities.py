"""Staff area records: priorities, strands, leads, achievements and objectives."""

from partnership.core.models.registry import (
    FieldOptions,
    Fieldset,
    Inline,
    ListOptions,
    Naming,
    RecordType,
    register,
)
from partnership.core.values.financial_years import label
from partnership.models.wording import local
from priorities.models import (
    Achievement,
    CommissionersPlan,
    Lead,
    Objective,
    Priority,
    PriorityLink,
    Strand,
)

PRIORITIES = local("{priority.plural_start}")
# Leads of a strand: on the strand's page and in the priority's delivery table.
LEADS = Inline(
    Lead,
    ["order", "role", "partner", "partnership", "group"],
    "Leads",
    hint="Select a partner, partnership or group in each row.",
    singular="lead",
    hidden=["order"],
)


def with_plan(objective: Objective) -> str:
    """Return an objective with its plan, as plans use the same numbers."""
    plan = objective.plan
    begun = "" if plan.from_year is None else f", from {label(plan.from_year)}"
    return f"{objective} ({plan}{begun})"


register(
    RecordType(
        Priority,
        "priorities",
        PRIORITIES,
        listing=ListOptions(
            columns=[
                *("title", "kind", "number", "partnership"),
                *("from_year", "to_year", "theme"),
            ],
            search=["title", "theme", "code"],
            filters=["from_year", "partnership", "kind"],
        ),
        fieldsets=[
            Fieldset(
                local("{priority.start}"),
                [
                    "title",
                    "theme",
                    "partnership",
                    ("from_year", "to_year", "number"),
                    "kind",
                    "objectives",
                    "contributes_to",
                ],
            ),
            Fieldset("Why it was chosen", ["context"], after_inlines=True),
            Fieldset("End", ["ended_reason"], after_inlines=True),
            Fieldset("Code", ["code"], after_inlines=True),
        ],
        inlines=[
            Inline(
                Strand,
                [
                    "order",
                    "title",
                    "outcome",
                    "outcome_reason",
                    "outcome_note",
                    "progress",
                    "progress_reason",
                    "progress_note",
                    "progress_on",
                ],
                local("{delivery_plan.start}"),
                hint="One row for each strand. Rows appear in documents in this order.",
                layout="columns",
                singular="strand",
                columns=[
                    Fieldset("Strand and lead", ["order", "title"]),
                    Fieldset("Outcome", ["outcome", "outcome_reason", "outcome_note"]),
                    Fieldset(
                        "Progress",
                        ["progress", "progress_reason", "progress_note", "progress_on"],
                    ),
                ],
                inlines=[LEADS],
            ),
            Inline(
                PriorityLink,
                ["earlier", "kind"],
                "Replaces",
                hint=local("The earlier {priority} that this one replaces."),
                fk_name="later",
                singular=local("earlier {priority}"),
            ),
        ],
        naming=Naming(select_related=["partnership"]),
        fields=FieldOptions(
            labels={"title": "Wording"},
            hints={
                "title": "The wording used in every document.",
                "number": local(
                    "Its number in the partnership’s list of {priority.plural}."
                ),
            },
        ),
        description=local("Agreed {priority.plural}, leads and progress."),
        empty_text=local(
            "Add {priority.a}, or carry over {priority.plural} from the year before."
        ),
    ),
    RecordType(
        Strand,
        "strands",
        PRIORITIES,
        listing=ListOptions(
            columns=["priority", "order", "title", "progress", "progress_on"],
            search=["priority__title", "title"],
            filters=["priority__from_year", "priority__partnership"],
            bulk=["progress_on"],
        ),
        fieldsets=[
            Fieldset("Strand", ["priority", "order", "title"]),
            Fieldset("Outcome", ["outcome", "outcome_reason", "outcome_note"]),
            Fieldset(
                "Progress",
                ["progress", "progress_reason", "progress_note", "progress_on"],
            ),
        ],
        inlines=[LEADS],
        fields=FieldOptions(labels={"priority__from_year": "Year"}),
        naming=Naming(select_related=["priority"]),
        description=local(
            "Rows of the {delivery_plan}, with outcome, progress and leads."
        ),
        empty_text=local(
            "Open {priority.a} and add its strand there, or add one here."
        ),
    ),
    RecordType(
        Lead,
        "leads",
        PRIORITIES,
        listing=ListOptions(
            columns=["strand", "order", "role", "partner", "partnership", "group"],
            search=["strand__priority__title", "partner__name", "group__name"],
            filters=["role", "partner", "partnership", "group"],
            bulk=["role"],
        ),
        fieldsets=[
            Fieldset("Strand and role", ["strand", "role", "order"]),
            Fieldset(
                "Lead",
                ["partner", "partnership", "group"],
                hint="Select a partner, partnership or group.",
            ),
        ],
        fields=FieldOptions(labels={"order": "Position"}),
        naming=Naming(select_related=["partner", "partnership", "group"]),
        description="Who leads or supports each strand.",
        empty_text="Open a strand and add its leads there.",
    ),
    RecordType(
        PriorityLink,
        "priority-links",
        PRIORITIES,
        listing=ListOptions(
            columns=["earlier", "later", "kind"],
            search=["earlier__title", "later__title"],
            filters=["kind"],
            bulk=["kind"],
        ),
        fieldsets=[Fieldset("What happened to it", ["earlier", "later", "kind"])],
        fields=FieldOptions(
            labels={
                "earlier": local("Earlier {priority}"),
                "later": local("Later {priority}"),
            }
        ),
        naming=Naming(
            singular=local("{priority} link"),
            plural=local("{priority} links"),
            select_related=["earlier", "later"],
        ),
        description=local(
            "Earlier {priority.plural} and the later ones that replace them."
        ),
        empty_text=local(
            "Open the later {priority} and add the {priority} it replaces."
        ),
    ),
    RecordType(
        Achievement,
        "achievements",
        PRIORITIES,
        listing=ListOptions(
            columns=["title", "partnership", "year", "priority", "figure"],
            search=["title", "code", "body"],
            filters=["year", "partnership", "priority"],
            bulk=["year", "priority"],
        ),
        fieldsets=[
            Fieldset("About", ["title", "code", "partnership", "year", "priority"]),
            Fieldset("Text", ["body"]),
            Fieldset("Headline figure", ["figure", "figure_caption"]),
            Fieldset("Position", ["order"]),
        ],
        fields=FieldOptions(
            hints={
                "figure": "A figure code, for example [=value reported-asb oxfordshire "
                "2015-16]. Leave blank if not needed.",
                "order": "Lower numbers come first.",
            }
        ),
        description="Achievements by year.",
        empty_text="Add the first achievement of the year.",
    ),
    RecordType(
        CommissionersPlan,
        "commissioners-plans",
        PRIORITIES,
        listing=ListOptions(
            columns=["title", "area", "from_year", "to_year", "status"],
            search=["title", "code"],
            filters=["area"],
        ),
        fieldsets=[
            Fieldset("About", ["title", "code", "area", "commissioner", "url"]),
            Fieldset("Dates", [("from_year", "to_year"), "status"]),
        ],
        inlines=[
            Inline(
                Objective,
                ["number", "text", "code", "replaces", "unsupported_reason"],
                local("{objective.short_plural_start}"),
                layout="blocks",
                singular=local("{objective.short}"),
            )
        ],
        description=local(
            "The {commissioner.short}’s police and crime plans, with their "
            "{objective.short_plural}."
        ),
        empty_text=local("Add the current plan, then its {objective.short_plural}."),
    ),
    RecordType(
        Objective,
        "objectives",
        PRIORITIES,
        listing=ListOptions(
            columns=["text", "number", "plan", "unsupported_reason"],
            search=["text", "code"],
            filters=["plan"],
        ),
        fieldsets=[
            Fieldset(
                local("{objective.short_start}"),
                ["plan", "number", "text", "code", "replaces"],
            ),
            Fieldset(local("If no {priority} supports it"), ["unsupported_reason"]),
        ],
        naming=Naming(select_related=["plan"], option_label=with_plan),
        description=local(
            "{objective.plural_start} in the {commissioner.short}’s plans."
        ),
        empty_text=local(
            "Open a plan and add its {objective.short_plural} there, or add one here."
        ),
    ),
)
