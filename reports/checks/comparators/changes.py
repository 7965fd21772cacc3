"""Changes against the data and the numbers stated with them: direction and size."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from partnership.core.values.formatting import (
    bare,
    pounds,
    rounded,
)
from partnership.core.values.periods import (
    Period,
    financial_year,
)
from reports.checks.comparators.base import ERROR, WARNING, Mistake, comparator
from reports.text.forms import STOPS, any_of, pattern, stems, words_of
from reports.text.knowledge import Fact, Subject, length
from reports.text.narrowing import narrows
from reports.text.periods import days_of, months, shifted
from reports.text.phrases import phrase
from reports.text.places import is_elsewhere
from reports.text.quantities import (
    COUNT,
    DURATION,
    MULTIPLE,
    PERCENT,
    POINTS,
    POUNDS,
    RATE,
    Quantity,
)
from reports.text.reader import CHANGE, SHARE, VALUE, Reading
from reports.text.roles import claims_of, is_embedded, pair_before

UP, DOWN, SAME = 1, -1, 0
LISTS = {
    UP: ("direction.up",),
    DOWN: ("direction.down",),
    SAME: ("direction.same",),
}
NOUNS = {UP: "direction.up-noun", DOWN: "direction.down-noun"}
NOUN_OF = {
    name: re.compile(
        r"\b(?:the|a|an|this|that|its) (?:[a-z]+ )?(?P<noun>"
        + "|".join(words_of(name))
        + r") (?:in|of|from|between|since|goes on|continues|continued|went on)\b"
    )
    for name in NOUNS.values()
}
SAID = {UP: "rose", DOWN: "fell", SAME: "stayed the same"}
UNREAL = re.compile(
    r"(?:"
    + "|".join(re.escape(w) for w in words_of("direction.unreal"))
    + r")(?: [a-z'-]+){0,2}\s*$"
)
# “More” and “fewer” that compare, before what they are said of.
MORE = any_of(("more", "higher", "greater", "larger"))
FEWER = any_of(("fewer", "less", "lower", "smaller"))
COMPARES = re.compile(r"\b(?:than|as)\b")
PLACES = re.compile(
    r"\b(?:districts?|boroughs|areas|csps|quarter of|partnerships"
    r"|lines|nowhere|everywhere|elsewhere)\b"
)
IDIOMS = re.compile(
    r"\b(?:made up|up to|set up|follow(?:ed)? up|up and running"
    r"|taken up|take up|look(?:ed)? up|sign(?:ed)? up|brought up"
    r"|back(?:ed)? up|turn(?:ed)? up|"
    r"laid down|broken down|break down|set down|written down|shut down"
    r"|clos(?:ed|ing) down|cut out|cut off|up-to-date|up for(?! 20\d\d| the)|opened up"
    r"|speed up|"
    r"low(?:er)? court|lower tier|lower part|no more|more than"
    r"|less than|fewer than|more or less|more about|more of"
    r"|smaller grants|more patrols|"
    r"whats? more|once more|any more|smaller towns|rising young"
    r"|falling out|fall(?:en|ing|s)? (?:to|under|within|into)(?! \d| £"
    r"| about| just| around| under| over)|better (?:use|way|known)"
    r"|higher education|larger than life|(?:fell|fallen|falls"
    r"|falling) (?:\w+ ){0,3}short|cut (?:crime|costs))\b"
)


@dataclass
class Change:
    """What a sentence says of a change: which way, by how much, between what."""

    reading: Reading
    start: int
    end: int
    way: int | None
    amount: Quantity | None = None
    subjects: list[Subject] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    base: Period | None = None
    period: Period | None = None
    is_stated: bool = False
    first: Quantity | None = None
    last: Quantity | None = None
    other_base: Period | None = None

    @property
    def span(self):
        return self.start, self.end

    @property
    def stated(self) -> str:
        return self.reading.text[self.start : self.end]

    def facts(self, area: str, subject: Subject) -> tuple[Fact | None, Fact | None]:
        area = "" if subject.is_money else area
        first = subject.fact(area, self.base) if self.base else None
        last = subject.fact(area, self.period) if self.period else None
        return first, last


def changes_of(reading: Reading) -> list[Change]:
    """Every change that a sentence tells."""
    return reading.once("changes", lambda one: list(_changes(one)))


def _changes(reading):
    if not reading.quantities and not reading.subjects and not reading.last_subjects:
        return
    anchors = sorted(_anchors(reading), key=lambda one: one.start)
    for one in anchors:
        _fill(reading, one, anchors)
        yield one


def _anchors(reading):
    taken = [m.span() for m in IDIOMS.finditer(reading.bare)]
    bounds = [(q.lead, q.start) for q in reading.quantities]
    found: list[Change] = []
    for claim in claims_of(reading):
        if claim.role == CHANGE:
            way = _way_of(reading, claim.quantity)
            if way is None and not pair_before(reading, claim.quantity):
                continue
            start, end = claim.quantity.start, claim.quantity.end
            found.append(Change(reading, start, end, way, claim.quantity))
            taken.append((start, end))
    for way, lists in LISTS.items():
        for match in pattern(*lists).finditer(reading.bare):
            if (
                _is_free(match.span(), taken)
                and _is_free(match.span(), bounds)
                and not is_unreal(reading, match.start())
            ):
                if match[0] in {
                    "larger",
                    "greater",
                    "bigger",
                    "smaller",
                    "higher",
                    "lower",
                    "rising",
                    "falling",
                    "down",
                    "flat",
                    "level with",
                    "stable",
                    "up a",
                    "down a",
                    "cut by",
                } and not _has_comparison(reading, match):
                    continue
                found.append(Change(reading, *match.span(), way))
                taken.append(match.span())
    good = _good(reading)
    for name in ("direction.better", "direction.worse") if good else ():
        for match in phrase(f"{name}-verb").finditer(reading.bare):
            if _is_free(match.span(), taken) and not is_unreal(reading, match.start()):
                way = good if name.endswith("better") else -good
                found.append(Change(reading, *match.span(), way))
                taken.append(match.span())
    for match in phrase("said.saw").finditer(reading.bare):
        span = match.span("up" if match["up"] else "down")
        if _is_free(span, taken):
            found.append(Change(reading, *span, UP if match["up"] else DOWN))
            taken.append(span)
    for way, finder in ((UP, MORE), (DOWN, FEWER)):
        for match in finder.finditer(reading.bare):
            if phrase("said.than-times").match(reading.bare[match.end() :]):
                continue
            than = re.match(
                r"[^.;,()]*?\b(?:than|compared with)\b", reading.bare[match.end() :]
            )
            wanted = (
                taken
                if not re.match(
                    r"(?:more|less|fewer) than", reading.bare[match.start() :]
                )
                else [
                    t
                    for t in taken
                    if not reading.bare[t[0] :].startswith(
                        ("more than", "less than", "fewer than")
                    )
                ]
            )
            if (
                (than or phrase("said.begins-compared").match(reading.bare))
                and _is_free(match.span(), wanted)
                and _is_free(match.span(), bounds)
                and not is_unreal(reading, match.start())
            ):
                found.append(Change(reading, *match.span(), way))
    for way, name in NOUNS.items():
        for match in NOUN_OF[name].finditer(reading.bare):
            span = match.span("noun")
            if (
                _is_free(span, taken)
                and not is_unreal(reading, match.start())
                and not found
            ):
                found.append(Change(reading, *span, way))
    return _with_amounts(reading, found)


def _has_comparison(reading, match):
    """“Lower in 2017 than in 2016”, “down on last year”: not “a lower age”."""
    text = reading.bare
    before, after = text[: match.start()], text[match.end() :]
    if re.search(
        r"\b(?:was|were|is|are|been|stood|remained|ran|kept|stayed|went|be"
        r"|much|slightly|far|a little|again|even)\s+$",
        before,
    ):
        return True
    return bool(COMPARES.search(after) or re.match(r"\s*(?:on|from|by)\b", after))


def _is_free(span, taken):
    return not any(a < span[1] and span[0] < b for a, b in taken)


def is_unreal(reading, start) -> bool:
    """Whether a direction is hoped for, denied or asked about, not stated."""
    before = reading.bare[max(0, start - 40) : start]
    before = before.split(",")[-1].split(";")[-1]
    if re.search(r"\bwill (?:get|receive|have|be given|be|go)\b", before):
        # The money of the year is agreed, though it is still to be paid.
        return False
    return bool(UNREAL.search(before))


def _way_of(reading, quantity) -> int | None:
    before, after = reading.bare[: quantity.lead], reading.bare[quantity.end :]
    if before.endswith(("(+", " +", "(-", "(−")):
        return UP if before.endswith("+") else DOWN
    if quantity.unit == MULTIPLE:
        return UP if quantity.value > 1 else DOWN
    found = re.match(r"\s+(?:[a-z-]+ ){0,3}?([a-z]+)\b", after)
    near = re.match(r"\s+([a-z]+)", after)
    for one in (near, found):
        if one and one[1] in words_of("direction.more"):
            return UP
        if one and one[1] in words_of("direction.fewer"):
            return DOWN
    later = re.match(r"\s+(?:[a-z-]+ ){0,3}?(more|fewer|less) than\b", after)
    if later:
        return UP if later[1] == "more" else DOWN
    if re.search(
        r"\b(?:exceed|outnumber)\w*\b[^.;,]*\bby(?: about| some)?\s*$", before
    ):
        return UP
    if re.search(r"\bdiffer", before):
        return None
    noun = re.match(
        rf"\s+(?:\w+ )?(?:(?P<up>{'|'.join(words_of('direction.up-noun'))})"
        rf"|(?P<down>{'|'.join(words_of('direction.down-noun'))}))s?\b",
        after,
    )
    if noun:
        return UP if noun["up"] else DOWN
    best = None
    for way, names in (
        (UP, ("direction.up", "direction.up-noun")),
        (DOWN, ("direction.down", "direction.down-noun")),
    ):
        for match in pattern(*names).finditer(before):
            if best is None or match.end() >= best[0]:
                best = match.end(), way
    for match in re.finditer(r"\b(up|down)\b", before):
        if best is None or match.end() > best[0]:
            best = match.end(), UP if match[1] == "up" else DOWN
    for match in pattern("direction.better", "direction.worse").finditer(before):
        if best is None or match.end() > best[0]:
            good = _good(reading)
            if good:
                is_better = bool(pattern("direction.better").fullmatch(match[0]))
                best = match.end(), good if is_better else -good
    return best[1] if best else None


def _good(reading):
    goods = {m.what.good for m in reading.subjects if m.what.kind == "measure"}
    return {"up": UP, "down": DOWN}.get(goods.pop()) if len(goods) == 1 else None


def _with_amounts(reading, found):
    """A verb and its amount are one change: “fell by 15%”, “rose, by 27”."""
    with_amount = [one for one in found if one.amount is not None]
    kept = list(with_amount)
    for one in found:
        if one.amount is not None:
            continue
        near = [
            a
            for a in with_amount
            if a.way == one.way
            and abs(a.start - one.end) < 60
            and reading.cost(one.span, a.span) < 12
        ]
        if not near:
            kept.append(one)
    return kept


def _fill(reading, one, anchors):
    one.subjects = _subjects(reading, one)
    from reports.text.roles import areas_for

    one.areas, _sure = areas_for(reading, one.span)
    one.first, one.last = _from_to(reading, one, anchors)
    _periods(reading, one, anchors)


_PLAIN = re.compile(
    r"\s*(?:(?:[a-z-]+ly|recorded|reported|domestic|incidents|offences|cases|crimes"
    r"|of|the|rate|number|share|proportion|in|for|a|an|all|were|was|is|are|had|has"
    r"|have|been|saw|got|gets|get|than|it|this|county's|'s|came|stood|their|its|our"
    r"|young|people|year|there|much|far|again|which|that|be|will|receives?"
    r"|received|given|awarded|paid)\b\s*)*"
)


def _is_of_subject(reading, one, mention):
    """Whether what changes is the subject itself: not “more worried about burglary”."""
    if is_embedded(reading, mention):
        return False
    if mention.end <= one.start and narrows(reading, mention.end):
        return False
    noun = _noun_after(reading, one)
    if noun and not (stems(noun) <= mention.what.stems | COMPARED):
        return False
    word = reading.bare[one.start : one.end]
    if one.amount is None and mention.start >= one.end and word in ADJECTIVES:
        between = reading.bare[one.end : mention.start]
        return bool(_PLAIN.fullmatch(between)) or stems(between) <= mention.what.stems
    return True


ADJECTIVES = set("more fewer less greater larger smaller higher lower".split())
COMPARED = stems("incidents offences cases crimes money pounds points young people")


def _noun_after(reading, one):
    """“20% more visits”: what there is more of."""
    if one.amount is None:
        return ""
    after = reading.bare[one.amount.end :]
    found = re.match(r"\s+(?:more|fewer|less)\s+((?:[a-z-]+ ?){1,4})", after)
    words = []
    for word in found[1].split() if found else []:
        if word in STOPS:
            break
        words.append(word)
    return " ".join(words)


def _subjects(reading, one):
    unit = one.amount.unit if one.amount else None
    found = [
        m
        for m in reading.subjects
        if m.what.kind in {"line", "fund"}
        or m.what.kind == "measure"
        and _is_of_subject(reading, one, m)
    ]
    if not found and reading.subjects:
        return []
    if unit == POUNDS:
        found = [m for m in found if m.what.is_money]
    if unit == COUNT:
        found = [m for m in found if not m.what.is_money]
    money = any(q.unit == POUNDS for q in reading.quantities) or unit == POUNDS
    fund = re.search(
        r"\b(?:the|our|this|total) (?:fund|grant|pot|money|budget"
        r"|settlement|funding)\b",
        reading.bare,
    )
    if not money and not (
        fund
        or re.search(
            r"\b(?:grant|gets?|got|receives?|received|funding|budget|share"
            r"|money|allocations?|allocated|awards?|awarded)\b",
            reading.bare,
        )
    ):
        found = [m for m in found if not m.what.is_money]
    elif any(m.what.is_money for m in found):
        found = [m for m in found if m.what.is_money]
    if any(m.what.kind == "line" for m in found):
        found = [m for m in found if m.what.kind != "fund"]
    elif not found and fund:
        return [s for s in reading.known.subjects if s.kind == "fund"][:1]
    if found:
        found.sort(key=lambda m: reading.cost(one.span, (m.start, m.end)))
        best = reading.cost(one.span, (found[0].start, found[0].end))
        near = [
            m.what
            for m in found
            if reading.cost(one.span, (m.start, m.end)) <= best + 0.5
        ]
        units = {s.unit for s in near}
        return (
            list(dict.fromkeys(near))
            if len(near) == 1 or len(units) > 1
            else list(dict.fromkeys(near))
        )
    from reports.text.roles import carried_over

    inherited = carried_over(reading)
    if len(set(inherited)) == 1 and (
        re.match(
            r"\W*(?:it|this|that|they|these|the (?:figure|number|rate|total"
            r"|share|fall|rise)|in|at|by|after|since|there|but|and|only|over"
            r"|between|from|compared)\b",
            reading.low,
        )
    ):
        return inherited
    return []


def _from_to(reading, one, anchors):
    """The numbers that a change is stated between."""
    if one.amount is not None and (pair := pair_before(reading, one.amount)):
        return pair
    later = [a.start for a in anchors if a.start > one.end and a.amount is None]
    limit = min(later) if later else len(reading.bare)
    values = [
        c.quantity
        for c in claims_of(reading)
        if c.role in {VALUE, SHARE}
        and c.quantity.unit not in {DURATION, MULTIPLE, POINTS}
    ]
    first = last = None
    for q in values:
        before = reading.bare[: q.lead]
        nearer = [a for a in anchors if one.end <= a.start and a.end <= q.start]
        if q.start > limit or nearer and one.end < q.start:
            continue
        before_it = [a for a in anchors if a.end <= q.start and a.amount is None]
        if q.end <= one.start and any(a.way != one.way for a in before_it):
            continue
        if re.search(r"\bfrom(?: the| a)?\s*$", before):
            first = first or q
        elif re.search(r"\bto(?: the| a| just)?\s*$", before):
            last = last or q
        elif (
            re.search(
                r"\b(?:on|than|against|compared with|compared to|after|with"
                r"|was)(?: the| a)?\s*$",
                before,
            )
            and q.start > one.end
            and first is None
            and last is None
        ):
            first = q
    if first is not None and last is not None and not _is_one_unit(first, last):
        return None, None
    if first is None or last is None:
        return first if last is None and first and re.search(
            r"\bfrom(?: the| a)?\s*$", reading.bare[: first.lead]
        ) else None, last
    return first, last


def _is_one_unit(first, last) -> bool:
    """“From 6.5 to 7.0 per 1,000” tells the unit once."""
    rates = {one.unit if one.last >= 1 else RATE for one in (first, last)}
    return first.unit == last.unit or rates == {RATE}


def _clause_of(reading, span):
    text = reading.bare
    cuts = [
        m
        for m in re.finditer(
            r";|, (?:but|while|whereas|and)\b|\bwhile\b|\bwhereas\b|\bbut\b", text
        )
    ]
    start = max([m.end() for m in cuts if m.end() <= span[0]], default=0)
    end = min([m.start() for m in cuts if m.start() >= span[1]], default=len(text))
    return start, end


def _periods(reading, one, anchors):
    start, end = _clause_of(reading, one.span)
    given = [p for p in reading.given if start <= p.start < end] or reading.given
    distinct = list({days_of(p.period): p for p in given}.values())
    own = _own_period(reading, one, given)
    owners = sum(_own_period(reading, a, given) is not None for a in anchors)
    several = sum(a.amount is not None for a in anchors) > 1
    if len(distinct) > 1 and own and (owners > 1 or several):
        distinct = [own]
    if len(distinct) > 2:
        distinct.sort(key=lambda p: reading.cost(one.span, (p.start, p.end)))
        distinct = distinct[:2]
    year = reading.known.year
    stated = [p for p in distinct if not _is_base(reading, p)]
    if len(distinct) > 1 and not stated:
        return
    if len(distinct) == 2:
        a, b = sorted(distinct, key=lambda p: (p.period.end, p.period.start))
        one.base, one.period, one.is_stated = a.period, b.period, True
        # The same period long before is not what “than” compares with.
        return
    if len(distinct) == 1:
        mention = distinct[0]
        if mention.lead == "since" or re.search(
            r"\bsince(?: the)?\s*$", reading.bare[: mention.start]
        ):
            one.base = mention.period
            one.period = _latest(one, mention.period)
            one.is_stated = one.period is not None
            return
        if _is_base(reading, mention):
            money = any(s.is_money for s in one.subjects)
            later = financial_year(year) if money else _latest(one, mention.period)
            if later is not None and days_of(later) != days_of(mention.period):
                one.base, one.period = mention.period, later
                return
        if _is_earlier(one, mention.period):
            later = shifted(mention.period, _years_given(reading))
            one.base, one.period = mention.period, later
            return
        one.period, one.base = (
            mention.period,
            shifted(mention.period, -_years_given(reading)),
        )
        if not _is_known(one, one.base):
            one.base = _last_before(one, mention.period) or one.base
        if length(mention.period) == 3:
            one.other_base = _quarter_before(mention.period)
            if _is_of(one, one.first, one.other_base):
                one.base = one.other_base
        return
    last = reading.before.last_period if reading.before else None
    if one.subjects and one.first is None and one.last is None and last is None:
        return
    if one.subjects and (one.first or one.last):
        _match_numbers(one)


def _own_period(reading, one, given):
    """“By 5% in 2017-18”: the period right after a change."""
    joint = phrase("said.joint")
    for mention in given:
        between = reading.bare[one.end : mention.start]
        if mention.start >= one.end and joint.fullmatch(between):
            return mention
    return None


def _years_given(reading):
    found = re.search(
        r"\b(?:in|over|within|for) (?:the (?:last|past) )?(two|three|four"
        r"|five|2|3|4|5) years\b",
        reading.bare,
    )
    words = {"two": 2, "three": 3, "four": 4, "five": 5}
    return (words.get(found[1]) or int(found[1])) if found else 1


def _is_base(reading, mention):
    before = reading.bare[: mention.start]
    return bool(
        re.search(
            r"\b(?:than|as it did|as they did|as|compared with|compared to"
            r"|against|on|from|after|over|up on|down on|it was|it got"
            r"|they got)(?: it was| it got| they got| it had| they had"
            r"| it did)?(?: in| for| the| that of| those of| its| of)*\s*$",
            before,
        )
    )


def _latest(one, period):
    for subject in one.subjects:
        for area in one.areas:
            known = subject.alike("" if subject.is_money else area, period)
            later = [f for f in known if f.period.end > period.end]
            if later:
                return later[-1].period
    return None


def _is_known(one, period):
    return any(
        subject.fact("" if subject.is_money else area, period)
        for subject in one.subjects
        for area in one.areas
    )


def _last_before(one, period):
    """The last period of that length before a period for which there is a figure."""
    for subject in one.subjects:
        for area in one.areas:
            known = subject.alike("" if subject.is_money else area, period)
            earlier = [fact.period for fact in known if fact.period.end < period.end]
            if earlier:
                return earlier[-1]
    return None


def _quarter_before(period):
    month = period.start.month - 3
    year = period.start.year if month > 0 else period.start.year - 1
    month = month if month > 0 else month + 12
    return months(year, month, month + 2)


def _is_of(one, quantity, period):
    """Whether a number is a subject's figure for a period."""
    if quantity is None or period is None:
        return False
    for subject in one.subjects:
        for area in one.areas:
            fact = subject.fact("" if subject.is_money else area, period)
            if fact and fact.value is not None and quantity.is_about(fact.value):
                return True
    return False


