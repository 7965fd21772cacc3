"""What changed: its subjects, areas and periods, and the two numbers."""

from partnership.core.values.periods import Period, financial_year
from reports.text.about import areas_for, carried_over, is_embedded
from reports.text.clauses import clause_at
from reports.text.forms import STOPS, stems
from reports.text.knowledge import Subject, length
from reports.text.narrowing import narrows
from reports.text.periods import PeriodMention, days_of, shifted
from reports.text.phrases import phrase
from reports.text.quantities import (
    COUNT,
    DURATION,
    MULTIPLE,
    PERCENT,
    POINTS,
    POUNDS,
    RATE,
    worded,
)
from reports.text.reader import SHARE, VALUE, Reading
from reports.text.roles import claims_of, pair_before


def fill(reading, change, anchors):
    change.subjects = _subjects(reading, change)
    change.areas, _sure = areas_for(reading, change.span)
    if not _is_one_of_a_row(reading, change, anchors):
        change.first, change.last = _from_to(reading, change, anchors)
        _periods(reading, change, anchors)


def _is_of_subject(reading, change, mention):
    """Whether what changes is the subject itself: not “more worried about burglary”."""
    if is_embedded(reading, mention):
        return False
    if mention.end <= change.start:
        restriction = phrase("said.restricts").search(
            reading.bare, mention.end, change.start
        )
        if restriction or narrows(reading, mention.end):
            return False  # “Burglaries solved rose to 190”
    saw = phrase("change.saw-what").search(reading.bare[: change.start])
    if saw and not stems(saw["what"]) & mention.what.stems:
        return False
    noun = _noun_after(reading, change)
    if noun and not (stems(noun) <= mention.what.stems | COMPARED):
        return False
    word = reading.bare[change.start : change.end]
    counts = phrase("change.counts").match(reading.bare[change.start :])
    if change.amount is None and counts and mention.end <= change.start:
        return False
    if change.amount is None and mention.start >= change.end and word in ADJECTIVES:
        between = reading.bare[change.end : mention.start]
        return (
            bool(phrase("change.plain").fullmatch(between))
            or stems(between) <= mention.what.stems
        )
    return True


ADJECTIVES = set("more fewer less greater larger smaller higher lower".split())
COMPARED = stems("incidents offences cases crimes money pounds points young people")


def _noun_after(reading, change):
    """“20% more visits”: the noun that there are more of."""
    if change.amount is None:
        return ""
    after = reading.bare[change.amount.end :]
    found = phrase("change.more-of-what").match(after)
    words = []
    for word in found[1].split() if found else []:
        if word in STOPS:
            break
        words.append(word)
    return " ".join(words)


def _subjects(reading, change):
    over = reading.lead_in
    if over and len(over.measures) == 1 and not reading.measures:
        if not _is_in_pounds(reading, change):
            return over.measures  # “Burglary:” above “Aldermoor: up”
    found = [
        m
        for m in reading.subjects
        if m.what.kind in {"line", "fund"}
        or m.what.kind == "measure"
        and _is_of_subject(reading, change, m)
    ]
    if not found and reading.subjects:
        return []
    found = _of_unit(reading, change, found)
    fund = phrase("change.fund").search(reading.bare)
    if not found and fund:
        return reading.known.of_kind("fund")[:1]
    acts = phrase("change.acts")
    if own := [m for m in found if acts.fullmatch(reading.bare, m.end, change.start)]:
        return list(dict.fromkeys(m.what for m in own))
    if found:
        found = reading.nearest(found, change.span)
        best = reading.cost(change.span, found[0].span)
        near = [m for m in found if reading.cost(change.span, m.span) <= best + 0.5]
        return list(dict.fromkeys(m.what for m in near))
    money = _is_in_pounds(reading, change)
    inherited = [s for s in carried_over(reading) if s.is_money == money]
    is_one = len(set(inherited)) == 1 and phrase("change.it").match(reading.low)
    return inherited if is_one else []


