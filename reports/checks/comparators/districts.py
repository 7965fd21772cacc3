"""Statements about all districts: exceptions, and the lowest or highest of any."""

from dataclasses import replace
from decimal import Decimal
from itertools import chain

from reports.checks.comparators.base import Mistake, comparator, error
from reports.checks.comparators.wording import in_words
from reports.text.candidates import bound_of_each, facts_for
from reports.text.clauses import clause_at
from reports.text.knowledge import Fact
from reports.text.mood import is_unreal
from reports.text.movement import (
    DID,
    Movement,
    directed,
    moved,
    number_of,
    pair_of,
    steps,
    subject_of,
)
from reports.text.phrases import phrase
from reports.text.quantities import Quantity
from reports.text.reader import SHARE, VALUE, Claim, Mention, Reading
from reports.text.roles import claims_of


@comparator(23)
def exceptions_agree(reading: Reading):
    """“Fell everywhere but in Castlehythe”: only there it did not."""
    cue, named = _exceptions(reading)
    subject = subject_of(reading) if named else None
    pair = pair_of(reading, subject) if subject else None
    peers = reading.known.districts
    if pair is None:
        return
    start, end = clause_at(reading, *cue.span())
    is_later = named[0].start < cue.start()
    place = (cue.end(), end) if is_later else (start, cue.start())
    ways = {way for match, way in directed(reading, *place)}
    if len(ways) != 1 or is_unreal(reading, cue.start()):
        return
    (way,) = ways
    result = moved(subject, peers, pair, way)
    stated = {m.what for m in named if is_later or m.start < end}
    if result is None or set(result.found) == set(peers) - stated:
        return
    yield _exception(result, named)


def _exceptions(reading: Reading):
    """The words that exclude areas, or include all others, and those areas."""
    if cue := phrase("areas.all-but").search(reading.bare):
        return cue, [m for m in reading.areas if m.start >= cue.end()]
    first = phrase("areas.but-first").match(reading.bare)
    cue = phrase("areas.every").search(reading.bare, first.end()) if first else None
    return cue, [
        m for m in reading.areas if cue and first.end() <= m.start < cue.start()
    ]


@comparator(24)
def districts_beyond(reading: Reading):
    """“Two of the four districts were below England’s rate”, where three were."""
    for cue, bar, rest, beyond in _beyond(reading, "areas.beyond"):
        if phrase("rank.of-the").search(reading.bare[: cue.start("n")]):
            continue  # “Of the four districts only Aldermoor”
        wanted = number_of(cue["n"], len(rest))
        if wanted is not None and len(beyond) != wanted:
            yield _other_districts(cue.span("n"), cue, bar, rest, beyond)


@comparator(24)
def only_district_beyond(reading: Reading):
    """“Only Dunmere is below England’s rate”, where others are too."""
    names = ("areas.only-beyond", "areas.alone-beyond")
    for cue, bar, rest, beyond in chain(*(_beyond(reading, name) for name in names)):
        start, end = cue.span("names")
        named = {m.what for m in reading.areas if start <= m.start < end}
        if named and named != {fact.area for fact in beyond}:
            yield _other_districts((cue.start(), end), cue, bar, rest, beyond)


def _pronouns(reading: Reading):
    """“England’s rate was 8.2, and every district had a lower one than that.”"""
    for match in phrase("areas.than-it").finditer(reading.bare):
        before = [m for m in reading.areas if m.end <= match.start()]
        if len({m.what for m in before}) == 1:
            yield before[0], match.start("it")


def _beyond(reading: Reading, name: str):
    """Report districts wrongly said to be above or below another area."""
    for other, end in [*((m, m.start) for m in reading.areas), *_pronouns(reading)]:
        cue = phrase(name).search(reading.bare[:end])
        subject = subject_of(reading) if cue else None
        if subject is None or not reading.period or is_unreal(reading, cue.start()):
            continue
        areas = [other.what, *reading.known.districts]
        if facts := subject.all_known(areas, reading.period):
            bar, *rest = facts
            way = 1 if cue["way"] in {"above", "higher", "worse"} else -1
            beyond = [fact for fact in rest if (fact.value - bar.value) * way > 0]
            yield cue, bar, rest, beyond


def _other_districts(place, cue, bar: Fact, rest, beyond) -> Mistake:
    shown = ", ".join(f"{bar.subject.areas[f.area]} {f.words}" for f in rest)
    return error(
        "rank-contradicted",
        place,
        f"{in_words(len(beyond))} of {len(rest)} districts are {cue['way']} "
        f"{bar.words} ({bar.subject.name}, {bar.period.label}): {shown}.",
        "Correct the districts, or how many there are.",
    )


