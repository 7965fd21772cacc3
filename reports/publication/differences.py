"""The places of a document (sentences, table cells, charts) and where two differ.

They work on frozen data, that is, on the JSON of a document, so that an edition can be
compared with the draft without the database.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from partnership.core.text.html import to_text
from partnership.core.values.fingerprints import fingerprint

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z£“‘(\d])")
# Fields of blocks for names and layout, which readers do not see.
TECHNICAL = {
    *("block", "key", "anchor", "id", "template", "layout", "kind", "form", "value"),
    *("column", "figures", "fit", "attributes", "sign", "frame", "width", "written"),
}
# How many places a drafted change note names, and how long each text in it may be.
MAX_NAMED = 10
MAX_TEXT = 160


@dataclass(frozen=True)
class Place:
    """One sentence, table cell or chart. `label` says where, `shown` what it says.

    Two places are the same if their `value` is: the text, or for a chart all it draws.
    """

    section_key: str
    section: str
    kind: str
    label: str
    shown: str
    value: str


@dataclass(frozen=True)
class Difference:
    """A place before and after; None where it is new or removed."""

    before: Place | None
    after: Place | None

    @property
    def place(self) -> Place:
        place = self.after or self.before
        assert place is not None
        return place


def places_of(document: dict) -> dict[tuple, list[Place]]:
    """The places of a frozen document, in order, by section and block."""
    found: dict[tuple, list[Place]] = {}
    for section in document.get("sections", []):
        heading = _heading(section)
        counts: dict[tuple, int] = {}
        title = Place(
            section["key"], heading, "sentence", "Heading", heading, section["title"]
        )
        found[section["key"],] = [title] if section["title"] else []
        for block in section["blocks"]:
            name = (block["block"], block.get("key") or block.get("anchor") or "")
            counts[name] = counts.get(name, 0) + 1
            key = (section["key"], *name, str(counts[name]))
            found[key] = list(_places_in(block, section["key"], heading))
    return found


def _heading(section):
    number = section.get("number")
    return f"{number} {section['title']}" if number else section["title"]


def _places_in(block, section_key, section) -> Iterator[Place]:
    where = (section_key, section)
    caption = block.get("caption") or block.get("heading") or ""
    if block["block"] == "table":
        yield from _table(block, where, caption)
    elif block["block"] == "chart":
        sentence = f"{caption}. {block.get('sentence', '')}"
        drawn = fingerprint([block.get("drawings"), sentence, block.get("detail")], 32)
        yield Place(*where, "chart", caption, sentence, drawn)
    else:
        for text in _texts(block):
            yield Place(*where, "sentence", caption, text, text)


def _table(block, where, caption):
    label = f"{block.get('label', 'Table')}: {caption}"
    for name in ("caption", "detail", "source"):
        if block.get(name):
            yield Place(*where, "sentence", label, block[name], block[name])
    for column in block["columns"]:
        text = column["label"]
        yield Place(*where, "cell", f"{label}, column heading", text, text)
    for row in block["rows"]:
        header = _cell(row["cells"][0]) if row["cells"] else ""
        for cell, column in zip_longest(row["cells"], block["columns"]):
            if cell is None:
                continue
            heading = column["label"] if column else ""
            text = _cell(cell)
            place = ", ".join(filter(None, [header, heading]))
            yield Place(*where, "cell", f"{label}: {place}", text, text)
    for note in block.get("notes", []):
        for text in _texts(note):
            yield Place(*where, "sentence", f"{label}, note", text, text)


def _cell(cell) -> str:
    rich = cell.get("rich")
    parts = [cell.get("before"), cell.get("text"), cell.get("after"), cell.get("sub")]
    parts.append(" ".join(_texts(rich)) if rich else "")
    parts += [link[0] for link in cell.get("links") or [] if link]
    parts.append(cell.get("sign") if cell.get("sign") in {"met", "missed"} else "")
    return " ".join(str(part) for part in parts if part)


def _texts(value) -> Iterator[str]:
    """Every sentence anywhere below a value."""
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict) and "html" in value:
        for line in to_text(value["html"]).splitlines():
            yield from filter(None, SENTENCE.split(line.strip()))
    elif isinstance(value, dict):
        # PostgreSQL stores the names of JSON in an order of its own.
        for name, item in sorted(value.items()):
            if name not in TECHNICAL:
                yield from _texts(item)


def differences(before: dict, after: dict) -> list[Difference]:
    """Each place that differs between two frozen documents, in order."""
    old, new = places_of(before), places_of(after)
    found = []
    for key in [*new, *(key for key in old if key not in new)]:
        found += _compare(old.get(key, []), new.get(key, []))
    return found


def _compare(old, new):
    if [place.value for place in old] == [place.value for place in new]:
        return
    if _labels(old) == _labels(new):
        # The same cells: compare each with its own.
        pairs = zip(old, new, strict=True)
        yield from (Difference(a, b) for a, b in pairs if a.value != b.value)
        return
    matcher = SequenceMatcher(
        None,
        [(p.label, p.value) for p in old],
        [(p.label, p.value) for p in new],
        False,
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            for before, after in zip_longest(old[a:b], new[c:d]):
                yield Difference(before, after)


def _labels(places):
    return [(place.kind, place.label) for place in places]


def draft_change_note(found: list[Difference]) -> str:
    """A suggested change note: the old and the new text."""
    lines = [_line(difference) for difference in found[:MAX_NAMED]]
    if more := len(found) - MAX_NAMED:
        if more > 0:
            lines.append(f"{more} more {'places' if more > 1 else 'place'} changed.")
    return "\n".join(lines)


def _line(difference):
    place = difference.place
    where = f"{place.section}: {place.label}" if place.kind != "sentence" else ""
    where = (where or place.section).rstrip(".:")
    if difference.before is None:
        return f"{where}. Added: “{_short(place.shown)}”"
    if difference.after is None:
        return f"{where}. Removed: “{_short(place.shown)}”"
    before, after = _short(difference.before.shown), _short(difference.after.shown)
    return f"{where}. “{before}” is now “{after}”"


def _short(text):
    return text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1].rstrip()}…"
