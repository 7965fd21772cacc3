"""The scrutiny paper: how a partnership's priorities and grants are getting on.

Committees of a council that look at the partnership are sent it (section 19 of the
Police and Justice Act 2006); the period is the day of the meeting. A paper of a year
tells the results of the year before.
"""

from reports.blocks import (
    Empty,
    funding_table,
    grant_heading,
    members,
    priorities_table,
    prose,
    recommendations,
    summary_list,
    target_table,
    use,
    year_comparison_table,
)
from reports.document_types.outline import (
    Kind,
    SectionSpec,
)
from reports.document_types.section_loops import (
    led_grants,
    topics,
)


def words(key, title, *others, **options):
    """A section that is words at a place of its own, and what stands below them."""
    return SectionSpec(key, title, (use(prose, key=key), *others), "none", **options)


def nil(key, title):
    """A section that says “None” unless somebody writes more."""
    place = use(prose, key=key, optional=True, empty=Empty.NONE)
    return SectionSpec(key, title, (place,), "none")


SECTIONS = (
    SectionSpec(
        "front",
        "",
        (
            use(
                summary_list,
                lines=(
                    ("divisions", "Division(s) affected"),
                    ("to", "Committee"),
                    ("date", "Meeting date"),
                    ("title", "Title"),
                    ("report-by", "Report by"),
                ),
            ),
        ),
        "none",
    ),
    words(
        "introduction",
        "Introduction",
        use(recommendations, empty=Empty.STOP),
    ),
    nil("exempt", "Exempt information"),
    words(
        "background",
        "Background",
        use(
            priorities_table,
            key="priorities",
            brief=True,
            caption="Shared priorities for {year}",
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
            caption="Grants from the Police and Crime Commissioner, {place}",
            detail="Pounds, financial years; the change is on the year before",
            source="n/a: no such line in that year, or nothing to compare; not "
            "given: the source has no figure.",
            empty=Empty.STOP,
        ),
    ),
    SectionSpec(
        "grant",
        "Each grant",
        (
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
                key="pairs",
                years_before=1,
                caption="{section}: {year_before} beside the year before",
                detail="Where a row is a share, the numbers that it is worked out "
                "from stand before it",
            ),
        ),
        "none",
        over=led_grants,
    ),
    SectionSpec(
        "topic",
        "Each topic without a grant",
        (use(grant_heading), use(prose, key="topic.{item}")),
        "none",
        over=topics,
    ),
    words("next", "Next steps"),
    nil("financial", "Financial and staff implications"),
    nil("equalities", "Equalities implications"),
    SectionSpec(
        "recommendation",
        "Recommendation",
        (use(recommendations, empty=Empty.STOP),),
        "none",
    ),
    SectionSpec(
        "sign-off",
        "Sign-off",
        (
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
        "none",
    ),
    SectionSpec(
        "membership",
        "Membership",
        (use(members, empty=Empty.STOP),),
        "annex",
    ),
)

KIND = Kind(
    code="scrutiny-paper",
    name="Scrutiny paper",
    title="Report to the scrutiny committee",
    description="How the partnership delivers its priorities for {year}, and what the "
    "Commissioner’s grants have paid for.",
    sections=SECTIONS,
    style="paper",
    numbers_paragraphs=True,
)
