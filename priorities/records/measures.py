"""Staff area records: measures, figures, targets, changes and comparisons."""

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
    "period_kind": "Select “period not given” if the source does not say.",
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
            Part("Measure", ["name", "code", "theme", "unit", "counted", "base"]),
            Part("Interpretation", ["desired_direction", "definition", "source"]),
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
                    "comparison",
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
        about="Measures with their figures and targets.",
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
            Part("About", [*ABOUT, *PERIOD]),
            Part("Figure", [("value", "reason", "qualifier")]),
            Part(
                "Numerator and denominator",
                [("numerator", "denominator"), "base_year"],
                hint="For a percentage, enter the 2 counts. For a rate, enter the year "
                "of the population.",
            ),
            Part("Source", ["note", "source"]),
        ],
        named_with=ABOUT,
        labels=PERIOD_LABELS | {"value": "Figure"},
        hints=PERIOD_HINTS | {"base_year": "For example, 2015."},
        bulk=["reason", "qualifier", "source"],
        name="figure",
        plural="figures",
        about="One figure for a measure, area and period.",
        first_step="Open a measure and add its figures there, or add one here.",
    ),
    Record(
        Target,
        "targets",
        MEASURES,
        columns=[*ABOUT, "period", "comparison", "value", "note"],
        filters=["measure", "area", "period_kind"],
        search=FOUND,
        parts=[
            Part("About", [*ABOUT, *PERIOD]),
            Part("Target", ["comparison", ("value", "reason"), "note"]),
        ],
        named_with=ABOUT,
        labels=PERIOD_LABELS | {"value": "Target"},
        hints=PERIOD_HINTS,
        about="Targets for measures.",
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
            Part("About", [*ABOUT, *PERIOD]),
            Part(
                "Compared with",
                ["base_period_kind", ("base_starts_on", "base_ends_on")],
                hint="The period the source compares with.",
            ),
            Part(
                "Change",
                ["direction", ("amount", "reason", "qualifier"), "in_points", "words"],
            ),
            Part("Source", ["note", "source"]),
        ],
        named_with=ABOUT,
        labels=PERIOD_LABELS
        | {
            "base_period_kind": "Period compared with",
            "base_starts_on": "First day compared with",
            "base_ends_on": "Last day compared with",
        },
        hints=PERIOD_HINTS
        | {"amount": "In per cent, or in percentage points if selected below."},
        name="reported change",
        plural="reported changes",
        about="Changes a source reports without the starting figure.",
        first_step="Add a change reported by a source.",
    ),
    Record(
        Comparison,
        "comparisons",
        MEASURES,
        columns=[*ABOUT, "against", "period", "result", "trend"],
        filters=["measure", "area", "result"],
        search=FOUND,
        parts=[
            Part("About", [*ABOUT, "against", *PERIOD]),
            Part("Comparison", ["result", "trend"]),
            Part("Source", ["note", "source"]),
        ],
        named_with=ABOUT,
        labels=PERIOD_LABELS | {"against": "Compared with"},
        hints=PERIOD_HINTS,
        about="How an area compares with another, without figures.",
        first_step="Add a comparison of two areas.",
    ),
)
