"""Values against the data: the right figure for that subject, area and period."""

from dataclasses import replace

from partnership.core.values.formatting import pounds
from partnership.core.values.missing import Qualifier
from partnership.core.values.periods import financial_year
from reports.checks.comparators.base import (
    ERROR,
    LINK,
    WARNING,
    Mistake,
    comparator,
    error,
    mistake,
    warning,
)
from reports.text.clauses import clause_at
from reports.text.forms import any_of, stems
from reports.text.knowledge import Fact, length
from reports.text.narrowing import narrows
from reports.text.parts import parts_of, rows_of
from reports.text.periods import days_of
from reports.text.phrases import phrase
from reports.text.places import is_elsewhere
from reports.text.placing import (
    JOINTLY,
    areas_in_order,
    clause_of,
    each_area,
    has_own_period,
    is_listed,
    line_in_order,
    own_area,
    placed,
    times_given,
    whole_of_parts,
)
from reports.text.quantities import (
    COUNT,
    DURATION,
    MULTIPLE,
    PERCENT,
    POINTS,
    POUNDS,
    RATE,
)
from reports.text.reader import (
    RESULT,
    SHARE,
    TARGET,
    VALUE,
    Claim,
    Reading,
    counted,
)
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
    if claim.role == SHARE:
        return bool(claim.subject and claim.subject.unit == PERCENT)
    return claim.role == VALUE and bool(claim.subjects)


def bound_of_each(claim: Claim) -> int:
    """1 if each district has at least so many, -1 if at most, 0 if nothing is said.

    “No district had fewer than 160” is the same as “every one had at least 160”.
    """
    before = claim.reading.bare[: claim.quantity.start]
    cue = phrase("areas.each-one").search(before)
    if cue is None or JOINTLY.search(before):
        return 0
    way = 0
    if phrase("areas.at-least").search(before):
        way = 1
    elif low := phrase("areas.less-than").search(before):
        way = -1 if low else 0
    denies = phrase("areas.no-one").match(cue[0])
    return -way if denies else way


def _is_averaged(claim: Claim) -> bool:
    """“About 100 a month”, “in each quarter”, “for every”: no figure of the period."""
    bare, quantity = claim.reading.bare, claim.quantity
    if claim.subject is not None and claim.subject.unit in {RATE, PERCENT}:
        return False
    return bool(
        phrase("said.averaged").search(bare)
        or phrase("said.per-time").match(bare[quantity.end :])
    )


def _is_part_of_figure(claim: Claim) -> bool:
    """“Of the 268 burglaries, 40 were at night”: of a part without a figure."""
    reading, quantity = claim.reading, claim.quantity
    if claim.subject.kind == "carried":
        return False
    if quantity.unit == POUNDS:
        earlier = [q for q in reading.quantities if q.end <= quantity.start]
        funds = [s for s in reading.known.subjects if s.kind == "fund"]
        totals = [f.value for s in funds for f in s.facts.values() if f.value]
        if earlier and any(earlier[0].fits(total) for total in totals):
            return False
        begins = phrase("money.of-one-line").match(reading.bare[: quantity.lead])
        return bool(begins and earlier and earlier[0].value > quantity.value)
    before = reading.bare[: quantity.lead]
    for share in reading.quantities:
        # “Half of the hate crimes, 120, were …”
        of_whole = share.is_fraction and share.end <= quantity.lead
        if of_whole and phrase("said.of").match(reading.bare[share.end :]):
            return before.rstrip().endswith((",", "("))
    for part, whole, _share in parts_of(reading):
        if part is quantity and claim.subject.unit == COUNT:
            of_whole = own_area(reading, whole)
            return all(m.what == of_whole for m in reading.areas)
    return False


def _is_other_kind(claim: Claim) -> bool:
    """“… ; accidental fires were up to 231”: another kind than the one named before."""
    reading, quantity = claim.reading, claim.quantity
    at = reading.bare.rfind(";", 0, quantity.start)
    words = stems(reading.bare[at:]) if at >= 0 else set()
    return bool(words & claim.subject.stems) and not any(
        key <= words for key in claim.subject.keys
    )


