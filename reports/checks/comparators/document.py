"""Other statements of the document: one thing told in two numbers, or with two ends."""

import re
from collections import defaultdict
from dataclasses import dataclass

from reports.checks.comparators.base import WARNING, Mistake
from reports.text.forms import EMPTY, stem, stems_at
from reports.text.periods import days_of
from reports.text.quantities import COUNT
from reports.text.reader import SHARE, VALUE, Reading, counted, readings
from reports.text.roles import claims_of

# Words that say nothing about which thing is counted.
NEUTRAL = {
    stem(word)
    for word in (
        "of those of these made met take taken took have had come came "
        "all most some many saw seen "
        "open opened run ran now still during evening morning have held "
        "hold there also first last new "
        "report record give gave get got more less than time month week "
        "day number about just".split()
    )
}
_NUMBER_NOUN = re.compile(r"\s*([a-z][a-z-]*)")


@dataclass
class Said:
    """A number with what it counts and in what company."""

    reading: Reading
    start: int
    end: int
    value: object
    noun: str
    words: frozenset
    periods: tuple
    areas: tuple
    is_definite: bool


def contradictions(draft) -> list[tuple[Reading, Mistake]]:
    """Statements of a draft that say the same of one thing in different numbers."""
    return draft.shared("contradictions", lambda: list(_contradictions(draft)))


def _contradictions(draft):
    found = []
    by_noun = defaultdict(list)
    for reading in readings(draft):
        for said in _said(reading):
            for other in by_noun[said.noun]:
                if other.value != said.value and _is_same_thing(other, said):
                    mistake = _mistake(other, said)
                    found.append((said.reading, mistake))
                    break
            by_noun[said.noun].append(said)
    found += _ends(draft)
    return found


def _said(reading: Reading):
    from reports.checks.comparators.sums import parts_of, rows_of

    in_rows = {q for row in rows_of(reading) if len(row) > 1 for q in row}
    parts = {
        q for part, _w, _s in parts_of(reading) if part is not None for q in [part]
    }
    for claim in claims_of(reading):
        q = claim.quantity
        if (
            q.unit != COUNT
            or claim.role not in {VALUE, SHARE}
            or q.is_linked
            or q.is_fraction
            or q.bound
            or q in in_rows
            or q in parts
        ):
            continue
        if claim.subjects:
            continue
        _start, end, words = counted(reading, q)
        words = [w for w in words if w not in EMPTY]
        if not words or q.value < 2:
            continue
        noun = next(
            (
                stem(w)
                for w in reversed(words)
                if not w.endswith("ed") or len(words) == 1
            ),
            stem(words[-1]),
        )
        before = reading.bare[: q.lead]
        definite = bool(
            re.search(
                r"\b(?:all|those|these|the|its|our|of those|of the|of these|their)\s+$",
                before,
            )
        )
        about = (
            {w for _s, _e, w in stems_at(_masked(reading, q, end))} - NEUTRAL - {noun}
        )
        names = {f"\x01{n.start}" for n in ()}
        about |= {
            stem(w)
            for n in reading.names
            for w in n.named[0].name.lower().split()
            if len(w) > 3
        }
        yield Said(
            reading,
            q.start,
            q.end,
            q.value,
            noun,
            frozenset(about | names),
            tuple(days_of(p.period) for p in reading.given),
            tuple(sorted({m.what for m in reading.areas})),
            definite,
        )


def _masked(reading, q, end):
    return reading.bare[: q.lead] + " " + reading.bare[q.end :]


