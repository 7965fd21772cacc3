"""Staff area records: measures, figures, targets, changes and comparisons."""

from partnership.core.models.registry import (
    Fieldset,
    Inline,
    RecordType,
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
    RecordType(
        Measure,
        "measures",
        MEASURES,
        columns=["name", "theme", "unit", "desired_direction", "priority_theme"],
        filters=["unit", "priority_theme", "is_assessed"],
        search=["name", "code", "theme"],
        fieldsets=[
            Fieldset("Measure", ["name", "code", "theme", "unit", "counted", "base"]),
            Fieldset("Interpretation", ["desired_direction", "definition", "source"]),
            Fieldset(
                "Classification",
                ["priority_theme", "part_of", "is_assessed", "counts_people", "order"],
            ),
        ],
        inlines=[
            Inline(
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
                layout="blocks",
                singular="figure",
            ),
            Inline(
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
                layout="blocks",
                singular="target",
            ),
        ],
        labels={"order": "Order in lists"},
        description="Measures with their figures and targets.",
        empty_text="Add a measure, then its figures.",
    ),
    RecordType(
        Observation,
        "observations",
        MEASURES,
        columns=[*ABOUT, "period", "value", "note"],
        filters=["measure", "area", "period_kind"],
        search=FOUND,
        fieldsets=[
            Fieldset("About", [*ABOUT, *PERIOD]),
            Fieldset("Figure", [("value", "reason", "qualifier")]),
            Fieldset(
                "Numerator and denominator",
                [("numerator", "denominator"), "base_year"],
                hint="For a percentage, enter the 2 counts. For a rate, enter the year "
                "of the population.",
            ),
            Fieldset("Source", ["note", "source"]),
        ],
        select_related=ABOUT,
        labels=PERIOD_LABELS | {"value": "Figure"},
        hints=PERIOD_HINTS | {"base_year": "For example, 2015."},
        bulk=["reason", "qualifier", "source"],
        verbose_name="figure",
        verbose_name_plural="figures",
        description="One figure for a measure, area and period.",
        empty_text="Open a measure and add its figures there, or add one here.",
    ),
    RecordType(
        Target,
        "targets",
        MEASURES,
        columns=[*ABOUT, "period", "test", "value", "note"],
        filters=["measure", "area", "period_kind"],
        search=FOUND,
        fieldsets=[
            Fieldset("About", [*ABOUT, *PERIOD]),
            Fieldset("Target", ["test", ("value", "reason"), "note"]),
        ],
        select_related=ABOUT,
        labels=PERIOD_LABELS | {"value": "Target"},
        hints=PERIOD_HINTS,
        description="Targets for measures.",
        empty_text="Open a measure and add its targets there, or add one here.",
    ),
    RecordType(
        ReportedChange,
        "stated-changes",
        MEASURES,
        columns=[*ABOUT, "period", "direction", "amount", "in_points"],
        filters=["measure", "area", "direction"],
        search=FOUND,
        fieldsets=[
            Fieldset("About", [*ABOUT, *PERIOD]),
            Fieldset(
                "Compared with",
                ["base_period_kind", ("base_starts_on", "base_ends_on")],
                hint="The period the source compares with.",
            ),
            Fieldset(
                "Change",
                ["direction", ("amount", "reason", "qualifier"), "in_points", "words"],
            ),
            Fieldset("Source", ["note", "source"]),
        ],
        select_related=ABOUT,
        labels=PERIOD_LABELS
        | {
            "base_period_kind": "Period compared with",
            "base_starts_on": "First day compared with",
            "base_ends_on": "Last day compared with",
        },
        hints=PERIOD_HINTS
        | {"amount": "In per cent, or in percentage points if selected below."},
        verbose_name="reported change",
        verbose_name_plural="reported changes",
        description="Changes a source reports without the starting figure.",
        empty_text="Add a change reported by a source.",
    ),
    RecordType(
        Comparison,
        "comparisons",
        MEASURES,
        columns=[*ABOUT, "against", "period", "standing", "trend"],
        filters=["measure", "area", "standing"],
        search=FOUND,
        fieldsets=[
            Fieldset("About", [*ABOUT, "against", *PERIOD]),
            Fieldset("Comparison", ["standing", "trend"]),
            Fieldset("Source", ["note", "source"]),
        ],
        select_related=ABOUT,
        labels=PERIOD_LABELS | {"against": "Compared with"},
        hints=PERIOD_HINTS,
        description="How an area compares with another, without figures.",
        empty_text="Add a comparison of two areas.",
    ),
)