def _is_in_pounds(reading, change) -> bool:
    return any(q.unit == POUNDS for q in [*reading.quantities, change.amount] if q)


def _of_unit(reading, change, found):
    """What may change by such an amount: grants for money, otherwise measures."""
    unit = change.amount.unit if change.amount else None
    if unit in {POUNDS, COUNT}:
        found = [m for m in found if m.what.is_money == (unit == POUNDS)]
    is_granted = phrase("change.fund").search(reading.bare)
    is_granted = is_granted or phrase("change.granted").search(reading.bare)
    is_share = unit in {PERCENT, POINTS} and any(m.what.unit == PERCENT for m in found)
    if not _is_in_pounds(reading, change) and (is_share or not is_granted):
        found = [m for m in found if not m.what.is_money]
    elif any(m.what.is_money for m in found):
        found = [m for m in found if m.what.is_money]
    found = [m for m in found if not _is_of_many(found, m)]
    # “Aldermoor’s portion of the money for partnerships”: of the part.
    wholes = {m.what.row.parent for m in found if m.what.kind == "line"}
    found = [m for m in found if m.what.row not in wholes]
    if any(m.what.kind == "line" for m in found):
        found = [m for m in found if m.what.kind != "fund"]
    return found


def _is_of_many(found, mention) -> bool:
    """Whether an organisation with several grants is named, so which is not clear."""
    return mention.what.kind == "line" and any(
        m.span == mention.span and m.what is not mention.what for m in found
    )


def _from_to(reading, change, anchors):
    """The numbers that a change is stated between."""
    if change.amount is not None and (pair := pair_before(reading, change.amount)):
        return pair
    values = _values_near(reading, change)
    steps = [q for q in values if phrase("change.to").search(reading.bare[: q.lead])]
    if len(steps) > 1 and len({a.way for a in anchors}) < 2:
        # “From 467 to 448, and then to 412”; “after a dip to 241 rose to 268”
        after = [q for q in steps if q.start >= change.end]
        return None, (after[0] if len(after) == 1 else None)
    return _ends(reading, change, [q for q in values if _is_own(change, anchors, q)])


def _values_near(reading, change):
    start, end = clause_at(reading, *change.span)
    if reading.bare[:start].rstrip().endswith(":"):
        start = 0  # “From 1,404 to 1,512: an increase of 8%”
    return [
        c.quantity
        for c in claims_of(reading)
        if c.role in {VALUE, SHARE}
        and c.quantity.unit not in {DURATION, MULTIPLE, POINTS}
        and start <= c.quantity.start < end
    ]


def _is_own(change, anchors, q) -> bool:
    """Whether no other change is nearer to a number."""
    later = [a.start for a in anchors if a.start > change.end and a.amount is None]
    if later and q.start > min(later):
        return False
    nearer = any(change.end <= a.start and a.end <= q.start for a in anchors)
    if nearer and change.end < q.start:
        return False
    before = [a for a in anchors if a.end <= q.start and a.amount is None]
    return not (q.end <= change.start and any(a.way != change.way for a in before))


def _ends(reading, change, values):
    """The first and the last of some numbers, by the words before them."""
    first = last = None
    for q in values:
        before = reading.bare[: q.lead]
        if phrase("change.from-the").search(before):
            first = first or q
        elif phrase("change.to-the").search(before):
            last = last or q
        elif q.start > change.end and first is None and last is None:
            first = q if phrase("change.on-the").search(before) else None
    if first is None or last is None:
        return _one_end(reading, change, first, last)
    goes_on = phrase("change.goes-on").match(reading.bare[last.end :])
    if goes_on or not is_one_unit(first, last):
        return None, None  # “From 70% to 76% and 80%”
    return first, last


