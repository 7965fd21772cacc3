"""What officers work on: what was agreed, who leads it and what came of it."""

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
# Who leads a part: on the part's own page, and within the priority's delivery table.
LEADS = Children(
    Lead,
    ["order", "role", "partner", "partnership", "group"],
    "Who leads",
    hint="Choose a partner, a partnership or a group in each row.",
    one="lead",
    unseen=["order"],
)


def with_plan(objective: Objective) -> str:
    """Plans number their objectives alike, so an objective to choose names its plan."""
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
                "What was agreed",
                [
                    "title",
                    "theme",
                    "partnership",
                    ("from_year", "to_year", "number"),
                    "objectives",
                ],
            ),
            Part("Why it was chosen", ["context"], last=True),
            Part("If it has ended", ["ended_reason"], last=True),
            Part("How it is referred to", ["code"], last=True),
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
                hint="One row for each part of the priority; most have one. The rows "
                "are printed as they stand here.",
                look="columns",
                one="part",
                columns=[
                    Part("Part, and who leads", ["order", "title"]),
                    Part(
                        "What should come of it",
                        ["outcome", "outcome_reason", "outcome_note"],
                    ),
                    Part(
                        "How it is going",
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
                "Carries on from",
                hint="The priority of the years before that this one follows on from.",
                parent="later",
                one="earlier priority",
            ),
        ],
        labels={"title": "Wording", "from_year": "From", "to_year": "To"},
        hints={
            "title": "As it stands in every document.",
            "number": "Its place among the priorities of the partnership.",
        },
        about="What each partnership agreed to do, with who leads and how it is going.",
        first_step="Add a priority, or carry over those of the year before.",
    ),
    Record(
        Strand,
        "strands",
        PRIORITIES,
        columns=["priority", "order", "title", "progress", "progress_on"],
        filters=["priority__from_year", "priority__partnership"],
        search=["priority__title", "title"],
        parts=[
            Part("Which part", ["priority", "order", "title"]),
            Part(
                "What should come of it", ["outcome", "outcome_reason", "outcome_note"]
            ),
            Part(
                "How it is going",
                ["progress", "progress_reason", "progress_note", "progress_on"],
            ),
        ],
        children=[LEADS],
        named_with=["priority"],
        labels={"order": "Part", "priority__from_year": "Year"},
        hints={"progress_on": "For example, 30 9 2016."},
        bulk=["progress_on"],
        name="part of a priority",
        plural="parts of priorities",
        about="One row of the delivery table: outcome, progress and leads.",
        first_step="Open a priority and add its part there, or add one here.",
    ),
    Record(
        Lead,
        "leads",
        PRIORITIES,
        columns=["strand", "order", "role", "partner", "partnership", "group"],
        filters=["role", "partner", "partnership", "group"],
        search=["strand__priority__title", "partner__name", "group__name"],
        parts=[
            Part("What is led", ["strand", "role", "order"]),
            Part(
                "Who leads",
                ["partner", "partnership", "group"],
                hint="Choose one of the three.",
            ),
        ],
        named_with=["partner", "partnership", "group"],
        labels={"strand": "Part of a priority"},
        bulk=["role"],
        about="Who leads or supports each part.",
        first_step="Open a part of a priority and add its leads there.",
    ),
    Record(
        PriorityLink,
        "priority-links",
        PRIORITIES,
        columns=["earlier", "later", "kind"],
        filters=["kind"],
        search=["earlier__title", "later__title"],
        parts=[Part("What became of it", ["earlier", "later", "kind"])],
        named_with=["earlier", "later"],
        labels={"earlier": "Earlier priority", "later": "Later priority"},
        bulk=["kind"],
        name="carry-on",
        plural="carry-ons",
        about="Which priority follows on from which.",
        first_step="Open the later priority and add what it carries on from.",
    ),
    Record(
        Achievement,
        "achievements",
        PRIORITIES,
        columns=["title", "partnership", "year", "priority", "figure"],
        filters=["year", "partnership", "priority"],
        search=["title", "code", "body"],
        parts=[
            Part("What it is", ["title", "code", "partnership", "year", "priority"]),
            Part("In words", ["body"]),
            Part("As a large figure", ["figure", "figure_caption"]),
            Part("Its place", ["order"]),
        ],
        hints={
            "figure": "A short name of a figure, like [=value reported-asb oxfordshire "
            "2015-16]. Leave empty if there is none.",
            "order": "Smaller numbers come first.",
        },
        bulk=["year", "priority"],
        about="What came of the work, year by year.",
        first_step="Add the first thing that was achieved in the year.",
    ),
    Record(
        CommissionersPlan,
        "commissioners-plans",
        PRIORITIES,
        columns=["title", "area", "from_year", "to_year", "status"],
        filters=["area"],
        search=["title", "code"],
        parts=[
            Part("What it is", ["title", "code", "area", "commissioner", "url"]),
            Part("Dates", [("from_year", "to_year"), "status"]),
        ],
        children=[
            Children(
                Objective,
                ["number", "text", "code", "unserved_reason"],
                "Objectives",
                look="blocks",
                one="objective",
            )
        ],
        about="The Commissioner's police and crime plans, with their objectives.",
        first_step="Add the plan in force, then its objectives.",
    ),
    Record(
        Objective,
        "objectives",
        PRIORITIES,
        columns=["text", "number", "plan", "unserved_reason"],
        filters=["plan"],
        search=["text", "code"],
        parts=[
            Part("What it says", ["plan", "number", "text", "code"]),
            Part("If no priority serves it", ["unserved_reason"]),
        ],
        about="Strategic objectives of the Commissioner's plans.",
        named_with=["plan"],
        chosen_as=with_plan,
        first_step="Open a plan and add its objectives there, or add one here.",
    ),
)
