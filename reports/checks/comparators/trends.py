"""Trends over several years against the series of the data."""

import re

from reports.checks.comparators.base import WARNING, Mistake, comparator, listed
from reports.checks.comparators.changes import DOWN, UP, is_unreal
from reports.text.forms import any_of, pattern
from reports.text.knowledge import length
from reports.text.periods import days_of
from reports.text.reader import Reading

_YEARS_RUNNING = re.compile(
    r"\b(?:for )?(?:the )?(?P<n>second|third|fourth|fifth|two|three"
    r"|four|five)(?: consecutive| successive)? (?:years?"
    r"|time)(?: running| in a row| in succession)?\b(?=.*)"
)
_NUMBERS = {
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
}


@comparator(26)
def trends_agree(reading: Reading):
    """“Every year”, “still rising”, “levelled off”: what the series really did."""
    every = _first(reading, "trend.every-year")
    still = _first(reading, "trend.still")
    level = _first(reading, "trend.level")
    running = _running(reading)
    if not (every or still or level or running):
        return
    way, cue = _way(reading)
    if way is None and not level:
        return
    subject, area = _of(reading)
    if subject is None or re.search(r"\bdistricts\b", reading.bare):
        return
    series = _series(reading, subject, area)
    if series is None:
        return
    mark = every or still or level or running
    start, end = _span(reading, mark, cue)
    place = subject.areas.get(area, "")
    name = ", ".join(filter(None, [subject.name, place]))
    if len(series) < (2 if level else 3) and not (running and len(series) > running[1]):
        if level:
            return
        told = (
            f"only one figure: {listed(series)}"
            if len(series) == 1
            else f"only two figures, {listed(series)}: no trend can be seen"
            if series
            else "no figures"
        )
        yield Mistake(
            "trend-from-two",
            WARNING,
            start,
            end,
            f"The data have {told} ({name}). A trend needs three.",
            "Delete the claim, or enter the earlier figures in the data.",
        )
        return
    values = [one.value for one in series]
    if level and not (every and way is not None):
        if values[0] and abs(values[-1] - values[0]) > values[0] / 10:
            rose = values[-1] > values[0]
            yield Mistake(
                "trend-contradicted",
                WARNING,
                start,
                end,
                f"{name} {'rose (went up)' if rose else 'fell (went down)'}: "
                f"{listed(series)}.",
                "Correct the claim or the figures.",
            )
        return
    if running:
        series = series[-(running[1] + 1) :]
    elif not every:
        series = series[-3:]
    for before, after in zip(series, series[1:], strict=False):
        if (after.value > before.value) - (after.value < before.value) != way:
            did = (
                "rose"
                if after.value > before.value
                else "fell"
                if after.value < before.value
                else "stayed the same"
            )
            yield Mistake(
                "trend-contradicted",
                WARNING,
                start,
                end,
                f"{name} {did} in {after.period.label}, from {before.words} to "
                f"{after.words}{' (went up)' if did == 'rose' else ''}.",
                "Correct the claim or the figures.",
            )
            return


def _first(reading, name):
    for match in pattern(name).finditer(reading.bare):
        if not is_unreal(reading, match.start()):
            return match
    return None


def _running(reading):
    found = re.search(
        r"\b(?:for (?:the )?|the )?(second|third|fourth|fifth|two|three"
        r"|four|five)(?: consecutive| successive)? years?(?: running"
        r"| in a row| in succession| on end)\b"
        r"|\b(second|third|fourth|fifth|two|three|four"
        r"|five) (?:consecutive|successive) (?:years?|falls?|rises?"
        r"|increases?|drops?)\b",
        reading.bare,
    )
    if not found:
        return None
    return found, _NUMBERS[found[1] or found[2]]


def _span(reading, mark, cue):
    match = mark[0] if isinstance(mark, tuple) else mark
    start, end = match.span()
    if cue and abs(cue.start() - end) < 4 or cue and abs(start - cue.end()) < 4:
        start, end = min(start, cue.start()), max(end, cue.end())
    return start, end


def _way(reading):
    extra = {
        UP: ("direction.up", "direction.up-noun"),
        DOWN: ("direction.down", "direction.down-noun"),
    }
    verbs = {
        UP: any_of(
            (
                "rise",
                "grow",
                "increase",
                "climb",
                "go up",
                "rising",
                "growing",
                "more and more",
                "ever more",
            )
        ),
        DOWN: any_of(
            (
                "fall",
                "drop",
                "decline",
                "decrease",
                "go down",
                "come down",
                "falling",
                "fewer and fewer",
                "ever fewer",
            )
        ),
    }
    found = []
    for way, names in extra.items():
        for finder in (pattern(*names), verbs[way]):
            found += [(m, way) for m in finder.finditer(reading.bare)]
    goods = {m.what.good for m in reading.subjects if m.what.kind == "measure"}
    good = {"up": UP, "down": DOWN}.get(goods.pop()) if len(goods) == 1 else None
    if good:
        found += [
            (m, good)
            for m in re.finditer(
                r"\bimprov(?:e|ed|es|ing|ement)\b|\bgetting better\b|\bgot better\b",
                reading.bare,
            )
        ]
        found += [
            (m, -good)
            for m in re.finditer(
                r"\bworsen(?:ed|s|ing)?\b|\bdeteriorat\w+\b|\b(?:getting|got) worse\b",
                reading.bare,
            )
        ]
    if not found:
        return None, None
    ways = {way for _m, way in found}
    if len(ways) > 1:
        return None, None
    return found[0][1], found[0][0]


def _of(reading):
    from reports.text.roles import _inherited, areas_for

    subjects = list(
        dict.fromkeys(m.what for m in reading.subjects if m.what.kind == "measure")
    )
    if not subjects:
        subjects = [
            s for s in dict.fromkeys(_inherited(reading)) if s.kind == "measure"
        ]
        if not re.match(
            r"\W*(?:it|this|that|the (?:figure|number|rate|total|share|fall"
            r"|rise|trend))\b",
            reading.low,
        ):
            return None, ""
    if len(subjects) != 1:
        return None, ""
    areas, sure = areas_for(reading, (0, 1))
    return (subjects[0], areas[0]) if sure or len(areas) == 1 else (None, "")


def _series(reading, subject, area):
    """The figures from the first year that the sentence names, or all there are."""
    since = [
        p
        for p in reading.given
        if p.lead == "since"
        or re.search(r"\bsince(?: the)?\s*$", reading.bare[: p.start])
    ]
    given = since or reading.given
    known = [one for one in subject.of(area) if one.value is not None]
    if not known:
        return None
    if given:
        first = min(given, key=lambda p: p.period.end).period
        alike = subject.alike(area, first)
        if since or len({days_of(p.period) for p in given}) > 1:
            alike = [one for one in alike if one.period.end >= first.end]
        last = max(given, key=lambda p: p.period.end).period
        if len({days_of(p.period) for p in given}) > 1:
            alike = [one for one in alike if one.period.end <= last.end]
        return alike
    size = max({length(one.period) for one in known})
    return [one for one in known if length(one.period) == size]
