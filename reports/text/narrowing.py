"""Words that narrow a measure to a part that the data has no figures for.

“Burglaries of sheds”, “commercial burglaries”, “in Castlehythe’s parks”, “at night”: a
statement about such a part is not a claim about the measure.
"""

from typing import Any

from reports.text.forms import GENERIC, stems, words_of
from reports.text.phrases import phrase

_MASK = "\x01"
# Words that say nothing about a part.
_WHOLE = frozenset(words_of("words.whole"))


def narrows(reading, end: int) -> bool:
    """Whether the words from `end` on limit what is counted to an unknown part."""
    found = phrase("said.narrowing").match(reading.bare, end)
    if not found or found[1] in _WHOLE or found[1].startswith(_MASK):
        return False
    at = found.start(1)
    measures = reading.mentions("measure")
    if any(m.end == end and stems(found[1]) <= m.what.stems for m in measures):
        return False  # “Victims at high risk” are what the measure counts.
    known: list[Any] = [*reading.areas, *reading.periods, *measures, *reading.names]
    return not any(
        mention.start <= at < mention.end or mention.start == at for mention in known
    )


def is_of_part(reading, mention) -> bool:
    """Whether a measure is named, but only a part of it is meant."""
    if mention.what.kind != "measure":
        return False
    start, end = _clause(reading, mention)
    if phrase("said.set-apart").search(reading.bare, 0, mention.start):
        return True
    return (
        _is_of_kind(reading, mention)
        or _is_of_some_time(reading, start, end)
        or _is_within_area(reading, mention, start, end)
    )


def _clause(reading, mention) -> tuple[int, int]:
    cuts = [m.span() for m in phrase("said.clause").finditer(reading.bare)]
    start = max([b for _a, b in cuts if b <= mention.start], default=0)
    end = min([a for a, _b in cuts if a >= mention.end], default=len(reading.bare))
    return start, end


def _is_of_kind(reading, mention) -> bool:
    """“Commercial burglaries”: a different kind from those in the data."""
    kind = phrase("said.other-kind").search(reading.bare[: mention.start])
    return kind is not None and not stems(kind[0]) <= mention.what.stems


def _is_of_some_time(reading, start, end) -> bool:
    """“On Friday nights”, “in the summer”: a part of the week or year."""
    known = [*reading.periods, *reading.dates]
    return any(
        not any(
            mention.start < m.end() and m.start() < mention.end for mention in known
        )
        for m in phrase("said.some-time").finditer(reading.bare, start, end)
    )


def _is_within_area(reading, mention, start, end) -> bool:
    """“In Castlehythe’s parks”, “in the north of Aldermoor”: a part of an area."""
    for area in reading.areas:
        if not start <= area.start < end:
            continue
        before, after = reading.bare[start : area.start], reading.bare[area.end : end]
        # “A good part of the county’s total” is of its figure.
        owns = "'s" in (reading.bare[area.end - 2 : area.end], after[:2])
        is_part = not owns and phrase("areas.part-of").search(before)
        if is_part or phrase("areas.inside").match(after):
            return True
        owned = phrase("areas.owns").match(after)
        if not owned or not phrase("areas.in").search(before):
            continue
        first = stems(owned["word"])
        if first and not first <= mention.what.stems | _PLAIN:
            return True
    return False


_PLAIN = {word for stem in GENERIC for word in stems(stem)} | stems(
    "four three districts rate number recorded domestic reported own total"
)


def is_of_another_thing(reading, at: int, subjects) -> bool:
    """“Accidental ones rose”: the words before the verb name something unknown."""
    before = reading.bare[:at]
    start = max(m.end() for m in phrase("said.verb-subject").finditer(before))
    known: list[Any] = [
        *(reading.areas + reading.subjects + reading.periods + reading.names),
        *(reading.dates + reading.quantities),
    ]
    if any(mention.start < at and mention.end > start for mention in known):
        return False
    plain = {stem for subject in subjects for stem in subject.stems} | _PLAIN | _SELF
    return bool(stems(before[start:]) - plain)


_SELF = {stem for word in words_of("words.own") for stem in stems(word)}
