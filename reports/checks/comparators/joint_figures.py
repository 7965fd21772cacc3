"""One number for several areas, lines or sums carried forward."""

from itertools import combinations

from partnership.core.values.formatting import pounds
from partnership.core.values.periods import financial_year
from reports.checks.comparators.base import Mistake, error
from reports.text.candidates import facts_for
from reports.text.knowledge import Fact, length
from reports.text.parts import rows_of
from reports.text.periods import days_of, shifted
from reports.text.phrases import phrase
from reports.text.placing import JOINTLY, each_area, joined_areas
from reports.text.quantities import COUNT, POUNDS
from reports.text.reader import VALUE, Claim
from reports.text.roles import claims_of


def wrong_sum(claim: Claim) -> Mistake | None:
    """“Advice and treatment together get £331,900”, where they do not."""
    reading, quantity = claim.reading, claim.quantity
    lines = reading.lines
    amounts = [q for q in reading.quantities if q.unit == POUNDS]
    if len(lines) < 2 or len(amounts) > 1 or claim.subject.kind != "line":
        return None
    when = claim.periods[0] if claim.periods else financial_year(reading.known.year)
    facts = [line.known("", when) for line in lines]
    if None in facts:
        return None
    total = sum(fact.value for fact in facts)
    if not JOINTLY.search(reading.bare) or quantity.fits(total) or quantity.is_linked:
        return None
    parts = " + ".join(fact.words for fact in facts)
    return error(
        "typed-contradiction",
        quantity,
        f"“{quantity.text}” contradicts your data: {parts} is {pounds(total)}.",
        "Use the figures in your data, or correct your data.",
    )


def is_sum_or_difference(claim: Claim) -> bool:
    """Whether a number is a sum or difference of figures that the sentence names."""
    quantity = claim.quantity
    if quantity.value < SMALL:
        return False  # by chance
    rows = _of_money(claim) if claim.subject.is_money else _of_measure(claim)
    made = set()
    for row in rows:
        values = [fact.value for fact in row]
        made |= {sum(values)} if len(values) > 1 else set()
        made |= {abs(quantity - other) for quantity, other in combinations(values, 2)}
    return quantity.value in made


SMALL = 20


def _has_own_line(claim: Claim) -> bool:
    """“£186,100 for Castlehythe and Dunmere”: several areas with one amount."""
    text, at = claim.reading.bare, claim.quantity.end
    return any(
        m.what is claim.subject
        and m.start >= at
        and phrase("areas.goes-to").fullmatch(text[at : m.start])
        for m in claim.reading.subjects
    )


def _of_measure(claim: Claim) -> list[list[Fact]]:
    """Return figures of each area for all periods, and of all areas for each period."""
    subject, reading = claim.subject, claim.reading
    home = reading.known.home_code
    areas = list(dict.fromkeys([m.what for m in each_area(reading)] + claim.areas))
    periods = [p.period for p in reading.given] + claim.periods
    if not periods:
        periods = [fact.period for fact in subject.of(home)[-2:]]
    if len({days_of(period) for period in periods}) == 1:
        periods.append(shifted(periods[0], -1))
    periods = list({days_of(period): period for period in periods}.values())
    rows = [[subject.known(area, when) for when in periods] for area in areas]
    rows += [row for area in areas for row in _runs(subject.of(area), periods)]
    groups = [*joined_areas(reading), [area for area in areas if area != home]]
    for when in periods:
        rows += [[subject.known(area, when) for area in group] for group in groups]
        rows += [
            [subject.known(area, when), subject.known(home, when)]
            for area in areas
            if area != home
        ]
    return [[fact for fact in row if fact and fact.value is not None] for row in rows]


def _runs(facts: list[Fact], periods) -> list[list[Fact]]:
    """Return runs of periods: “the first two quarters”, “since 2015-16”."""
    rows = []
    for year in periods:
        within = [
            fact
            for fact in facts
            if length(fact.period) < length(year)
            and year.start <= fact.period.start
            and fact.period.end <= year.end
        ]
        alike = [fact for fact in facts if length(fact.period) == length(year)]
        for parts in (within, alike):
            ends = combinations(range(len(parts) + 1), 2)
            rows += [parts[first:last] for first, last in ends if last - first > 1]
    return rows


def _of_money(claim: Claim) -> list[list[Fact]]:
    """Return amounts of the lines named, of parts of a line, and carried forward."""
    known, subject = claim.reading.known, claim.subject
    lines = known.of_kind("line")
    parts = [line for line in lines if line.row.parent == subject.row]
    rows = [claim.reading.lines]
    rows += [row for n in range(1, len(parts)) for row in combinations(parts, n)]
    periods = {fact.period for fact in facts_for(claim)}
    return [
        [fact for line in row if (fact := line.known("", when))]
        for row in rows
        for when in periods
    ]


def are_taken_together(claim: Claim) -> bool:
    """“Aldermoor and Brackwell had 680”: one number for all areas that are named."""
    reading = claim.reading
    if claim.subject.is_money and _has_own_line(claim):
        return False
    if JOINTLY.search(reading.bare):
        return True
    values = [c for c in claims_of(reading) if c.role == VALUE and c.subjects]
    named = list(dict.fromkeys(m.what for m in each_area(reading)))
    is_one = len(values) == 1 and joined_areas(reading) == [named]
    is_one = is_one and claim.subject.unit == COUNT
    return is_one and not phrase("areas.one-by-one").search(reading.bare)


def together(claim: Claim):
    """One number for several areas: “Aldermoor and Brackwell together had 680”."""
    reading, quantity = claim.reading, claim.quantity
    if reading.bare[: quantity.lead].endswith("("):
        return  # “Aldermoor (301) had more than the other two put together”
    areas = {m.what for m in each_area(reading)} - {reading.known.home_code}
    rows = [q for row in rows_of(reading) for q in row]
    facts = [claim.subject.fact(area, when) for when in claim.periods for area in areas]
    own = {fact.value for fact in facts if fact is not None}
    stated = [
        c
        for c in claims_of(reading)
        if c.subject is claim.subject
        and c.role == VALUE
        and c.quantity.value not in own
    ]
    whole = any(m.what == reading.known.home_code for m in reading.areas)
    if (
        quantity in rows
        or len(stated) > 1 + whole
        or not areas <= set(reading.known.districts)
    ):
        return
    if len(claim.periods) != 1 or claim.subject.unit != COUNT or quantity.is_linked:
        return
    if len(areas) < 2 or phrase("areas.owned").search(reading.bare[: quantity.lead]):
        return
    facts = claim.subject.all_known(sorted(areas), claim.periods[0])
    if not facts:
        return
    total = sum(fact.value for fact in facts)
    if not quantity.fits(total):
        parts = " + ".join(fact.words for fact in facts)
        yield error(
            "typed-contradiction",
            quantity,
            f"“{quantity.text}” contradicts your data: {parts} is {total:,.0f}.",
            "Use the figures in your data, or correct your data.",
        )
