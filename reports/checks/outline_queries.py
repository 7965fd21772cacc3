"""Which sections of a document have which blocks."""

from collections.abc import Callable, Iterator, Sequence

from reports import document_types
from reports.document_types.outline import OutlineItem, SectionSpec, Use


def uses(draft, *names: str) -> Iterator[tuple[str, Use]]:
    """The key of each section that the document has, with each use of these blocks."""
    for name, key, used in draft.shared("outline", lambda: _outline(draft)):
        if name in names:
            yield key, used


def _outline(draft) -> list[tuple[str, str, Use]]:
    """The name of each block that the document has, its section's key, and its use."""
    return [
        (block_name(used), section.key, used)
        for section in _specs(draft)
        if section.key not in draft.context.hidden_sections
        for used in section.blocks
    ]


def repeated_items(draft, over: Callable) -> Iterator[OutlineItem]:
    """The items of the sections that are repeated over these, unless hidden."""
    hidden = draft.context.hidden_sections
    for section in _specs(draft):
        if section.over is over and section.key not in hidden:
            yield from (i for i in over(draft.context) if i.key not in hidden)


def is_optional(draft, section: str) -> bool:
    """Whether a section is left out while it is empty."""
    return any(spec.key == section and spec.is_optional for spec in _specs(draft))


def _specs(draft) -> Sequence[SectionSpec]:
    is_known = document_types.is_known(draft.report)
    return document_types.of(draft.report).sections if is_known else ()


def place_of(draft, *names: str) -> str:
    """The key of the first section with one of these blocks; empty if none."""
    return next((key for key, _used in uses(draft, *names)), "")


def block_name(used: Use) -> str:
    return used.collect.__module__.rpartition(".")[2]
