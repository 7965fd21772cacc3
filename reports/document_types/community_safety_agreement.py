"""The Community Safety Agreement: what a county's partners agree to do in a year.

Required by regulation 9 of SI 2007/1830 in counties with 2 tiers of councils. Its
statutory sections are the priorities, the assessment they come from, and how partners
work together on them.
"""

from partnership.models.wording import local
from reports.blocks import (
    Empty,
    achievements,
    carried_forward,
    contact,
    csp_table,
    delivery_table,
    district_achievements,
    district_crime,
    evidence_links,
    funding_chart,
    funding_table,
    governance,
    headline_figures,
    increases_chart,
    instalments_table,
    measure_table,
    members,
    objectives_table,
    partner_logos,
    plans_table,
    priorities_table,
    priority_list,
    prose,
    rates_chart,
    statement,
    use,
    versions_table,
)
from reports.document_types.fund_sections import DETAIL, SOURCE, other_fund_sections
from reports.document_types.outline import DocumentType, part, section

YEAR = "The year"
EVIDENCE = "Evidence and delivery"
RESOURCES = "Members, money and plans"

SECTIONS = (
    part(
        "foreword",
        "Foreword",
        use(prose, key="foreword.text", lede=True),
    ),
    section(
        "introduction",
        "Introduction",
        use(prose, key="introduction.what", heading="Who we are"),
        use(
            prose,
            key="introduction.principles",
            heading="Principles of working together",
        ),
        use(
            prose,
            key="introduction.purpose",
            heading="Purpose of the {agreement}",
        ),
        use(
            versions_table,
            key="versions",
            caption="The document for {period} and its refreshes",
        ),
        group=YEAR,
    ),
    section(
        "vision",
        "Our vision",
        use(statement),
        use(prose, key="vision.text"),
        group=YEAR,
        runs_on=True,
    ),
    section(
        "achievements",
        "What we achieved in {year_before}",
        use(headline_figures),
        use(prose, key="achievements.summary", lede=True),
        use(increases_chart, key="increases"),
        use(achievements, empty=Empty.NOTHING_REPORTED),
        use(
            district_achievements,
            key="district-achievements",
            caption="What the {csp.plural} did, {year_before}",
            empty=Empty.SKIP,
        ),
        use(prose, key="achievements.reporting", heading="How we report"),
        group=YEAR,
    ),
    section(
        "priorities",
        "Our {priority.plural} for {year}",
        use(
            prose,
            key="priorities.agreed",
            heading="How the {priority.plural} are agreed",
        ),
        use(
            evidence_links,
            heading="The evidence behind them",
            items=(
                "[@section assessment | capital]: what the {assessment} found",
                "[@section objectives | capital]: {objective.plural} of the "
                "{commissioner.short}",
                "[@section districts | capital]: the plans and "
                "{priority.plural} of the {csp.plural}",
            ),
        ),
        use(
            priorities_table,
            key="priorities",
            caption="Shared {priority.plural} for {year}",
            empty=Empty.STOP,
        ),
        use(prose, key="priorities.next"),
        group=YEAR,
        is_statutory=True,
    ),
    section(
        "working",
        "Working in partnership",
        use(prose, key="working.partnership"),
        use(prose, key="working.groups", heading="Who decides and who delivers"),
        use(prose, key="working.secretariat", heading="The secretariat"),
        use(
            governance,
            key="governance",
            caption="{partnership}: governance framework",
            detail="Groups in solid boxes report to each other. Groups in dashed "
            "boxes are linked by protocol. Read from the top.",
        ),
        use(contact, heading="Website and contact"),
        group=YEAR,
        is_statutory=True,
    ),
    section(
        "assessment",
        "{assessment}: executive summary",
        use(prose, key="assessment.summary", lede=True),
        use(
            measure_table,
            key="measures",
            caption="Main measures of crime and community safety, {area}",
            detail="Numbers, unless the row says otherwise. Each row shows the "
            "periods it compares. Do not compare figures down a column.",
            source="Not given: no figure was published. n/a: there is nothing to "
            "compare.",
        ),
        use(rates_chart, key="rates"),
        use(prose, key="assessment.recording"),
        use(prose, key="assessment.other"),
        use(
            district_crime,
            key="district-crime",
            caption="Crime in each {district} compared with similar areas",
            detail="Crime rates; “average” is that of the most similar areas",
        ),
        use(prose, key="assessment.full", heading="The full {assessment}"),
        numbering="appendix",
        group=EVIDENCE,
        is_statutory=True,
    ),
    section(
        "objectives",
        "{objective.plural_start} of the {commissioner.short}",
        use(prose, key="objectives.role"),
        use(
            objectives_table,
            key="objectives",
            caption="The {commissioner.short}’s {objective.plural}",
            empty=Empty.NOTHING_REPORTED,
        ),
        use(prose, key="objectives.plan"),
        numbering="appendix",
        group=EVIDENCE,
    ),
    section(
        "districts",
        "{district.start} plans and {priority.plural}",
        use(prose, key="districts.text"),
        use(
            csp_table,
            key="csps",
            caption="The {csp.plural} and their plans",
        ),
        use(prose, key="districts.local", heading="Local {priority.plural}"),
        numbering="appendix",
        group=EVIDENCE,
    ),
    section(
        "delivery",
        "Delivering the {priority.plural}",
        use(prose, key="delivery.text"),
        use(
            delivery_table,
            key="delivery",
            caption="Delivering the {priority.plural}, {year}",
            detail="Grouped by the {commissioner.short}’s {objective.short} that "
            "each mainly supports",
            empty=Empty.STOP,
        ),
        numbering="appendix",
        group=EVIDENCE,
        is_statutory=True,
    ),
    section(
        "membership",
        "Membership",
        use(prose, key="membership.text"),
        use(members, empty=Empty.STOP),
        use(partner_logos),
        numbering="appendix",
        group=RESOURCES,
    ),
    section(
        "resourcing",
        "Resourcing",
        use(prose, key="resourcing.text"),
        use(
            funding_table,
            key="funding",
            caption="{commissioner} funding, {area}",
            detail=DETAIL,
            source=SOURCE,
            empty=Empty.STOP,
        ),
        use(funding_chart, key="funding-chart"),
        use(
            instalments_table,
            key="instalments",
            caption="Payments of the grant, {year}",
        ),
        use(prose, key="resourcing.changes", heading="What changed"),
        use(prose, key="resourcing.carried", heading="Money carried forward"),
        use(
            carried_forward,
            key="carried",
            caption="Money carried forward, in addition to each year’s grant",
            detail="Amounts in £",
        ),
        use(
            prose,
            key="resourcing.monitoring",
            heading="How the funding is monitored",
        ),
        numbering="appendix",
        group=RESOURCES,
    ),
    other_fund_sections(RESOURCES),
    section(
        "prevent",
        "Prevent: Memo of Understanding",
        use(prose, key="prevent.text", optional=True),
        numbering="appendix",
        group=RESOURCES,
        is_optional=True,
    ),
    section(
        "plans",
        "Related plans",
        use(prose, key="plans.text"),
        use(
            plans_table,
            key="plans",
            caption="Partners’ plans and strategies that this {agreement.short} "
            "works with",
        ),
        numbering="appendix",
        group=RESOURCES,
        runs_on=True,
    ),
)

DOCUMENT_TYPE = DocumentType(
    code="community-safety-agreement",
    name=local("{agreement}"),
    title="{agreement}",
    description="What partners in {area} have agreed to do in {year}, who leads each "
    "{priority} and how the funding is allocated.",
    sections=SECTIONS,
    at_a_glance=(
        use(
            priority_list,
            heading="Our {priority.plural} for {year}",
            lettered=False,
            parts=False,
        ),
    ),
    about=(
        (
            "About the figures.",
            "Figures are from the partnership’s records and are shown with their "
            "period. If there is no figure, the reason is given.",
        ),
        (
            "Other formats.",
            "The web version can be enlarged and read aloud; the PDF is tagged for "
            "screen readers.",
        ),
    ),
    cover_note="Each row is a year of the main fund, with the latest at the bottom. "
    "Each block is a funding line’s share. Years with no known total are not shown.",
)
