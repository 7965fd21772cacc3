"""Values against the data: the right figure for that subject, area and period."""

import re
from dataclasses import replace

from partnership.core.values.missing import Qualifier
from partnership.core.values.periods import financial_year
from reports.checks.comparators.base import (
    ERROR,
    LINK,
    WARNING,
    Mistake,
    comparator,
)
from reports.checks.comparators.sums import is_total, parts_of, rows_of
from reports.text.forms import any_of
from reports.text.knowledge import Fact
from reports.text.periods import MONTHS, days_of
from reports.text.quantities import (
    COUNT,
    DURATION,
    MULTIPLE,
    PERCENT,
    POINTS,
    POUNDS,
    RATE,
)
from reports.text.reader import MASK, SHARE, VALUE, Claim, Reading, counted
from reports.text.roles import claims_of

# Which bounds in words say the same as a qualifier in the data.
SAYS = {
    Qualifier.UP_TO: {"up-to", "under", "under-near"},
    Qualifier.OVER: {"over", "over-near", "at-least"},
    Qualifier.AT_LEAST: {"at-least", "over", "over-near"},
    Qualifier.JUST_UNDER: {"under-near", "under", "up-to", "about"},
}
RESTRICTORS = any_of(
    tuple(
        "solved detected prevented stopped charged convicted cautioned "
        "involving involved committed linked "
        "attempted aborted led resulted ended cleared closed followed "
        "referred visited victims alarms "
        "whose where against using because night nights weekend weekends daytime "
        "aged by".split()
    )
)


def is_checked(claim: Claim) -> bool:
    """Whether a number is a value that the data may have."""
    quantity = claim.quantity
    if quantity.unit in {DURATION, MULTIPLE, POINTS}:
        return False
    if claim.role == SHARE:
        return bool(claim.subject and claim.subject.unit == PERCENT)
    return claim.role == VALUE and bool(claim.subjects)


def facts_for(claim: Claim) -> list[Fact]:
    """The figures that a claim may mean, the likeliest first."""
    found = []
    for subject in claim.subjects:
        areas = [""] if subject.is_money else claim.areas
        for area in areas:
            found += _of_periods(claim, subject, area)
    return list(dict.fromkeys(found))


def _of_periods(claim, subject, area):
    if subject.kind == "carried":
        yield from subject.facts.values()
        return
    if claim.periods:
        for period in claim.periods:
            if fact := subject.fact(area, period):
                yield fact
            else:
                yield from _calendar(claim, subject, area, period)
        return
    known = [one for one in reversed(subject.of(area))]
    if subject.is_money:
        this = subject.fact(area, financial_year(claim.reading.known.year))
        known = [one for one in [this, *known] if one is not None]
    yield from dict.fromkeys(known)


def _calendar(claim, subject, area, period):
    """“2017” said of a measure by financial years may mean the one that began then."""
    if not period.start or (period.start.month, period.end.month) != (1, 12):
        return
    for year in (period.start.year, period.start.year - 1):
        if fact := subject.fact(area, financial_year(year)):
            yield fact


def number_end(claim: Claim) -> int:
    """Where the number ends that a token would replace: without “per 1,000”."""
    quantity = claim.quantity
    if quantity.unit != RATE:
        return quantity.end
    digits = quantity.text.split()[0]
    return quantity.start + len(digits)


def matches(claim: Claim, fact: Fact) -> bool:
    """Whether a claim's number may tell a figure, whatever is said of its bound."""
    if fact.value is None:
        return False
    quantity = claim.quantity
    if fact.qualifier in SAYS and quantity.is_about(fact.value):
        return True
    if quantity.bound == "up-to" and quantity.value == fact.value:
        return True
    return quantity.fits(fact.value)


@comparator(10)
def figures_agree(reading: Reading):
    """A value that the data do not have for its subject, area and period."""
    times = _times_told(reading)
    for claim in claims_of(reading):
        if not is_checked(claim) or is_listed(claim):
            continue
        claim = _placed(reading, claim, times)
        facts = facts_for(claim)
        if len(reading.areas) > 1 and _JOINTLY.search(reading.bare):
            yield from _together(claim)
            facts = [one for one in facts if matches(claim, one)]
        if claim.quantity.is_linked:
            yield from _linked(claim, facts)
            continue
        fitting = [one for one in facts if matches(claim, one)]
        if fitting:
            yield from _bound(claim, fitting)
            yield from _link(claim, fitting)
        elif facts and not _is_sum_of_carried(claim):
            yield from _wrong(claim, facts)


def _is_sum_of_carried(claim):
    """“£23,000 was carried forward”: of two lines."""
    if claim.subject.kind != "carried":
        return False
    rows = [s for s in claim.reading.known.subjects if s.kind == "carried"]
    values = [fact.value for s in rows for fact in s.facts.values()]
    return all(values) and claim.quantity.fits(sum(values))


