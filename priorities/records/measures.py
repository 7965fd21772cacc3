"""Staff area records: measures, figures, targets, changes and comparisons."""

from partnership.core.models.registry import (
    FieldOptions,
    Fieldset,
    Inline,
    ListOptions,
    Naming,
    RecordLink,
    RecordType,
    register,
)
from priorities.models import (
    Comparison,
    Measure,
    Observation,
    ReportedChange,
    SeriesBreak,
    Target,
)

MEASURES = "Measures"
# With more rows, a page has megabytes and more fields than the server accepts.
MAX_ROWS = 200
PERIOD = ["period_kind", ("starts_on", "ends_on")]
PERIOD_HINTS = {
    "period_kind": "Select “period not given” if the source does not give one.",
    "starts_on": "For example, 1 4 2016.",
    "ends_on": "For example, 31 3 2017.",
}
ABOUT = ["measure", "area"]
FOUND = ["measure__name", "measure__code", "area__name"]

# The target type that a desired direction asks for.
WANTED = {
    Measure.Direction.UP: Target.Comparison.AT_LEAST,
    Measure.Direction.DOWN: Target.Comparison.AT_MOST,
}


def targets_against_direction(targets) -> dict[int, dict[str, str]]:
    """Return notices for targets of the wrong type, such as “at least” 90 fires."""
    measures = Measure.objects.in_bulk({row.measure_id for row in targets})
    found = {}
    for row in targets:
        measure = measures[row.measure_id]
        wanted = WANTED.get(measure.desired_direction, row.comparison)
        if row.comparison != wanted:
            found[row.pk] = {
                "comparison": f"{measure} should go {measure.desired_direction}. "
                f"Select “{wanted.label}”, or change its desired direction."
            }
    return found


register(
    RecordType(
        Measure,
        "measures",
        MEASURES,
        listing=ListOptions(
            columns=["name", "theme", "unit", "desired_direction", "priority_theme"],
            search=["name", "code", "theme"],
            filters=["unit", "priority_theme", "is_assessed"],
        ),
        fieldsets=[
            Fieldset("Measure", ["name", "code", "theme", "unit", "counted", "base"]),
            Fieldset("Interpretation", ["desired_direction", "definition", "source"]),
            Fieldset("Due dates", ["frequency", "owner", "due_after_days"]),
            Fieldset(
                "Classification",
                [
                    "priority_theme",
                    "part_of",
                    "is_assessed",
                    "counts_people",
                    "adds_up",
                    "rate_of",
                    "allows_any_number",
                    "order",
                ],
            ),
        ],
        links=[RecordLink("Enter figures in a grid", "priorities:grid")],
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
                    "is_break",
                    "note",
                ],
                "Figures",
                layout="blocks",
                singular="figure",
                max_rows=MAX_ROWS,
            ),
            Inline(
                SeriesBreak,
                ["starts_on", "area", "note"],
                "Breaks in the series",
                hint="Figures on the 2 sides of a break are never compared.",
                singular="break",
            ),
            Inline(
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
                layout="blocks",
                singular="target",
                max_rows=MAX_ROWS,
            ),
        ],
        fields=FieldOptions(labels={"order": "Order in lists"}),
        description="Measures with their figures and targets.",
        empty_text="Add a measure, then its figures.",
    ),
    RecordType(
        Observation,
        "observations",
        MEASURES,
        listing=ListOptions(
            columns=[*ABOUT, "period", "value", "note"],
            search=FOUND,
            filters=["measure", "area", "period_kind"],
            bulk=["reason", "qualifier", "source"],
        ),
        fieldsets=[
            Fieldset("About", [*ABOUT, *PERIOD]),
            Fieldset("Figure", [("value", "reason", "qualifier")]),
            Fieldset(
                "Numerator and denominator",
                [("numerator", "denominator"), "base_year"],
                hint="For a percentage, enter the 2 counts. For a rate, enter the year "
                "of the population.",
            ),
            Fieldset("Break and revision", ["is_break", "former_value"]),
            Fieldset("Source", ["note", "source"]),
        ],
        fields=FieldOptions(
            labels={"value": "Figure"},
            hints=PERIOD_HINTS | {"base_year": "For example, 2015."},
        ),
        naming=Naming(singular="figure", plural="figures", select_related=ABOUT),
        description="One figure for a measure, area and period.",
        empty_text="Open a measure and add its figures there, or add one here.",
    ),
    RecordType(
        Target,
        "targets",
        MEASURES,
        listing=ListOptions(
            columns=[*ABOUT, "period", "comparison", "value", "note"],
            search=FOUND,
            filters=["measure", "area", "period_kind"],
        ),
        fieldsets=[
            Fieldset("About", [*ABOUT, *PERIOD]),
            Fieldset(
                "Target", ["comparison", ("value", "reason"), "nearly_value", "note"]
            ),
        ],
        fields=FieldOptions(labels={"value": "Target"}, hints=PERIOD_HINTS),
        naming=Naming(select_related=ABOUT),
        notices=targets_against_direction,
        description="Targets for measures.",
        empty_text="Open a measure and add its targets there, or add one here.",
    ),
    RecordType(
        SeriesBreak,
        "series-breaks",
        MEASURES,
        listing=ListOptions(
            columns=["measure", "starts_on", "area", "note"],
            search=["measure__name", "measure__code", "note"],
            filters=["measure", "area"],
        ),
        fieldsets=[Fieldset("Break", ["measure", "starts_on", "area", "note"])],
        fields=FieldOptions(hints={"starts_on": "For example, 1 4 2016."}),
        naming=Naming(select_related=["measure"]),
        description="Dates from which a measure is counted differently.",
        empty_text="Add a break if figures before and after a day cannot be compared.",
    ),
    RecordType(
        ReportedChange,
        "reported-changes",
        MEASURES,
        listing=ListOptions(
            columns=[*ABOUT, "period", "direction", "amount", "in_points"],
            search=FOUND,
            filters=["measure", "area", "direction"],
        ),
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
        fields=FieldOptions(
            labels={
                "base_period_kind": "Period compared with",
                "base_starts_on": "First day compared with",
                "base_ends_on": "Last day compared with",
            },
            hints=PERIOD_HINTS
            | {"amount": "In per cent, or in percentage points if selected below."},
        ),
        naming=Naming(select_related=ABOUT),
        description="Changes a source reports without the starting figure.",
        empty_text="Add a change reported by a source.",
    ),
    RecordType(
        Comparison,
        "comparisons",
        MEASURES,
        listing=ListOptions(
            columns=[*ABOUT, "against", "period", "result", "trend"],
            search=FOUND,
            filters=["measure", "area", "result"],
        ),
        fieldsets=[
            Fieldset("About", [*ABOUT, "against", *PERIOD]),
            Fieldset("Comparison", ["result", "trend"]),
            Fieldset("Source", ["note", "source"]),
        ],
        fields=FieldOptions(hints=PERIOD_HINTS),
        naming=Naming(select_related=[*ABOUT, "against"]),
        description="How an area compares with another, without figures.",
        empty_text="Add a comparison of 2 areas.",
    ),
)