def _is_earlier(one, period):
    """Whether “from 36%” is the one period's own figure."""
    if one.first is None:
        return False
    for subject in one.subjects:
        for area in one.areas:
            fact = subject.fact("" if subject.is_money else area, period)
            if fact and fact.value is not None and one.first.is_about(fact.value):
                return True
    return False


def _match_numbers(one):
    """Where no period is stated, the two that have the numbers stated, if any has."""
    for subject in one.subjects:
        for area in one.areas:
            known = [
                f
                for f in subject.of("" if subject.is_money else area)
                if f.value is not None
            ]
            for last in reversed(known):
                if one.last is not None and not one.last.is_about(last.value):
                    continue
                for first in reversed(
                    [f for f in known if f.period.end < last.period.end]
                ):
                    if length(first.period) != length(last.period):
                        continue
                    if one.first is None or one.first.is_about(first.value):
                        one.base, one.period = first.period, last.period
                        return


@comparator(25)
def changes_agree(reading: Reading):
    """A direction or a size of change that the figures do not bear out."""
    if _is_unstated(reading):
        return
    for one in changes_of(reading):
        if _is_of_places(reading, one) or _is_of_areas(reading, one):
            continue
        if _is_afterthought(reading, one) or _is_beside_number(reading, one):
            continue
        found = list(_compare(one))
        if found:
            yield found[0]


