"""Where a sentence says that something rose, fell or stayed the same."""

import re
from collections.abc import Iterator
from functools import cache

from reports.text.clauses import clause_at
from reports.text.forms import pattern, words_of
from reports.text.mood import is_unreal
from reports.text.phrases import phrase
from reports.text.reader import Reading
from reports.text.spans import Span, overlaps

UP, DOWN, SAME = 1, -1, 0
# “No higher and no lower” does not mean “higher”.
VERBS = {SAME: "direction.same", UP: "direction.up", DOWN: "direction.down"}
NOUNS = {UP: "direction.up-noun", DOWN: "direction.down-noun"}
# “More” and “fewer” as comparisons, before their noun.
COMPARING = {UP: "direction.more-of", DOWN: "direction.fewer-of"}


Directions = Iterator[tuple[Span, int]]


def directions_in(reading: Reading, amounts: list[Span]) -> list[tuple[Span, int]]:
    """Return the words that give a direction, other than amounts of changes."""
    same = [m.span() for m in pattern(VERBS[SAME]).finditer(reading.bare)]
    idioms = [m.span() for m in phrase("change.idioms").finditer(reading.bare)]
    taken = [span for span in idioms if not overlaps(span, same)] + amounts
    bounds = [(q.lead, q.start) for q in reading.quantities]
    found: list[tuple[Span, int]] = []

    def add(span: Span, way: int, others: list[Span]) -> None:
        if not overlaps(span, others) and not is_unreal(reading, span[0]):
            found.append((span, way))
            taken.append(span)

    for span, way in [*_verbs(reading), *_judged(reading), *_labels(reading)]:
        add(span, way, [*taken, *bounds])
    # What was seen did happen, even if the sentence is about plans.
    seen = [
        direction for direction in _seen(reading) if not overlaps(direction[0], taken)
    ]
    found += seen
    taken += [span for span, _way in seen]
    for span, way in _beside(reading):
        add(span, way, taken)
    for span, way in _compared(reading):
        add(span, way, [*_others(reading, span, taken), *bounds])
    for span, way in _nouns(reading):
        if not _is_stated(
            reading, span, [*amounts, *(direction for direction, _way in found)]
        ):
            add(span, way, taken)
    return found


def _is_stated(reading: Reading, span: Span, stated: list[Span]) -> bool:
    """Whether the same statement gives a direction already."""
    start, end = clause_at(reading, *span)
    return any(start <= direction[0] < end for direction in stated)


def _verbs(reading) -> Directions:
    for way, name in VERBS.items():
        for match in pattern(name).finditer(reading.bare):
            begins = phrase("direction.begins").match(reading.bare[: match.end()])
            is_plain = not phrase("direction.adjective").fullmatch(match[0])
            is_plain = is_plain or begins is not None
            if is_plain or _has_comparison(reading, match):
                yield match.span(), way


def _labels(reading) -> Directions:
    """“Burglary up in Dunmere”, “Aldermoor: down”: a headline or an item of a list."""
    for mention in {m.end: m for m in [*reading.areas, *reading.subjects]}.values():
        match = phrase("direction.label").match(reading.bare, mention.end)
        if match and (reading.lead_in or mention.start == 0):
            yield match.span("way"), UP if match["way"] in {"up", "higher"} else DOWN


def _judged(reading) -> Directions:
    """“Improved”: up or down, whichever is better for the measure."""
    good = good_of(reading)
    for name, way in (("better", good), ("worse", -good)) if good else ():
        for match in phrase(f"direction.{name}-verb").finditer(reading.bare):
            yield match.span(), way


def _seen(reading) -> Directions:
    """“Saw burglary fall”."""
    for match in phrase("said.saw").finditer(reading.bare):
        name = "up" if match["up"] else "down"
        yield match.span(name), UP if match["up"] else DOWN


def _compared(reading) -> Directions:
    """“More … than”, “compared with 2016-17, more …”."""
    begins = phrase("said.begins-compared").match(reading.bare)
    for way, name in COMPARING.items():
        for match in phrase(name).finditer(reading.bare):
            after = reading.bare[match.end() :]
            is_compared = begins or phrase("change.then-than").match(after)
            if is_compared and not phrase("said.than-times").match(after):
                yield match.span(), way


def _beside(reading) -> Directions:
    """“Well below that of 2016-17”."""
    for period in reading.given:
        if cue := phrase("change.beside-time").search(reading.bare[: period.start]):
            yield cue.span("way"), UP if cue["way"] in {"above", "over"} else DOWN


def _others(reading, span, taken) -> list[Span]:
    """The words already used, except a “more than” that makes the comparison."""
    begins = phrase("change.begins-than")
    if not begins.match(reading.bare, span[0]):
        return taken
    return [
        direction for direction in taken if not begins.match(reading.bare, direction[0])
    ]


def _nouns(reading) -> Directions:
    for way, name in NOUNS.items():
        for match in _noun_of(name).finditer(reading.bare):
            yield match.span("noun" if match["noun"] else "apposed"), way


@cache
def _noun_of(name: str) -> re.Pattern:
    nouns = "|".join(words_of(name))
    ends = phrase("direction.noun-ends").pattern
    return re.compile(
        rf"\b(?:the|a|an|this|that|its) (?:[a-z]+ )?(?P<noun>{nouns})(?:{ends})"
        rf"|[,–(] ?an? (?:[a-z]+ )?(?P<apposed>{nouns})(?=[.,;)]|$)"
    )


def _has_comparison(reading, match):
    """“Lower in 2017 than in 2016”, “down on last year”: not “a lower age”."""
    text = reading.bare
    before, after = text[: match.start()], text[match.end() :]
    if phrase("change.linking").search(before):
        return True
    return bool(
        phrase("change.compares").search(after)
        or phrase("change.on-from-by").match(after)
    )


def good_of(reading):
    goods = {measure.good for measure in reading.measures}
    return {"up": UP, "down": DOWN}.get(goods.pop()) if len(goods) == 1 else None
