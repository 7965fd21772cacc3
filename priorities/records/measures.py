"""What officers work on: measures, their figures and targets, and what sources tell."""

from partnership.core.models.registry import (
    Children,
    Part,
    Record,
    register,
)
from priorities.models import (
    Comparison,
    Measure,
    Observation,
    ReportedChange,
    Target,
)

MEASURES = "Measures"
PERIOD = ["period_kind", ("starts_on", "ends_on")]
PERIOD_LABELS = {
    "period_kind": "Period",
    "starts_on": "First day",
    "ends_on": "Last day",
}
PERIOD_HINTS = {
    "period_kind": "Choose “period not given” if the source names none.",
    "starts_on": "For example, 1 4 2016.",
    "ends_on": "For example, 31 3 2017.",
}
ABOUT = ["measure", "area"]
FOUND = ["measure__name", "measure__code", "area__name"]

register(
    Record(
        Measure,
        "measures",
        MEASURES,
        columns=["name", "theme", "unit", "desired_direction", "priority_theme"],
        filters=["unit", "priority_theme", "is_assessed"],
        search=["name", "code", "theme"],
        parts=[
            Part(
                "What is counted", ["name", "code", "theme", "unit", "counted", "base"]
            ),
            Part("How to read it", ["desired_direction", "definition", "source"]),
            Part(
                "Classification",
                ["priority_theme", "part_of", "is_assessed", "counts_people", "order"],
            ),
        ],
        children=[
            Children(
                Observation,
                [
                    "area",
                    "period_kind",
                    "starts_on",
                    "ends_on",
                    "value",
                    "reason",
                    "qualifier",
                    "numerator",
                    "denominator",
                    "note",
                ],
                "Figures",
                look="blocks",
                one="figure",
            ),
            Children(
                Target,
                [
                    "area",
                    "period_kind",
                    "starts_on",
                    "ends_on",
                    "test",
                    "value",
                    "reason",
                    "note",
                ],
                "Targets",
                look="blocks",
                one="target",
            ),
        ],
        labels={"order": "Order in lists"},
        about="What is counted, with its figures and targets.",
        first_step="Add a measure, then its figures.",
    ),
    Record(
        Observation,
        "observations",
        MEASURES,
        columns=[*ABOUT, "period", "value", "note"],
        filters=["measure", "area", "period_kind"],
        search=FOUND,
        parts=[
            Part("What it is about", [*ABOUT, *PERIOD]),
            Part("The figure", [("value", "reason", "qualifier")]),
            Part(
                "What it is made of",
                [("numerator", "denominator"), "base_year"],
                hint="For a percentage the two counts; for a rate the year of the "
                "population.",
            ),
            Part("Where it is from", ["note", "source"]),
        ],
        named_with=ABOUT,
        labels=PERIOD_LABELS | {"value": "Figure"},
        hints=PERIOD_HINTS | {"base_year": "Like 2015."},
        bulk=["reason", "qualifier", "source"],
        name="figure",
        plural="figures",
        about="What was observed: one figure of one measure, area and period.",
        first_step="Open a measure and add its figures there, or add one here.",
    ),
    Record(
        Target,
        "targets",
        MEASURES,
        columns=[*ABOUT, "period", "test", "value", "note"],
        filters=["measure", "area", "period_kind"],
        search=FOUND,
        parts=[
            Part("What it is about", [*ABOUT, *PERIOD]),
            Part("The target", ["test", ("value", "reason"), "note"]),
        ],
        named_with=ABOUT,
        labels=PERIOD_LABELS | {"value": "Target"},
        hints=PERIOD_HINTS,
        about="What a measure should reach.",
        first_step="Open a measure and add its targets there, or add one here.",
    ),
    Record(
        ReportedChange,
        "stated-changes",
        MEASURES,
        columns=[*ABOUT, "period", "direction", "amount", "in_points"],
        filters=["measure", "area", "direction"],
        search=FOUND,
        parts=[
            Part("What it is about", [*ABOUT, *PERIOD]),
            Part(
                "Since when",
                ["base_period_kind", ("base_starts_on", "base_ends_on")],
                hint="The period that the source compares with.",
            ),
            Part(
                "The change",
                ["direction", ("amount", "reason", "qualifier"), "in_points", "words"],
            ),
            Part("Where it is from", ["note", "source"]),
        ],
        named_with=ABOUT,
        labels=PERIOD_LABELS
        | {
            "base_period_kind": "Period compared with",
            "base_starts_on": "First day compared with",
            "base_ends_on": "Last day compared with",
        },
        hints=PERIOD_HINTS
        | {"amount": "In per cent, or in percentage points if ticked below."},
        name="stated change",
        plural="stated changes",
        about="Changes that a source states without the figure it starts from.",
        first_step="Add a change that a source states.",
    ),
    Record(
        Comparison,
        "comparisons",
        MEASURES,
        columns=[*ABOUT, "against", "period", "standing", "trend"],
        filters=["measure", "area", "standing"],
        search=FOUND,
        parts=[
            Part("What is compared", [*ABOUT, "against", *PERIOD]),
            Part("How it stands", ["standing", "trend"]),
            Part("Where it is from", ["note", "source"]),
        ],
        named_with=ABOUT,
        labels=PERIOD_LABELS | {"against": "Compared with"},
        hints=PERIOD_HINTS,
        about="How an area stands against another, told without figures.",
        first_step="Add how an area stands against another.",
    ),
)