def _is_beside_number(reading, one) -> bool:
    """“915 were 31 more than its 884”: two numbers are compared, not two years."""
    later = [q for q in reading.quantities if q.start >= one.end]
    earlier = [q for q in reading.quantities if q.end <= one.start]
    if one.amount is None or not later or not earlier:
        return False
    between = reading.bare[one.end : later[0].lead]
    return bool(phrase("pair.than-its").fullmatch(between))


def _holds(whole, part):
    return whole.start <= part.start and part.end <= whole.end


def _is_unstated(reading):
    """Of another place, or only supposed, wanted or denied."""
    cues = ("said.supposed", "said.denied")
    return is_elsewhere(reading) or any(
        phrase(cue).search(reading.bare) for cue in cues
    )


def _is_afterthought(reading, one):
    """“Dropped by 225 after a drop of 685”, “and then fell”: of another time."""
    earlier = [
        other
        for other in changes_of(reading)
        if other.amount is not None and other.end <= one.start
    ]
    between = reading.bare[earlier[-1].end : one.start] if earlier else ""
    later = any(other.start > one.end for other in changes_of(reading))
    if later and phrase("said.begins-after").search(reading.bare[: one.start]):
        return True
    stated = [p for p in reading.given if p.end <= one.start]
    gap = reading.bare[stated[-1].end : one.start] if stated else ""
    if len(reading.given) == 1 and phrase("said.goes-on").search(gap):
        return True
    return one.amount is not None and bool(phrase("said.afterthought").search(between))


