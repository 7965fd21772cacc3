"""The head of a grant's part: its amount and who leads on it, or “No grant”."""

from dataclasses import dataclass
from typing import ClassVar

from funding.ledger import amount_of
from funding.models import Allocation
from partnership.years import label
from reports.tree import Block


@dataclass
class GrantHead(Block):
    template: ClassVar[str] = "grant_head"

    amount: str = ""
    year: str = ""
    lead: str = ""


def collect(context) -> GrantHead:
    """For an item whose subject is an Allocation, or a Tenure who leads without one."""
    subject = context.item.subject
    if isinstance(subject, Allocation):
        lead = _lead(subject.lead) if subject.lead else ""
        words = amount_of(subject).words
        return GrantHead(words, label(subject.settlement.year), lead)
    return GrantHead("No grant", label(context.year), _lead(subject))


def _lead(tenure):
    return f"{tenure.person} ({tenure.post.full_title})"
