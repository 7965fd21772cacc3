"""The heading of a grant: its amount, lead and recipient."""

from dataclasses import dataclass
from typing import ClassVar

from funding.models import Allocation, FundingLine
from funding.queries.ledger import amount_of
from partnership.core.values.financial_years import label
from reports.document.records_used import use
from reports.document.tree import Block


@dataclass
class GrantHeading(Block):
    """`amount` is in pounds, or text such as “No grant”; empty fields are left out."""

    template: ClassVar[str] = "grant_heading"

    amount: str = ""
    year: str = ""
    lead: str = ""
    recipient: str = ""


def collect(context) -> GrantHeading:
    """For an item whose subject is an Allocation or a FundingLine, or without a grant.

    Without a grant, the subject is the lead's Tenure, or None.
    """
    subject = context.item.subject
    if isinstance(subject, FundingLine):
        return _of_line(context, subject)
    if isinstance(subject, Allocation):
        use(subject)
        words = amount_of(subject).words
        return GrantHeading(words, label(subject.settlement.year), _lead(subject.lead))
    return GrantHeading("No grant", label(context.year), _lead(subject))


def _lead(tenure):
    return f"{tenure.person} ({tenure.post.full_title})" if tenure else ""


def _of_line(context, line):
    """The line's amount for the report's year, its lead and its recipient."""
    allocation = next(
        row for row in line.allocations.all() if row.settlement.year == context.year
    )
    use(line, allocation, line.recipient or line.recipient_partnership)
    return GrantHeading(
        amount_of(allocation).words,
        label(context.year),
        _lead(allocation.lead),
        recipient_of(line),
    )


def recipient_of(line) -> str:
    """The name of the line's recipient; empty if it is not recorded."""
    recipient = line.recipient or line.recipient_partnership
    return recipient.name if recipient else ""
