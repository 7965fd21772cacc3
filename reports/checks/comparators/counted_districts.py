"""How many districts something rose or fell in, and which was the only one."""

from reports.checks.comparators.base import comparator, error
from reports.text.knowledge import length
from reports.text.mood import is_unreal
from reports.text.movement import (
    DID,
    WORDS,
    clause_of,
    directed,
    moved,
    number_of,
    pair_of,
    subject_of,
)
from reports.text.phrases import phrase
from reports.text.reader import Reading


@comparator(24)
def areas_are_counted(reading: Reading):
    """“Fell in all four districts”, “the only district in which it rose”."""
    peers = reading.known.districts
    if not phrase("rank.counted").search(reading.bare) and not phrase(
        "rank.only"
    ).search(reading.bare):
        return
    subject = subject_of(reading)
    if subject is None or len(peers) < 2:
        return
    pair = pair_of(reading, subject)
    if pair is None or length(pair[0]) != length(pair[1]):
        return
    if phrase("areas.all-but").search(reading.bare):
        return  # read as an exception
    only = _only_area(reading)
    if only:
        ways = directed(reading, *clause_of(reading, (only.start, only.end)))
        if len({way for _m, way in ways}) == 1:
            yield from _only(reading, subject, peers, pair, ways[0][1], only)
        return
    for match in phrase("rank.counted").finditer(reading.bare):
        if phrase("rank.than-word").match(reading.bare[match.end() :]) and not phrase(
            "rank.than-then"
        ).search(reading.bare[match.end() :]):
            continue
        if phrase("rank.than-figure").match(reading.bare[match.end() :]):
            continue
        before = reading.bare[: match.start()]
        if phrase("rank.than").search(before) or phrase("said.not-all").search(before):
            continue
        wanted = number_of(match["n"], len(peers))
        if wanted is None or (
            match["n"] in {"four"}
            and not match["m"]
            and phrase("rank.of-the").search(reading.bare[: match.start()])
        ):
            continue
        clause = clause_of(reading, match.span())
        ways = directed(reading, *clause)
        if len({way for _m, way in ways}) > 1:
            ways = [row for row in ways if _leads_to(reading, row[0], match)]
        if len({way for _m, way in ways}) != 1 or any(
            is_unreal(reading, m.start()) for m, _ in ways
        ):
            continue
        if phrase("rank.of").search(reading.bare[: match.start()]) and not phrase(
            "rank.across"
        ).search(match[0]):
            continue
        way, cue = ways[0][1], ways[0][0]
        result = moved(subject, peers, pair, way)
        if result is None:
            continue
        found, stated = result
        if len(found) == wanted:
            continue
        others = [row for row in stated if row[0] not in found]
        names = subject.areas
        shown = "; ".join(
            f"{names[code]} went from {a.words} to {b.words}"
            for code, a, b in (others if wanted > len(found) else stated)
        )
        start, end = min(cue.start(), match.start()), max(cue.end(), match.end())
        if end - start > 50:
            start, end = match.span()
        yield error(
            "rank-contradicted",
            (start, end),
            f"{subject.name} {DID[way]} in {WORDS[len(found)]} of "
            f"{WORDS[len(peers)]} districts between {pair[0].label} and "
            f"{pair[1].label}: {shown}.",
            "Correct the number of districts.",
        )
        return


def _leads_to(reading, cue, match) -> bool:
    """“Up in three districts and down in one”: each direction has its number."""
    between = reading.bare[cue.end() : match.start()]
    return cue.end() <= match.start() and bool(phrase("rank.in").fullmatch(between))


def _only_area(reading):
    """The area that is said to be the only one."""
    districts = [m for m in reading.areas if m.what in reading.known.districts]
    if len({m.what for m in districts}) != 1:
        return None
    area = districts[0]
    text = reading.bare
    if phrase("rank.only-in").search(text[: area.start]) or phrase("rank.alone").match(
        text[area.end :]
    ):
        return area
    if phrase("rank.alone-among").search(text) or phrase("rank.the-only").search(text):
        return area
    return None


def _only(reading, subject, peers, pair, way, area):
    result = moved(subject, peers, pair, way)
    if result is None:
        return
    found, stated = result
    if found == [area.what]:
        return
    names = subject.areas
    which = ", ".join(names[code] for code in found) or "no district"
    shown = "; ".join(
        f"{names[code]} went from {a.words} to {b.words}"
        for code, a, b in stated
        if code in found or code == area.what
    )
    yield error(
        "rank-contradicted",
        area,
        f"{subject.name} {DID[way]} in {which} between {pair[0].label} and "
        f"{pair[1].label}: {shown}.",
        "Correct the area.",
    )
