"""The outline in the editor: each section and its state."""

from dataclasses import dataclass

from django.urls import reverse

from partnership.core.models.display import with_count
from reports import document_types
from reports.assembly.build_context import placeholder_values
from reports.assembly.section_overrides import (
    ordered_sections,
    overrides_by_key,
)
from reports.blocks.prose import Prose
from reports.checks.services import CheckResult
from reports.document_types import at_a_glance
from reports.models import Report

FRONT = "Front sheet"


@dataclass
class Entry:
    """One section in the outline. `state` is a short phrase, `tone` its colour.

    `moves` is False for a section that is repeated for each priority or grant: it
    moves with the others.
    """

    key: str
    title: str
    number: str
    state: str
    tone: str = ""
    address: str = ""
    is_hidden: bool = False
    is_open: bool = False
    moves: bool = False
    level: int = 2
    hidden_reason: str = ""

    @property
    def is_front(self) -> bool:
        return self.title == FRONT


def entries(report: Report, checked: CheckResult, key: str) -> list[Entry]:
    """All sections in order, including hidden ones."""
    rows = overrides_by_key(report)
    document = checked.draft.document
    printed = (
        {section.key: section for section in document.sections} if document else {}
    )
    specs = ordered_sections(document_types.of(report), rows.values())
    own = {spec.key for spec in specs}
    found = []
    for spec in specs:
        row = rows.get(spec.key)
        if row is not None and row.is_hidden:
            title = row.title or spec.title.format_map(_Blank(report))
            found.append(_hidden(report, spec.key, title, row, key))
        elif spec.key not in printed and spec.is_optional:
            found.append(_optional(report, spec, row, key))
        elif spec.key in printed:
            moves = spec.key != at_a_glance.KEY
            found.append(_entry(report, printed[spec.key], checked, key, moves=moves))
        else:
            found += [
                _entry(report, section, checked, key)
                for section in printed.values()
                if section.key not in own and _belongs(spec, section, found)
            ]
    return found


def _belongs(spec, section, found) -> bool:
    """Whether a repeated section goes here: repeats of one section stay together."""
    listed = {entry.key for entry in found}
    return spec.over is not None and section.key not in listed


def _entry(report, section, checked, key, moves=False):
    state, tone = _state(section, checked)
    return Entry(
        section.key,
        section.title or FRONT,
        section.number,
        state,
        tone,
        address(report, section.key),
        is_open=section.key == key,
        moves=moves,
        level=section.level,
    )


def _optional(report, spec, row, open_key):
    """A section that is not printed because it has no text yet."""
    title = row.title if row is not None and row.title else ""
    return Entry(
        spec.key,
        title or spec.title.format_map(_Blank(report)),
        "",
        "Optional, no text yet",
        address=address(report, spec.key),
        is_open=spec.key == open_key,
    )


def _hidden(report, key, title, row, open_key):
    return Entry(
        key,
        title,
        "",
        f"Hidden: {row.hidden_reason}",
        "off",
        address(report, key),
        is_hidden=True,
        is_open=key == open_key,
        hidden_reason=row.hidden_reason,
    )


def _state(section, checked) -> tuple[str, str]:
    """“1 error, 2 warnings”, “No text yet” or “Complete”, and the colour."""
    issues = checked.in_section(section.key)
    errors = sum(issue.is_error for issue in issues)
    warnings = len(issues) - errors
    counts = [
        with_count(count, name)
        for count, name in ((errors, "error"), (warnings, "warning"))
        if count
    ]
    if counts:
        return ", ".join(counts), "stop" if errors else "warn"
    if any(isinstance(block, Prose) and not block.written for block in section.blocks):
        return "No text yet", "warn"
    return "Complete", ""


def address(report: Report, key: str) -> str:
    return reverse("editor:section", args=[report.pk, key])


class _Blank(dict):
    """Values for the placeholders in the title of a section that is not printed."""

    def __init__(self, report):
        super().__init__(placeholder_values(report))

    def __missing__(self, name):
        return ""
