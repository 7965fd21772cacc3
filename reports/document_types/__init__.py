"""Kinds of document: one module for each, a declaration of what it is made of.

Adding a kind is adding its module to KINDS; the recipe is in docs/adding-a-kind.md.
"""

from reports.document_types import (
    annual_review,
    community_safety_agreement,
    grant_return,
    panel_update,
    scrutiny_paper,
    strategy_summary,
)
from reports.document_types.outline import Kind

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in [
        community_safety_agreement.KIND,
        grant_return.KIND,
        panel_update.KIND,
        scrutiny_paper.KIND,
        annual_review.KIND,
        strategy_summary.KIND,
    ]
}


def get(code: str) -> Kind:
    """The kind of a code. Raises KeyError for one that is not there."""
    return KINDS[code]
