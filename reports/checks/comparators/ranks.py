"""Ranks: which area or period had the most, and which of two areas had more."""

from reports.checks.comparators.base import comparator, error
from reports.checks.comparators.wording import PLACES
from reports.text.about import HEAD_STEMS, NEUTRAL_NOUNS, areas_for
from reports.text.clauses import clause_at
from reports.text.directions import DOWN, UP, good_of
from reports.text.forms import pattern, stems
from reports.text.knowledge import length
from reports.text.mood import is_unreal
from reports.text.movement import directed, moved, pair_of, period_of, steps, subject_of
from reports.text.periods import days_of
from reports.text.phrases import phrase
from reports.text.quantities import worded
from reports.text.reader import Reading, counted

_ORDINAL = {"joint": 1} | {word: number for number, word in enumerate(PLACES, 1)}
_ORDINAL |= {"2nd": 2, "3rd": 3, "4th": 4}
# Words that make a superlative one of several, or of the others.
LEFT_OUT = ("several", "among", "but-for")


def _peers(reading, area):
    peers = reading.known.peers(area) if area else reading.known.districts
    return peers if len(peers) > 1 else []


@comparator(27)
def ranks_agree(reading: Reading):
    """Compare “the highest” and “more than any other” with areas or quarters."""
    superlatives = list(_superlatives(reading))
    subject = subject_of(reading) if superlatives else None
    if subject is None:
        return
    for start, end, most, number in superlatives:
        if is_unreal(reading, start) or _is_of_thing(reading, start, end, subject):
            continue
        area = _area(reading, (start, end))
        if _is_of_change(reading, start, end):
            if area and most and number == 1:
                yield from _change_rank(reading, subject, area, start, end)
            continue
        if _is_of_periods(reading, start, end) or not area and _has_time(reading, end):
            yield from _period_rank(reading, subject, start, end, most, number)
        elif area:
            yield from _area_rank(reading, subject, area, start, end, most, number)


SIZES = {"largest", "biggest", "smallest", "greatest"}
AREAS = {"district", "area", "borough", "town", "part"}


def _is_of_thing(reading, start, end, subject) -> bool:
    """“Dunmere’s largest estate”, “the smallest district”: not a rank of figures."""
    _end, words = counted(reading, end)
    if AREAS & set(words):
        return reading.bare[start:end] in SIZES
    if any(end <= area.start <= end + 5 for area in reading.areas):
        return False  # “Second only to Aldermoor”
    return not stems(" ".join(words)) <= subject.stems | NEUTRAL_NOUNS | HEAD_STEMS


def _is_of_change(reading, start, end) -> bool:
    """“Castlehythe’s fall, 10%, was the largest”: not a rank of figures."""
    first, _last = clause_at(reading, start)
    before = phrase("rank.of-change").search(reading.bare[first:start])
    return bool(before or phrase("role.change").match(reading.bare[end:]))


def _change_rank(reading, subject, area, start, end):
    """“The biggest rise”: in numbers or in per cent, of all districts."""
    ways = {way for _match, way in directed(reading)}
    pair = pair_of(reading, subject)
    known = moved(subject, _peers(reading, area), pair, UP) if pair else None
    if len(ways) != 1 or not known:
        return
    (way,) = ways
    sizes = {
        code: ((last.value - first.value) * way, first.value)
        for code, first, last in known.stated
        if first.value
    }
    if area not in sizes or len(sizes) < len(known.stated):
        return
    most = max(sizes, key=lambda code: sizes[code][0])
    steepest = max(sizes, key=lambda code: sizes[code][0] / sizes[code][1])
    in_percent = phrase("rank.in-percent").match(reading.bare, end + 1)
    if area in ({steepest} if in_percent else {most, steepest}):
        return
    yield error(
        "rank-contradicted",
        (start, end),
        f"“{reading.text[start:end]}” is "
        f"{subject.areas[steepest if in_percent else most]} ({subject.name}, "
        f"{pair[0].label} to {pair[1].label}): {steps(known.stated)}.",
        "Correct the area or the rank.",
    )


def _superlatives(reading):
    """Yield where a rank is stated, whether it counts from the most, and the place."""
    for most, name in ((True, "rank.most"), (False, "rank.least")):
        for match in pattern(name).finditer(reading.bare):
            before = reading.bare[: match.start()]
            ordinal = phrase("rank.ordinal").search(before)
            if _is_superlative(reading, match, before, ordinal):
                start = ordinal.start() if ordinal else match.start()
                yield start, match.end(), most, _ORDINAL[ordinal[1]] if ordinal else 1
    if good := good_of(reading):
        for match in phrase("rank.worst").finditer(reading.bare):
            yield *match.span("rank"), (match["worst"] is None) == (good == UP), 1
    yield from _other_ranks(reading)


