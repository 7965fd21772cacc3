"""Writing a report: the words of one section, saved so that nobody overwrites anybody.

A form carries for each place the digest of what it began from: the words, or why there
are none. Where these have changed meanwhile, paragraphs that only one side changed go
in by themselves; what both changed is shown to the officer, who chooses.
"""

import difflib
import hashlib
import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.core.text import rich_text, token_validation
from partnership.core.values.missing import Reason
from reports.blocks.prose import Prose
from reports.document.tree import SectionNode
from reports.models import Passage, Report

# What a text is made of at its top; the cleaner leaves every one of them closed.
PART = re.compile(r"<(/?)(?:p|h3|h4|ul|ol|table|blockquote)\b[^>]*>")


def digest(text: str, reason: str = "", note: str = "") -> str:
    """What names a state of some words, or of why there are none."""
    told = f"{text}\0{reason}\0{note}" if reason or note else text
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def state_of(row) -> tuple[str, str, str]:
    """The words of a passage or of a version of it, or the reason for none, noted."""
    return (row.body, row.body_reason, row.reason_note) if row else ("", "", "")


@dataclass
class Place:
    """One place for words in a section: its heading, and what is kept there.

    `typed` and `based_on` are what a form sent: the words, and the digest of those
    from which it began. `joined` tells that somebody else's changes went in too.
    """

    key: str
    heading: str = ""
    row: Passage | None = None
    typed: str | None = None
    reason: str = ""
    note: str = ""
    based_on: str = ""
    joined: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def kept(self) -> str:
        return self.row.body if self.row else ""

    @property
    def words(self) -> str:
        """What the form shows: as typed, else as kept."""
        return self.kept if self.typed is None else self.typed

    @property
    def state(self) -> tuple[str, str, str]:
        """What the form says: words, a reason for none, a note."""
        return self.words, self.reason, self.note

    @property
    def kept_digest(self) -> str:
        return digest(*state_of(self.row))

    @property
    def digest(self) -> str:
        """What the form began from; of what is kept, before anybody typed."""
        return self.based_on or self.kept_digest

    @property
    def is_stale(self) -> bool:
        """Whether somebody else changed what stands here since the form was opened."""
        return bool(self.based_on) and self.based_on != self.kept_digest

    @property
    def name(self) -> str:
        return self.key.replace(".", "-")


@dataclass
class Conflict:
    """Words that two people changed: theirs as saved, mine as typed.

    `their_reason` and `my_reason` say why there are none, where somebody says so.
    """

    place: Place
    theirs: str
    mine: str
    by: str = ""
    at: object = None
    their_reason: str = ""
    my_reason: str = ""

    @property
    def digest(self) -> str:
        """Of what they saved: what the officer's choice is based on."""
        return self.place.kept_digest

    @property
    def joined(self) -> str:
        """Both texts in one to choose from: where they differ, theirs and then mine."""
        theirs, mine = paragraphs(self.theirs), paragraphs(self.mine)
        matcher = difflib.SequenceMatcher(None, theirs, mine, autojunk=False)
        found = []
        for kind, start, end, first, last in matcher.get_opcodes():
            found += theirs[start:end]
            if kind != "equal":
                found += mine[first:last]
        return "\n".join(found)


def places_of(report: Report, section: SectionNode) -> list[Place]:
    """The places for words in a section of a report's document, in order."""
    rows = {row.key: row for row in report.passages.all()}
    return [
        Place(
            block.key,
            block.heading,
            rows.get(block.key),
            reason=getattr(rows.get(block.key), "body_reason", ""),
            note=getattr(rows.get(block.key), "reason_note", ""),
        )
        for block in section.blocks
        if isinstance(block, Prose)
    ]


def take(place: Place, data) -> None:
    """Read what a form sent for a place, cleaned; what is wrong goes to its errors."""
    sent = data.get(f"words-{place.name}")
    if sent is None:
        return
    place.based_on = data.get(f"based-{place.name}", "")
    place.reason = data.get(f"reason-{place.name}", "")
    place.note = data.get(f"note-{place.name}", "")[:200]
    place.typed = sent
    try:
        place.typed = rich_text.cleaned(sent) if sent.strip() else ""
    except ValidationError as error:
        place.errors += error.messages
    if place.reason and place.reason not in Reason.values:
        place.reason = ""
    if place.typed and place.reason and _stood(place):
        # Words typed where a reason stood take its place.
        place.reason, place.note = "", ""
    if place.typed and place.reason:
        place.errors.append(
            "There are words here and a reason why there are none. Keep one of the two."
        )


