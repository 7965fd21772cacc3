"""Stated differences and ratios between two areas or two grants."""

from collections.abc import Iterator
from decimal import Decimal

from partnership.core.values.formatting import bare, rounded
from partnership.core.values.periods import financial_year
from reports.checks.comparators.base import Mistake, comparator, error
from reports.text.about import NEUTRAL_NOUNS
from reports.text.forms import stems
from reports.text.knowledge import Fact
from reports.text.movement import period_of, subject_of
from reports.text.phrases import phrase
from reports.text.quantities import (
    COUNT,
    FRACTIONS,
    MULTIPLE,
    PERCENT,
    POUNDS,
    Quantity,
    is_multiple,
    printed,
)
from reports.text.reader import CHANGE, GAP, RATIO, Mention, Reading, counted
from reports.text.roles import claims_of


@comparator(25)
def differences_agree(reading: Reading) -> Iterator[Mistake]:
    """“The difference between A and B was 245”, “83 more than Brackwell”."""
    for claim in claims_of(reading):
        gap = claim.quantity
        is_difference = claim.role in {GAP, CHANGE} and gap.unit != MULTIPLE
        pair = _pair(reading, gap) if is_difference else None
        facts = _facts(reading, pair, gap) if pair else []
        unit = facts[0].subject.unit if facts else ""
        if not facts or gap.is_linked or gap.unit == COUNT and unit == PERCENT:
            continue
        first, second = (fact.value for fact in facts)
        apart = abs(first - second)
        if gap.unit == PERCENT and unit != PERCENT:
            shares = [apart * 100 / base for base in (second, first) if base]
            fits = not shares or any(map(gap.fits, shares))
            right = f"{bare(rounded(shares[0]))}%" if shares else ""
        else:
            fits, right = gap.fits(apart), printed(apart, gap.unit)
        if not fits:
            yield _apart(gap, facts, f"they are {right} apart")


@comparator(25)
def ratios_agree(reading: Reading) -> Iterator[Mistake]:
    """“Three times as many burglaries as Dunmere”, where there are twice as many."""
    for claim in claims_of(reading):
        times = claim.quantity
        is_ratio = times.unit == MULTIPLE and claim.role in {RATIO, CHANGE}
        pair = _ratio(reading, times) if is_ratio else None
        facts = _facts(reading, pair, times) if pair else []
        if facts and facts[1].value:
            ratio = facts[0].value / facts[1].value
            if not is_multiple(times, ratio):
                right = f"one is {bare(rounded(ratio, 1))} times the other"
                yield _apart(times, facts, right)


@comparator(25)
def one_for_another(reading: Reading) -> Iterator[Mistake]:
    """“For every burglary in Dunmere there were three in Aldermoor.”"""
    for times in reading.quantities:
        quantity, other = _each_and_other(reading, times)
        words = stems(" ".join(counted(reading, times.end)[1]))
        if (
            not quantity
            or not other
            or not words <= other.subject.stems | NEUTRAL_NOUNS
        ):
            continue
        value = times.value + _and_a_part(reading.bare[times.end :])
        slack = Decimal("0.5") if value >= 2 and not times.bound else Decimal("0.6")
        ratio = other.value / quantity.value
        if abs(ratio * _of_how_many(reading, times) - value) > slack:
            right = f"there were {bare(rounded(ratio, 1))} of one for each of the other"
            yield _apart(times, [quantity, other], right)


def _each_and_other(reading: Reading, times: Quantity):
    """The figures of the thing counted once, and of the thing counted several times."""
    cue = phrase("areas.for-every").search(reading.bare[: times.lead])
    is_count = cue and times.unit == COUNT and not times.is_linked
    if not is_count or phrase("said.restricts").search(cue["one"]):
        return None, None
    quantity = _counted_at(reading, *cue.span("one"))
    other = _counted_at(reading, cue.end("one"), len(reading.bare), quantity)
    return (
        (quantity, other)
        if quantity and quantity is not other and quantity.value
        else (None, None)
    )