def _goes_on(claim: Claim) -> bool:
    """“In July it peaked and then fell, to 64”: of a time that is not named."""
    reading, quantity = claim.reading, claim.quantity
    earlier = [p for p in reading.given if p.end <= quantity.start]
    between = reading.bare[earlier[-1].end : quantity.start] if earlier else ""
    if phrase("said.goes-on").search(between):
        return True
    before, after = reading.bare[: quantity.lead], reading.bare[quantity.end :]
    if phrase("said.within").search(reading.bare):
        return True
    if phrase("said.up-from").search(before) or phrase("said.before-that").match(
        after.lstrip()
    ):
        return True
    if phrase("said.complement").match(reading.bare[quantity.end :]):
        return True
    if _is_other_kind(claim):
        return True
    is_quarter = claim.periods and length(claim.periods[0]) == 3
    if is_quarter and phrase("said.quarters").search(reading.bare):
        return True
    # “Castlehythe 216 (170)”: the earlier one, in brackets.
    opened = reading.bare[: quantity.lead].rstrip()
    return bool(
        opened.endswith("(")
        and any(q.end == len(opened[:-1].rstrip()) for q in reading.quantities)
    )


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
            if fact := subject.fact(area, period) or subject.composed(area, period):
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
    if fact.qualifier == Qualifier.UP_TO and quantity.bound == "up-to":
        return False
    if quantity.bound == "up-to" and quantity.value == fact.value:
        return True
    return quantity.fits(fact.value)


@comparator(10)
def figures_agree(reading: Reading):
    """A value that the data do not have for its subject, area and period."""
    times = times_given(reading)
    for claim in claims_of(reading):
        if not is_checked(claim) or is_listed(claim):
            continue
        claim = whole_of_parts(placed(reading, claim, times))
        facts = facts_for(claim)
        if len(each_area(reading)) > 1 and JOINTLY.search(reading.bare):
            yield from _together(claim)
            facts = [one for one in facts if matches(claim, one)]
        if claim.quantity.is_linked:
            yield from _linked(claim, facts)
            continue
        fitting = [one for one in facts if matches(claim, one)]
        if fitting:
            yield from _bound(claim, fitting)
            yield from _link(claim, fitting)
        elif mistake := _wrong_sum(claim):
            yield mistake
        elif facts and not (
            _is_sum_of_carried(claim)
            or _is_of_several_lines(claim)
            or _is_part_of_figure(claim)
            or _goes_on(claim)
            or _is_base_of_no_time(claim, times)
            or _is_beside_change(claim)
            or _is_of_another_named(claim, facts[0])
        ):
            yield from _wrong(claim, facts)


def _is_of_another_named(claim, best) -> bool:
    """Whether it is the figure of another area, or line, that the sentence names."""
    reading, quantity = claim.reading, claim.quantity
    if line_in_order(reading, quantity) or areas_in_order(reading, quantity):
        return False
    when = {days_of(p.period) for p in reading.given} or {days_of(best.period)}
    if quantity.unit == POUNDS:
        words = stems(reading.low)
        lines = [s for s in reading.known.subjects if s.kind == "line"]
        others = [s for s in lines if s not in claim.subjects and s.stems <= words]
        facts = [f for s in others for f in s.facts.values()]
    else:
        if own_area(reading, quantity):
            return False
        areas = {m.what for m in reading.areas} - {best.area}
        facts = [f for f in best.subject.facts.values() if f.area in areas]
    return any(
        fact.value == quantity.value and days_of(fact.period) in when for fact in facts
    )


def _is_beside_change(claim) -> bool:
    """“Rose more in Aldermoor (87)”: by how much it rose."""
    reading, quantity = claim.reading, claim.quantity
    start, _end = clause_at(reading, quantity.start)
    before = reading.bare[start : quantity.lead]
    return bool(phrase("change.beside-area").search(before))


def _is_base_of_no_time(claim, times) -> bool:
    """“From 467 to 448, and then to 412 in 2017-18”: of a year that is not named."""
    reading, quantity = claim.reading, claim.quantity
    if quantity in times or has_own_period(reading, quantity):
        return False
    before = reading.bare[: quantity.lead]
    ranges = phrase("said.ranges").search(before)
    return bool(phrase("said.from").search(before)) and not ranges


def _is_sum_of_carried(claim):
    """“£23,000 was carried forward”: of two lines."""
    if claim.subject.kind != "carried":
        return False
    rows = [s for s in claim.reading.known.subjects if s.kind == "carried"]
    values = [fact.value for s in rows for fact in s.facts.values()]
    return all(values) and claim.quantity.fits(sum(values))


def _wrong_sum(claim: Claim) -> Mistake | None:
    """“Advice and treatment together get £331,900”, where they do not."""
    reading, quantity = claim.reading, claim.quantity
    lines = list(
        dict.fromkeys(m.what for m in reading.subjects if m.what.kind == "line")
    )
    amounts = [q for q in reading.quantities if q.unit == POUNDS]
    if len(lines) < 2 or len(amounts) > 1 or claim.subject.kind != "line":
        return None
    when = claim.periods[0] if claim.periods else financial_year(reading.known.year)
    facts = [line.fact("", when) for line in lines]
    if any(f is None or f.value is None for f in facts) or _is_place_name(reading):
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