_BESIDE = re.compile(
    r"\s*(?:above|below|over|under|(?:higher|lower|more|less|fewer) than)"
    r"(?: in| that of| that for)?(?: the)? $"
)
_THAN = re.compile(
    r"[^.;,]*?\b(?:than|as) (?:in |that of |that in |those in "
    r"|the rate (?:in|for|of) |the |for )*$"
)


def _is_of_areas(reading, one):
    """“More than Brackwell” compares two areas, not two times."""
    later = [m for m in reading.areas if m.start >= one.end]
    return (
        any(_THAN.fullmatch(reading.bare[one.end : m.start]) for m in later)
        or any(_BESIDE.fullmatch(reading.bare[one.end : m.start]) for m in later)
        or bool(
            re.match(
                r"[^.;]*\bthan (?:any|all|everywhere|anywhere|elsewhere|the other)",
                reading.bare[one.end :],
            )
        )
        or bool(
            re.match(
                r" (?:the |that of |that in )*$", reading.bare[one.end : later[0].start]
            )
            if later
            else False
        )
    )


def _is_of_places(reading, one):
    """“Fell in three districts” is a matter of how many, not of how much."""
    start, end = _clause_of(reading, one.span)
    return bool(PLACES.search(reading.bare[start:end])) and one.amount is None


