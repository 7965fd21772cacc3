"""Staff area records: priorities, strands, leads, achievements and objectives."""

from partnership.core.models.registry import (
    Children,
    Part,
    Record,
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
LEADS = Children(
    Lead,
    ["order", "role", "partner", "partnership", "group"],
    "Leads",
    hint="Select a partner, partnership or group in each row.",
    one="lead",
    unseen=["order"],
)


def with_plan(objective: Objective) -> str:
    """Return an objective with its plan, as plans use the same numbers."""
    plan = objective.plan
    begun = "" if plan.from_year is None else f", from {label(plan.from_year)}"
    return f"{objective} ({plan}{begun})"


register(
    Record(
        Priority,
        "priorities",
        PRIORITIES,
        columns=["title", "number", "partnership", "from_year", "to_year", "theme"],
        filters=["from_year", "partnership"],
        search=["title", "theme", "code"],
        parts=[
            Part(
                "Priority",
                [
                    "title",
                    "theme",
                    "partnership",
                    ("from_year", "to_year", "number"),
                    "objectives",
                ],
            ),
            Part("Why it was chosen", ["context"], last=True),
            Part("End", ["ended_reason"], last=True),
            Part("Code", ["code"], last=True),
        ],
        children=[
            Children(
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
                look="columns",
                one="strand",
                columns=[
                    Part("Strand and lead", ["order", "title"]),
                    Part(
                        "Outcome",
                        ["outcome", "outcome_reason", "outcome_note"],
                    ),
                    Part(
                        "Progress",
                        [
                            "progress",
                            "progress_reason",
                            "progress_note",
                            "progress_on",
                        ],
                    ),
                ],
                children=[LEADS],
            ),
            Children(
                PriorityLink,
                ["earlier", "kind"],
                "Replaces",
                hint="The earlier priority that this one replaces.",
                parent="later",
                one="earlier priority",
            ),
        ],
        labels={"title": "Wording"},
        hints={
            "title": "The wording used in every document.",
            "number": "Its number in the partnership’s list of priorities.",
        },
        about="Agreed priorities, leads and progress.",
        first_step="Add a priority, or carry over priorities from the year before.",
    ),
    Record(
        Strand,
        "strands",
        PRIORITIES,
        columns=["priority", "order", "title", "progress", "progress_on"],
        filters=["priority__from_year", "priority__partnership"],
        search=["priority__title", "title"],
        parts=[
            Part("Strand", ["priority", "order", "title"]),
            Part("Outcome", ["outcome", "outcome_reason", "outcome_note"]),
            Part(
                "Progress",
                ["progress", "progress_reason", "progress_note", "progress_on"],
            ),
        ],
        children=[LEADS],
        named_with=["priority"],
        labels={"order": "Number", "priority__from_year": "Year"},
        hints={"progress_on": "For example, 30 9 2016."},
        bulk=["progress_on"],
        name="strand",
        plural="strands",
        about="Rows of the delivery table, with outcome, progress and leads.",
        first_step="Open a priority and add its strand there, or add one here.",
    ),
    Record(
        Lead,
        "leads",
        PRIORITIES,
        columns=["strand", "order", "role", "partner", "partnership", "group"],
        filters=["role", "partner", "partnership", "group"],
        search=["strand__priority__title", "partner__name", "group__name"],
        parts=[
            Part("Strand and role", ["strand", "role", "order"]),
            Part(
                "Lead",
                ["partner", "partnership", "group"],
                hint="Select a partner, partnership or group.",
            ),
        ],
        named_with=["partner", "partnership", "group"],
        labels={"order": "Position"},
        bulk=["role"],
        about="Who leads or supports each strand.",
        first_step="Open a strand and add its leads there.",
    ),
    Record(
        PriorityLink,
        "priority-links",
        PRIORITIES,
        columns=["earlier", "later", "kind"],
        filters=["kind"],
        search=["earlier__title", "later__title"],
        parts=[Part("What happened to it", ["earlier", "later", "kind"])],
        named_with=["earlier", "later"],
        labels={"earlier": "Earlier priority", "later": "Later priority"},
        bulk=["kind"],
        name="priority link",
        plural="priority links",
        about="Earlier priorities and the later ones that replace them.",
        first_step="Open the later priority and add the priority it replaces.",
    ),
    Record(
        Achievement,
        "achievements",
        PRIORITIES,
        columns=["title", "partnership", "year", "priority", "figure"],
        filters=["year", "partnership", "priority"],
        search=["title", "code", "body"],
        parts=[
            Part("About", ["title", "code", "partnership", "year", "priority"]),
            Part("Text", ["body"]),
            Part("Headline figure", ["figure", "figure_caption"]),
            Part("Position", ["order"]),
        ],
        hints={
            "figure": "A figure code, for example [=value reported-asb oxfordshire "
            "2015-16]. Leave blank if not needed.",
            "order": "Lower numbers come first.",
        },
        bulk=["year", "priority"],
        about="Achievements by year.",
        first_step="Add the first achievement of the year.",
    ),
    Record(
        CommissionersPlan,
        "commissioners-plans",
        PRIORITIES,
        columns=["title", "area", "from_year", "to_year", "status"],
        filters=["area"],
        search=["title", "code"],
        parts=[
            Part("About", ["title", "code", "area", "commissioner", "url"]),
            Part("Dates", [("from_year", "to_year"), "status"]),
        ],
        children=[
            Children(
                Objective,
                ["number", "text", "code", "unsupported_reason"],
                "Objectives",
                look="blocks",
                one="objective",
            )
        ],
        about="The Commissioner’s police and crime plans, with their objectives.",
        first_step="Add the current plan, then its objectives.",
    ),
    Record(
        Objective,
        "objectives",
        PRIORITIES,
        columns=["text", "number", "plan", "unsupported_reason"],
        filters=["plan"],
        search=["text", "code"],
        parts=[
            Part("Objective", ["plan", "number", "text", "code"]),
            Part("If no priority supports it", ["unsupported_reason"]),
        ],
        about="Strategic objectives in the Commissioner’s plans.",
        named_with=["plan"],
        chosen_as=with_plan,
        first_step="Open a plan and add its objectives there, or add one here.",
    ),
)