def _is_of_several_lines(claim):
    """“Treatment and advice together get £331,900”: no single line's."""
    reading = claim.reading
    lines = list(
        dict.fromkeys(m.what for m in reading.subjects if m.what.kind == "line")
    )
    if claim.subject.kind != "line" or len(lines) < 2:
        return False
    if JOINTLY.search(reading.bare):
        return True
    for fact in facts_for(claim):
        values = [line.fact("", fact.period) for line in lines]
        known = [one.value for one in values if one is not None]
        if None not in known and claim.quantity.fits(sum(known)):
            return True
    return False


def _together(claim: Claim):
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
    facts = [claim.subject.fact(area, claim.periods[0]) for area in sorted(areas)]
    if any(fact is None or fact.value is None for fact in facts):
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


def is_figure_of(claim: Claim, area: str) -> Claim:
    """The claim as if it were made of one area."""
    return replace(claim, areas=[area])


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
    if _is_far_off(claim, best) or _is_told_already(claim, best):
        return
    if phrase("said.several-years").search(reading.bare) and best.token:
        return  # a sum of years
    if quantity.unit == POUNDS and quantity.value * 50 < best.value:
        return  # so small a sum is not the grant
    if best.subject.kind == "carried":
        yield from _carried(claim, best)
        return
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
    if other is not None and _is_of_another_time(claim, best, other):
        return
    message = (
        f"“{reading.text[quantity.lead : end].strip()}” contradicts your "
        f"data: {best.name} is {words}."
    )
    if other is not None:
        message += f" {quantity.text} is the figure for {_differs(best, other)}."
    replacement = best.token if _can_replace(claim, best) else ""
    yield mistake(
        "typed-contradiction",
        ERROR if sure else WARNING,
        (
            quantity.lead
            if quantity.bound and best.qualifier in SAYS
            else quantity.start,
            end,
        ),
        message,
        "Use the figure in your data, or correct your data.",
        replacement,
        words if replacement else "",
    )


def _is_of_another_time(claim: Claim, best: Fact, other: Fact) -> bool:
    """“At 96 against 128”: the year that is named belongs to another number."""
    reading, quantity = claim.reading, claim.quantity
    when = days_of(best.period)
    named = [p for p in reading.given if days_of(p.period) == when]
    if other.area != best.area or not named:
        return False
    span = quantity.start, quantity.end
    period = min(named, key=lambda p: reading.cost(span, (p.start, p.end)))
    place = period.start, period.end
    own = reading.cost(span, place)
    return any(
        reading.cost((q.start, q.end), place) < own
        for q in reading.quantities
        if q is not quantity and q.unit in {quantity.unit, RATE}
    )