def _compare(one: Change):
    if one.amount is not None and pair_before(one.reading, one.amount):
        if not (one.first.bound or one.last.bound):
            yield from _told_pair(one)
        return
    pairs = _pairs(one)
    known = [(a, b) for a, b in pairs if a is not None and b is not None]
    if (
        one.base
        and one.period
        and length(one.base) != length(one.period)
        and one.is_stated
    ):
        if phrase("said.same-part").search(one.reading.bare):
            return
        nested = _holds(one.base, one.period) or _holds(one.period, one.base)
        if nested and not phrase("said.compares").search(one.reading.bare):
            return
        if one.subjects or one.first:
            yield _unlike(one)
        return
    whole = [(a, b) for a, b in known if a.value is not None and b.value is not None]
    if not whole:
        for _first, last in pairs:
            missing = last if last is not None and last.value is None else None
            if (
                missing is not None
                and one.period
                and not one.reading.has("states.unknown")
            ):
                start = one.start
                yield Mistake(
                    "typed-contradiction",
                    WARNING,
                    start,
                    one.end,
                    f"There is no figure for {missing.name}: it is {missing.why_not}, "
                    f"so the change is not known.",
                    "Delete the change, or enter the figure in the data.",
                )
                return
        if (
            one.first is not None
            and one.last is not None
            and _is_one_unit(one.first, one.last)
            and one.first.bound == one.last.bound == ""
        ):
            yield from _judge(
                one, one.first.value, one.last.value, None, None, _unit(one)
            )
        elif one.amount is not None and not one.subjects:
            yield from _told_pair(one)
        return
    results = [
        list(_judge(one, *_compared(one, a, b), a, b, a.subject.unit)) for a, b in whole
    ]
    if all(results) and not _fits_another_base(one, whole):
        yield results[0][0]


