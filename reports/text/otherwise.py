"""Whether a sentence is true in another reading of the part that seems wrong.

A number in a long sentence may be about any area, time or subject that its clause
names. If one of these makes it true, its meaning is uncertain, and the comparator's
result is ignored.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from reports.text.about import areas_for
from reports.text.change_terms import own_period
from reports.text.clauses import clause_at
from reports.text.knowledge import Fact, length
from reports.text.mood import is_of_others
from reports.text.movement import directed
from reports.text.parts import rows_of
from reports.text.periods import PeriodMention, days_of
from reports.text.phrases import phrase
from reports.text.placing import each_area, joined_areas
from reports.text.quantities import (
    COUNT,
    MULTIPLE,
    PERCENT,
    POUNDS,
    Quantity,
    is_multiple,
)
from reports.text.reader import CHANGE, Reading
from reports.text.roles import claims_of
from reports.text.spans import Span, overlaps

# The claims that are compared with figures, so that other figures may make them true.
OF_NUMBERS = {"calculation", "parts-and-total", "typed-contradiction"}

Pair = tuple[Decimal, Decimal]


def is_true_otherwise(reading: Reading, mistake) -> bool:
    """Whether another reading of a sentence makes true what is wrong in the first."""
    before = reading.bare[: mistake.start]
    if phrase("said.not-but").search(before):
        return True
    if phrase("mood.supposed").search(reading.bare):
        return True
    if mistake.claim == "post-contradicted":
        return is_of_others(reading, mistake.start)
    if mistake.claim == "direction-contradicted":
        return _is_other_way(reading, mistake)
    accused = [q for q in reading.quantities if overlaps(q.span, [mistake.span])]
    if mistake.claim == "target-contradicted":
        hardly = phrase("said.hardly").search(before)
        return bool(hardly or len(accused) == 1 and _is_gap(reading, accused[0]))
    if mistake.claim not in OF_NUMBERS:
        return False
    return len(accused) == 1 and _gives(reading, accused[0], mistake.claim)


def _is_gap(reading: Reading, number: Quantity) -> bool:
    """Whether a number is the gap between a figure and its target: “short by 0.6”."""
    if not phrase("said.gap").search(reading.bare):
        return False
    facts = named_facts(reading, number)
    return any(number.fits(abs(v - target)) for v, target in _targets_of(facts))


def _targets_of(facts: list[Fact]) -> Iterator[Pair]:
    """Values with their targets, if both are numbers."""
    for fact in facts:
        target = fact.subject.targets.get((fact.area, days_of(fact.period)))
        if fact.value is not None and target and target.value is not None:
            yield fact.value, target.value


def follows(reading: Reading, number: Quantity) -> bool:
    """Whether a number follows from the figures that its clause is about."""
    return _gives(reading, number, "calculation")


def _gives(reading: Reading, number: Quantity, claim: str) -> bool:
    facts = named_facts(reading, number)
    if any(number.fits(value) for value in _beside_figures(reading, facts)):
        return True
    if claim != "typed-contradiction":
        alike = (f.value for f in facts if f.subject.unit == number.kind)
        if number.value in alike or _is_row_of_other(reading, number):
            return True
    elif number.unit != PERCENT:
        made = [*_joint(reading, facts), *_of_lines(reading, number)]
        made += _of_districts(reading, facts)
        if phrase("said.apart").search(reading.bare):
            made += _sizes(reading, number, facts)
        return any(map(number.fits, made)) or _is_of_last_named(reading, number, facts)
    if claim == "parts-and-total":
        return any(number.fits(value) for value in _averages(reading, number))
    if number.unit == MULTIPLE:
        return any(is_multiple(number, value) for value in _multiples(reading, facts))
    if number.unit != PERCENT:
        return any(number.fits(value) for value in _sizes(reading, number, facts))
    role = next(c.role for c in claims_of(reading) if c.quantity is number)
    is_change = role == CHANGE or not number.is_fraction
    found = [*_changes(reading, number, facts)] if is_change else []
    found += [] if role == CHANGE else _shares(reading, facts)
    return any(number.fits(value) for value in found)


def _is_row_of_other(reading: Reading, number: Quantity) -> bool:
    """Whether another number is the sum of the parts: “36, 39 and 14, or 89”."""
    sums = {sum(quantity.value for quantity in row) for row in rows_of(reading)}
    return any(q.value in sums for q in reading.quantities if q is not number)


def _joint(reading: Reading, facts: list[Fact]) -> Iterator[Decimal]:
    """The total of areas that are named as one, whatever else is named."""
    for group in joined_areas(reading):
        rows: dict[tuple, list[Decimal]] = {}
        for fact in facts:
            if fact.area in group and fact.subject.unit == COUNT:
                row = rows.setdefault((fact.subject, fact.period), [])
                row += [fact.value] if fact.value is not None else []
        for row in rows.values():
            if len(row) == len(group):
                yield sum(row, Decimal(0))


def _of_districts(reading: Reading, facts: list[Fact]) -> Iterator[Decimal]:
    """The figures of districts that are counted but not named."""
    if phrase("said.unnamed-districts").search(reading.bare):
        for fact in facts:
            rows = fact.subject.all_known(reading.known.districts, fact.period)
            yield from (fact.value for fact in rows if fact.value is not None)


def _of_lines(reading: Reading, number: Quantity) -> Iterator[Decimal]:
    """The total of lines with known amounts in a year that is named."""
    if phrase("said.lines-together").search(reading.bare):
        lines = reading.known.of_kind("line")
        single = [
            line for line in lines if line.row not in {o.row.parent for o in lines}
        ]
        for mention in _near(reading, number, "given"):
            known = [fact.known("", mention.period) for fact in single]
            yield sum((fact.value or Decimal(0) for fact in known if fact), Decimal(0))


def _is_of_last_named(reading: Reading, number: Quantity, facts: list[Fact]) -> bool:
    """Whether a number is about the area named last before it, or part of it."""
    areas = [m for m in each_area(reading) if m.end <= number.start]
    side = phrase("areas.other-side")  # “Under England’s 8.2 and its own (6.1)”
    areas = [m for m in areas if not side.search(reading.bare[: m.start])]
    own = own_period(reading, number)
    if own is not None:
        facts = [f for f in facts if days_of(f.period) == days_of(own.period)]
    return any(
        fact.area in {m.what for m in areas[-1:]}
        and fact.subject.unit == number.kind
        and number.value == fact.value
        for fact in facts
    ) or any(number.value in (fact.part, fact.whole) for fact in facts)


def named_facts(reading: Reading, number: Quantity) -> list[Fact]:
    """The figures of what is named next to a number, or else in its sentence."""
    named = [m.what for m in _near(reading, number, "subjects")]
    in_pounds = _in_pounds(reading)
    subjects = dict.fromkeys(s for s in named if in_pounds or not s.is_money)
    areas = {m.what for m in _near(reading, number, "areas")}
    start, end = _statement(reading, number)
    if not any(start <= m.start < end for m in reading.areas):
        areas.add(reading.known.home_code)
    return [
        fact
        for subject in subjects
        for area in ([""] if subject.is_money else areas)
        for fact in _of_times(reading, number, subject.of(area))
    ]


def _of_times(reading: Reading, number: Quantity, facts: list[Fact]) -> list[Fact]:
    """Figures of the times that are named, or that the sentence states elsewhere."""
    when = {days_of(p.period) for p in _near(reading, number, "given")}
    stated = {q.value for q in reading.quantities if q is not number}
    known = [fact for fact in facts if fact.value is not None]
    at = [n for n, fact in enumerate(known) if days_of(fact.period) in when]
    first, last = (at[0] - 1, at[-1]) if at else (0, len(known))
    if not when:
        at += range(len(known))[-2:]  # “The county’s fall of 4.9% looks modest”
    return [
        fact
        for n, fact in enumerate(known)
        if n in at or fact.value in stated or _is_series(reading) and first <= n <= last
    ]


def _in_pounds(reading: Reading) -> bool:
    return any(q.unit == POUNDS for q in reading.quantities)


def _near(reading: Reading, number: Quantity, kind: str) -> list:
    """What a clause names, or the sentence if the clause names nothing of this kind."""
    start, end = clause_at(reading, *number.span)
    found = each_area(reading) if kind == "areas" else getattr(reading, kind)
    return [quantity for quantity in found if start <= quantity.start < end] or found


def _statement(reading: Reading, number: Quantity) -> Span:
    """“There were 201 more, and 87 of these were in Aldermoor”: up to the “and”."""
    start, end = clause_at(reading, *number.span)
    cuts = [m.span() for m in phrase("clause.and").finditer(reading.bare, start, end)]
    starts = [b for _a, b in cuts if b <= number.start]
    ends = [a for a, _b in cuts if a >= number.end]
    return max(starts, default=start), min(ends, default=end)


def _is_series(reading: Reading) -> bool:
    """“By 57 and then by 62”: several changes, each at a different time."""
    changes = sum(claim.role == CHANGE for claim in claims_of(reading))
    is_each = changes == 1 and phrase("said.each-time").search(reading.bare)
    return changes > 1 or bool(is_each)


def _beside_figures(reading: Reading, facts: list[Fact]) -> Iterator[Decimal]:
    """What may be stated about a figure that is not the figure itself."""
    if phrase("said.wished").search(reading.bare):
        yield from (target for _value, target in _targets_of(facts))


def _over_time(
    reading: Reading, facts: list[Fact], own: PeriodMention | None = None
) -> Iterator[Pair]:
    """Earlier and later figures of one subject and area.

    If a period is given, one of the two is for that period. The counts behind a
    percentage are only used if they are stated.
    """
    stated = {q.value for q in reading.quantities}
    for fact, other in permutations(facts, 2):
        is_alike = fact.subject is other.subject and fact.area == other.area
        is_alike = is_alike and length(fact.period) == length(other.period)
        times = days_of(fact.period), days_of(other.period)
        if own is not None and days_of(own.period) not in times:
            continue
        if is_alike and times[0][1] < times[1][1]:
            for first, last in zip(_sides(fact), _sides(other), strict=True):
                is_value = first == fact.value or {first, last} <= stated
                if first and last and is_value:
                    yield first, last


def _sides(fact: Fact) -> tuple[Decimal | None, ...]:
    """A figure, and the counts behind it if it is a percentage."""
    return fact.value, fact.part, fact.whole


def _between_areas(facts: list[Fact]) -> Iterator[Pair]:
    """Figures of one subject and time in two areas."""
    for fact, other in permutations(facts, 2):
        is_alike = fact.subject is other.subject and fact.area != other.area
        is_alike = is_alike and days_of(fact.period) == days_of(other.period)
        if is_alike and fact.value and other.value:
            yield fact.value, other.value


def _sizes(reading: Reading, number: Quantity, facts: list[Fact]) -> Iterator[Decimal]:
    """Differences, sums and averages."""
    pairs = [*_over_time(reading, facts), *_between_areas(facts)]
    yield from (abs(first - other) for first, other in pairs)
    yield from _averages(reading, number)
    counts = [fact for fact in facts if fact.subject.unit == COUNT]
    yield from (first + other for first, other in _between_areas(counts))


def _averages(reading: Reading, number: Quantity) -> Iterator[Decimal]:
    """The averages of the numbers in a row."""
    for row in rows_of(reading):
        if number not in row:
            yield sum((quantity.value for quantity in row), Decimal(0)) / len(row)


def _changes(reading: Reading, number: Quantity, facts) -> Iterator[Decimal]:
    """Changes in per cent; only for its own period, if that is next to it."""
    for first, other in _over_time(reading, facts, own_period(reading, number)):
        yield abs(other - first) * 100 / first


def _shares(reading: Reading, facts) -> Iterator[Decimal]:
    """Shares, and the rest of a whole, in per cent."""
    yield from (part * 100 / whole for part, whole in _of_wholes(reading, facts))
    if phrase("said.denies").search(reading.bare):
        yield from (100 - f.value for f in facts if f.subject.unit == PERCENT)
    yield from _of_one_another(reading)


def _of_wholes(reading: Reading, facts: list[Fact]) -> Iterator[Pair]:
    """Counts with the county's, and lines with their fund and with one another."""
    sums = [*reading.known.of_kind("fund"), *reading.lines]
    for fact in facts:
        home = fact.subject.known(reading.known.home_code, fact.period)
        wholes = [home, *(line.known("", fact.period) for line in sums)]
        for whole in filter(None, wholes):
            is_alike = whole.subject.unit == fact.subject.unit in {COUNT, POUNDS}
            if is_alike and whole.value and fact.value:
                yield fact.value, whole.value


