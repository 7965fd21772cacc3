"""The return to the Commissioner: what each grant of a year paid for and achieved.

Required mid-year and at the end of the year; the period is, for example,
2016-17/end-year.
"""

from reports.blocks import (
    Empty,
    grant_heading,
    missing_information,
    prose,
    recipient_account,
    results_table,
    returns_table,
    summary_list,
    use,
)
from reports.document_types.outline import (
    DocumentType,
    SectionSpec,
)
from reports.document_types.section_loops import funded_lines

SECTIONS = (
    SectionSpec(
        "front",
        "About this return",
        (
            use(
                summary_list,
                lines=(
                    ("to", "To"),
                    ("fund", "Fund"),
                    ("covers", "Period covered"),
                    ("from", "Collated by"),
                ),
            ),
            use(prose, key="return.summary"),
        ),
        numbering="none",
    ),
    SectionSpec(
        "grants",
        "Grants and spending",
        (
            use(
                returns_table,
                key="grants",
                caption="Grants for {year}, spending and returns",
                detail="£. Subtotals are the sum of their lines",
                source="Not given: the source has no figure. n/a: the line does not "
                "have its own return. Not recorded: no record that it was received.",
                empty=Empty.STOP,
            ),
        ),
        numbering="none",
    ),
    SectionSpec("recipients", "What each grant achieved", (), numbering="none"),
    SectionSpec(
        "recipient",
        "Each grant",
        (
            use(grant_heading),
            use(recipient_account),
            use(results_table, key="results", caption="Results"),
        ),
        numbering="none",
        over=funded_lines,
    ),
    SectionSpec(
        "missing",
        "What is missing",
        (
            use(missing_information, over=funded_lines, empty=Empty.NONE),
            use(prose, key="return.missing"),
        ),
        numbering="none",
    ),
    SectionSpec(
        "sign-off",
        "Sign-off",
        (use(summary_list, lines=(("author", "Author"), ("contact", "Contact"))),),
        numbering="none",
    ),
)

DOCUMENT_TYPE = DocumentType(
    code="grant-return",
    name="Return to the Commissioner",
    title="Return to the Police and Crime Commissioner",
    description="What each {year} Commissioner’s grant paid for, its results and any "
    "missing information.",
    sections=SECTIONS,
    style="paper",
)
