"""Document types: one module for each, which declares its outline.

To add a type, add its module to DOCUMENT_TYPES; see docs/developer.md.
"""

from reports.document_types import (
    annual_review,
    community_safety_agreement,
    grant_return,
    panel_update,
    partnership_plan,
    scrutiny_paper,
    strategy_summary,
)
from reports.document_types.at_a_glance import with_summary
from reports.document_types.outline import DocumentType
from reports.models.reports import TYPE_NAMES

DOCUMENT_TYPES: dict[str, DocumentType] = {
    document_type.code: with_summary(document_type)
    for document_type in [
        community_safety_agreement.DOCUMENT_TYPE,
        partnership_plan.DOCUMENT_TYPE,
        grant_return.DOCUMENT_TYPE,
        panel_update.DOCUMENT_TYPE,
        scrutiny_paper.DOCUMENT_TYPE,
        annual_review.DOCUMENT_TYPE,
        strategy_summary.DOCUMENT_TYPE,
    ]
}


TYPE_NAMES |= {code: declared.name for code, declared in DOCUMENT_TYPES.items()}


def get(code: str) -> DocumentType:
    """The document type with a code. Raises KeyError if there is none."""
    return DOCUMENT_TYPES[code]
