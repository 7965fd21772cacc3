"""Save the text of one section without overwriting another user's changes.

For each place, a form has the fingerprint of the text (or reason) it started from. If
that has changed since, paragraphs and sentences that only one user changed are merged,
and a sentence that both changed is shown to the user as a conflict.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.core.concurrency.merge_text import combine_texts, merge_texts
from partnership.core.text import rich_text, token_validation
from partnership.core.values.fingerprints import fingerprint
from partnership.core.values.missing import Reason
from reports.blocks.prose import Prose
from reports.document.tree import Captioned, SectionNode
from reports.editor.outline_panel import FRONT
from reports.models import Passage, Report


def fingerprint_of(text: str, reason: str = "", note: str = "") -> str:
    """A hash of a text, or of the reason there is none."""
    parts = f"{text}\0{reason}\0{note}" if reason or note else text
    return fingerprint(parts)


def content_of(row) -> tuple[str, str, str]:
    """The text, the reason for none and the note of a passage or a version of it."""
    return (row.body, row.body_reason, row.reason_note) if row else ("", "", "")


@dataclass
class Place:
    """One text in a section: its heading and the saved passage.

    `typed` and `based_on` are from the form: the text, and the fingerprint of the
    version it started from. `merged` is True if another user's changes were merged in,
    `is_refused` if the text could not be cleaned.
    """

    report: Report
    key: str
    heading: str = ""
    row: Passage | None = None
    label: str = ""
    typed: str | None = None
    reason: str = ""
    note: str = ""
    based_on: str = ""
    merged: bool = False
    is_refused: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def versions(self):
        """The history of the text, also if it was deleted, latest first."""
        return Passage.history.filter(report=self.report, key=self.key)

    @property
    def stored_text(self) -> str:
        return self.row.body if self.row else ""

    @property
    def words(self) -> str:
        """The text that the form shows: as typed, else as saved."""
        return self.stored_text if self.typed is None else self.typed

    @property
    def state(self) -> tuple[str, str, str]:
        """Text, reason for none and note, as in the form."""
        return self.words, self.reason, self.note

    @property
    def stored_fingerprint(self) -> str:
        return fingerprint_of(*content_of(self.row))

    @property
    def fingerprint(self) -> str:
        """The version the form started from; the saved version for a new form."""
        return self.based_on or self.stored_fingerprint

    @property
    def is_stale(self) -> bool:
        """Whether someone else has saved this text since the form was opened."""
        return bool(self.based_on) and self.based_on != self.stored_fingerprint

    @property
    def name(self) -> str:
        return self.key.replace(".", "-")


@dataclass
class Conflict:
    """A text that 2 users changed: theirs as saved, mine as typed.

    `their_reason` and `my_reason` are the reasons there is no text, if any.
    """

    place: Place
    theirs: str
    mine: str
    by: str = ""
    at: object = None
    their_reason: str = ""
    my_reason: str = ""

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the saved version, which the user's choice is based on."""
        return self.place.stored_fingerprint

    @property
    def combined(self) -> str:
        """Both versions combined: where they differ, theirs and then mine."""
        return combine_texts(self.theirs, self.mine)


def places_of(report: Report, section: SectionNode) -> list[Place]:
    """The texts of a section of a report's document, in order."""
    rows = {row.key: row for row in report.passages.all()}
    texts = [block for block in section.blocks if isinstance(block, Prose)]
    labels = _labels(section, texts)
    return [
        Place(
            report,
            block.key,
            block.heading,
            rows.get(block.key),
            label,
            reason=getattr(rows.get(block.key), "body_reason", ""),
            note=getattr(rows.get(block.key), "reason_note", ""),
        )
        for block, label in zip(texts, labels, strict=True)
    ]


def _labels(section, texts) -> list[str]:
    """The name of each field: its heading, or the numbered title of the section."""
    names = [block.heading or section.title or FRONT for block in texts]
    return [
        f"{name} ({names[: place + 1].count(name)} of {names.count(name)})"
        if names.count(name) > 1
        else name
        for place, name in enumerate(names)
    ]


@dataclass
class ShownBlock:
    """A table, chart or list between the texts of a section."""

    name: str
    id: str = ""
    label: str = ""
    caption: str = ""


def parts_of(places: list[Place], section: SectionNode | None):
    """The texts of a section and the blocks between them: (place, block) pairs."""
    if section is None:
        return [(place, None) for place in places]
    by_key = {place.key: place for place in places}
    found: list[tuple[Place | None, ShownBlock | None]] = []
    for block in section.blocks:
        if isinstance(block, Prose):
            if block.key in by_key:
                found.append((by_key.pop(block.key), None))
        elif not block.is_empty:
            found.append((None, _shown(block)))
    return [*found, *((place, None) for place in by_key.values())]


