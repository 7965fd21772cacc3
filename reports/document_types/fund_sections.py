"""The sections of the funds besides the main one, the same in every document type."""

from reports.blocks import funding_chart, funding_table, instalments_table, use
from reports.document_types.outline import SectionSpec, part
from reports.document_types.section_loops import other_funds

DETAIL = "£, financial years. The change is from the year before"
SOURCE = "Not given: no figure was published."


def other_fund_sections(group: str = "") -> SectionSpec:
    """One section for each fund: its table, chart and payments."""
    return part(
        "fund",
        "Each other fund",
        use(
            funding_table,
            key="funding",
            caption="{section}, {area}",
            detail=DETAIL,
            source=SOURCE,
        ),
        use(funding_chart, key="funding-chart"),
        use(
            instalments_table,
            key="instalments",
            caption="{section}: payments, {year}",
        ),
        group=group,
        over=other_funds,
    )
