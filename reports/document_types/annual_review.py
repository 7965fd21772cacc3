"""The annual review: a partnership's report to a council on this year and the next.

Every priority of the year is listed, in the agreed order and wording, even if nothing
was reported.
"""

from reports.blocks import (
    Empty,
    headline_figures,
    members,
    partner_logos,
    priority_changes_table,
    priority_figures,
    priority_list,
    priority_results,
    priority_results_chart,
    prose,
    recommendations,
    summary_list,
    use,
)
from reports.document_types.outline import DocumentType, part
from reports.document_types.section_loops import year_priorities

SECTIONS = (
    part(
        "front",
        "",
        use(
            summary_list,
            lines=(
                ("to", "To"),
                ("date", "Date"),
                ("report-by", "Report of"),
                ("title", "Title of report"),
            ),
        ),
    ),
    part(
        "summary",
        "Summary and recommendation",
        use(
            summary_list,
            lines=(
                ("purpose", "Purpose of report"),
                ("key-decision", "Key decision"),
                ("executive-member", "Councillor responsible"),
                ("corporate-priority", "Corporate priority"),
                ("policy-framework", "Policy framework"),
                ("appendices", "Appendices"),
            ),
        ),
        use(recommendations),
    ),
    part("introduction", "Introduction and background", use(prose, key="introduction")),
    part(
        "membership",
        "Who is in the partnership",
        use(prose, key="membership"),
        use(members, empty=Empty.STOP),
        use(partner_logos),
    ),
    part(
        "priorities",
        "{priority.plural_start} for {year}",
        use(prose, key="priorities"),
        use(priority_list, empty=Empty.STOP),
    ),
    part(
        "achievements",
        "Achievements in {year}",
        use(prose, key="achievements"),
        use(headline_figures),
    ),
    part(
        "priority",
        "Each {priority}",
        use(priority_results, empty=Empty.NOTHING_REPORTED),
        over=year_priorities,
    ),
    part(
        "other",
        "Other work in {year}",
        use(prose, key="other", optional=True),
        use(priority_results, empty=Empty.NOTHING_REPORTED),
    ),
    part(
        "figures",
        "Figures for {year}",
        use(prose, key="figures", optional=True),
        use(
            priority_figures,
            key="figures",
            caption="Figures reported for the {priority.plural}, {area}",
            detail="Numbers, unless the row says otherwise; financial years",
            source="Not given: no figure was published.",
            empty=Empty.NOTHING_REPORTED,
        ),
    ),
    part(
        "next",
        "{priority.plural_start} for {year_after}",
        use(prose, key="next"),
        use(priority_list, years_after=1, empty=Empty.STOP),
        use(prose, key="next.before", optional=True),
        use(
            priority_changes_table,
            key="priority-changes",
            caption="What happened to the {priority.plural} for {year}",
            source="Not given: what happened was not published.",
            unjoined="{priority.plural_start} for {year_after} not linked to an "
            "earlier one:",
            empty=Empty.STOP,
        ),
    ),
    part(
        "implications",
        "Financial, legal, risk and equality implications",
        use(prose, key="implications", optional=True, empty=Empty.NONE),
    ),
    part(
        "author",
        "Report author",
        use(
            summary_list,
            lines=(
                ("author", "Report author"),
                ("job-title", "Job title"),
                ("service-area", "Service area or department"),
                ("background-papers", "Background papers"),
            ),
        ),
    ),
)

DOCUMENT_TYPE = DocumentType(
    code="annual-review",
    name="Annual review",
    title="Annual review",
    description="Progress on each {priority} in {year}, and the "
    "{priority.plural} for {year_after}.",
    sections=SECTIONS,
    at_a_glance=(
        use(
            priority_results_chart,
            key="results-chart",
            caption="Work reported for each {priority} of {year}",
        ),
    ),
    style="paper",
    numbers_paragraphs=True,
)