def _carried(claim, best):
    """Money carried forward under a line that the sentence names."""
    reading, quantity = claim.reading, claim.quantity
    lines = [m.what.row for m in reading.subjects if m.what.kind == "line"]
    is_named = any(m.what is best.subject for m in reading.subjects)
    if quantity.is_linked or not is_named and best.subject.row.line not in lines:
        return
    offer = "" if quantity.bound or quantity.is_worded else best.token
    yield warning(
        "carry-forward",
        quantity,
        f"{quantity.text} is described as carried forward, but your records say "
        f"{best.words} was carried into {best.period.label}.",
        "Link to the recorded amount, or correct the record.",
        offer,
        best.words if offer else "",
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
    reading = claim.reading
    times = [p for p in reading.given if p.end <= quantity.start]
    others = [q for q in reading.quantities if q.end <= quantity.start]
    if len({days_of(p.period) for p in reading.given}) > 1 and any(
        q.start >= times[-1].end for q in others if times
    ):
        return False
    when = {days_of(period) for period in claim.periods}
    if when and days_of(fact.period) not in when and fact.subject.kind == "measure":
        return False
    if quantity.bound and fact.qualifier not in SAYS:
        return False
    if len({one for one in claim.subjects if one.kind == fact.subject.kind}) > 1:
        # Of several that are named, nobody can say which is meant.
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
    return mistake(
        "typed-contradiction",
        ERROR if "period" in claim.sure else WARNING,
        quantity,
        f"There is no figure for {fact.name}: it is {fact.why_not}.",
        "Delete the figure, or enter it in the data.",
    )


def _is_whole(claim: Claim, best: Fact) -> bool:
    """Whether the number is of the whole subject: a smaller one may be of a part."""
    quantity, reading = claim.quantity, claim.reading
    if is_elsewhere(reading):
        return False
    if quantity.unit in {COUNT} and quantity.value < best.value:
        start, end = clause_of(reading, quantity)
        text = reading.bare
        for one in reading.periods:  # “The twelve months that ended in March”
            text = text[: one.start] + "-" * (one.end - one.start) + text[one.end :]
        text = phrase("said.by-quarter").sub("", text[start:end])
        if RESTRICTORS.search(text):
            return False
        if _foreign_object(claim):
            return False
    if not claim.periods and not quantity.unit == POUNDS:
        # Without a period it is wrong only if it is no period's figure at all.
        return "area" in claim.sure and reading.areas != [] and quantity.bound == ""
    return True


def _is_told_already(claim: Claim, best: Fact) -> bool:
    """“No higher than 32%, and it was 30%”: another number tells the figure."""
    quantity, rows = claim.quantity, rows_of(claim.reading)
    beside = [one for row in rows if quantity in row for one in row]
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


FAR = 4


def _is_far_off(claim: Claim, best: Fact) -> bool:
    """“Three burglars” where there were 351 burglaries: hardly meant as the figure."""
    quantity = claim.quantity
    is_other = quantity.unit not in {COUNT, POUNDS} or _elsewhere(claim, best)
    if is_other or best.value is None:
        return False
    digits = [sorted(f"{n:.0f}".replace("0", "")) for n in (quantity.value, best.value)]
    if digits[0] == digits[1]:
        return False  # 17 for 71, £12,600 for £126,000, 508 for 58
    sizes = sorted([quantity.value, best.value])
    return sizes[0] * FAR < sizes[1]


def _foreign_object(claim) -> bool:
    """“412 burglaries of sheds”: what is counted is narrowed down."""

    reading, quantity = claim.reading, claim.quantity
    start, end, words = counted(reading, quantity)
    mentions = [m.end for m in reading.subjects if m.what is claim.subject]
    return any(narrows(reading, at) for at in [end, *mentions])


def _bound(claim: Claim, facts: list[Fact]):
    """A figure that is only a bound in the data, stated as exact, or the other way."""
    if phrase("said.more-or-less").match(claim.reading.bare[claim.quantity.end :]):
        return
    fact, quantity, reading = facts[0], claim.quantity, claim.reading
    if phrase("money.definite").search(reading.bare[: quantity.lead]):
        return  # “Two thirds of the £45,000” speaks of a sum named before.
    if fact.qualifier in SAYS:
        same = SAYS[fact.qualifier] if quantity.value == fact.value else None
        if same is None or quantity.bound in same or quantity.bound == "about":
            return
        if fact.qualifier == Qualifier.UP_TO and _is_ceiling(reading):
            return
        replacement = (
            fact.token
            if not quantity.is_worded and not _at_beginning(reading, quantity)
            else ""
        )
        yield error(
            "qualifier-contradicted",
            (quantity.lead, quantity.end),
            f"“{reading.text[quantity.lead : quantity.end]}” should be "
            f"“{fact.words}”: {fact.name} is not an exact figure.",
            f"Write “{fact.words}”.",
            replacement,
            fact.words if replacement else "",
        )
    elif (
        quantity.bound == "up-to"
        and quantity.value == fact.value
        and not reading.has("target.names")
    ):
        yield warning(
            "qualifier-contradicted",
            (quantity.lead, quantity.end),
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
    if not _is_likeliest(claim, fact):
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
        fact.name,
    )


def _is_likeliest(claim: Claim, fact: Fact) -> bool:
    """Whether the figure is of the time that stands nearest to the number."""
    if not claim.periods or fact.subject.kind != "measure":
        return True
    when = days_of(claim.periods[0])
    return days_of(fact.period) == when or fact in _calendar(
        claim, fact.subject, fact.area, claim.periods[0]
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
    beside = [q.token for q in reading.quantities if q is not quantity and q.token]
    told = [" ".join([one.name, *one.arguments]) for one in beside]
    if best.token.strip("[=]") in told or _is_told_already(claim, best):
        return  # “3.7% in 2016-17, after 6.5%”: of the year before
    own = _fact_of(reading.known, source)
    stated = f": it is the figure for {own.name}" if own else ""
    yield mistake(
        "linked-figure-contradicted",
        ERROR if {"area", "period"} <= claim.sure else WARNING,
        (quantity.lead, number_end(claim)),
        f"The linked figure {quantity.text} is not the one that the "
        f"sentence names{stated}. "
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
