"""Writing a report: the words of one section, saved so that nobody overwrites anybody.

A form carries for each place the digest of the words that it began from. Where these
have changed meanwhile, paragraphs that only one side changed go in by themselves; what
both changed is shown to the officer, who chooses.
"""

import difflib
import hashlib
import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership import richtext, wordcheck
from partnership.values import Reason
from reports.blocks.prose import Prose
from reports.models import Passage, Report
from reports.tree import SectionNode

# What a text is made of at its top; the cleaner leaves every one of them closed.
PART = re.compile(r"<(/?)(?:p|h3|h4|ul|ol|table|blockquote)\b[^>]*>")


def digest(text: str) -> str:
    """What names a state of some words."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


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
    def digest(self) -> str:
        """What the form began from; of what is kept, before anybody typed."""
        return self.based_on or digest(self.kept)

    @property
    def is_stale(self) -> bool:
        """Whether somebody else changed the words since this form was opened."""
        return bool(self.based_on) and self.based_on != digest(self.kept)

    @property
    def name(self) -> str:
        return self.key.replace(".", "-")


@dataclass
class Conflict:
    """Words that two people changed: theirs as saved, mine as typed."""

    place: Place
    theirs: str
    mine: str
    by: str = ""
    at: object = None

    @property
    def digest(self) -> str:
        """Of their words: what the officer's choice is based on."""
        return digest(self.theirs)


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
        place.typed = richtext.cleaned(sent) if sent.strip() else ""
    except ValidationError as error:
        place.errors += error.messages
    if place.reason and place.reason not in Reason.values:
        place.reason = ""
    kept = place.row
    stood = kept is not None and place.reason == kept.body_reason
    if place.typed and place.reason and stood:
        # Words typed where a reason stood take its place.
        place.reason, place.note = "", ""
    if place.typed and place.reason:
        place.errors.append(
            "There are words here and a reason why there are none. Keep one of the two."
        )


def changed(place: Place) -> bool:
    """Whether the form says something else than what it began from."""
    if place.typed is None:
        return False
    row = place.row
    reason = (place.reason, place.note)
    told = (row.body_reason, row.reason_note) if row else ("", "")
    return digest(place.typed) != place.digest or reason != told


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
        if place.is_stale and place.typed != place.kept:
            joined = merged(_base(place), place.kept, str(place.typed))
            if joined is None:
                conflicts.append(_conflict(place))
                continue
            place.typed, place.joined = joined, True
        rows.append(_row(report, place))
    if conflicts or any(place.errors for place in places):
        return conflicts
    for row in rows:
        row._change_reason = "Written in the editor"
        row.save()
    return []


def _row(report, place) -> Passage:
    row = place.row or Passage(report=report, key=place.key)
    before = wordcheck.state(row) if row.pk else {}
    row.body = str(place.typed)
    row.body_reason, row.reason_note = place.reason, place.note
    for sentences in wordcheck.faults(row, before).values():
        place.errors += sentences
    try:
        row.full_clean(exclude=["report", "signed_by"])
    except ValidationError as error:
        place.errors += error.messages
    place.row = row
    return row


def _base(place) -> str | None:
    """The words from which the form began, from history; None if they are not kept."""
    if place.row is None:
        return None if place.based_on != digest("") else ""
    for old in place.row.history.all():
        if digest(old.body) == place.based_on:
            return old.body
    return "" if place.based_on == digest("") else None


def _conflict(place) -> Conflict:
    last = place.row.history.select_related("history_user").first()
    by = str(last.history_user) if last and last.history_user else "Somebody"
    at = last.history_date if last else None
    return Conflict(place, place.kept, str(place.typed), by, at)


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


def merged(base: str | None, theirs: str, mine: str) -> str | None:
    """Both sides' changes to `base` in one text; None where they touch each other."""
    if base is None:
        return None
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
