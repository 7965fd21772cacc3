"""The sections of one report: left out, moved, and added to the outline of its kind."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.text import slugify

from reports import document_types
from reports.blocks import prose, use
from reports.document_types.outline import (
    Kind,
    SectionSpec,
)
from reports.models import Report, Section


class CannotMove(ValueError):
    """A section that cannot stand where it was asked to; the message says why."""


def rows_of(report: Report) -> dict[str, Section]:
    return {row.key: row for row in report.sections.all()}


def arranged(kind: Kind, rows: Iterable[Section]) -> list[SectionSpec]:
    """The outline of a kind as one report has it: in its order, with its own sections.

    Sections that are left out are still there; whoever prints them leaves them out.
    """
    by_key = {row.key: row for row in rows}
    specs = list(kind.sections)
    for row in by_key.values():
        if row.is_added:
            specs.insert(_before_appendices(specs), _added(kind, row))
    numbered = list(enumerate(specs))

    def place(one):
        number, spec = one
        row = by_key.get(spec.key)
        moved = row is not None and row.position is not None
        return (row.position if moved else number), number

    return [spec for _, spec in sorted(numbered, key=place)]


def _before_appendices(specs) -> int:
    """Sections of one's own stand before what only supports the others."""
    for number, spec in enumerate(specs):
        if spec.numbering in {"appendix", "annex"}:
            return number
    return len(specs)


def _added(kind, row) -> SectionSpec:
    numbering = "section" if kind.style == "agreement" else "none"
    return SectionSpec(
        row.key, row.title, (use(prose, key=f"{row.key}.words"),), numbering
    )


def _specs(report) -> list[SectionSpec]:
    return arranged(document_types.get(report.kind), report.sections.all())


@transaction.atomic
def move(report: Report, key: str, up: bool) -> None:
    """Change places with the section before or after it. Raises CannotMove."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    specs = _specs(report)
    here = next((n for n, spec in enumerate(specs) if spec.key == key), None)
    if here is None:
        raise CannotMove("This section moves with the one that it belongs to.")
    there = here - 1 if up else here + 1
    if not 0 <= there < len(specs):
        raise CannotMove(f"This section is the {'first' if up else 'last'} already.")
    if specs[there].numbering != specs[here].numbering:
        raise CannotMove(
            "Numbered sections, appendices and parts without a number stay among "
            "their own kind."
        )
    specs[here], specs[there] = specs[there], specs[here]
    rows = rows_of(report)
    for position, spec in enumerate(specs):
        row = rows.get(spec.key) or Section(report=report, key=spec.key)
        if row.position != position:
            row.position = position
            row._change_reason = "Moved a section"
            row.save()


def leave_out(report: Report, key: str, reason: str) -> Section:
    """Leave a section out of the document. Raises ValueError without a reason."""
    reason = reason.strip()
    if not reason:
        raise ValueError("Say why the section is left out.")
    row = rows_of(report).get(key) or Section(report=report, key=key)
    row.is_off, row.off_reason = True, reason[:200]
    row.save()
    return row


def bring_back(report: Report, key: str) -> None:
    """Print a section again that was left out."""
    for row in report.sections.filter(key=key, is_off=True):
        row.is_off, row.off_reason = False, ""
        row.save()


@transaction.atomic
def add(report: Report, title: str) -> Section:
    """A section of the report's own, before its appendices. Raises ValueError."""
    title = " ".join(title.split())
    if not title:
        raise ValueError("Give the section a title.")
    if len(title) > 160:
        raise ValueError("A title has at most 160 letters.")
    taken = {spec.key for spec in _specs(report)} | set(rows_of(report))
    base = slugify(title)[:50] or "section"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    specs = _specs(report)
    row = Section.objects.create(report=report, key=key, title=title, is_added=True)
    if any(one.position is not None for one in rows_of(report).values()):
        _number_anew(report, specs, row)
    return row


def _number_anew(report, specs, row):
    """Where sections were moved, a new one takes a place of its own among them."""
    rows = rows_of(report)
    at = _before_appendices(specs)
    keys = [spec.key for spec in specs]
    for position, key in enumerate([*keys[:at], row.key, *keys[at:]]):
        one = rows.get(key) or Section(report=report, key=key)
        if one.position != position:
            one.position = position
            one.save()