def _other_ranks(reading):
    """Ranks without a superlative: “no district had more”, “came second”."""
    text = reading.bare
    for name in ("rank.no-district", "rank.nowhere"):
        for match in phrase(name).finditer(text):
            yield *match.span(), match[1] in _MORE, 1
    yield from _places(text)
    for match in pattern("rank.than-any").finditer(text):
        cue = list(phrase("rank.comparing").finditer(text[: match.end()]))
        if cue and not phrase("rank.but").match(text, match.end()):
            good = good_of(reading)
            is_more = cue[-1][1] in _MORE or cue[-1][1] == {
                UP: "better",
                DOWN: "worse",
            }.get(good)
            if good or cue[-1][1] not in {"better", "worse"}:
                yield cue[-1].start(), match.end(), is_more, 1


def _places(text: str):
    """“Came second”, “second only to Aldermoor”, “a five-year high”."""
    for name in ("rank.placed", "rank.placed-with"):
        for match in phrase(name).finditer(text):
            number = _ORDINAL.get(match["n"], 1)
            yield *match.span("n"), match["n"] not in {"last", "bottom"}, number
    for match in phrase("rank.spell-high").finditer(text):
        yield *match.span(), match["way"] == "high", 1
    for match in phrase("rank.second-to").finditer(text):
        yield *match.span(), True, _ORDINAL[match["n"]]


def _is_superlative(reading, match, before, ordinal) -> bool:
    """“The most burglaries”, not “most of them”, “at least”, “among the highest”."""
    word, after = match[0], reading.bare[match.end() :]
    if word == "most":
        is_rank = ordinal or phrase("rank.had-the").search(before)
        if not is_rank or phrase("rank.most-of").match(after):
            return False
    is_idiom = word in {"least", "peak", "top", "minimum"}
    if is_idiom and phrase("rank.at").search(before):
        return False
    return not any(phrase(f"rank.{name}").search(before) for name in LEFT_OUT)


@comparator(27)
def several_rank_together(reading: Reading):
    """“Aldermoor and Brackwell had the two highest totals”."""
    for most, name in ((True, "rank.most"), (False, "rank.least")):
        for match in pattern(name).finditer(reading.bare):
            cue = phrase("rank.several").search(reading.bare[: match.start()])
            subject = subject_of(reading) if cue else None
            if subject is not None:
                yield from _first_few(reading, subject, cue, match, most)


def _first_few(reading, subject, cue, match, most):
    number, districts = worded(cue["n"]), reading.known.districts
    named = [m for m in reading.areas if m.what in districts]
    period = period_of(reading, subject, named[0].what) if named else None
    facts = subject.all_known(districts, period) if period else []
    if not facts or len(named) != number:
        return
    order = sorted(facts, key=lambda fact: -fact.value if most else fact.value)
    first = [fact.area for fact in order[: len(named)]]
    for mention in named:
        if mention.what not in first:
            shown = ", ".join(f"{subject.areas[f.area]} {f.words}" for f in order)
            yield error(
                "rank-contradicted",
                mention,
                f"{subject.areas[mention.what]} is not among the {cue['n']} "
                f"{match[0]} ({subject.name}, {period.label}): {shown}.",
                "Correct the districts.",
            )


def _area(reading, span):
    """The area that is said to be first: before the superlative, or right after."""
    found = [
        m
        for m in reading.areas
        if m.what != reading.known.home_code
        and len(reading.known.peers(m.what)) > 1
        and not phrase("rank.only-to").search(reading.bare[: m.start])
    ]
    if not found:
        last = reading.before.last_area if reading.before else ""
        return (
            last
            if last != reading.known.home_code and phrase("rank.it").match(reading.low)
            else ""
        )
    start, end = clause_at(reading, span[0])
    found = [m for m in found if start <= m.start < end] or found
    before = [m for m in found if m.end <= span[0]]
    between = reading.bare[before[-1].end : span[0]] if before else ""
    if phrase("rank.verb").search(between) and not phrase("rank.one").search(between):
        return before[-1].what
    found = reading.nearest(found, span)
    return found[0].what


def _has_time(reading, end) -> bool:
    """“Hate crime was highest in July to September 2017”: among quarters."""
    return any(
        phrase("rank.at-time").fullmatch(reading.bare[end : period.start])
        for period in reading.given
        if period.start >= end
    )


def _is_of_periods(reading, start, end):
    near = reading.bare[end : end + 30]
    if phrase("rank.spell-high").fullmatch(reading.bare, start, end):
        return True
    if phrase("rank.peaked").fullmatch(reading.bare, start, end):
        return not set(reading.known.districts) & reading.area_codes
    return bool(phrase("rank.of-time").match(near)) or bool(
        phrase("rank.on-record").search(reading.bare)
        or phrase("rank.at-its").search(reading.bare[:start])
    )


def _area_rank(reading, subject, area, start, end, most, number):
    period = period_of(reading, subject, area)
    facts = subject.all_known(_peers(reading, area), period) if period else []
    own = next((fact for fact in facts if fact.area == area), None)
    right, place = _rightful(facts, own, most, number)
    if right is None:
        return
    areas = subject.areas
    yield error(
        "rank-contradicted",
        (start, end),
        f"“{reading.text[start:end]}” is {areas[right.area]}, with "
        f"{right.words}; {areas[own.area]}, with {own.words}, is {PLACES[place]} "
        f"({subject.name}, {period.label}).",
        "Correct the area or the rank.",
    )