def _times_told(reading):
    """The periods of the numbers between which a change is told: “from … to …”."""
    from reports.checks.comparators.changes import changes_of

    found = {}
    for change in changes_of(reading):
        for quantity, period in (
            (change.first, change.base),
            (change.last, change.period),
        ):
            if quantity is not None and period is not None:
                found.setdefault(quantity, (period, change.areas))
    return found


_JOINTLY = any_of(
    (
        "together",
        "between them",
        "combined",
        "in all",
        "altogether",
        "in total",
        "jointly",
    )
)


def _together(claim: Claim):
    """One number for several areas: “Aldermoor and Brackwell together had 680”."""
    reading, quantity = claim.reading, claim.quantity
    areas = {m.what for m in reading.areas}
    rows = [q for row in rows_of(reading) for q in row]
    told = [
        c for c in claims_of(reading) if c.subject is claim.subject and c.role == VALUE
    ]
    if quantity in rows or len(told) > 1 or not areas <= set(reading.known.districts):
        return
    if len(claim.periods) != 1 or claim.subject.unit != COUNT or quantity.is_linked:
        return
    facts = [claim.subject.fact(area, claim.periods[0]) for area in sorted(areas)]
    if any(fact is None or fact.value is None for fact in facts):
        return
    total = sum(fact.value for fact in facts)
    if not quantity.fits(total):
        parts = " + ".join(fact.words for fact in facts)
        yield Mistake(
            "typed-contradiction",
            ERROR,
            quantity.start,
            quantity.end,
            f"“{quantity.text}” contradicts your data: {parts} is {total:,.0f}.",
            "Use the figures in your data, or correct your data.",
        )


def _placed(reading, claim, times):
    """The claim with what its company says of its period and area."""
    quantity, home = claim.quantity, reading.known.home_code
    if quantity in times:
        period, areas = times[quantity]
        if not _has_own_period(reading, quantity):
            claim = replace(claim, periods=[period])
        if len(areas) == 1 and not claim.subject.is_money:
            claim = replace(claim, areas=areas)
    if (areas := _in_order(reading, quantity)) and not claim.subject.is_money:
        claim = replace(claim, areas=areas)
    if is_total(reading, quantity) and home not in claim.areas:
        claim = replace(claim, areas=[home, *claim.areas])
    for part, whole, _share in parts_of(reading):
        if not reading.areas or quantity not in (part, whole):
            continue
        of_whole = _own_area(reading, whole) or home
        if quantity is whole:
            claim = replace(claim, areas=list(dict.fromkeys([of_whole, *claim.areas])))
        else:
            areas = [m.what for m in reading.areas if m.what != of_whole]
            claim = replace(claim, areas=list(dict.fromkeys(areas)) or claim.areas)
    return claim


def _in_order(reading, quantity) -> list[str]:
    """“Aldermoor and Brackwell had 412 and 268”: the first has the first."""
    for row in rows_of(reading):
        if quantity not in row:
            continue
        areas = [m for m in reading.areas if m.end <= row[0].start]
        gaps = [
            reading.bare[one.end : other.start]
            for one, other in zip(areas, areas[1:], strict=False)
        ]
        joined = all(re.fullmatch(r"\s*(?:,|and|, and)\s*", gap) for gap in gaps)
        if len(areas) == len(row) and len(row) > 1 and joined:
            return [areas[row.index(quantity)].what]
    return []


def _own_area(reading, quantity):
    """The area right before or after a number: “the county’s 1,198”."""
    for mention in reading.areas:
        between = reading.between(
            (mention.start, mention.end), (quantity.lead, quantity.end)
        )
        if re.fullmatch(
            r"\s*(?:'s|\(|:)?\s*|[a-z -]*\b(?:in|of|across)(?: the)? ", between
        ):
            return mention.what
    return ""


def _has_own_period(reading, quantity):
    span = quantity.start, quantity.end
    return any(
        p.start >= quantity.end and reading.cost(span, (p.start, p.end)) <= 1.3
        for p in reading.given
    )


def is_listed(claim: Claim) -> bool:
    """Whether a number is one of several told in a row, without a name of its own."""
    reading, quantity = claim.reading, claim.quantity
    if _has_own_period(reading, quantity) or _own_area(reading, quantity):
        return False
    for row in rows_of(reading):
        if quantity in row and len(row) > 2:
            subjects = {c.subject for c in claims_of(reading) if c.quantity in row}
            return len(subjects) < len(row)
    return False