def _fits_another_base(one: Change, pairs) -> bool:
    """Whether the change is that from an earlier year, where none is named."""
    if one.is_stated or one.first is not None:
        return False
    if not phrase("said.compares").search(one.reading.bare):
        return False
    for _first, last in pairs:
        for base in last.subject.alike(last.area, last.period):
            if base.period.end < last.period.end and not list(
                _judge(one, *_compared(one, base, last), base, last, base.subject.unit)
            ):
                return True
    return False


def _compared(one: Change, a: Fact, b: Fact):
    """The values, or the counts behind percentages: “fewer victims were made safer”."""
    counts = one.amount is None and one.stated.lower() in {"fewer", "more"}
    if counts and a.part is not None and b.part is not None:
        return a.part, b.part
    return a.value, b.value


def _told_pair(one):
    """Two values of the sentence that the change is stated between, without data."""
    if one.first is None or one.last is None:
        return
    yield from _judge(one, one.first.value, one.last.value, None, None, _unit(one))


def _unit(one):
    return one.first.unit if one.first else COUNT


def _pairs(one: Change):
    pairs = [
        one.facts(area, subject)
        for subject in one.subjects
        for area in (one.areas if not subject.is_money else [""])
    ]
    if one.other_base is not None and one.first is None:
        pairs += _pairs(replace(one, base=one.other_base, other_base=None))
    return pairs


