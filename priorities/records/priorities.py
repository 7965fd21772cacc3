"""Staff area records: priorities, strands, leads, achievements and objectives."""

from partnership.core.models.registry import (
    Fieldset,
    Inline,
    RecordType,
    register,
)
from partnership.core.values.financial_years import label
from priorities.models import (
    Achievement,
    CommissionersPlan,
    Lead,
    Objective,
    Priority,
    PriorityLink,
    Strand,
)

PRIORITIES = "Priorities"
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
        columns=["title", "number", "partnership", "from_year", "to_year", "theme"],
        filters=["from_year", "partnership"],
        search=["title", "theme", "code"],
        fieldsets=[
            Fieldset(
                "Priority",
                [
                    "title",
                    "theme",
                    "partnership",
                    ("from_year", "to_year", "number"),
                    "objectives",
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
                "Delivery table",
                hint="One row for each strand. Rows appear in documents in this order.",
                layout="columns",
                singular="strand",
                columns=[
                    Fieldset("Strand and lead", ["order", "title"]),
                    Fieldset(
                        "Outcome",
                        ["outcome", "outcome_reason", "outcome_note"],
                    ),
                    Fieldset(
                        "Progress",
                        [
                            "progress",
                            "progress_reason",
                            "progress_note",
                            "progress_on",
                        ],
                    ),
                ],
                inlines=[LEADS],
            ),
            Inline(
                PriorityLink,
                ["earlier", "kind"],
                "Replaces",
                hint="The earlier priority that this one replaces.",
                fk_name="later",
                singular="earlier priority",
            ),
        ],
        labels={"title": "Wording"},
        hints={
            "title": "The wording used in every document.",
            "number": "Its number in the partnership’s list of priorities.",
        },
        description="Agreed priorities, leads and progress.",
        empty_text="Add a priority, or carry over priorities from the year before.",
    ),
    RecordType(
        Strand,
        "strands",
        PRIORITIES,
        columns=["priority", "order", "title", "progress", "progress_on"],
        filters=["priority__from_year", "priority__partnership"],
        search=["priority__title", "title"],
        fieldsets=[
            Fieldset("Strand", ["priority", "order", "title"]),
            Fieldset("Outcome", ["outcome", "outcome_reason", "outcome_note"]),
            Fieldset(
                "Progress",
                ["progress", "progress_reason", "progress_note", "progress_on"],
            ),
        ],
        inlines=[LEADS],
        select_related=["priority"],
        labels={"order": "Number", "priority__from_year": "Year"},
        hints={"progress_on": "For example, 30 9 2016."},
        bulk=["progress_on"],
        verbose_name="strand",
        verbose_name_plural="strands",
        description="Rows of the delivery table, with outcome, progress and leads.",
        empty_text="Open a priority and add its strand there, or add one here.",
    ),
    RecordType(
        Lead,
        "leads",
        PRIORITIES,
        columns=["strand", "order", "role", "partner", "partnership", "group"],
        filters=["role", "partner", "partnership", "group"],
        search=["strand__priority__title", "partner__name", "group__name"],
        fieldsets=[
            Fieldset("Strand and role", ["strand", "role", "order"]),
            Fieldset(
                "Lead",
                ["partner", "partnership", "group"],
                hint="Select a partner, partnership or group.",
            ),
        ],
        select_related=["partner", "partnership", "group"],
        labels={"order": "Position"},
        bulk=["role"],
        description="Who leads or supports each strand.",
        empty_text="Open a strand and add its leads there.",
    ),
    RecordType(
        PriorityLink,
        "priority-links",
        PRIORITIES,
        columns=["earlier", "later", "kind"],
        filters=["kind"],
        search=["earlier__title", "later__title"],
        fieldsets=[Fieldset("What happened to it", ["earlier", "later", "kind"])],
        select_related=["earlier", "later"],
        labels={"earlier": "Earlier priority", "later": "Later priority"},
        bulk=["kind"],
        verbose_name="priority link",
        verbose_name_plural="priority links",
        description="Earlier priorities and the later ones that replace them.",
        empty_text="Open the later priority and add the priority it replaces.",
    ),
    RecordType(
        Achievement,
        "achievements",
        PRIORITIES,
        columns=["title", "partnership", "year", "priority", "figure"],
        filters=["year", "partnership", "priority"],
        search=["title", "code", "body"],
        fieldsets=[
            Fieldset("About", ["title", "code", "partnership", "year", "priority"]),
            Fieldset("Text", ["body"]),
            Fieldset("Headline figure", ["figure", "figure_caption"]),
            Fieldset("Position", ["order"]),
        ],
        hints={
            "figure": "A figure code, for example [=value reported-asb oxfordshire "
            "2015-16]. Leave blank if not needed.",
            "order": "Lower numbers come first.",
        },
        bulk=["year", "priority"],
        description="Achievements by year.",
        empty_text="Add the first achievement of the year.",
    ),
    RecordType(
        CommissionersPlan,
        "commissioners-plans",
        PRIORITIES,
        columns=["title", "area", "from_year", "to_year", "status"],
        filters=["area"],
        search=["title", "code"],
        fieldsets=[
            Fieldset("About", ["title", "code", "area", "commissioner", "url"]),
            Fieldset("Dates", [("from_year", "to_year"), "status"]),
        ],
        inlines=[
            Inline(
                Objective,
                ["number", "text", "code", "unserved_reason"],
                "Objectives",
                layout="blocks",
                singular="objective",
            )
        ],
        description="The Commissioner’s police and crime plans, with their objectives.",
        empty_text="Add the current plan, then its objectives.",
    ),
    RecordType(
        Objective,
        "objectives",
        PRIORITIES,
        columns=["text", "number", "plan", "unserved_reason"],
        filters=["plan"],
        search=["text", "code"],
        fieldsets=[
            Fieldset("Objective", ["plan", "number", "text", "code"]),
            Fieldset("If no priority supports it", ["unserved_reason"]),
        ],
        description="Strategic objectives in the Commissioner’s plans.",
        select_related=["plan"],
        option_label=with_plan,
        empty_text="Open a plan and add its objectives there, or add one here.",
    ),
)
