"""The scrutiny paper: progress on a partnership's priorities and grants.

It goes to council committees that scrutinise the partnership (section 19 of the Police
and Justice Act 2006); the period is the date of the meeting. It reports the results of
the year before.
"""

from partnership.models.wording import local
from reports.blocks import (
    Empty,
    funding_table,
    grant_heading,
    grants_chart,
    members,
    priorities_table,
    prose,
    recommendations,
    summary_list,
    target_table,
    use,
    year_comparison_table,
)
from reports.document_types.fund_sections import DETAIL, SOURCE, other_fund_sections
from reports.document_types.outline import DocumentType, part, section
from reports.document_types.section_loops import led_grants, topics


def words(key, title, *others, **options):
    """A section with a text, followed by other blocks."""
    return part(key, title, use(prose, key=key), *others, **options)


def nil(key, title):
    """A section that prints “None” unless it has text."""
    place = use(prose, key=key, optional=True, empty=Empty.NONE)
    return part(key, title, place)


SECTIONS = (
    part(
        "front",
        "",
        use(
            summary_list,
            lines=(
                ("to", "Committee"),
                ("date", "Meeting date"),
                ("title", "Title"),
                ("report-by", "Report by"),
                ("recommendation", "Recommendation"),
                ("areas-affected", "{division.start}(s) affected"),
            ),
        ),
    ),
    words("introduction", "Introduction"),
    nil("exempt", "Exempt information"),
    words(
        "background",
        "Background",
        use(
            priorities_table,
            key="priorities",
            brief=True,
            caption="Shared {priority.plural} for {year}",
            empty=Empty.STOP,
        ),
    ),
    words(
        "performance",
        "Performance",
        use(
            funding_table,
            key="funding",
            years=2,
            caption="Grants from the {commissioner}, {area}",
            detail=DETAIL,
            source=SOURCE,
            empty=Empty.STOP,
        ),
    ),
    other_fund_sections(),
    part(
        "grant",
        "Each grant",
        use(grant_heading),
        use(prose, key="grant.{item}"),
        use(
            target_table,
            key="results",
            years_before=1,
            caption="{section}: results against targets, {year_before}",
        ),
        use(
            year_comparison_table,
            key="comparison",
            years_before=1,
            caption="{section}: {year_before} compared with the year before",
            detail="For percentages, the numbers used are shown first",
        ),
        over=led_grants,
    ),
    part(
        "topic",
        "Each topic without a grant",
        use(grant_heading),
        use(prose, key="topic.{item}"),
        over=topics,
    ),
    words("next", "Next steps"),
    nil("financial", "Financial and staff implications"),
    nil("equalities", "Equalities implications"),
    part(
        "recommendation",
        "Recommendation",
        use(recommendations, empty=Empty.STOP),
    ),
    part(
        "sign-off",
        "Sign-off",
        use(
            summary_list,
            lines=(
                ("author", "Author"),
                ("job-title", "Post"),
                ("organisation", "Organisation"),
                ("background-papers", "Background papers"),
                ("contact", "Contact officer"),
            ),
        ),
    ),
    section(
        "membership", "Membership", use(members, empty=Empty.STOP), numbering="annex"
    ),
)

DOCUMENT_TYPE = DocumentType(
    code="scrutiny-paper",
    name=local("{committee.short_start} paper"),
    title="Report to the {committee}",
    description="How the partnership is delivering its {priority.plural} for {year}, "
    "and what the grants have paid for.",
    sections=SECTIONS,
    at_a_glance=(
        use(
            grants_chart,
            key="grants-chart",
            over=led_grants,
            source="The amounts are in [table funding].",
        ),
    ),
    style="paper",
    numbers_paragraphs=True,
)
