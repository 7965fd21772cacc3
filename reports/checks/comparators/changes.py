"""Changes against the data and the numbers stated with them: direction and size."""

from decimal import Decimal

from reports.checks.comparators.base import ERROR, WARNING, comparator, mistake, warning
from reports.checks.comparators.change_sizes import counts_agree, size_agrees
from reports.checks.comparators.unlike_periods import unlike
from reports.text.change_terms import is_one_unit
from reports.text.changes import Change, changes_of
from reports.text.clauses import clause_at
from reports.text.directions import DOWN, SAME, UP
from reports.text.forms import pattern, stems
from reports.text.knowledge import Fact, length
from reports.text.mood import is_hypothetical, is_unstated
from reports.text.narrowing import is_of_another_thing
from reports.text.periods import days_of
from reports.text.phrases import phrase
from reports.text.placing import has_own_period, joined_areas, own_area
from reports.text.quantities import COUNT, PERCENT, printed
from reports.text.reader import VALUE, Reading
from reports.text.roles import claims_of, pair_before

VERBS = {UP: "rose", DOWN: "fell", SAME: "stayed the same"}


@comparator(25)
def changes_agree(reading: Reading):
    """A direction or size of change that the figures do not support."""
    if is_unstated(reading):
        return
    for change in changes_of(reading):
        if _is_of_places(reading, change) or _is_of_areas(reading, change):
            continue
        if _is_afterthought(reading, change) or _is_beside_number(reading, change):
            continue
        if _is_of_relation(reading, change) or _is_of_two_things(reading, change):
            continue
        if any(phrase(name).match(reading.bare, change.end) for name in _ELSEWHERE):
            continue
        if _is_of_another_thing(reading, change):
            continue
        found = list(_compare(change))
        if found:
            yield found[0]


# “Rose by 11% in the fourth”, “by roughly 100 a year”.
_ELSEWHERE = ("said.in-the-nth", "money.a-year")


def _is_of_another_thing(reading, change) -> bool:
    """“Accidental fires rose by 10%”, where the data counts the deliberate ones."""
    start, end = _way_words(change)
    named = {stem for subject in change.subjects for stem in subject.stems}
    number_of = phrase("said.number-of").match(reading.bare, end)
    if number_of and named and not stems(number_of["what"]) & named:
        return True  # “Much the same number of residents”
    counts = [
        q for q in reading.quantities if q.unit == COUNT and q is not change.amount
    ]
    if change.amount is None and any(q.end + 1 == start for q in counts):
        return phrase("said.fell-in").match(reading.bare, end) is not None
    verb = pattern("direction.up", "direction.down").fullmatch(reading.bare, start, end)
    is_plain = verb and not phrase("direction.adjective").fullmatch(verb[0])
    if (
        not is_plain
        or not change.subjects
        or change.amount
        and change.amount.start < start
    ):
        return False
    return is_of_another_thing(reading, start, change.subjects)


def _is_of_relation(reading, change) -> bool:
    """“A share that has hardly moved”, “the gap has widened”: not a figure itself."""
    before = reading.bare[: change.start]
    if phrase("change.of-change").search(before):
        return True
    found = phrase("change.of-relation").search(before)
    return bool(found) and all(s.unit != PERCENT for s in change.subjects)


def _is_of_two_things(reading, change) -> bool:
    """“Higher in Aldermoor than in the rest of the county” compares no two times."""
    start, end = clause_at(reading, *change.span)
    than = phrase("change.than").match(reading.bare[change.end : end])
    if not than:
        return _is_elliptic(reading, change)
    at = change.end + than.start("what")
    is_time = any(at <= p.start <= at + 25 for p in reading.periods)
    return not is_time and not phrase("change.than-time").match(than["what"])


def _is_elliptic(reading, change) -> bool:
    """“7.1 here, some 13% lower”: lower than what was named before."""
    found = phrase("change.elliptic").match(reading.bare[change.end :])
    return bool(found) and len(reading.area_codes) > 1


def _is_beside_number(reading, change) -> bool:
    """“915 were 31 more than its 884”: two numbers are compared, not two years."""
    later = [q for q in reading.quantities if q.start >= change.end]
    earlier = [q for q in reading.quantities if q.end <= change.start]
    if (
        change.amount is None
        or not later
        or not earlier
        or change.amount.unit == PERCENT
    ):
        return False
    between = reading.bare[change.end : later[0].lead]
    return bool(phrase("pair.than-its").fullmatch(between))


def _holds(whole, part):
    return whole.start <= part.start and part.end <= whole.end


