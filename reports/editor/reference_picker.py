"""Targets for cross-references within a document."""

from django.utils.text import capfirst

from reports.document.references import targets_of
from reports.document.tree import captioned, own_captions
from reports.models import Report
from reports.text.draft import draft_of


def references(report: Report, query: str = "") -> list[dict[str, str]]:
    """Token, label and title of each target that matches all words of the query.

    Empty if the document cannot be built.
    """
    document = draft_of(report).document
    if document is None:
        return []
    titles = {section.id: section.title for section in document.sections}
    titles |= {block.id: block.caption for block in captioned(document)}
    titles |= {caption.id: caption.title for caption in own_captions(document)}
    found = [
        {
            "token": f"[@{kind} {key}]",
            "label": capfirst(label),
            "title": titles.get(target, ""),
        }
        for (kind, key), (target, label) in targets_of(document).items()
        if label
    ]
    words = query.lower().split()
    return [
        target
        for target in found
        if all(word in f"{target['label']} {target['title']}".lower() for word in words)
    ]
