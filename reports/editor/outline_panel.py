"""The outline beside the words: each section, and how far it is, in words."""

from dataclasses import dataclass

from django.urls import reverse

from reports import document_types
from reports.assembly.build_context import names_for
from reports.assembly.section_overrides import (
    arranged,
    rows_of,
)
from reports.blocks.prose import Prose
from reports.checks.services import Checked
from reports.models import Report


@dataclass
class Entry:
    """One section in the outline. `state` is one short phrase, `tone` its colour.

    `spec` is the key of the outline's section, which moves; a section that is repeated
    for each priority or grant moves with the others of its kind.
    """

    key: str
    title: str
    number: str
    state: str
    tone: str = ""
    address: str = ""
    is_off: bool = False
    is_open: bool = False
    moves: bool = False
    level: int = 2
    because: str = ""


def entries(report: Report, checked: Checked, key: str) -> list[Entry]:
    """All sections in their order, those that are left out among them."""
    rows = rows_of(report)
    document = checked.draft.document
    printed = (
        {section.key: section for section in document.sections} if document else {}
    )
    specs = arranged(document_types.get(report.kind), rows.values())
    own = {spec.key for spec in specs}
    found = []
    for spec in specs:
        row = rows.get(spec.key)
        if row is not None and row.is_off:
            title = row.title or spec.title.format_map(_Blank(report))
            found.append(_off(report, spec.key, title, row, key))
        elif spec.key in printed:
            found.append(_entry(report, printed[spec.key], checked, key, moves=True))
        else:
            found += [
                _entry(report, section, checked, key)
                for section in printed.values()
                if section.key not in own and _belongs(spec, section, found)
            ]
    return found


def _belongs(spec, section, found) -> bool:
    """Repeated sections stand together, in the place of the one that they repeat."""
    listed = {entry.key for entry in found}
    return spec.over is not None and section.key not in listed


def _entry(report, section, checked, key, moves=False):
    state, tone = _state(section, checked)
    return Entry(
        section.key,
        section.title or "Front",
        section.number,
        state,
        tone,
        address(report, section.key),
        is_open=section.key == key,
        moves=moves,
        level=section.level,
    )


def _off(report, key, title, row, open_key):
    return Entry(
        key,
        title,
        "",
        f"Left out: {row.off_reason}",
        "off",
        address(report, key),
        is_off=True,
        is_open=key == open_key,
        because=row.off_reason,
    )


def _state(section, checked) -> tuple[str, str]:
    """“1 stop, 2 warnings”, “Not written yet”, “Ready”."""
    stops = sum(one.key == section.key for one in checked.stops)
    warnings = sum(one.key == section.key for one in checked.warnings)
    told = [
        f"{count} {name}{'' if count == 1 else 's'}"
        for count, name in ((stops, "stop"), (warnings, "warning"))
        if count
    ]
    if told:
        return ", ".join(told), "stop" if stops else "warn"
    if any(isinstance(one, Prose) and not one.written for one in section.blocks):
        return "Not written yet", "warn"
    return "Ready", ""


def address(report: Report, key: str) -> str:
    return reverse("editor:section", args=[report.pk, key])


class _Blank(dict):
    """Fills an outline's wording for a section that is not printed."""

    def __init__(self, report):
        super().__init__(names_for(report))

    def __missing__(self, name):
        return ""