def _shown(block) -> ShownBlock:
    name = block.template.replace("_", " ").capitalize()
    if isinstance(block, Captioned):
        return ShownBlock(name, block.id, block.label, block.caption)
    return ShownBlock(name)


def read_submitted(place: Place, data) -> None:
    """Read and clean the form data for a place; errors are added to `place.errors`."""
    submitted = data.get(f"words-{place.name}")
    if submitted is None:
        return
    place.based_on = data.get(f"based-{place.name}", "")
    place.reason = data.get(f"reason-{place.name}", "")
    place.note = data.get(f"note-{place.name}", "")[:200]
    place.typed = submitted
    try:
        place.typed = rich_text.cleaned(submitted) if submitted.strip() else ""
    except ValidationError as error:
        place.errors += error.messages
        place.is_refused = True
    if place.reason and place.reason not in Reason.values:
        place.reason = ""
    if place.typed and place.reason and _is_earlier_reason(place):
        # Text typed where there was a reason replaces it.
        place.reason, place.note = "", ""
    if place.typed and place.reason:
        place.errors.append("Enter text or select a reason there is none, not both")


def _is_earlier_reason(place) -> bool:
    """Whether the reason is an old one: as saved, or as the form started with."""
    known = [content_of(place.row), _base(place) or ("", "", "")]
    return any(place.reason == reason for _, reason, _ in known)


def has_changed(place: Place) -> bool:
    """Whether the form has changed since it was opened."""
    return place.typed is not None and fingerprint_of(*place.state) != place.fingerprint


@transaction.atomic
def save(report: Report, places: list[Place]) -> list[Conflict]:
    """Save the places that were changed, or none if any has an error or a conflict.

    Return the conflicts. Errors in figures and references are added to each place's
    `errors`.
    """
    Report.objects.select_for_update().get(pk=report.pk)
    fresh = {row.key: row for row in report.passages.select_for_update()}
    conflicts, rows = [], []
    for place in places:
        place.row = fresh.get(place.key)
        if not has_changed(place):
            place.merged = place.typed is not None and place.is_stale
            continue
        if place.is_stale and place.state != content_of(place.row):
            merged = _merge(_base(place), content_of(place.row), place.state)
            if merged is None:
                conflicts.append(_conflict(place))
                continue
            (place.typed, place.reason, place.note), place.merged = merged, True
            # If it is shown again, it contains the other user's changes.
            place.based_on = place.stored_fingerprint
        rows.append(_row(report, place))
    if conflicts or any(place.errors for place in places):
        return conflicts
    for row in rows:
        row._change_reason = "Edited in the document editor"
        row.save()
    return []


def _row(report, place) -> Passage:
    row = place.row or Passage(report=report, key=place.key)
    before = token_validation.checked_values(row) if row.pk else {}
    row.body = str(place.typed)
    row.body_reason, row.reason_note = place.reason, place.note
    for sentences in token_validation.find_errors(row, before).values():
        place.errors += sentences
    try:
        row.full_clean(exclude=["report", "signed_by"])
    except ValidationError as error:
        place.errors += error.messages
    place.row = row
    return row


def _base(place) -> tuple[str, str, str] | None:
    """The version the form started from, from history; None if it is not there."""
    for state in [*map(content_of, place.versions), ("", "", "")]:
        if fingerprint_of(*state) == place.based_on:
            return state
    return None


def _merge(base, theirs, mine) -> tuple[str, str, str] | None:
    """Both users' changes to text and reason merged; None for a conflict."""
    if base is None:
        return None
    words = theirs[0]
    if mine[0] != theirs[0]:
        words = merge_texts(base[0], theirs[0], mine[0])
    reasons = {theirs[1:], mine[1:]} - {base[1:]} or {base[1:]}
    if words is None or len(reasons) > 1:
        return None
    [(reason, note)] = reasons
    return None if words and reason else (words, reason, note)


def _conflict(place) -> Conflict:
    last = place.versions.select_related("history_user").first()
    by = str(last.history_user) if last and last.history_user else "Someone else"
    at = last.history_date if last else None
    reasons = [
        _reason_text(*state[1:]) for state in (content_of(place.row), place.state)
    ]
    return Conflict(place, place.stored_text, str(place.typed), by, at, *reasons)


def _reason_text(reason, note) -> str:
    """“not yet decided: the board meets in May”."""
    parts = [str(Reason(reason).label)] if reason else []
    return ": ".join([*parts, note] if note else parts)