def _unlike(one: Change):
    start, end = one.start, one.end
    return Mistake(
        "unlike-periods",
        WARNING,
        start,
        end,
        f"{one.period.label} and {one.base.label} are periods of "
        f"different length, so their figures cannot be compared.",
        "Compare with the same period of another year.",
    )


def _judge(one: Change, first: Decimal, last: Decimal, a, b, unit):
    """Whether the change from a first to a last value is what the sentence says."""
    way = (last > first) - (last < first)
    if one.way == SAME:
        if abs(last - first) * 50 > abs(first):
            yield _wrong_way(one, way, first, last, a, b)
        return
    if one.way is not None and way != one.way:
        if not (one.amount is not None and one.amount.value == 0):
            yield _wrong_way(one, way, first, last, a, b)
        return
    if one.amount is None:
        return
    yield from _amount(one, abs(last - first), first, last, a, b, unit)


def _wrong_way(one, way, first, last, a, b):
    reading = one.reading
    start, end = _way_words(one)
    stated = reading.text[start:end]
    if a is not None and b is not None:
        place = a.subject.areas.get(a.area, "")
        name = ", ".join(filter(None, [a.subject.name, place]))
        really = (
            f"{name} {SAID[way]}. It was {a.words} in {a.period.label} and "
            f"{b.words} in {b.period.label}"
        )
    else:
        unit = _unit(one)
        really = f"it {SAID[way]}, from {_shown(first, unit)} to {_shown(last, unit)}"
    return Mistake(
        "direction-contradicted",
        ERROR if one.is_stated or a is None else WARNING,
        start,
        end,
        f"“{stated}” is wrong: {really}.",
        "Correct the direction or the figures.",
    )


def _stated(a, b, first, last, one):
    if a is not None and b is not None:
        place = a.subject.areas.get(a.area, "")
        subject = ", ".join(filter(None, [a.subject.name, place]))
        return (
            f"{subject} was {a.words} in {a.period.label} and {b.words} in "
            f"{b.period.label}"
        )
    unit = one.first.unit if one.first else COUNT
    return f"From {_shown(first, unit)} to {_shown(last, unit)}"


def _shown(value, unit):
    if unit == POUNDS:
        return pounds(value)
    return f"{bare(value)}%" if unit == PERCENT else bare(value)


def _way_words(one):
    """The words that tell the direction: of an amount, those beside it."""
    reading = one.reading
    if one.amount is None:
        return one.start, one.end
    names = {
        UP: ("direction.up", "direction.up-noun", "direction.more"),
        DOWN: ("direction.down", "direction.down-noun", "direction.fewer"),
    }.get(one.way)
    if not names:
        return one.start, one.end
    found = [
        m
        for m in pattern(*names).finditer(reading.bare)
        if abs(m.start() - one.end) < 60 or abs(one.start - m.end()) < 60
    ]
    found.sort(key=lambda m: min(abs(m.start() - one.end), abs(one.start - m.end())))
    return found[0].span() if found else (one.start, one.end)


