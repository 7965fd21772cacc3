"""Trends over several years against the series of the data."""

from collections.abc import Iterator
from dataclasses import dataclass
from re import Match

from partnership.core.values.periods import Period
from reports.checks.comparators.base import Mistake, comparator, listed, warning
from reports.checks.comparators.wording import PLACES, WORDS
from reports.text.about import areas_for
from reports.text.directions import DOWN, UP, good_of
from reports.text.forms import pattern
from reports.text.knowledge import Fact, Subject, length
from reports.text.mood import is_unreal
from reports.text.periods import days_of
from reports.text.phrases import phrase, shape
from reports.text.reader import Reading
from reports.text.spans import Placed

_NUMBERS = {word: number for number, word in enumerate(WORDS)}
_NUMBERS |= {word: number for number, word in enumerate(PLACES, 1)}


@dataclass(frozen=True)
class Trend(Placed):
    """What a sentence says about a series: its trend, start, end and subject.

    `way` is up or down, `cue` the word for it, and `years` how many in a row.
    """

    subject: Subject
    area: str
    start: int
    end: int
    way: int | None
    is_every: bool
    is_level: bool
    years: int = 0

    @property
    def name(self) -> str:
        return next(fact.of for fact in self.subject.of(self.area))

    @property
    def fewest(self) -> int:
        """How many figures the claim needs."""
        return min(2 if self.is_level else 3, self.years + 1 if self.years else 3)

    def mistake(self, claim: str, message: str, hint: str) -> Mistake:
        return warning(claim, self, message, hint)


@comparator(26)
def trends_agree(reading: Reading) -> Iterator[Mistake]:
    """“Every year”, “still rising”, “levelled off”: what the series really did."""
    trend = _trend(reading)
    if trend is None:
        return
    series = _series(reading, trend.subject, trend.area, trend.years)
    if series is None:
        return
    if len(series) < trend.fewest:
        if not trend.is_level:
            yield _too_few(trend, series)
    elif trend.is_level and not (trend.is_every and trend.way is not None):
        yield from _not_level(trend, series)
    else:
        yield from _other_way(trend, series)


def _trend(reading: Reading) -> Trend | None:
    every = _first(reading, "trend.every-year")
    level = _first(reading, "trend.level")
    running, years = _running(reading)
    mark = every or _still(reading) or level or running
    way, cue = _way(reading)
    if mark is None or way is None and not level:
        return None
    subject, area = _of(reading)
    if subject is None or shape("trends.districts").search(reading.bare):
        return None
    start, end = _span(mark, cue)
    return Trend(subject, area, start, end, way, bool(every), bool(level), years)


def _still(reading: Reading) -> Match | None:
    """“Still rising”, but not “still higher than in 2015” or “higher still”."""
    still = _first(reading, "trend.still")
    compared = still and phrase("trend.compared").match(reading.bare[still.end() :])
    more = still and phrase("trend.higher").search(reading.bare[: still.start()])
    idiom = still and phrase("trend.idiom").search(reading.bare[: still.start()])
    return None if compared or more or idiom else still


def _too_few(trend: Trend, series) -> Mistake:
    known = {
        0: "no figures",
        1: f"only one figure, {listed(series)}",
        2: f"only 2 figures, {listed(series)}",
    }
    return trend.mistake(
        "claim-without-figures",
        f"Your data has {known[len(series)]} ({trend.name}). A trend needs 3.",
        "Delete the claim, or enter the earlier figures in your data.",
    )


def _not_level(trend: Trend, series) -> Iterator[Mistake]:
    first, last = series[0].value, series[-1].value
    if first and abs(last - first) > first / 10:
        did = "rose (went up)" if last > first else "fell (went down)"
        yield trend.mistake(
            "trend-contradicted",
            f"{trend.name} {did}: {listed(series)}.",
            "Correct the claim or the figures.",
        )


def _other_way(trend: Trend, series) -> Iterator[Mistake]:
    """The first step of a series that goes against what the sentence says."""
    steps = trend.years or (len(series) if trend.is_every else 2)
    series = series[-(steps + 1) :]
    for before, after in zip(series, series[1:], strict=False):
        went = (after.value > before.value) - (after.value < before.value)
        if went != trend.way:
            did = {1: "rose", 0: "stayed the same", -1: "fell"}[went]
            yield trend.mistake(
                "trend-contradicted",
                f"{trend.name} {did} in {after.period.label}, from {before.words} to "
                f"{after.words}{' (went up)' if went > 0 else ''}.",
                "Correct the claim or the figures.",
            )
            return