def _of_one_another(reading: Reading) -> Iterator[Decimal]:
    """“(4,406 of 6,725)”."""
    row = [q for q in reading.quantities if not q.is_fraction and q.unit != PERCENT]
    for quantity, other in zip(row, row[1:], strict=False):
        if phrase("part.direct").match(reading.bare[quantity.end : other.lead]):
            if other.value:
                yield quantity.value * 100 / other.value


def _multiples(reading: Reading, facts: list[Fact]) -> Iterator[Decimal]:
    for first, other in [*_over_time(reading, facts), *_between_areas(facts)]:
        yield other / first


def _is_other_way(reading: Reading, mistake) -> bool:
    """“100 above the 6,400” is not a rise; else whether what is named before rose."""
    start, end = clause_at(reading, mistake.start)
    is_opened = phrase("clause.opens").match(reading.bare)
    if is_opened and _has_own_way(reading, start, end):
        return True
    after = [q for q in reading.quantities if mistake.end <= q.start < end]
    for now, then in zip(after, after[1:], strict=False):
        # “A ninth more (240 against 216)”
        between = reading.bare[now.end : then.lead]
        if now.unit == then.unit and phrase("pair.against").fullmatch(between):
            ways = {way for _, way in directed(reading, *mistake.span)}
            return (now.value > then.value) - (now.value < then.value) in ways
    return _moved_so(reading, mistake) or _is_beside_others(reading, mistake)