def _one_end(reading, change, first, last):
    if last is not None:
        goes_on = phrase("change.goes-on").match(reading.bare[last.end :])
        return None, None if goes_on else last
    if first is None:
        return None, None
    if phrase("change.that-is").match(reading.bare) and reading.before:
        # “It is £1,204,900. That is a rise of 1.6% on the £1,186,400 of …”
        alike = [q for q in reading.before.quantities if q.unit == first.unit]
        if len(alike) == 1:
            return first, alike[0]
    is_from = phrase("change.from-the").search(reading.bare[: first.lead])
    return (first if is_from else None), None


def is_one_unit(first, last) -> bool:
    """“From 6.5 to 7.0 per 1,000” states the unit once."""
    rates = {end.unit if end.last >= 1 else RATE for end in (first, last)}
    return first.unit == last.unit or rates == {RATE}


def _periods(reading, change, anchors):
    """The periods that a change is stated between."""
    found = _nearest_periods(reading, change, anchors)
    if found is None or len(found) > 1 and all(_is_base(reading, p) for p in found):
        return
    if len(found) == 2:
        a, b = sorted(found, key=lambda p: (p.period.end, p.period.start))
        than = phrase("change.than-in").search(reading.bare[: b.start])
        if than and a.start < b.start:
            a, b = b, a  # “Fewer in 2015-16 than in 2016-17” goes back in time.
        change.base, change.period, change.is_stated = a.period, b.period, True
    elif found:
        _from_one_period(reading, change, found[0])
    else:
        _from_around(reading, change)


def _is_one_of_a_row(reading, change, anchors) -> bool:
    """“By 715, then 685 and most recently 225”: changes in years not all named."""
    amount = change.amount
    if amount is None or own_period(reading, change) or _own_base(reading, change):
        return False
    if pair_before(reading, amount):
        return False  # “From 790 to 1,233 (56%), fires from 2,764 to 3,815 (38%)”
    if len(reading.area_codes - {reading.known.home_code}) > 1 or reading.measures[1:]:
        return False
    units = {POINTS, COUNT} if amount.unit in {POINTS, COUNT} else {amount.unit}
    alike = [a for a in anchors if a.amount and a.amount.unit in units]
    times = {days_of(p.period) for p in reading.given}
    row = [q for q in reading.quantities if q.unit == amount.unit]
    is_yearly = reading.has("trend.every-year") and len(row) > 1
    return is_yearly or len(alike) > max(len(times) - 1, 1)


def _given_near(reading, change) -> list[PeriodMention]:
    """The periods that the clause of a change names, or else its sentence."""
    start, end = clause_at(reading, *change.span)
    if ":" in reading.bare[change.end : end]:
        end = len(reading.bare)  # “Down by 6%: 36% in 2015-16, but 30% in 2016-17”
    given = [p for p in reading.given if start <= p.start < end]
    if own_period(reading, change, given) or any(p.kind != "relative" for p in given):
        return given
    return reading.given  # “The year before” counts from a year named earlier.


def _nearest_periods(reading, change, anchors) -> list[PeriodMention] | None:
    """Up to two periods; None if the time of the change is not stated."""
    given = _given_near(reading, change)
    compared = phrase("change.as-in")
    given = [p for p in given if not compared.search(reading.bare[: p.start])] or given
    if given and all(p.lead == "before" for p in given):
        return None  # “Before 2014-15, numbers were higher”
    distinct = list({days_of(p.period): p for p in given}.values())
    if len(distinct) < 2:
        return distinct
    if base := _own_base(reading, change):
        bases = [days_of(b.period) for a in anchors if (b := _own_base(reading, a))]
        others = [p for p in distinct if days_of(p.period) not in bases]
        if len(others) == 1:
            return [base, others[0]]
    own = own_period(reading, change, given)
    owners = sum(own_period(reading, a, given) is not None for a in anchors)
    several = sum(a.amount is not None for a in anchors) > 1
    if own and (owners > 1 or several or _goes_on(reading, own)):
        return [own]
    if len(distinct) > 2:
        distinct = reading.nearest(distinct, change.span)
    return distinct[:2]


