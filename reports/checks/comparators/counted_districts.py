"""How many districts something rose or fell in, and which was the only one."""

from re import Match

from reports.checks.comparators.base import Mistake, comparator, error
from reports.checks.comparators.wording import in_words
from reports.text.clauses import clause_at
from reports.text.mood import is_unreal
from reports.text.movement import (
    directed,
    moved,
    number_of,
    pair_of,
    subject_of,
)
from reports.text.phrases import phrase
from reports.text.placing import JOINTLY
from reports.text.reader import Reading


@comparator(24)
def areas_are_counted(reading: Reading):
    """“Fell in all four districts”, “the only district in which it rose”."""
    names = ("rank.counted", "rank.only")
    if not any(phrase(name).search(reading.bare) for name in names):
        return
    subject = subject_of(reading)
    pair = pair_of(reading, subject) if subject else None
    # What excludes districts is read as an exception.
    if pair is None or phrase("areas.all-but").search(reading.bare):
        return
    if only := _only_area(reading):
        yield from _only(reading, subject, pair, only)
        return
    for match in phrase("rank.counted").finditer(reading.bare):
        if wrong := _miscounted(reading, subject, pair, match):
            yield wrong
            return


def _miscounted(reading, subject, pair, match) -> Mistake | None:
    """Report a wrong number of districts in which something rose or fell."""
    peers = _peers(reading, match)
    wanted = _number(reading, match, len(peers)) if peers else None
    cue, way = _direction(reading, match) if wanted is not None else (None, 0)
    result = moved(subject, peers, pair, way) if cue else None
    if cue is None or result is None or len(result.found) == wanted:
        return None
    number, others = len(result.found), match["other"] or ""
    start, end = min(cue.start(), match.start()), max(cue.end(), match.end())
    if any(q.start >= match.end() and q.end <= cue.start() for q in reading.quantities):
        return None  # “The four districts had 1,317, a figure that has since fallen”
    return error(
        "rank-contradicted",
        (start, end) if end - start <= 50 else match,
        result.did_in(
            f"{in_words(number)} of {in_words(len(peers))}{others} districts",
            result.others if wanted > number else result.stated,
        ),
        "Correct the number of districts.",
    )


def _peers(reading: Reading, match: Match) -> list[str]:
    """The districts; “every other district” leaves out the one named before, if any."""
    districts = reading.known.districts
    if not match["other"]:
        return districts
    before = [m for m in reading.areas if m.end <= match.start()]
    before = before or (reading.before.areas if reading.before else [])
    named = {m.what for m in before} & set(districts)
    return (
        [district for district in districts if district not in named]
        if len(named) == 1
        else []
    )


def _number(reading: Reading, match: Match, size: int) -> int | None:
    """How many districts are counted; None if they are compared, or some left out."""
    before, after = reading.bare[: match.start()], reading.bare[match.end() :]
    is_than = phrase("rank.than-word").match(after)
    if is_than and not phrase("rank.than-then").search(after):
        return None
    is_compared = phrase("rank.than").search(before)
    is_compared = is_compared or phrase("rank.than-figure").match(after)
    is_sum = JOINTLY.match(after.lstrip()) or phrase("rank.share-in").search(before)
    if is_compared or is_sum or phrase("said.not-all").search(before):
        return None
    if phrase("rank.of-the").search(before) and not match["m"]:
        return None
    if phrase("rank.of").search(before) and not phrase("rank.across").search(match[0]):
        return None
    return number_of(match["n"], size)


def _direction(reading: Reading, match: Match) -> tuple[Match | None, int]:
    """Return the word that gives the direction of change, and the direction."""
    ways = directed(reading, *clause_at(reading, *match.span()))
    if len({way for _match, way in ways}) > 1:
        ways = [row for row in ways if _leads_to(reading, row[0], match)]
    is_one = len({way for _match, way in ways}) == 1
    if not is_one or any(is_unreal(reading, cue.start()) for cue, _way in ways):
        return None, 0
    return ways[0]


def _leads_to(reading, cue, match) -> bool:
    """“Up in three districts and down in one”: each direction has its number."""
    between = reading.bare[cue.end() : match.start()]
    return cue.end() <= match.start() and bool(phrase("rank.in").fullmatch(between))


def _only_area(reading):
    """The area that is said to be the only one."""
    districts = reading.districts
    if len({m.what for m in districts}) != 1:
        return None
    area, text = districts[0], reading.bare
    is_only = (
        phrase("rank.only-in").search(text[: area.start])
        or phrase("rank.one-district").search(text[: area.start])
        or phrase("rank.alone").match(text[area.end :])
        or phrase("rank.alone-among").search(text)
        or phrase("rank.the-only").search(text)
    )
    return area if is_only else None


def _only(reading, subject, pair, area):
    ways = directed(reading, *clause_at(reading, *area.span))
    if len({way for _match, way in ways}) != 1:
        return
    way = ways[0][1]
    result = moved(subject, reading.known.districts, pair, way)
    if result is None or result.found == [area.what]:
        return
    which = ", ".join(subject.areas[code] for code in result.found) or "no district"
    rows = [row for row in result.stated if row[0] in {*result.found, area.what}]
    yield error(
        "rank-contradicted", area, result.did_in(which, rows), "Correct the area."
    )