def _wrong(claim: Claim, facts: list[Fact]):
    reading, quantity, best = claim.reading, claim.quantity, facts[0]
    if best.value is None:
        if reading.has("states.unknown"):
            return
        if not claim.periods and any(one.value is not None for one in facts):
            facts = [one for one in facts if one.value is not None]
            best = facts[0]
        else:
            yield _unknown(claim, best)
            return
    if best.value is None or not _is_whole(claim, best):
        return
    if best.subject.kind == "carried":
        return  # a check of its own compares these
    if best.subject.kind == "fund" and not claim.periods and not _is_named(claim):
        # “The grant” may be another one.
        return
    sure = {"subject", "area", "period"} <= claim.sure and quantity.bound in {
        "",
        "exact",
    }
    sure = sure and not _foreign_object(claim)
    end, words = number_end(claim), best.words
    other = _elsewhere(claim, best)
    message = (
        f"“{reading.text[quantity.lead : end].strip()}” contradicts your "
        f"data: {best.name} is {words}."
    )
    if other is not None:
        message += f" {quantity.text} is the figure for {_differs(best, other)}."
    offer = best.token if _can_replace(claim, best) else ""
    yield Mistake(
        "typed-contradiction",
        ERROR if sure else WARNING,
        quantity.lead if quantity.bound and best.qualifier in SAYS else quantity.start,
        end,
        message,
        "Use the figure in your data, or correct your data.",
        offer,
        words if offer else "",
    )


def _is_named(claim) -> bool:
    return any(m.what is claim.subject for m in claim.reading.subjects)


def _can_replace(claim, fact) -> bool:
    """Whether the token can replace the number and leave the rest as it is."""
    quantity = claim.quantity
    if quantity.is_worded or quantity.is_fraction or not fact.token:
        return False
    if not claim.periods and not fact.subject.is_money:
        return False
    if quantity.bound and fact.qualifier not in SAYS:
        return False
    return not (
        fact.qualifier in SAYS
        and quantity.lead == quantity.start
        and claim.reading.text[: quantity.start].strip() == ""
    )


def _differs(best, other):
    """What the other figure is of, as far as it is not the same."""
    place = other.subject.areas.get(other.area, "") if other.area != best.area else ""
    when = other.period.label if days_of(other.period) != days_of(best.period) else ""
    return ", ".join(filter(None, [place, when])) or other.name


def _elsewhere(claim, best):
    """Another figure of the same subject with this very value."""
    for one in best.subject.facts.values():
        if (
            one is not best
            and one.value is not None
            and one.value == claim.quantity.value
        ):
            return one
    return None


def _unknown(claim, fact):
    quantity = claim.quantity
    return Mistake(
        "figure-unknown",
        ERROR if "period" in claim.sure else WARNING,
        quantity.start,
        quantity.end,
        f"There is no figure for {fact.name}: it is {fact.why_not}.",
        "Delete the figure, or enter it in the data.",
    )


_PLACE = re.compile(
    r"\b(?:in|at|across|near|around) (?:the )?(?P<name>[A-Z][\w-]+)"
    r"|(?P<owner>[A-Z][a-z-]+)[’']s\b"
)


def _is_elsewhere(reading: Reading) -> bool:
    """Whether a sentence names a place that the data do not know."""
    known = [
        *reading.areas,
        *reading.names,
        *reading.subjects,
        *reading.periods,
        *reading.dates,
    ]
    for match in _PLACE.finditer(reading.text):
        at = match.start("name") if match["name"] else match.start("owner")
        word = (match["name"] or match["owner"]).lower()
        if word in MONTHS or any(one.start <= at < one.end for one in known):
            continue
        return True
    return False


def _is_whole(claim: Claim, best: Fact) -> bool:
    """Whether the number is of the whole subject: a smaller one may be of a part."""
    quantity, reading = claim.quantity, claim.reading
    if _is_elsewhere(reading):
        return False
    if quantity.unit in {COUNT} and quantity.value < best.value:
        start, end = _clause(reading, quantity)
        text = reading.bare[start:end]
        if RESTRICTORS.search(text):
            return False
        if _foreign_object(claim):
            return False
    if not claim.periods and not quantity.unit == POUNDS:
        # Without a period it is wrong only if it is no period's figure at all.
        return "area" in claim.sure and reading.areas != [] and quantity.bound == ""
    return True


def _clause(reading, quantity):
    text = reading.bare
    start = max(text.rfind(mark, 0, quantity.start) for mark in (";", ":", "(")) + 1
    ends = [text.find(mark, quantity.end) for mark in (";", ":", ")")]
    ends = [one for one in ends if one >= 0]
    return start, min(ends) if ends else len(text)


def _foreign_object(claim) -> bool:
    """“412 burglaries of sheds”: what is counted is narrowed down."""

    reading, quantity = claim.reading, claim.quantity
    start, end, words = counted(reading, quantity)
    mentions = [m.end for m in reading.subjects if m.what is claim.subject]
    return any(_narrows(reading, at) for at in [end, *mentions])


