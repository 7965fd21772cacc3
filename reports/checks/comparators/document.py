"""Other statements of the document: two numbers for one thing, or two dates."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reports.checks.comparators.base import Mistake, warning
from reports.text.excerpts import around
from reports.text.forms import EMPTY, stem, stems_at, words_of
from reports.text.parts import parts_of, rows_of
from reports.text.periods import days_of
from reports.text.phrases import phrase, shape
from reports.text.quantities import COUNT, DURATION, Quantity, is_misread
from reports.text.reader import SHARE, VALUE, Reading, counted, readings
from reports.text.roles import claims_of
from reports.text.spans import Placed

NEUTRAL = {stem(word) for word in words_of("words.no-thing")}
# Counts of these are about one thing only if nearly all other words are the same.
GENERAL = {stem(word) for word in EMPTY}


@dataclass
class StatedCount(Placed):
    """A number with what it counts, and the words, periods and areas around it."""

    reading: Reading
    start: int
    end: int
    quantity: Quantity
    noun: str
    words: frozenset
    periods: tuple
    areas: tuple
    is_definite: bool


def contradictions(draft) -> list[tuple[Reading, Mistake]]:
    """Statements of a draft that give different numbers for the same thing."""
    return draft.shared("contradictions", lambda: list(_contradictions(draft)))


def _contradictions(draft):
    found = []
    by_noun = defaultdict(list)
    for reading in readings(draft):
        for count in _stated_counts(reading):
            for other in by_noun[count.noun]:
                if _differs(other, count) and _is_same_thing(other, count):
                    mistake = _mistake(other, count)
                    found.append((count.reading, mistake))
                    break
            by_noun[count.noun].append(count)
        found += [(reading, mistake) for mistake in _restated(reading)]
    found += _ends(draft)
    return found


def _restated(reading: Reading) -> Iterator[Mistake]:
    """“It went out 27 times. Of these 37 journeys, …”, whatever they are called."""
    before = list(_stated_counts(reading.before)) if reading.before else []
    for count in _stated_counts(reading) if len(before) == 1 else ():
        is_named = shape("document.of-these").search(reading.bare[: count.start])
        (earlier,) = before
        same = earlier.noun == count.noun or not _differs(earlier, count)
        if (
            is_named
            and not same
            and is_misread(earlier.quantity.value, count.quantity.value)
        ):
            yield _mistake(earlier, count)


def _stated_counts(reading: Reading) -> Iterator[StatedCount]:
    """Typed counts of a sentence that are not part of a sum and not in the data."""
    parts = _parts(reading)
    for claim in claims_of(reading):
        q = claim.quantity
        is_count = _is_counted(q) and not q.is_linked and not q.is_fraction
        is_alone = q not in parts and not claim.subjects and q.value >= 2
        if is_count and is_alone and claim.role in {VALUE, SHARE}:
            words = q.text.split()[1:] or counted(reading, q.end)[1]
            if words := [word for word in words if word not in EMPTY] or words:
                yield _counting(reading, q, _noun(words))


def _is_counted(q: Quantity) -> bool:
    """A count, or hours of work: “1,150 hours”."""
    return q.unit == COUNT or q.unit == DURATION and "hour" in q.text


def _parts(reading: Reading) -> set[Quantity]:
    """The numbers that belong to a sum or a row of figures."""
    found = {q for row in rows_of(reading) if len(row) > 1 for q in row}
    return found | {part for part, _whole, _share in parts_of(reading) if part}


def _noun(words: list[str]) -> str:
    """The last plural of some words, or the last that is not a participle."""
    nouns = [word for word in words if word.endswith("s") and not word.endswith("ss")]
    nouns = nouns or [word for word in words if not word.endswith("ed")]
    return stem(nouns[-1] if nouns else words[-1])


def _counting(reading: Reading, q: Quantity, noun: str) -> StatedCount:
    rest = f"{reading.bare[: q.lead]} {reading.bare[q.end :]}"
    about = {word for _start, _end, word in stems_at(rest)} - NEUTRAL - {noun}
    about |= {
        stem(word)
        for name in reading.names
        for word in name.named[0].name.lower().split()
        if len(word) > 3
    }
    return StatedCount(
        reading,
        q.lead,
        q.end,
        q,
        noun,
        frozenset(about),
        tuple(days_of(period.period) for period in reading.given),
        tuple(sorted({area.what for area in reading.areas})),
        bool(shape("document.all-those").search(reading.bare[: q.lead])),
    )


def _differs(count: StatedCount, other: StatedCount) -> bool:
    """Whether the numbers cannot both be right: “about 1,000” may be 1,025."""
    first, second = count.quantity, other.quantity
    return not (first.fits(second.value) or second.fits(first.value))


def _is_same_thing(count: StatedCount, other: StatedCount) -> bool:
    if count.reading is other.reading:
        between = count.reading.bare[count.end : other.start]
        is_slip = is_misread(count.quantity.value, other.quantity.value)
        return other.is_definite and (";" in between or "," in between and is_slip)
    if _is_elsewhere(count, other):
        return False
    common = count.words & other.words
    follows = other.reading.before is count.reading and other.is_definite
    follows = follows and count.noun not in GENERAL
    lead = other.reading.bare[: other.start]
    if follows and (common or shape("document.those-these").search(lead)):
        return True
    goes_on = other.reading.before is count.reading and not other.areas
    if goes_on and count.noun not in GENERAL and count.periods == other.periods:
        if is_misread(count.quantity.value, other.quantity.value):
            return True  # “Took 1,250 calls. Its volunteers answered 1,520 calls.”
    if other.noun in {stem("times"), stem("time")} and len(common) >= 2:
        return True
    return _shares_enough(count, other, len(common))


def _is_elsewhere(count: StatedCount, other: StatedCount) -> bool:
    """Whether two counts are of other times or other areas."""
    if count.areas and other.areas and count.areas != other.areas:
        return True
    has_both = bool(count.periods and other.periods)
    is_shared = set(count.periods) & set(other.periods) or _months_within(count, other)
    return has_both and not is_shared


def _shares_enough(count: StatedCount, other: StatedCount, common: int) -> bool:
    """Whether two sentences share so many words that they are about one thing."""
    same_times = bool(count.periods and other.periods)
    smaller = min(len(count.words), len(other.words))
    if count.noun in GENERAL:
        return common >= 3 and common >= 0.8 * smaller
    wanted = 1 if same_times and smaller <= 2 else 2
    share = 0.34 if same_times or other.is_definite else 0.6
    return common >= wanted and common >= share * smaller


def _months_within(count: StatedCount, other: StatedCount) -> bool:
    """Whether a period of one is within a period of the other."""
    return any(
        a[0]
        and b[0]
        and (a[0] <= b[0] and b[1] <= a[1] or b[0] <= a[0] and a[1] <= b[1])
        for a in count.periods
        for b in other.periods
    )


def _mistake(count: StatedCount, other: StatedCount) -> Mistake:
    text, before = other.reading.text, count.reading.text
    here, there = text[other.start : other.end], before[count.start : count.end]
    place = other.reading.sentence.words.place != count.reading.sentence.words.place
    where = f" ({count.reading.sentence.words.place})" if place else ""
    return warning(
        "conflicting-statements",
        other,
        f"{here} here, but {there} elsewhere{where}: "
        f"“{around(before, count.start, count.end)}”.",
        "Correct one of them, or say how they differ.",
    )


_ENDS = shape("document.ends")
_BEGIN = shape("document.begin")
_HELD = shape("document.held-takes")


@dataclass
class Dated(Placed):
    """A day or month on which something begins, is held or ends."""

    reading: Reading
    start: int
    end: int
    moment: dt.date
    is_day: bool
    kind: str
    words: set[str]
    areas: set[str]

    @property
    def text(self) -> str:
        return self.reading.text[self.start : self.end]

    def contradicts(self, other: "Dated") -> bool:
        """Whether both are about one thing, at another time."""
        is_one = self.reading is other.reading or self.is_day != other.is_day
        elsewhere = self.areas and other.areas and self.areas != other.areas
        if is_one or elsewhere or self.moment == other.moment:
            return False
        common = len(self.words & other.words)
        follows = self.reading.before is other.reading
        if follows and phrase("date.when-it").match(self.reading.low):
            return True  # “The course ended on 3 May. When it ended on 13 May, …”
        wanted = 1 if follows else 2
        smaller = min(len(self.words), len(other.words))
        return common >= wanted and common >= 0.6 * smaller


def _ends(draft) -> Iterator[tuple[Reading, Mistake]]:
    """The end or the beginning of one thing on two days."""
    found: dict[str, list[Dated]] = defaultdict(list)
    for reading in readings(draft):
        for dated in _dated(reading):
            other = next(filter(dated.contradicts, found[dated.kind]), None)
            if other:
                yield (
                    reading,
                    warning(
                        "conflicting-statements",
                        dated,
                        f"{dated.text} here, but {other.text} elsewhere "
                        f"({other.reading.sentence.words.place}).",
                        "Correct one of them, or say how they differ.",
                    ),
                )
            found[dated.kind].append(dated)


def _dated(reading: Reading) -> Iterator[Dated]:
    """Days and months of a sentence after a word like “ends” or “will be held”."""
    months = [period for period in reading.periods if period.period.kind == "as-at"]
    dates: list[Any] = [*(day for day in reading.dates if day.day), *months]
    for date in dates:
        cue = _ENDS.search(reading.bare[: date.start])
        if cue is not None:
            rest = f"{reading.bare[: cue.start()]} {reading.bare[date.end :]}"
            words = {word for _start, _end, word in stems_at(rest)} - NEUTRAL
            is_day = hasattr(date, "day")
            yield Dated(
                reading,
                date.start,
                date.end,
                date.day if is_day else date.period.start,
                is_day,
                _kind(cue[0]),
                words,
                {area.what for area in reading.areas},
            )


def _kind(cue: str) -> str:
    if _BEGIN.match(cue):
        return "begin"
    return "held" if _HELD.match(cue) else "end"
