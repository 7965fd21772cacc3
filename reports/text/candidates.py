"""Which figures of the data a number may mean."""

from partnership.core.values.missing import Qualifier
from partnership.core.values.periods import financial_year
from reports.text.knowledge import Fact
from reports.text.parts import rows_of
from reports.text.periods import days_of
from reports.text.phrases import phrase
from reports.text.placing import JOINTLY
from reports.text.quantities import DURATION, MULTIPLE, PERCENT, POINTS, RATE
from reports.text.reader import RESULT, SHARE, TARGET, VALUE, Claim
from reports.text.roles import claims_of

# Bounds in words that mean the same as a qualifier in the data.
SAYS = {
    Qualifier.UP_TO: {"up-to", "under", "under-near"},
    Qualifier.OVER: {"over", "over-near", "at-least"},
    Qualifier.AT_LEAST: {"at-least", "over", "over-near"},
    Qualifier.JUST_UNDER: {"under-near", "under", "up-to", "about"},
}


def is_checked(claim: Claim) -> bool:
    """Whether a number is a value that may be in the data."""
    quantity = claim.quantity
    if quantity.unit in {DURATION, MULTIPLE, POINTS} or claim.voice != RESULT:
        return False
    if phrase("said.plus-after").match(claim.reading.bare[quantity.end :]) or phrase(
        "said.plus-before"
    ).search(claim.reading.bare[: quantity.lead]):
        return False
    if _is_averaged(claim) or bound_of_each(claim):
        return False
    if phrase("said.part-way").search(claim.reading.bare):
        return False
    before = claim.reading.bare[: quantity.lead]
    if quantity.bound and phrase("said.never").search(claim.reading.bare):
        return False  # “Never more than 193 in a year”
    if phrase("said.not-reached").search(before):
        return False  # “Neither district reached 300”
    if claim.role == SHARE:
        return bool(claim.subject and claim.subject.unit == PERCENT)
    return claim.role == VALUE and bool(claim.subjects)


def bound_of_each(claim: Claim) -> int:
    """1 if each district has at least this many, -1 if at most, 0 if neither is stated.

    “No district had fewer than 160” is the same as “every one had at least 160”.
    """
    before = claim.reading.bare[: claim.quantity.start]
    cue = phrase("areas.each-one").search(before)
    if cue is None or JOINTLY.search(before):
        return 0
    is_least = phrase("areas.at-least").search(before)
    way = 1 if is_least else -1 if phrase("areas.less-than").search(before) else 0
    denies = phrase("areas.no-one").match(cue[0])
    return -way if denies else way


def _is_averaged(claim: Claim) -> bool:
    """“About 100 a month”, “in each quarter”, “for every”: not the period's figure."""
    bare, quantity = claim.reading.bare, claim.quantity
    if claim.subject is not None and claim.subject.unit in {RATE, PERCENT}:
        return False
    return bool(
        phrase("said.averaged").search(bare)
        or phrase("said.groups-of").search(bare[: quantity.lead])
        or phrase("said.per-time").match(bare[quantity.end :])
    )


def facts_for(claim: Claim) -> list[Fact]:
    """The figures that a claim may mean, likeliest first."""
    found = []
    for subject in claim.subjects:
        areas = [""] if subject.is_money else claim.areas
        for area in areas:
            found += of_periods(claim, subject, area)
    return list(dict.fromkeys(found))


def of_periods(claim, subject, area):
    if subject.kind == "carried":
        yield from subject.facts.values()
        return
    if claim.periods:
        for period in claim.periods:
            if fact := subject.fact(area, period) or subject.composed(area, period):
                yield fact
            else:
                yield from by_calendar(subject, area, period)
        return
    known = subject.of(area)[::-1]
    this = financial_year(claim.reading.known.year)
    if subject.is_money and (fact := subject.fact(area, this)):
        known = [fact, *known]
    yield from dict.fromkeys(known)


def by_calendar(subject, area, period):
    """“2017” for a measure by financial years may mean the one that began then."""
    if not period.start or (period.start.month, period.end.month) != (1, 12):
        return
    for year in (period.start.year, period.start.year - 1):
        if fact := subject.fact(area, financial_year(year)):
            yield fact


def matches(claim: Claim, fact: Fact) -> bool:
    """Whether a claim's number may be a figure, whatever its qualifier."""
    if fact.value is None:
        return False
    quantity = claim.quantity
    if fact.qualifier in SAYS and quantity.is_about(fact.value):
        return True
    if fact.qualifier == Qualifier.UP_TO and quantity.bound == "up-to":
        return False
    if quantity.bound == "up-to" and quantity.value == fact.value:
        return True
    return quantity.fits(fact.value)


def is_stated_already(claim: Claim, best: Fact) -> bool:
    """“No higher than 32%, and it was 30%”: another number gives the figure."""
    quantity, rows = claim.quantity, rows_of(claim.reading)
    beside = [other for row in rows if quantity in row for other in row]
    return any(
        c.quantity is not quantity
        and c.quantity not in beside
        and c.role in {VALUE, TARGET, SHARE}
        and c.subject is best.subject
        and best.value is not None
        and c.quantity.is_about(best.value)
        and (best.area in c.areas or best.subject.is_money)
        and (not c.periods or days_of(best.period) in map(days_of, c.periods[:1]))
        for c in claims_of(claim.reading)
    )
