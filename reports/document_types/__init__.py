"""Document types: one module for each, which declares its outline.

To add a type, add its module to DOCUMENT_TYPES; see docs/developer.md. Partnerships
change a type, or add their own, with a document template.
"""

from collections import Counter
from copy import deepcopy
from itertools import chain
from operator import itemgetter

from reports.blocks import summary_list
from reports.document_types import (
    annual_review,
    community_safety_agreement,
    grant_return,
    outlines,
    panel_update,
    partnership_plan,
    scrutiny_paper,
    strategy_summary,
)
from reports.document_types.at_a_glance import with_summary
from reports.document_types.outline import DocumentType
from reports.models import DocumentTemplate, Report
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


# The fields of a template that its type is built from.
DECLARING = [
    "document_type",
    "based_on",
    "name",
    "title",
    "description",
    "style",
    "outline",
]
TYPE_NAMES |= {code: declared.name for code, declared in DOCUMENT_TYPES.items()}


def get(code: str) -> DocumentType:
    """The document type with a code. Raises KeyError if there is none."""
    return DOCUMENT_TYPES[code]


def of_template(template: DocumentTemplate) -> DocumentType:
    """The document type that a template declares; its outline is read once."""
    state = [getattr(template, name) for name in DECLARING]
    if template.declared is None or template.declared[0] != state:
        base = DOCUMENT_TYPES.get(template.based_on or template.document_type)
        declared = with_summary(outlines.declared(template, base))
        template.declared = (deepcopy(state), declared)
    return template.declared[1]


def of(report: Report) -> DocumentType:
    """The type of a report, as in its template. Raises KeyError if unknown."""
    if report.template:
        return of_template(report.template)
    return get(report.document_type)


def is_known(report: Report) -> bool:
    return report.template_id is not None or report.document_type in DOCUMENT_TYPES


def names() -> dict[str, str]:
    """The name of each document type by its code, with those of templates."""
    rows = DocumentTemplate.objects.order_by("version").values_list(
        "document_type", "name"
    )
    return dict(rows) | {
        code: document_type.name for code, document_type in DOCUMENT_TYPES.items()
    }


def front_sheet_lines() -> list[tuple[str, str]]:
    """The key and label of each line that a front sheet can have, by label.

    A label is that of the first type with the key. If another key has it too, the key
    is added.
    """
    templates = map(of_template, DocumentTemplate.objects.all())
    found: dict[str, str] = {}
    for document_type in chain(DOCUMENT_TYPES.values(), templates):
        for used in chain(*(section.blocks for section in document_type.sections)):
            if used.collect is summary_list.collect:
                found = dict(used.options["lines"]) | found
    often = Counter(found.values())
    lines = [
        (key, f"{label} ({key.replace('-', ' ')})" if often[label] > 1 else label)
        for key, label in found.items()
    ]
    return sorted(lines, key=itemgetter(1))