def _is_same_thing(one: Said, other: Said) -> bool:
    if one.periods and other.periods and not set(one.periods) & set(other.periods):
        if not _months_within(one, other):
            return False
    if one.areas and other.areas and one.areas != other.areas:
        return False
    first, second = one.reading, other.reading
    if first is second:
        return False
    next_to = second.before is first
    if (
        next_to
        and other.is_definite
        and re.search(
            r"\b(?:of those|of these|those|these|all)\s+$", second.bare[: other.start]
        )
    ):
        return True
    common = one.words & other.words
    smaller = min(len(one.words), len(other.words))
    if not common:
        return False
    if next_to and other.is_definite and len(common) >= 1:
        return True
    same_times = one.periods and other.periods
    if other.noun in {stem("times"), stem("time")} and len(common) >= 2:
        return True
    wanted = 1 if same_times and smaller <= 2 else 2
    return (
        len(common) >= wanted
        and len(common) >= 0.34 * smaller
        and (bool(same_times) or other.is_definite or len(common) >= 0.6 * smaller)
    )


def _months_within(one, other):
    for a in one.periods:
        for b in other.periods:
            if (
                a[0]
                and b[0]
                and (a[0] <= b[0] and b[1] <= a[1] or b[0] <= a[0] and a[1] <= b[1])
            ):
                return True
    return False


def _mistake(one: Said, other: Said) -> Mistake:
    text, before = other.reading.text, one.reading.text
    here, there = text[other.start : other.end], before[one.start : one.end]
    place = other.reading.sentence.words.place != one.reading.sentence.words.place
    where = f" ({one.reading.sentence.words.place})" if place else ""
    return Mistake(
        "told-in-two-numbers",
        WARNING,
        other.start,
        other.end,
        f"{here} here, but {there} elsewhere{where}: "
        f"“{_around(before, one.start, one.end)}”.",
        "Correct one of them, or say how they differ.",
    )


def _around(text, start, end):
    return text[max(0, start - 30) : end + 30].strip()


_ENDS = re.compile(
    r"\b(?:ends?|ended|runs? until|ran until|until|closes?|closed"
    r"|finish(?:es|ed)?|stops?|stopped|expires?|begins?|began|starts?"
    r"|started|opens?|opened|launched|launch(?:es)?|held|takes place"
    r"|took place|meets?|due|lasts until|runs? to|runs? up to"
    r"|comes to an end|to an end)\b(?: on| in| at| until| to"
    r"| by)?(?: the end of)?\s*$"
)
_BEGIN = re.compile(r"^(?:begin|began|start|open|launch)")


def _ends(draft):
    """The end or the beginning of one thing on two days."""
    told = defaultdict(list)
    for reading in readings(draft):
        months = [p for p in reading.periods if p.period.kind == "as-at"]
        for date in [*(d for d in reading.dates if d.day), *months]:
            moment = getattr(date, "day", None) or date.period.start
            cue = _ENDS.search(reading.bare[: date.start])
            if cue is None:
                continue
            kind = (
                "begin"
                if _BEGIN.match(cue[0])
                else "held"
                if re.match(r"held|takes|took|meet", cue[0])
                else "end"
            )
            words = {
                w
                for _s, _e, w in stems_at(
                    reading.bare[: cue.start()] + " " + reading.bare[date.end :]
                )
            } - NEUTRAL
            words -= (
                {stem(w) for w in ("runs", "run", "ends", "pilot")} if False else set()
            )
            for other, day, start, other_words, areas, is_day in told[kind]:
                common = words & other_words
                here = {m.what for m in reading.areas}
                if (
                    other is reading
                    or day == moment
                    or len({hasattr(date, "day"), is_day}) > 1
                    or areas
                    and here
                    and areas != here
                ):
                    continue
                if len(common) >= (2 if reading.before is not other else 1) and len(
                    common
                ) >= 0.6 * min(len(words), len(other_words)):
                    yield (
                        reading,
                        Mistake(
                            "told-on-two-days",
                            WARNING,
                            date.start,
                            date.end,
                            f"{reading.text[date.start : date.end]} here, but "
                            f"{other.text[start[0] : start[1]]} elsewhere "
                            f"({other.sentence.words.place}).",
                            "Correct one of them, or say how they differ.",
                        ),
                    )
                    break
            told[kind].append(
                (
                    reading,
                    moment,
                    (date.start, date.end),
                    words,
                    {m.what for m in reading.areas},
                    hasattr(date, "day"),
                )
            )
