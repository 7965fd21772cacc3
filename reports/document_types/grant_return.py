"""The return to the Commissioner: what each grant of a year paid for and achieved.

Required mid-year and at the end of the year; the period is, for example,
2016-17/end-year.
"""

from partnership.models.wording import local
from reports.blocks import (
    Empty,
    funding_chart,
    grant_heading,
    grants_table,
    key_figures,
    missing_information,
    prose,
    recipient_account,
    results_table,
    returns_table,
    summary_list,
    use,
)
from reports.document_types.outline import DocumentType, part
from reports.document_types.section_loops import (
    funded_lines,
    reported_lines,
    without_report,
)

SECTIONS = (
    part(
        "front",
        "",
        use(
            summary_list,
            lines=(
                ("to", "To"),
                ("fund", "Fund"),
                ("covers", "Period covered"),
                ("from", "Collated by"),
            ),
        ),
        use(key_figures, of="grants", over=funded_lines),
    ),
    part("summary", "About this return", use(prose, key="return.summary")),
    part(
        "grants",
        "Grants and spending",
        use(
            returns_table,
            key="grants",
            caption="Grants for {year}",
            detail="£. Subtotals are the sum of their lines",
            source="Not given: no figure was published. n/a: the line does not "
            "have its own return. Not recorded: no record that it was received.",
            empty=Empty.STOP,
        ),
    ),
    part("recipients", "What each grant achieved"),
    part(
        "recipient",
        "Each grant",
        use(grant_heading),
        use(recipient_account),
        use(results_table, key="results", caption="Results"),
        over=reported_lines,
    ),
    part(
        "no-report",
        "Other grants",
        use(
            grants_table,
            key="no-report",
            caption="Grants without an account or results, {year}",
            detail="Amounts in £",
        ),
        over=without_report,
    ),
    part(
        "missing",
        "What is missing",
        use(missing_information, over=funded_lines, empty=Empty.NONE),
        use(prose, key="return.missing"),
    ),
    part(
        "sign-off",
        "Sign-off",
        use(summary_list, lines=(("author", "Author"), ("contact", "Contact"))),
        is_optional=True,
    ),
)

DOCUMENT_TYPE = DocumentType(
    code="grant-return",
    name=local("Return to the {commissioner.short}"),
    title="Return to the {commissioner}",
    description="What each {year} {commissioner.short}’s grant paid for, its results "
    "and any missing information.",
    sections=SECTIONS,
    at_a_glance=(
        use(
            funding_chart,
            key="funding-chart",
            source="The amounts of {year} are in [table grants].",
        ),
    ),
    style="paper",
)
