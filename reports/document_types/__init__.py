"""Document types: one module for each, which declares its outline.

To add a type, add its module to KINDS; see docs/developer.md.
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
    """The document type with a code. Raises KeyError if there is none."""
    return KINDS[code]