def _has_own_way(reading: Reading, start: int, end: int) -> bool:
    """“Whereas others saw a reduction, England’s rate rose”: its own direction."""
    clauses = {clause_at(reading, *m.span) for m in reading.areas}
    return bool(clauses) and all(
        (first, last) != (start, end) and directed(reading, first, last)
        for first, last in clauses
    )


def _is_beside_others(reading: Reading, mistake) -> bool:
    """“England stood at 8.2, we at a rather lower 7.1”: lower than another area."""
    start, end = mistake.span
    is_comparative = phrase("change.comparative").fullmatch(reading.bare, start, end)
    if not is_comparative or phrase("change.than").match(reading.bare, end):
        return False
    first, last = clause_at(reading, start, end)
    own = reading.known.home_code
    if any(first <= area.start < last for area in reading.areas):
        own = areas_for(reading, mistake.span)[0][0]
    ways = {way for _match, way in directed(reading, start, end)}
    times = {days_of(period.period) for period in reading.given}
    gaps = (
        fact.value - other.value
        for subject in reading.measures
        for fact in subject.of(own)
        for other in (subject.known(area, fact.period) for area in reading.area_codes)
        if not times or days_of(fact.period) in times
        if fact.value is not None and other and other.value is not None
    )
    return any((gap > 0) - (gap < 0) in ways for gap in gaps)


def _moved_so(reading: Reading, mistake) -> bool:
    """“What Aldermoor gained Castlehythe lost”: the area is named before the verb."""
    named = _in_pounds(reading) and reading.mentions("line") or reading.areas
    before = [m.what for m in named if m.end <= mistake.start]
    if len({m.what for m in named}) < 2 or not before:
        return False
    moves = before[-1]
    if any(moves in group for group in joined_areas(reading)):
        return False
    ways = {way for _match, way in directed(reading, mistake.start, mistake.end)}
    if isinstance(moves, str):
        facts = [f for s in reading.measures for f in s.of(moves)]
    else:
        facts = moves.of("")
    times: list[PeriodMention | None] = [*reading.given] or [None]
    return any(
        (last > first) - (last < first) in ways
        for period in times
        for first, last in _over_time(reading, facts, period)
    )
