"""The strategy summary: what the district partnerships' rolling strategies share.

The period is, for example, 2011-14: 3 financial years, starting with the report's year.
"""

from reports.blocks import (
    Empty,
    key_figures,
    participation_table,
    priority_list,
    prose,
    strand_list,
    success_measures_chart,
    success_measures_table,
    summary_list,
    use,
)
from reports.document_types.outline import DocumentType, part, section
from reports.document_types.section_loops import year_priorities

THEME = "Measures of success {period}"


SECTIONS = (
    part(
        "front",
        "",
        use(
            summary_list,
            lines=(
                ("to", "Committee"),
                ("date", "Meeting date"),
                ("subject", "Title"),
                ("paper", "Type of paper"),
                ("parent-report", "Added to the report"),
            ),
        ),
        use(key_figures, of="strategies", theme=THEME),
    ),
    part(
        "summary",
        "Summary",
        use(prose, key="summary"),
        use(priority_list, lettered=False, parts=False),
        use(prose, key="summary.fit", optional=True),
    ),
    part("landscape", "A changing landscape", use(prose, key="landscape")),
    part(
        "participation",
        "Who takes part",
        use(prose, key="participation"),
        use(
            participation_table,
            key="participation",
            caption="Partnerships and the overarching {priority.plural}, {period}",
            source="Not given: not published.",
        ),
    ),
    part("themes", "The {priority.plural} and what partnerships do in common"),
    section(
        "priority",
        "Each {priority}",
        use(prose, key="priority.{item}"),
        use(strand_list, empty=Empty.NOTHING_REPORTED),
        over=year_priorities,
    ),
    part(
        "measures",
        "Measures of success",
        use(prose, key="measures"),
        use(
            success_measures_table,
            key="measures",
            theme=THEME,
            caption="Measures of success of the strategies, {period}",
            detail="In the wording of the strategies, with the relevant parts below",
            source="Measures are matched to {priority.plural} by subject. The "
            "strategies list them separately. Not given: no figure was published.",
            empty=Empty.NOTHING_REPORTED,
        ),
    ),
    part("monitoring", "Monitoring and review", use(prose, key="monitoring")),
    part(
        "sign-off",
        "Sign-off",
        use(summary_list, lines=(("signed", "Signed"), ("signed-on", "Date"))),
        is_optional=True,
    ),
)

DOCUMENT_TYPE = DocumentType(
    code="strategy-summary",
    name="Strategy summary",
    title="Summary of the rolling Community Safety Strategies",
    description="The {priority.plural} that the {csp.plural} of {area} "
    "share in {period}, what they do together, and how they will measure success.",
    sections=SECTIONS,
    at_a_glance=(
        use(
            success_measures_chart,
            key="measures-chart",
            theme=THEME,
            caption="Measures of success of each {priority}, by target direction",
        ),
    ),
    style="paper",
    years=3,
)