def _amount(one, size, first, last, a, b, unit):
    """The size of a change against what the two figures give."""
    q = one.amount
    percent = size * 100 / first if first else None
    if (
        q.unit == POUNDS
        and unit != POUNDS
        or q.unit not in {POUNDS, POINTS, PERCENT, MULTIPLE}
        and unit == POUNDS
    ):
        return
    if q.unit == COUNT and unit == PERCENT:
        # “216 of 270, 26 more than the year before”: of those behind the percentage.
        parts = [fact.part for fact in (a, b) if fact is not None]
        if len(parts) < 2 or None in parts or q.fits(abs(parts[1] - parts[0])):
            return
    if q.unit == MULTIPLE:
        fits = not first or is_multiple(q, last / first)
    elif q.unit == POINTS:
        fits = unit == PERCENT and _fits(q, size)
    elif q.unit == PERCENT:
        fits = percent is None or _fits(q, percent) or _fits_rounded(q, percent)
    else:
        fits = _fits(q, size)
    if fits:
        return
    right = _right_amount(q, size, percent, unit)
    stated = _stated(a, b, first, last, one)
    is_change = " is a change of" if stated.startswith("From") else ": a change of"
    start = q.lead if q.is_fraction and q.bound else q.start
    yield Mistake(
        "calculation",
        ERROR,
        start,
        q.end,
        f"{stated}{is_change} {right}, not {one.reading.text[start : q.end]}.",
        "Correct the change, or link it to your data.",
    )


def is_multiple(q, ratio) -> bool:
    """Whether a ratio may be stated as “doubled”, “nearly halved” and the like."""
    if "more than" in q.text or q.bound in {"over", "over-near"}:
        return q.value < ratio < q.value * Decimal("1.5")
    if q.bound in {"under-near", "about"}:
        low, high = ("0.85", "1.02") if q.value > 1 else ("0.95", "1.2")
        return q.value * Decimal(low) <= ratio <= q.value * Decimal(high)
    return abs(ratio - q.value) <= q.value * Decimal("0.045")


def _right_amount(q, size, percent, unit) -> str:
    """What should stand instead, in the unit that the sentence uses or should use."""
    share = _percent(percent) + _fraction(percent) if percent is not None else ""
    if unit == PERCENT and q.unit in {POINTS, PERCENT, MULTIPLE}:
        points = f"{bare(size)} percentage points"
        return points if q.unit == POINTS else f"{points} (or {share} of what it was)"
    if q.unit == POINTS:
        return f"{share} (per cent, not percentage points)"
    if q.unit in {PERCENT, MULTIPLE}:
        return share
    return pounds(size) if q.unit == POUNDS else bare(size)


def _fits(q, value):
    return q.fits(value)


def _fits_rounded(q, percent):
    return abs(q.value - percent) <= q.last / 2 + Decimal("0.001")


def _percent(value):
    exact = rounded(value, 1)
    whole = rounded(value)
    return (
        f"{bare(exact)}%"
        if exact != whole and value < 10
        else f"{bare(whole)}%"
        if value >= 10
        else f"{bare(exact)}%"
    )


WORDS = {2: "half", 3: "a third", 4: "a quarter", 5: "a fifth", 10: "a tenth"}


def _fraction(percent):
    for many, words in WORDS.items():
        if abs(percent - Decimal(100) / many) < 1:
            return f" ({words})"
    return ""


@comparator(40)
def periods_are_alike(reading: Reading):
    """Compare figures of one subject only for periods of the same length."""
    if not re.search(
        r"\b(?:compared|against|than|below|above|from|improv|better|worse"
        r"|set against|versus)\b",
        reading.bare,
    ):
        return
    values = [
        c
        for c in claims_of(reading)
        if c.role == VALUE and c.periods and c.subjects and "period" in c.sure
    ]
    for one, other in zip(values, values[1:], strict=False):
        if one.subject is not other.subject or one.subject.is_money:
            continue
        between = reading.between(
            (one.quantity.start, one.quantity.end),
            (other.quantity.start, other.quantity.end),
        )
        if length(one.periods[0]) == length(other.periods[0]):
            continue
        compares = re.search(
            r"\b(?:compared (?:with|to)|against|than|(?:well |far |just "
            r"|much )?(?:below|above)|down from|up from|lower|higher|from|to"
            r"|after|versus|instead of|before)\b",
            between,
        )
        begins = phrase("said.begins-compared").match(reading.bare)
        if compares or begins:
            start = 0 if begins else one.quantity.end + compares.start()
            compares = begins or compares
            yield Mistake(
                "unlike-periods",
                WARNING,
                start,
                start + len(compares[0]),
                f"{one.periods[0].label} and {other.periods[0].label} are periods "
                f"of different length, so their figures cannot be compared.",
                "Compare with the same period of another year.",
            )
            return