def _own_base(reading, change) -> PeriodMention | None:
    """“Twice as many as in 2015”, “a third more than in 2016”."""
    after = phrase("change.base-after")
    return next(
        (
            p
            for p in reading.given
            if after.fullmatch(reading.bare[change.end : p.start])
        ),
        None,
    )


def _from_one_period(reading, change, mention) -> None:
    """Both periods of a change if one of them is named."""
    when, years = mention.period, _years_given(reading, change.end)
    is_since = phrase("change.since").search(reading.bare[: mention.start])
    after = (
        reading.bare[mention.end : change.start] if mention.end < change.start else ""
    )
    is_since = is_since or phrase("change.since-then").search(after)
    if mention.lead == "since" or is_since:
        change.base, change.period = when, _latest(change, when)
        change.is_stated = change.period is not None
        return
    if _is_base(reading, mention):
        money = any(s.is_money for s in change.subjects)
        later = financial_year(reading.known.year) if money else _latest(change, when)
        went_on = _went_on_from(reading)
        went_on = went_on if went_on and length(went_on) == length(when) else None
        later = _counted_from(reading, mention) or went_on or later
        if later is not None and days_of(later) != days_of(when):
            change.base, change.period = when, later
            return
    before = reading.before and reading.before.last_period
    if (
        before
        and before.end > when.end
        and phrase("change.had-been").search(reading.bare[mention.end :])
    ):
        # “In 2017-18 there were 240. In 2015-16 it had been 180, and it has risen.”
        change.base, change.period, change.is_stated = when, before, True
        return
    if _is_of(change, change.first, when) or _is_beside(reading, change, mention):
        change.base, change.period = when, shifted(when, years)
        return
    change.period, change.base = when, shifted(when, -years)
    if not _is_known(change, change.base):
        change.base = _last_before(change, when) or change.base


def _from_around(reading, change) -> None:
    """The periods of a change that its own words do not name."""
    lately = phrase("change.lately").search(reading.bare)
    over = reading.lead_in
    pair = sorted(over.given, key=lambda p: p.period.end) if over else []
    if len(pair) == 2 and not reading.given:
        # “2017-18 against 2016-17:” above a list
        change.base, change.period = (mention.period for mention in pair)
        change.is_stated = True
    elif listed := _listed_under(reading):
        when = listed.period
        is_since = listed.lead == "since"
        change.base = when if is_since else shifted(when, -1)
        change.period = _latest(change, when) if is_since else when
    elif lately and (now := _newest(change)):
        # “Over the last two years”: the newest is the last.
        change.period, change.base = now, shifted(now, -int(worded(lately["n"]) or 1))
    elif change.subjects and (change.first or change.last):
        _match_numbers(change)
    elif (now := financial_year(reading.known.year)) and _is_granted(change, now):
        change.period, change.base = now, shifted(now, -1)
    elif now := _went_on_from(reading):
        change.period, change.base = now, shifted(now, -1)
    elif change.subjects and all(subject.is_money for subject in change.subjects):
        # “The fund grew by £18,500”: from the year before to the document's year.
        now = financial_year(reading.known.year)
        change.period, change.base = now, shifted(now, -1)


def _is_granted(change, when: Period) -> bool:
    """“Haven receives £205,900, a rise of 10%”: the amount for this year is stated."""
    facts = [s.known("", when) for s in change.subjects if s.is_money]
    stated = [
        q for q in change.reading.quantities if q.unit == POUNDS and q.end < change.end
    ]
    return len(facts) == 1 == len(stated) and bool(
        facts[0] and stated[0].value == facts[0].value
    )


def _is_beside(reading: Reading, change, mention: PeriodMention) -> bool:
    """“From 76% in 2015-16 to 80%”: the year is that of the first number."""
    between = reading.bare[change.first.end : mention.start] if change.first else ""
    return bool(phrase("said.of-time").fullmatch(between))


