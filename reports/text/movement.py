"""Which districts something rose or fell in, between which periods."""

from dataclasses import dataclass

from partnership.core.values.periods import Period
from reports.text.about import carried_over, is_embedded
from reports.text.directions import DOWN, UP
from reports.text.forms import pattern
from reports.text.knowledge import Fact, Subject, length
from reports.text.periods import days_of, shifted
from reports.text.phrases import phrase
from reports.text.quantities import worded
from reports.text.reader import Reading

DID = {UP: "rose", DOWN: "fell"}
# Words that only give a direction next to the noun that they describe.
UPWARD = {"more", "rise", "increase", "growth", "up"}


def subject_of(reading: Reading):
    """Return the only measure of a sentence, or of the sentence before."""
    named = reading.mentions("measure")
    if named and all(is_embedded(reading, m) for m in named):
        return None  # “fear of burglary”
    found = reading.measures
    if len(found) > 1:
        found = _nearest(reading, found)
    if not found:
        found = [s for s in dict.fromkeys(carried_over(reading)) if s.kind == "measure"]
    return found[0] if len(found) == 1 else None


def _nearest(reading, found):
    rate = phrase("rank.rate").search(reading.bare)
    if rate:
        return [s for s in found if s.unit == "rate"] or found
    return found


def directed(reading: Reading, start=0, end=None):
    """The direction stated in a part of a sentence, with its place."""
    end = len(reading.bare) if end is None else end
    found = [
        (match, way)
        for way, name in ((UP, "direction.up"), (DOWN, "direction.down"))
        for match in pattern(name).finditer(reading.bare, start, end)
    ]
    taken = [match.span() for match, _way in found]
    taken += [m.span() for m in phrase("change.idioms").finditer(reading.bare)]
    for match in phrase("rank.ways").finditer(reading.bare, start, end):
        if not any(a <= match.start() < b for a, b in taken):
            found.append((match, UP if match[1] in UPWARD else DOWN))
    found = [row for row in found if not _compares_areas(reading, row[0].end())]
    found = [r for r in found if not _is_bound(reading, r[0].start(), r[0].end())]
    return sorted(found, key=lambda row: row[0].start())


def _is_bound(reading, start, end) -> bool:
    """“Fewer than 200” gives a number, not a direction."""
    return any(q.lead <= start and end <= q.start for q in reading.quantities)


def _compares_areas(reading, end) -> bool:
    """“More than the other two”, “higher than England’s”: not a change in one area."""
    than = phrase("rank.than-area").match(reading.bare, end)
    is_area = than and any(area.start == than.end() for area in reading.areas)
    return bool(is_area or phrase("rank.than-areas").match(reading.bare, end))


def pair_of(reading, subject):
    """The two periods between which something rose or fell, from here or before."""
    pair = _pair(reading, subject)
    return pair if pair and length(pair[0]) == length(pair[1]) else None


def _pair(reading, subject):
    given = reading.given or (reading.before.given if reading.before else [])
    distinct = {days_of(p.period): p.period for p in given}
    periods = sorted(distinct.values(), key=lambda p: p.end)
    if len(periods) == 2:
        return periods
    if len(periods) == 1:
        # “Down on 2016-17”: the year that is named is the earlier one.
        named = reading.given
        is_base = named and all(
            phrase("said.down-on").search(reading.bare[: p.start]) for p in named
        )
        return [shifted(periods[0], n) for n in ((0, 1) if is_base else (-1, 0))]
    return None if periods else _latest_pair(subject, reading.known.home_code)


def period_of(reading, subject, area):
    """Return the only period of a sentence, or of the sentence before."""
    given = {days_of(p.period): p.period for p in reading.given if p.lead != "since"}
    if len(given) == 1:
        return next(iter(given.values()))
    if not given and reading.before and (last := reading.before.last_period):
        return last
    known = (
        [] if given else [fact for fact in subject.of(area) if fact.value is not None]
    )
    return known[-1].period if known else None


def _latest_pair(subject, area):
    """The last two periods with figures, if they have the same length."""
    known = [fact for fact in subject.of(area) if fact.value is not None]
    alike = subject.alike(area, known[-1].period) if known else []
    return [fact.period for fact in alike[-2:]] if len(alike) > 1 else None


@dataclass(frozen=True)
class Movement:
    """The areas that rose or fell between two periods, and the figures of all areas."""

    subject: Subject
    pair: list[Period]
    way: int
    found: list[str]
    stated: list[tuple[str, Fact, Fact]]

    @property
    def others(self) -> list[tuple[str, Fact, Fact]]:
        return [row for row in self.stated if row[0] not in self.found]

    def did_in(self, where: str, rows) -> str:
        """“Domestic burglaries fell in three districts between …: …”."""
        first, last = self.pair
        return (
            f"{self.subject.name} {DID[self.way]} in {where} between {first.label} and "
            f"{last.label}: {steps(rows)}."
        )


def moved(subject, peers, pair, way) -> Movement | None:
    """The areas that rose or fell; None if an area lacks one of the figures."""
    stated = [(code, *(subject.known(code, when) for when in pair)) for code in peers]
    if any(None in row for row in stated):
        return None
    found = [
        code
        for code, first, last in stated
        if (last.value > first.value) - (last.value < first.value) == way
    ]
    return Movement(subject, pair, way, found, stated)


def steps(rows) -> str:
    """“Aldermoor went from 448 to 412; Dunmere went from 181 to 167”."""
    return "; ".join(
        f"{first.subject.areas[code]} went from {first.words} to {last.words}"
        for code, first, last in rows
    )


def number_of(word, size):
    if word in {"all", "every", "each"}:
        return size
    if word in {"no", "none"}:
        return 0
    value = worded(word)
    return int(value) if value is not None else None
