"""The update to the Police and Crime Panel on a police area's partnerships.

An officer's report, then one contribution from each Community Safety Partnership.
"""

from reports.blocks import (
    Empty,
    area_heading,
    contribution,
    contributions_chart,
    contributions_table,
    key_figures,
    prose,
    recommendations,
    summary_list,
    use,
)
from reports.document_types.outline import DocumentType, part
from reports.document_types.section_loops import contributions

SECTIONS = (
    part(
        "front",
        "",
        use(
            summary_list,
            lines=(
                ("to", "Report to"),
                ("date", "Date"),
                ("report-by", "Author"),
                ("recommendation", "Recommendation"),
            ),
        ),
        use(key_figures, of="contributions"),
    ),
    part(
        "background",
        "Background",
        use(prose, key="background.law", heading="Legal requirements"),
        use(prose, key="background.area", heading="Partnerships in the area"),
        use(prose, key="background.practice", heading="How partnerships work"),
    ),
    part(
        "funding",
        "Community Safety Funding",
        use(prose, key="funding.text"),
    ),
    part(
        "recommendation",
        "Recommendation",
        use(recommendations, empty=Empty.STOP),
    ),
    part(
        "feedback",
        "Feedback from local {csp.plural}",
        use(prose, key="feedback.text"),
        use(
            contributions_table,
            key="contributions",
            caption="Contributions received, {year}",
            detail="{priority.plural_start} in each contribution, and those with "
            "progress reported. Achievements that are not linked to {priority.a} are "
            "not counted",
            empty=Empty.STOP,
        ),
    ),
    part(
        "contribution",
        "Contributions",
        use(area_heading),
        use(contribution),
        over=contributions,
    ),
)

DOCUMENT_TYPE = DocumentType(
    code="panel-update",
    name="Police and Crime Panel update",
    title="{csp.plural}",
    description="What each {csp} in the police area has done in "
    "{year}, in its own words.",
    sections=SECTIONS,
    at_a_glance=(
        use(
            contributions_chart,
            key="progress",
            caption="{priority.plural_start} in each area, and those with "
            "progress reported",
        ),
    ),
    style="paper",
    numbers_paragraphs=True,
)