def _stood(place) -> bool:
    """Whether the reason that was sent is not new: it stands, or stood at first."""
    known = [state_of(place.row), _base(place) or ("", "", "")]
    return any(place.reason == reason for _, reason, _ in known)


def changed(place: Place) -> bool:
    """Whether the form says something else than what it began from."""
    return place.typed is not None and digest(*place.state) != place.digest


@transaction.atomic
def save(report: Report, places: list[Place], user) -> list[Conflict]:
    """Save the places that were changed; nothing at all where one has a fault.

    Gives what two people changed at once; then nothing is saved either. Faults in
    figures and references go to the places' errors.
    """
    Report.objects.select_for_update().get(pk=report.pk)
    fresh = {row.key: row for row in report.passages.select_for_update()}
    conflicts, rows = [], []
    for place in places:
        place.row = fresh.get(place.key)
        if not changed(place):
            place.joined = place.typed is not None and place.is_stale
            continue
        if place.is_stale and place.state != state_of(place.row):
            joined = _joined(_base(place), state_of(place.row), place.state)
            if joined is None:
                conflicts.append(_conflict(place))
                continue
            (place.typed, place.reason, place.note), place.joined = joined, True
        rows.append(_row(report, place))
    if conflicts or any(place.errors for place in places):
        return conflicts
    for row in rows:
        row._change_reason = "Written in the editor"
        row.save()
    return []


def _row(report, place) -> Passage:
    row = place.row or Passage(report=report, key=place.key)
    before = token_validation.state(row) if row.pk else {}
    row.body = str(place.typed)
    row.body_reason, row.reason_note = place.reason, place.note
    for sentences in token_validation.faults(row, before).values():
        place.errors += sentences
    try:
        row.full_clean(exclude=["report", "signed_by"])
    except ValidationError as error:
        place.errors += error.messages
    place.row = row
    return row


def _base(place) -> tuple[str, str, str] | None:
    """What the form began from, from history; None if it is not kept."""
    versions = place.row.history.all() if place.row else []
    for state in [*map(state_of, versions), ("", "", "")]:
        if digest(*state) == place.based_on:
            return state
    return None


def _joined(base, theirs, mine) -> tuple[str, str, str] | None:
    """Both sides' changes to words and reason; None where somebody has to choose."""
    if base is None:
        return None
    words = theirs[0]
    if mine[0] != theirs[0]:
        words = merged(base[0], theirs[0], mine[0])
    reasons = {theirs[1:], mine[1:]} - {base[1:]} or {base[1:]}
    if words is None or len(reasons) > 1:
        return None
    [(reason, note)] = reasons
    return None if words and reason else (words, reason, note)


def _conflict(place) -> Conflict:
    last = place.row.history.select_related("history_user").first()
    by = str(last.history_user) if last and last.history_user else "Somebody"
    at = last.history_date if last else None
    reasons = [_because(*state[1:]) for state in (state_of(place.row), place.state)]
    return Conflict(place, place.kept, str(place.typed), by, at, *reasons)


def _because(reason, note) -> str:
    """“not yet decided: the board meets in May”."""
    told = [str(Reason(reason).label)] if reason else []
    return ": ".join([*told, note] if note else told)


def paragraphs(text: str) -> list[str]:
    """Clean rich text cut behind each paragraph, heading, list and table at its top."""
    parts, depth, start = [], 0, 0
    for tag in PART.finditer(text):
        depth += -1 if tag[1] else 1
        if depth == 0:
            parts.append(text[start : tag.end()].strip())
            start = tag.end()
    rest = text[start:].strip()
    return [*parts, rest] if rest else parts


def merged(base: str, theirs: str, mine: str) -> str | None:
    """Both sides' changes to `base` in one text; None where they touch each other."""
    ground = paragraphs(base)
    changes = sorted(
        {*_changes(ground, paragraphs(theirs)), *_changes(ground, paragraphs(mine))}
    )
    for (_, end, _), (start, _, _) in zip(changes, changes[1:], strict=False):
        if start <= end:
            return None
    for start, end, new in reversed(changes):
        ground[start:end] = new
    return "\n".join(ground)


def _changes(ground, other):
    matcher = difflib.SequenceMatcher(None, ground, other, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "equal":
            yield start, end, tuple(other[first:last])
