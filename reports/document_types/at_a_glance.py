"""The summary at the beginning of every document: an officer's, and optional."""

from dataclasses import replace

from reports.blocks import prose, use
from reports.document_types.outline import DocumentType, part

KEY = "at-a-glance"
TEXT, FIGURES, CHANGED = (f"{KEY}.{name}" for name in ("text", "figures", "changed"))
# Limits of what readers take in at a glance.
MOST_SENTENCES, MOST_FIGURES = 3, 5

SECTION = part(
    KEY,
    "At a glance",
    use(prose, key=TEXT, optional=True, is_numbered=False),
    use(prose, key=FIGURES, heading="Key figures", optional=True, is_numbered=False),
    use(
        prose,
        key=CHANGED,
        heading="What has changed",
        optional=True,
        is_numbered=False,
    ),
    is_optional=True,
)


def with_summary(document_type: DocumentType) -> DocumentType:
    """The type with the summary first, below the front sheet of a committee paper."""
    sections = [section for section in document_type.sections if section.key != KEY]
    has_front = bool(sections) and sections[0].is_front
    section = replace(SECTION, blocks=(*SECTION.blocks, *document_type.at_a_glance))
    sections.insert(1 if has_front else 0, section)
    return replace(document_type, sections=tuple(sections))