def _is_afterthought(reading, change):
    """“Dropped by 225 after a drop of 685”, “and then fell”: of another time."""
    earlier = [
        other
        for other in changes_of(reading)
        if other.amount is not None and other.end <= change.start
    ]
    between = reading.bare[earlier[-1].end : change.start] if earlier else ""
    later = any(other.start > change.end for other in changes_of(reading))
    if later and phrase("said.begins-after").search(reading.bare[: change.start]):
        return True
    stated = [p for p in reading.given if p.end <= change.start]
    gap = reading.bare[stated[-1].end : change.start] if stated else ""
    if len(reading.given) == 1 and phrase("said.goes-on").search(gap):
        return True
    return change.amount is not None and bool(
        phrase("said.afterthought").search(between)
    )


def _is_of_areas(reading, change):
    """“More than Brackwell” compares two areas, not two times."""
    adverb = phrase("areas.adverb")  # “Rose across the county”
    later = [m for m in reading.areas if m.start >= change.end]
    later = [m for m in later if not adverb.match(reading.bare, m.start)]
    between = [reading.bare[change.end : m.start] for m in later]
    names = ("change.than-that", "change.beside")
    return (
        any(phrase(name).fullmatch(text) for name in names for text in between)
        or bool(phrase("change.than-any").match(reading.bare[change.end :]))
        or any(phrase("change.that-of").match(text) for text in between[:1])
    )


def _is_of_places(reading, change):
    """“Fell in three districts” is a matter of how many, not of how much."""
    if phrase("areas.all-but").search(reading.bare):
        return True
    start, end = clause_at(reading, *change.span)
    return (
        bool(phrase("change.places").search(reading.bare[start:end]))
        and change.amount is None
    )


def _compare(change: Change):
    if change.amount is not None and pair_before(change.reading, change.amount):
        if (
            change.first
            and change.last
            and not (change.first.bound or change.last.bound)
        ):
            yield from _stated_pair(change)
        return
    if change.is_stated and length(change.base) != length(change.period):
        yield from _unlike(change)
        return
    pairs = _pairs(change)
    known = [(a, b) for a, b in pairs if None not in (a, b)]
    whole = [(a, b) for a, b in known if None not in (a.value, b.value)]
    stated = [
        (q, n) for n, q in enumerate((change.first, change.last)) if q is not None
    ]
    fitting = [row for row in whole if all(q.is_about(row[n].value) for q, n in stated)]
    if whole and not fitting and _is_of_others(stated, whole):
        return  # “After a dip to 241 it rose again to 268, above the 255 of 2015-16”
    whole = fitting or whole
    if whole:
        results = [
            list(_judge(change, *_compared(change, a, b), a, b, a.subject.unit))
            for a, b in whole
        ]
        results += [
            list(_judge(change, *sums, None, None, COUNT)) for sums in _sums(change)
        ]
        if all(results) and not _fits_another_base(change, whole):
            yield results[0][0]
    elif missing := _missing(change, pairs):
        yield warning(
            "typed-contradiction",
            change,
            f"There is no figure for {missing.name}: it is {missing.why_not}, "
            f"so the change is not known.",
            "Delete the change, or enter the figure in your data.",
        )
    elif _is_exact_pair(change) or change.amount is not None and not change.subjects:
        yield from _stated_pair(change)


def _sums(change: Change):
    """What areas had that are named as one: “by 302 in Aldermoor and Castlehythe”."""
    for subject in change.subjects if change.amount is not None else []:
        for group in joined_areas(change.reading) if subject.unit == COUNT else []:
            pairs = [change.facts(area, subject) for area in group]
            if all(fact and fact.value is not None for pair in pairs for fact in pair):
                first, last = zip(*pairs, strict=True)
                yield sum(f.value for f in first), sum(f.value for f in last)


def _is_of_others(stated, pairs) -> bool:
    """Whether a number is the figure of a different year, or of something else.

    “The police solved 140 burglaries, up from 122”, where there were 1,198.
    """
    values = [(q.value, row[place]) for q, place in stated for row in pairs]
    if values and all(not f.value / 2 < value < f.value * 2 for value, f in values):
        return True
    return any(
        value == other.value
        for value, fact in values
        for other in fact.subject.of(fact.area)
    )


def _unlike(change: Change):
    """A change between a quarter and a year, unless the one is within the other."""
    text = change.reading.bare
    nested = _holds(change.base, change.period) or _holds(change.period, change.base)
    # “The hate crimes of 2017-18 rose from 58 in the first quarter to 71”
    values = [c.quantity for c in claims_of(change.reading) if c.role == VALUE]
    begins = any(phrase("change.from-the").search(text[: q.lead]) for q in values)
    is_within = nested and (begins or not phrase("said.compares").search(text))
    if sum(has_own_period(change.reading, value) for value in values) > 1:
        is_within = False  # “240 in 2017-18, just 47 in January to March 2018”
    if is_within or phrase("said.same-part").search(text):
        return
    if change.subjects or change.first:
        yield unlike(*change.span, change.base, change.period)