@comparator(24)
def named_areas_move(reading: Reading):
    """“Fell in Aldermoor and in Brackwell”, “rose in three and fell in Brackwell”."""
    named = reading.districts
    is_counted = bool(phrase("change.places").search(reading.bare))
    is_of_areas = is_counted or len({m.what for m in named}) > 1
    subject = subject_of(reading) if named and is_of_areas else None
    pair = pair_of(reading, subject) if subject else None
    is_exception = _exceptions(reading)[0] is not None
    for row in _rows_of_areas(reading, named) if pair and not is_exception else ():
        cue = _cue_of(reading, row[0], row[-1]) if is_counted or row[1:] else None
        if cue is not None and not is_unreal(reading, cue[0].start()):
            yield from _not_moved(reading, subject, pair, row, cue[1])


def _cue_of(reading, first, last):
    """The direction that is stated right before or right after a row of areas."""
    for cue in directed(reading):
        start, end = cue[0].start(), cue[0].end()
        if end <= first.start and phrase("areas.moved-in").fullmatch(
            reading.bare[end : first.start]
        ):
            return cue
        if start >= last.end and phrase("areas.each-moved").fullmatch(
            reading.bare[last.end : start]
        ):
            return cue
    return None


def _rows_of_areas(reading, named) -> list[list[Mention]]:
    """Return lists of areas named one after another."""
    rows: list[list[Mention]] = []
    for mention in named:
        gap = reading.bare[rows[-1][-1].end : mention.start] if rows else ""
        if rows and phrase("areas.and-in").fullmatch(gap):
            rows[-1].append(mention)
        else:
            rows.append([mention])
    return rows


def _not_moved(reading, subject, pair, row, way):
    result = moved(subject, reading.known.districts, pair, way)
    if result is None or phrase("areas.jointly").search(reading.bare):
        return
    for mention in row:
        if mention.what not in result.found:
            first, last = next(
                facts for code, *facts in result.stated if code == mention.what
            )
            yield error(
                "direction-contradicted",
                mention,
                f"{subject.name} {DID[-way]} in {subject.areas[mention.what]}: from "
                f"{first.words} in {pair[0].label} to {last.words} in "
                f"{pair[1].label}.",
                "Correct the district, or the direction.",
            )


def _exception(result: Movement, named) -> Mistake:
    subject, pair, others = result.subject, result.pair, result.others
    names = " and ".join(subject.areas[code] for code, *_ in others)
    return error(
        "rank-contradicted",
        (named[0].start, named[-1].end),
        f"{subject.name} {DID[result.way]} between {pair[0].label} and {pair[1].label} "
        f"in every district{f' but {names}: {steps(others)}' if others else ''}.",
        "Correct the district.",
    )


@comparator(12)
def extremes_agree(reading: Reading):
    """“No district had fewer than 160”, “every district had more than 200”."""
    for claim in claims_of(reading):
        way = bound_of_each(claim)
        if not way or not claim.subjects or claim.quantity.is_linked:
            continue
        if claim.role not in {VALUE, SHARE}:
            continue
        facts = _of_districts(claim)
        worst = min(facts, key=lambda fact: way * fact.value) if facts else None
        if worst is not None and _is_past(claim.quantity, worst.value, way):
            yield error(
                "typed-contradiction",
                (claim.quantity.lead, claim.quantity.end),
                f"“{reading.text[claim.quantity.lead : claim.quantity.end]}” "
                f"contradicts your data: {worst.name} is {worst.words}.",
                "Correct the number, or leave the district out.",
            )


def _of_districts(claim: Claim) -> list[Fact]:
    reading = claim.reading
    left_out = phrase("areas.left-out")
    excepted = {
        m.what for m in reading.areas if left_out.search(reading.bare[: m.start])
    }
    areas = [
        district for district in reading.known.districts if district not in excepted
    ]
    each = [replace(claim, areas=[area]) for area in areas]
    facts = [next(iter(facts_for(claim)), None) for claim in each]
    if any(fact is None or fact.value is None for fact in facts):
        return []
    return [fact for fact in facts if fact is not None]


def _is_past(quantity: Quantity, value: Decimal, way: int) -> bool:
    return value < quantity.value if way > 0 else value > quantity.value