def _narrows(reading, end):
    rest = reading.bare[end:]
    found = re.match(
        r"\s*(?:of|at|on|by|against|to|from|with|near|among)\s+(?:the |a "
        r"|an )?([a-z\x01-]+)",
        rest,
    )
    if not found:
        return False
    at = end + found.start(1)
    known = [*reading.areas, *reading.periods, *reading.subjects, *reading.names]
    return (
        not any(one.start <= at < one.end or one.start == at for one in known)
        and found[1]
        not in {
            "which",
            "whom",
            "these",
            "all",
            "those",
            "any",
            "every",
            "date",
            "police",
            "time",
            "whole",
        }
        and not found[1].startswith(MASK)
    )


def _bound(claim: Claim, facts: list[Fact]):
    """A figure that is only a bound in the data, told as exact, or the other way."""
    fact, quantity, reading = facts[0], claim.quantity, claim.reading
    if fact.qualifier in SAYS:
        same = SAYS[fact.qualifier] if quantity.value == fact.value else None
        if same is None or quantity.bound in same or quantity.bound == "about":
            return
        if fact.qualifier == Qualifier.UP_TO and _is_ceiling(reading):
            return
        offer = (
            fact.token
            if not quantity.is_worded and not _at_beginning(reading, quantity)
            else ""
        )
        yield Mistake(
            "bound-contradicted",
            ERROR,
            quantity.lead,
            quantity.end,
            f"“{reading.text[quantity.lead : quantity.end]}” should be "
            f"“{fact.words}”: {fact.name} is not an exact figure.",
            f"Write “{fact.words}”.",
            offer,
            fact.words if offer else "",
        )
    elif (
        quantity.bound == "up-to"
        and quantity.value == fact.value
        and not reading.has("target.names")
    ):
        yield Mistake(
            "bound-contradicted",
            WARNING,
            quantity.lead,
            quantity.end,
            f"“{reading.text[quantity.lead : quantity.end]}” sounds like a "
            f"maximum, but {fact.name} is an exact figure, not a ceiling: "
            f"{fact.words}.",
            f"Write “{fact.words}”.",
        )


def _at_beginning(reading, quantity):
    return not reading.text[: quantity.lead].strip(" “‘\"'(")


CEILING = any_of(
    (
        "may cost",
        "could cost",
        "might cost",
        "ceiling",
        "maximum",
        "capped",
        "cap",
        "limit",
        "at most",
        "may spend",
        "may be spent",
        "can be spent",
        "up to",
        "or less",
        "no more than",
        "not more than",
    )
)


def _is_ceiling(reading):
    return bool(CEILING.search(reading.bare))


def _link(claim: Claim, facts: list[Fact]):
    """Offer a link where one figure only can be meant, and its words fit in."""
    quantity, reading = claim.quantity, claim.reading
    tokens = {
        one.token: one for one in facts if one.token and one.value == quantity.value
    }
    if len(tokens) != 1 or quantity.is_fraction or quantity.is_worded:
        return
    fact = next(iter(tokens.values()))
    if any(one.token not in tokens for one in facts) and claim.periods:
        return
    start = quantity.start
    if fact.qualifier in SAYS:
        if quantity.bound not in SAYS[fact.qualifier]:
            return
        start = quantity.lead
        if _at_beginning(reading, quantity):
            return
    elif quantity.bound not in {"", "about", "exact"}:
        return
    yield Mistake(
        "typed-figure",
        LINK,
        start,
        number_end(claim),
        f"{quantity.text} was typed. It matches {fact.name} in your data.",
        "Link it so that it updates with your data.",
        fact.token,
        fact.words,
    )


def _linked(claim: Claim, facts: list[Fact]):
    """A linked figure that is not the one of which the sentence speaks."""
    token = claim.quantity.token
    if token.name not in {"value", "amount", "total", "carried"} or not facts:
        return
    source = " ".join([token.name, *token.arguments])
    if any(source == one.token.strip("[=]") for one in facts):
        return
    best, quantity, reading = facts[0], claim.quantity, claim.reading
    if best.value is None or best.subject.kind == "fund" and token.name == "amount":
        return
    if not claim.periods and best.subject.kind == "measure":
        return
    own = _fact_of(reading.known, source)
    told = f": it is the figure for {own.name}" if own else ""
    yield Mistake(
        "linked-figure-contradicted",
        ERROR if {"area", "period"} <= claim.sure else WARNING,
        quantity.lead,
        number_end(claim),
        f"The linked figure {quantity.text} is not the one that the "
        f"sentence names{told}. "
        f"{best.name} is {best.words}.",
        "Link the other figure, or change the sentence.",
        best.token,
        best.words,
    )


def _fact_of(known, source):
    for subject in known.subjects:
        for fact in subject.facts.values():
            if fact.token.strip("[=]") == source:
                return fact
    return None