def _of_how_many(reading: Reading, times: Quantity) -> Decimal:
    """“For every ten hate crimes … there were twelve”: ten."""
    start = phrase("areas.for-every").search(reading.bare[: times.lead]).start("one")
    return next((q.value for q in reading.quantities if q.start == start), Decimal(1))


def _and_a_part(after: str) -> Decimal:
    """“Two and a half”."""
    part = phrase("areas.and-a-part").match(after)
    return Decimal(1) / FRACTIONS[part["part"]] if part else Decimal(0)


def _counted_at(reading: Reading, start: int, end: int, like=None) -> Fact | None:
    """The count that part of a sentence is about; the rest is taken from before."""
    named = {m.what for m in reading.mentions("measure") if start <= m.start < end}
    areas = {m.what for m in reading.areas if start <= m.start < end}
    if like is not None:
        named = named - {like.subject} or {like.subject}
    found = [quantity for quantity in named if quantity.unit == COUNT]
    area = next(iter(areas), like.area if like else reading.known.home_code)
    given = [p.period for p in reading.given if start <= p.start < end]
    when = given[0] if given else found and period_of(reading, found[0], area)
    is_one = len(found) == 1 and len(areas) < 2
    return found[0].known(area, when) if is_one and when else None


def _apart(gap: Quantity, facts: list[Fact], right: str) -> Mistake:
    first, second = facts
    return error(
        "calculation",
        gap,
        f"{first.name} is {first.words}, and {second.name} {second.words}: "
        f"{right}, not {gap.text}.",
        "Correct the difference.",
    )


Pair = tuple[Mention, Mention]


def _named(reading: Reading, gap: Quantity) -> Pair | None:
    """Return the two grants or areas that a sentence names.

    The county is only one of them if no other area is named.
    """
    if gap.unit == POUNDS:
        lines = reading.mentions("line")
        wholes = {m.what.row.parent for m in lines}
        found = [m for m in lines if m.what.row not in wholes]
    else:
        home = reading.known.home_code
        others = [m for m in reading.areas if m.what != home]
        found = others if len(others) > 1 else reading.areas
    is_pair = len(found) == 2 and found[0].what != found[1].what
    return (found[0], found[1]) if is_pair else None


def _pair(reading: Reading, gap: Quantity) -> Pair | None:
    """Return the two whose difference a number is said to be."""
    text, pair = reading.bare, _named(reading, gap)
    if pair is None:
        return None
    quantity, other = pair
    between = text[quantity.end : other.start]
    if phrase("said.gap-was").search(text[: gap.lead]):
        return pair  # “The gap between the first, A, and the last, B, was 245”
    if phrase("areas.more-in").fullmatch(text[gap.end : quantity.start]):
        return pair if phrase("areas.than-in").fullmatch(between) else None
    if quantity.end <= gap.start and other.start >= gap.end:
        after = text[gap.end : other.start]
        return pair if phrase("areas.more-than").fullmatch(after) else None
    is_by = other.end <= gap.start and phrase("areas.by").search(
        text[other.end : gap.lead]
    )
    return pair if is_by and phrase("areas.exceed").search(between) else None


def _ratio(reading: Reading, times: Quantity) -> Pair | None:
    """Return two things, the first of which is said to be a multiple of the other."""
    pair = _named(reading, times)
    if pair is None or not pair[0].end <= times.start < times.end <= pair[1].start:
        return None
    after = reading.bare[times.end : pair[1].start]
    return pair if phrase("areas.times").fullmatch(after) else None


def _facts(reading: Reading, pair: Pair, gap: Quantity) -> list[Fact]:
    """Return the figures of both, if only one period is named."""
    if gap.unit == POUNDS:
        period = reading.period or financial_year(reading.known.year)
        facts = [area.what.known("", period) for area in pair]
        return [] if None in facts or len(reading.given) > 1 else facts
    subject, areas = subject_of(reading), [area.what for area in pair]
    period = period_of(reading, subject, areas[0]) if subject else None
    return subject.all_known(areas, period) if subject and period else []