def _missing(change: Change, pairs) -> Fact | None:
    """The later of two figures, if the data has only a reason for it."""
    reading = change.reading
    if not change.period or reading.has("states.unknown"):
        return None
    if is_hypothetical(reading, change.start):
        return None  # “Training stands to lose £12,000”
    lasts = (last for _first, last in pairs if last is not None)
    return next((last for last in lasts if last.value is None), None)


def _is_exact_pair(change: Change) -> bool:
    first, last = change.first, change.last
    return bool(
        first and last and is_one_unit(first, last) and not first.bound + last.bound
    )


def _fits_another_base(change: Change, pairs) -> bool:
    """Whether the change is from an earlier year, if no year is named."""
    if change.is_stated or change.first is not None:
        return False
    if phrase("change.year-before").search(change.reading.bare):
        return False
    if days_of(change.base) in {days_of(p.period) for p in change.reading.given}:
        return False
    if not phrase("said.compares").search(change.reading.bare):
        return False
    for _first, last in pairs:
        for base in last.subject.alike(last.area, last.period):
            if base.period.end < last.period.end and not list(
                _judge(
                    change,
                    *_compared(change, base, last),
                    base,
                    last,
                    base.subject.unit,
                )
            ):
                return True
    return False


def _compared(change: Change, a: Fact, b: Fact):
    """The values, or the counts behind percentages: “fewer victims were made safer”."""
    counts = change.amount is None and change.stated.lower() in {"fewer", "more"}
    if counts and a.part is not None and b.part is not None:
        return a.part, b.part
    return a.value, b.value


def _stated_pair(change):
    """Two values of the sentence that the change is stated between, without data."""
    if change.first is None or change.last is None:
        return
    own = own_area(change.reading, change.amount) if change.amount else ""
    if own and change.reading.area_codes - {own}:
        return  # “From 390 to 351 in Castlehythe; the county’s 4.9% fall”
    yield from _judge(
        change, change.first.value, change.last.value, None, None, _unit(change)
    )


def _unit(change):
    return change.first.kind if change.first else COUNT


def _pairs(change: Change):
    pairs = [
        change.facts(area, subject)
        for subject in change.subjects
        for area in (change.areas if not subject.is_money else [""])
    ]
    return pairs


def _judge(change: Change, first: Decimal, last: Decimal, a, b, unit):
    """Whether the change from a first to a last value is what the sentence says."""
    way = (last > first) - (last < first)
    if unit == PERCENT and change.amount is not None and change.amount.unit == COUNT:
        yield from counts_agree(change, a, b)
        return
    if change.way == SAME:
        is_loose = pattern("trend.level").search(change.stated.lower())
        if abs(last - first) * (10 if is_loose else 50) > abs(first):
            yield _wrong_way(change, way, first, last, a, b)
        return
    if change.way is not None and way != change.way:
        if not (change.amount is not None and change.amount.value == 0):
            yield _wrong_way(change, way, first, last, a, b)
        return
    if change.amount is None:
        return
    yield from size_agrees(change, first, last, a, b, unit)


def _wrong_way(change, way, first, last, a, b):
    reading = change.reading
    start, end = _way_words(change)
    stated = reading.text[start:end]
    if a is not None and b is not None:
        really = (
            f"{a.of} {VERBS[way]}. It was {a.words} in {a.period.label} and "
            f"{b.words} in {b.period.label}"
        )
    else:
        unit = _unit(change)
        really = (
            f"it {VERBS[way]}, from {printed(first, unit)} to {printed(last, unit)}"
        )
    return mistake(
        "direction-contradicted",
        ERROR if change.is_stated or a is None else WARNING,
        (start, end),
        f"“{stated}” is wrong: {really}.",
        "Correct the direction or the figures.",
    )


def _way_words(change):
    """The words that give the direction; for an amount, those next to it."""
    reading = change.reading
    if change.amount is None:
        return change.span
    names = {
        UP: ("direction.up", "direction.up-noun", "direction.more"),
        DOWN: ("direction.down", "direction.down-noun", "direction.fewer"),
    }.get(change.way)
    if not names:
        return change.span
    found = [
        m
        for m in pattern(*names).finditer(reading.bare)
        if abs(m.start() - change.end) < 60 or abs(change.start - m.end()) < 60
    ]
    found.sort(
        key=lambda m: min(abs(m.start() - change.end), abs(change.start - m.end()))
    )
    return found[0].span() if found else change.span
