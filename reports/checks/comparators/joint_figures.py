"""One number for several areas, lines or sums carried forward."""

from itertools import combinations

from partnership.core.values.formatting import pounds
from partnership.core.values.periods import financial_year
from reports.checks.comparators.base import Mistake, error
from reports.text.candidates import facts_for
from reports.text.parts import is_total, rows_of
from reports.text.phrases import phrase
from reports.text.placing import JOINTLY, each_area
from reports.text.quantities import COUNT, POUNDS
from reports.text.reader import VALUE, Claim
from reports.text.roles import claims_of


def is_sum_of_carried(claim):
    """“£23,000 was carried forward”: of two lines."""
    if claim.subject.kind != "carried":
        return False
    rows = [s for s in claim.reading.known.subjects if s.kind == "carried"]
    values = [fact.value for s in rows for fact in s.facts.values()]
    return all(values) and claim.quantity.fits(sum(values))


def wrong_sum(claim: Claim) -> Mistake | None:
    """“Advice and treatment together get £331,900”, where they do not."""
    reading, quantity = claim.reading, claim.quantity
    lines = reading.lines
    amounts = [q for q in reading.quantities if q.unit == POUNDS]
    if len(lines) < 2 or len(amounts) > 1 or claim.subject.kind != "line":
        return None
    when = claim.periods[0] if claim.periods else financial_year(reading.known.year)
    facts = [line.known("", when) for line in lines]
    if None in facts or _is_place_name(reading):
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


def _is_place_name(reading) -> bool:
    """Whether a line may be named for its place only."""
    spans = {(m.start, m.end) for m in reading.areas}
    return any((m.start, m.end) in spans for m in reading.subjects)


def is_of_several_lines(claim):
    """“Treatment and advice together get £331,900”: no single line's."""
    reading = claim.reading
    lines = reading.lines
    if claim.subject.kind != "line" or len(lines) < 2:
        return False
    if JOINTLY.search(reading.bare):
        return True
    for fact in facts_for(claim):
        known = [line.known("", fact.period) for line in lines]
        if claim.quantity.fits(sum(one.value for one in known if one)):
            return True
    return False


def is_of_parts(claim: Claim) -> bool:
    """“The larger two CSP grants, £220,500 and £188,100”: of some parts."""
    lines = [s for s in claim.reading.known.subjects if s.kind == "line"]
    parts = [one for one in lines if one.row.parent == claim.subject.row]
    values = [
        fact.value or 0
        for whole in facts_for(claim)[:1]
        for fact in (one.fact("", whole.period) for one in parts)
        if fact is not None
    ]
    rows = (row for n in range(1, len(values)) for row in combinations(values, n))
    return any(claim.quantity.value == sum(row) for row in rows)


def is_sum_of_named(claim: Claim) -> bool:
    """“Aldermoor and Dunmere (2,140 and 884) add up to 3,024”: of these two only."""
    reading, quantity = claim.reading, claim.quantity
    named, districts = {m.what for m in reading.areas}, set(reading.known.districts)
    rows = [row for row in rows_of(reading) if row[-1].end <= quantity.start]
    is_some = bool(named) and named < districts
    return is_some and bool(rows) and is_total(reading, quantity)


def together(claim: Claim):
    """One number for several areas: “Aldermoor and Brackwell together had 680”."""
    reading, quantity = claim.reading, claim.quantity
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
    county = claim.subject.known(reading.known.home_code, claim.periods[0])
    if whole and county and quantity.fits(county.value):
        return  # “518, or 43% of the county’s 1,198”
    if not quantity.fits(total):
        parts = " + ".join(fact.words for fact in facts)
        yield error(
            "typed-contradiction",
            quantity,
            f"“{quantity.text}” contradicts your data: {parts} is {total:,.0f}.",
            "Use the figures in your data, or correct your data.",
        )
