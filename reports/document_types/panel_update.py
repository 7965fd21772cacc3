"""The update to the Police and Crime Panel on a police area's partnerships.

An officer's report, then one contribution from each Community Safety Partnership.
"""

from reports.blocks import (
    Empty,
    area_heading,
    contribution,
    contributions_table,
    prose,
    recommendations,
    summary_list,
    use,
)
from reports.document_types.outline import (
    DocumentType,
    SectionSpec,
)
from reports.document_types.section_loops import contributions

SECTIONS = (
    SectionSpec(
        "front",
        "",
        (
            use(
                summary_list,
                lines=(
                    ("to", "Report to"),
                    ("title", "Title"),
                    ("date", "Date"),
                    ("report-by", "Author"),
                ),
            ),
        ),
        numbering="none",
    ),
    SectionSpec(
        "background",
        "Background",
        (
            use(prose, key="background.law", heading="Legal requirements"),
            use(prose, key="background.area", heading="Partnerships in the area"),
            use(prose, key="background.practice", heading="How partnerships work"),
        ),
        numbering="none",
    ),
    SectionSpec(
        "funding",
        "Community Safety Funding",
        (use(prose, key="funding.words"),),
        numbering="none",
    ),
    SectionSpec(
        "recommendation",
        "Recommendation",
        (use(recommendations, empty=Empty.STOP),),
        numbering="none",
    ),
    SectionSpec(
        "feedback",
        "Feedback from Local Community Safety Partnerships",
        (
            use(prose, key="feedback.words"),
            use(
                contributions_table,
                key="contributions",
                caption="Contributions received, {year}",
                detail="Priorities in each contribution, and those with progress "
                "reported",
                empty=Empty.STOP,
            ),
        ),
        numbering="none",
    ),
    SectionSpec(
        "contribution",
        "Contributions",
        (use(area_heading), use(contribution)),
        numbering="none",
        over=contributions,
    ),
)

DOCUMENT_TYPE = DocumentType(
    code="panel-update",
    name="Police and Crime Panel update",
    title="Community Safety Partnerships",
    description="What each Community Safety Partnership in the police area has done in "
    "{year}, in its own words.",
    sections=SECTIONS,
    style="paper",
    numbers_paragraphs=True,
)