def _goes_on(reading: Reading, own: PeriodMention) -> bool:
    """“Six points in 2016-17 and four in 2017-18”: each year has its change."""
    later = [p for p in reading.given if p.start >= own.end]
    between = reading.bare[own.end : later[0].start] if later else ""
    return bool(phrase("change.and-then").fullmatch(between))


def _counted_from(reading: Reading, mention: PeriodMention) -> Period | None:
    """“150 in 2016-17, … but 30 more than the year before”: before 2016-17."""
    base = mention.period.end
    earlier = [
        p.period
        for p in reading.given
        if p.end <= mention.start and base and p.period.end and p.period.end > base
    ]
    return earlier[-1] if earlier and mention.kind == "relative" else None


def _went_on_from(reading: Reading) -> Period | None:
    """“Burglary fell by 8% in 2017-18. In Castlehythe it fell by 10%.”"""
    before = None if reading.subjects else reading.before
    return before.period if before else None


def _listed_under(reading: Reading) -> PeriodMention | None:
    """“In 2017-18:”, above a list of what changed then."""
    over = reading.lead_in
    return over.given[0] if over and len(over.given) == 1 else None


def own_period(reading, change, given=None):
    """“By 5% in 2017-18”: the period right after a change."""
    given = reading.given if given is None else given
    joint = phrase("said.joint")
    for mention in given:
        between = reading.bare[change.end : mention.start]
        if mention.start >= change.end and joint.fullmatch(between):
            return mention
    return None


def _years_given(reading, at=0):
    """“By 9% in two years and by 25% in four”: how many years a change took."""
    near = phrase("change.years-after").match(reading.bare[at:])
    found = near or phrase("change.years").search(reading.bare)
    return int(worded(found["n"]) or 1) if found else 1


def _is_base(reading, mention):
    if mention.lead == "from" and " to " in mention.text:
        return False  # “From January to March 2018” is one time.
    return bool(phrase("change.is-base").search(reading.bare[: mention.start]))


def _meant(change) -> list[tuple[Subject, str]]:
    """Return what may have changed: each subject with each of its areas."""
    return [
        (subject, area)
        for subject in change.subjects
        for area in ([""] if subject.is_money else change.areas)
    ]


def _newest(change) -> Period | None:
    """Return the last period with figures for everything that may have changed."""
    for subject, area in _meant(change):
        known = [fact.period for fact in subject.of(area) if fact.value is not None]
        if known:
            return known[-1]
    return None


def _known(change, period, is_later) -> list[Period]:
    """Return earlier or later periods of the same length that have figures."""
    for subject, area in _meant(change):
        known = [fact.period for fact in subject.alike(area, period)]
        found = [p for p in known if p.end != period.end]
        found = [p for p in found if (p.end > period.end) == is_later]
        if found:
            return found
    return []


def _latest(change, period) -> Period | None:
    return next(reversed(_known(change, period, True)), None)


def _last_before(change, period) -> Period | None:
    return next(reversed(_known(change, period, False)), None)


def _is_known(change, period) -> bool:
    return any(subject.fact(area, period) for subject, area in _meant(change))


def _is_of(change, quantity, period) -> bool:
    """Whether a number is a subject's figure for a period."""
    facts = [subject.known(area, period) for subject, area in _meant(change)]
    return quantity is not None and any(
        fact and quantity.is_about(fact.value) for fact in facts
    )


def _match_numbers(change):
    """If no period is stated, return the two periods that have the stated numbers."""
    for subject, area in _meant(change):
        for last in reversed(subject.of(area)):
            if (
                last.value is None
                or change.last
                and not change.last.is_about(last.value)
            ):
                continue
            for first in reversed(subject.alike(area, last.period)):
                is_base = change.first is None or change.first.is_about(first.value)
                if is_base and first.period.end < last.period.end:
                    change.base, change.period = first.period, last.period
                    return
