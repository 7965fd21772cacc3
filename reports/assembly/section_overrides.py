"""The sections of one report: hide, move and add to its document type's outline."""

from collections.abc import Iterable

from anyascii import anyascii
from django.db import transaction
from django.utils.text import slugify

from reports import document_types
from reports.blocks import prose, use
from reports.document_types import at_a_glance
from reports.document_types.outline import (
    DocumentType,
    SectionSpec,
)
from reports.models import Report, SectionOverride


class InvalidMove(ValueError):
    """Raised when a section cannot be moved; the message says why."""


def overrides_by_key(report: Report) -> dict[str, SectionOverride]:
    """The report's changes to its outline, by section key."""
    return {row.key: row for row in report.sections.all()}


def ordered_sections(
    document_type: DocumentType, rows: Iterable[SectionOverride]
) -> list[SectionSpec]:
    """The outline of one report: in the report's order, with its custom sections.

    Hidden sections are included; the caller filters them out.
    """
    by_key = {row.key: row for row in rows}
    specs = list(document_type.sections)
    own = {spec.key for spec in specs}
    for row in by_key.values():
        if row.is_added and row.key not in own:
            specs.insert(_before_appendices(specs), _added(document_type, row))
    numbered = list(enumerate(specs))

    def sort_key(numbered_spec):
        number, spec = numbered_spec
        row = by_key.get(spec.key)
        moved = row is not None and row.position is not None
        return (row.position if moved else number), number

    return [spec for _, spec in sorted(numbered, key=sort_key)]


def _before_appendices(specs) -> int:
    """Where custom sections go: before the first appendix or annex."""
    for number, spec in enumerate(specs):
        if spec.numbering in {"appendix", "annex"}:
            return number
    return len(specs)


def _added(document_type, row) -> SectionSpec:
    numbering = "section" if document_type.style == "agreement" else "none"
    return SectionSpec(
        row.key, row.title, (use(prose, key=f"{row.key}.text"),), numbering
    )


def _specs(report) -> list[SectionSpec]:
    return ordered_sections(document_types.of(report), report.sections.all())


@transaction.atomic
def move(report: Report, key: str, up: bool) -> None:
    """Swap the section with the one before or after it. Raises InvalidMove."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    specs = _specs(report)
    here = next((n for n, spec in enumerate(specs) if spec.key == key), None)
    if here is None:
        raise InvalidMove("This section moves with its parent section.")
    there = here - 1 if up else here + 1
    if not 0 <= there < len(specs):
        raise InvalidMove(f"This is already the {'first' if up else 'last'} section.")
    if specs[here].is_front:
        raise InvalidMove("The front sheet is always first.")
    if at_a_glance.KEY in {specs[here].key, specs[there].key}:
        raise InvalidMove("The summary is always the first section.")
    if specs[there].numbering != specs[here].numbering:
        raise InvalidMove(
            "You can only move a section among others of the same type (numbered "
            "sections, appendices or unnumbered parts)."
        )
    specs[here], specs[there] = specs[there], specs[here]
    rows = overrides_by_key(report)
    for position, spec in enumerate(specs):
        row = rows.get(spec.key) or SectionOverride(report=report, key=spec.key)
        if row.position != position:
            row.position = position
            row._change_reason = "Section moved"
            row.save()


def hide(report: Report, key: str, reason: str) -> SectionOverride:
    """Hide a section of the document. Raises ValueError without a reason."""
    reason = reason.strip()
    if not reason:
        raise ValueError("Enter a reason for hiding the section")
    if any(spec.is_front for spec in _specs(report) if spec.key == key):
        raise ValueError("You cannot hide the front sheet")
    row = overrides_by_key(report).get(key) or SectionOverride(report=report, key=key)
    row.is_hidden, row.hidden_reason = True, reason[:200]
    row.save()
    return row


def unhide(report: Report, key: str) -> None:
    """Show a section that was hidden."""
    for row in report.sections.filter(key=key, is_hidden=True):
        row.is_hidden, row.hidden_reason = False, ""
        row.save()


@transaction.atomic
def add(report: Report, title: str) -> SectionOverride:
    """Add a custom section before the appendices. Raises ValueError."""
    title = " ".join(title.split())
    if not title:
        raise ValueError("Enter a section title")
    if len(title) > 160:
        raise ValueError("Section title must be 160 characters or fewer")
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.sections.filter(is_added=True, title=title).exists():
        raise ValueError(f"You have already added a section “{title}”")
    taken = {spec.key for spec in _specs(report)} | set(overrides_by_key(report))
    base = slugify(anyascii(title))[:50] or "section"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    specs = _specs(report)
    row = SectionOverride.objects.create(
        report=report, key=key, title=title, is_added=True
    )
    if any(other.position is not None for other in overrides_by_key(report).values()):
        _renumber(report, specs, row)
    return row


def _renumber(report, specs, added):
    """Renumber all positions, so that the new section has one among moved ones."""
    rows = overrides_by_key(report)
    at = _before_appendices(specs)
    keys = [spec.key for spec in specs]
    for position, key in enumerate([*keys[:at], added.key, *keys[at:]]):
        row = rows.get(key) or SectionOverride(report=report, key=key)
        if row.position != position:
            row.position = position
            row.save()