def _rightful(facts, own, most, number):
    """Return what really has the stated rank, and the real rank of what is named."""
    if own is None:
        return None, 0
    way = 1 if most else -1
    ahead = [fact for fact in facts if (fact.value - own.value) * way > 0]
    alike = [fact for fact in facts if fact.value == own.value]
    if len(ahead) < number <= len(ahead) + len(alike):
        return None, 0
    order = sorted(facts, key=lambda fact: -fact.value * way)
    place = min(len(ahead), len(PLACES) - 1)
    return order[min(number, len(order)) - 1], place


def _period_rank(reading, subject, start, end, most, number):
    areas, _sure = areas_for(reading, (start, end))
    stated, known = _series(reading, subject, areas[0])
    own = next((f for f in known if days_of(f.period) == days_of(stated)), None)
    right, _place = _rightful(known, own, most, number)
    if right is None or len(known) < 3:
        return
    label = right.period.label.removeprefix("quarter ")
    yield error(
        "rank-contradicted",
        (start, end),
        f"“{reading.text[start:end]}” is {label}, with {right.words}; "
        f"{own.period.label.removeprefix('quarter ')} had {own.words}.",
        "Correct the period or the rank.",
    )


def _series(reading, subject, area):
    """Return the period said to be first, and the figures it is ranked among."""
    given = [p for p in reading.given if p.lead != "since"]
    since = [p.period for p in reading.given if p.lead == "since"]
    quarters = [p.period for p in reading.given if length(p.period) == 3]
    years = [p.period for p in given if length(p.period) == 12]
    if quarters or phrase("rank.quarter").search(reading.bare):
        within = next((p.period for p in reading.given if length(p.period) == 12), None)
        stated, since = quarters, []
    else:
        within, stated = None, years
    if len({days_of(period) for period in stated}) != 1:
        return None, []
    known = subject.alike(area, stated[0])
    if within:
        first, last = days_of(within)
        known = [f for f in known if first <= f.period.start and f.period.end <= last]
    if since:
        known = [f for f in known if f.period.end >= since[0].end]
    if years := phrase("rank.years-long").search(reading.bare):
        known = [f for f in known if f.period.end <= stated[0].end]
        known = known[-int(worded(years["n"]) or 0) :]
    return stated[0], known


_MORE = {"more", "higher", "greater", "larger", "above", "commoner"}
_MORE |= {
    f"{word} {size}" for word in ("as", "so") for size in ("many", "high", "much")
}


@comparator(28)
def areas_compare(reading: Reading):
    """One area's figure said to be higher or lower than another's."""
    named = {m.what: m for m in reversed(reading.areas)}.values()
    *firsts, second = sorted(named, key=lambda m: m.start) or [None]
    left_out = phrase("areas.left-out")
    firsts = [m for m in firsts if not left_out.search(reading.bare[: m.start])]
    subject = subject_of(reading) if firsts else None
    found = _comparison(reading, firsts, second) if subject else None
    if found and not is_unreal(reading, found.start("way")):
        for first in firsts:
            yield from _two_areas(reading, subject, first, second, found)


def _comparison(reading: Reading, firsts, second):
    """“Is higher than that of”, between the areas and not beside a number."""
    text = reading.bare[: second.start]
    if phrase("rank.nowhere").search(reading.bare):
        return None  # “Nowhere in the county was it lower than in Dunmere”
    start, _end = clause_at(reading, second.start)
    if phrase("rank.changes-compared").search(reading.bare, start, second.start):
        return None
    found = phrase("rank.versus").search(text) if len(firsts) == 1 else None
    found = found or phrase("areas.exceeds").search(text)
    if not found:
        return None
    at, end = found.span("way")
    is_later = found.start() >= firsts[-1].start
    of_more = phrase("areas.of-more")
    if not is_later and not of_more.fullmatch(reading.bare, end, firsts[-1].start):
        return None
    is_of_number = any(
        firsts[-1].end <= q.start < at and (q.is_worded or q.end >= at - 1)
        for q in reading.quantities
    )
    return None if is_of_number else found


def _two_areas(reading, subject, first, second, found):
    word = found["way"]
    if word in {"worse", "better"}:
        return
    period = period_of(reading, subject, first.what)
    if period is None:
        return
    a, b = subject.known(first.what, period), subject.known(second.what, period)
    if a is None or b is None:
        return
    groups = found.groupdict()
    is_up = groups.get("above") or word in _MORE
    way = UP if is_up else DOWN
    if (a.value > b.value) - (a.value < b.value) == way:
        return
    names = subject.areas
    several = groups.get("above") or groups.get("below")
    start, end = first.span if several else found.span("way")
    level = ["level with", "above", "below"][(a.value > b.value) - (a.value < b.value)]
    yield error(
        "rank-contradicted",
        (start, end),
        f"{names[a.area]}, with {a.words}, is {level} {names[b.area]}, with {b.words} "
        f"({subject.name}, {period.label}).",
        "Correct the comparison.",
    )