def _first(reading, name):
    for match in pattern(name).finditer(reading.bare):
        if not is_unreal(reading, match.start()):
            return match
    return None


def _running(reading) -> tuple[Match | None, int]:
    """“For the third year running”, with how many years."""
    found = shape("trends.for-second").search(reading.bare)
    years = _NUMBERS[found[1] or found[2] or found[3]] if found else 0
    return found, years


def _span(mark, cue) -> tuple[int, int]:
    start, end = mark.span()
    if cue and (abs(cue.start() - end) < 4 or abs(start - cue.end()) < 4):
        return min(start, cue.start()), max(end, cue.end())
    return start, end


WAYS = {
    UP: ("direction.up", "direction.up-noun", "trend.up"),
    DOWN: ("direction.down", "direction.down-noun", "trend.down"),
}


def _way(reading) -> tuple[int | None, Match | None]:
    """The one direction that a sentence names, and its word."""
    found = [
        (match, way)
        for way, names in WAYS.items()
        for match in pattern(*names).finditer(reading.bare)
    ]
    if good := good_of(reading):
        better = shape("trends.improv-ed").finditer(reading.bare)
        worse = shape("trends.worsen-ed").finditer(reading.bare)
        found += [(match, good) for match in better]
        found += [(match, -good) for match in worse]
    if not found and _first(reading, "trend.every-year"):
        for way, words in ((UP, "rank.more"), (DOWN, "rank.fewer")):
            found += [(match, way) for match in phrase(words).finditer(reading.bare)]
    if len({way for _match, way in found}) != 1:
        return None, None
    return found[0][1], found[0][0]


def _of(reading) -> tuple[Subject | None, str]:
    """The only measure and area of a sentence, or of those before it."""
    named = reading.measures
    subjects = list(dict.fromkeys(named))
    if len(subjects) != 1:
        return None, ""
    areas, sure = areas_for(reading, (0, 1))
    return (subjects[0], areas[0]) if sure or len(areas) == 1 else (None, "")


def known_to(subject, area, found: list[Fact]) -> list[Fact]:
    """All figures up to the last of some."""
    last = found[-1].period if found else None
    known = subject.alike(area, last) if last is not None else []
    return [fact for fact in known if fact.period.end <= last.end]


def _series(reading, subject, area, years) -> list[Fact] | None:
    """The figures from the first year that the sentence names, or all there are."""
    known = [fact for fact in subject.of(area) if fact.value is not None]
    if not known:
        return None
    if phrase("rank.quarter").search(reading.bare) and (year := _year_of(reading)):
        return [
            fact
            for fact in known
            if length(fact.period) == 3
            and year.start <= fact.period.start
            and fact.period.end <= year.end
        ]
    if reading.given:
        found = _in_periods(reading, subject, area)
        # “Two years running, to 351 in 2017-18”: and from the year before.
        enough = len(found) > years and (len(found) > 2 or not _still(reading))
        return found if enough else known_to(subject, area, found)
    size = max(length(fact.period) for fact in known)
    return [fact for fact in known if length(fact.period) == size]


def _year_of(reading) -> Period | None:
    """“Every quarter of 2017-18 … than the one before”: the one period named."""
    found = {p.period for p in reading.given if p.kind != "relative"}
    return next(iter(found)) if len(found) == 1 else None


def _in_periods(reading, subject, area) -> list[Fact]:
    """The figures between the periods that a sentence names."""
    since = [p for p in reading.given if _is_since(reading, p)]
    given = sorted(since or reading.given, key=lambda p: p.period.end)
    first, last = given[0].period, given[-1].period
    alike = subject.alike(area, first)
    several = len({days_of(p.period) for p in given}) > 1
    if since or several:
        alike = [fact for fact in alike if fact.period.end >= first.end]
    if several:
        alike = [fact for fact in alike if fact.period.end <= last.end]
    return alike


def _is_since(reading, period) -> bool:
    before = reading.bare[: period.start]
    return period.lead == "since" or bool(shape("trends.since").search(before))
