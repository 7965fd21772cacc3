"""Values against the data: the right figure for that subject, area and period."""

from collections.abc import Iterator
from decimal import Decimal

from partnership.core.values.financial_years import label
from partnership.core.values.periods import financial_year
from reports.checks.comparators.base import (
    ERROR,
    WARNING,
    Mistake,
    comparator,
    error,
    mistake,
    warning,
)
from reports.checks.comparators.figure_links import in_place, link, linked
from reports.checks.comparators.joint_figures import (
    SMALL,
    are_taken_together,
    is_sum_or_difference,
    together,
    wrong_sum,
)
from reports.checks.comparators.qualifiers import bound
from reports.text.candidates import (
    SAYS,
    facts_for,
    is_checked,
    is_stated_already,
    matches,
)
from reports.text.knowledge import Fact
from reports.text.narrowing import narrows
from reports.text.parts import is_total, parts_of, rows_of
from reports.text.periods import days_of
from reports.text.phrases import phrase
from reports.text.places import is_elsewhere
from reports.text.placing import (
    clause_of,
    each_area,
    has_own_period,
    is_listed,
    own_area,
    placed,
    some_of,
    times_given,
    whole_of_parts,
)
from reports.text.quantities import COUNT, POUNDS, RATE, is_misread
from reports.text.reader import FRAME, Claim, Reading, counted
from reports.text.roles import claims_of


def _is_part_of_figure(claim: Claim) -> bool:
    """“Of the 268 burglaries, 40 were at night”: of a part without a figure."""
    reading, quantity = claim.reading, claim.quantity
    if claim.subject.kind == "carried":
        return False
    if quantity.unit == POUNDS and _is_part_of_grant(claim):
        return True
    if quantity.unit != POUNDS and _is_of_named_whole(claim):
        return True
    for share in reading.quantities:
        # “Half of the hate crimes, 120, were …”
        of_whole = share.is_fraction and share.end <= quantity.lead
        if of_whole and phrase("said.of").match(reading.bare[share.end :]):
            return reading.bare[: quantity.lead].rstrip().endswith((",", "("))
    for part, whole, _share in parts_of(reading):
        if part is quantity and claim.subject.unit == COUNT:
            of_whole = own_area(reading, whole)
            return all(m.what == of_whole for m in reading.areas)
    return False


def _is_part_of_grant(claim: Claim) -> bool:
    """“Of its £248,000, £80,000 is for activities”."""
    reading, quantity = claim.reading, claim.quantity
    wholes = [whole for part, whole, _share in parts_of(reading) if part is quantity]
    if any(whole.value == f.value for whole in wholes for f in facts_for(claim)):
        return True
    earlier = [q for q in reading.quantities if q.end <= quantity.start]
    begins = phrase("money.of-one-line").match(reading.bare[: quantity.lead])
    funds = reading.known.of_kind("fund")
    totals = {fact.value for fund in funds for fact in fund.facts.values()}
    if not begins or not earlier or earlier[0].value in totals:
        return False  # “Of the £1,204,900, Aldermoor gets £220,500”
    return earlier[0].value > quantity.value


def _is_of_named_whole(claim: Claim) -> bool:
    """“Of the hate crimes of 2017-18, 150 were racist”."""
    reading, quantity = claim.reading, claim.quantity
    if any(m.start >= quantity.end for m in reading.areas):
        return False
    begun = reading.bare.find(",")
    if any(begun < m.start < quantity.start for m in reading.areas):
        return False  # “Of those crimes, Aldermoor had 216 and Brackwell 170”
    return any(
        subject.what is claim.subject
        and subject.end <= quantity.start
        and "," in reading.bare[subject.end : quantity.start]
        and phrase("part.at-start").search(reading.bare[: subject.start])
        for subject in reading.subjects
    )


def _goes_on(claim: Claim) -> bool:
    """“In July it peaked and then fell, to 64”: of a time that is not named."""
    reading, quantity = claim.reading, claim.quantity
    earlier = [p for p in reading.given if p.end <= quantity.start]
    between = reading.bare[earlier[-1].end : quantity.start] if earlier else ""
    if any(phrase(f"said.{name}").search(between) for name in ("goes-on", "now")):
        return True
    before, after = reading.bare[: quantity.lead], reading.bare[quantity.end :]
    if phrase("said.before-that").match(after.lstrip()):
        return True
    if phrase("said.up-from").search(before):
        return not has_own_period(reading, quantity)
    if phrase("said.complement").match(reading.bare[quantity.end :]):
        return True
    # “Castlehythe 216 (170)”: the earlier one, in brackets.
    opened = reading.bare[: quantity.lead].rstrip()
    return bool(
        opened.endswith("(")
        and any(q.end == len(opened[:-1].rstrip()) for q in reading.quantities)
    )


@comparator(10)
def figures_agree(reading: Reading):
    """A value that the data does not have for its subject, area and period."""
    times = times_given(reading)
    for claim in claims_of(reading):
        if not is_checked(claim) or is_listed(claim):
            continue
        claim = whole_of_parts(placed(reading, claim, times))
        facts = facts_for(claim)
        if len(each_area(reading)) > 1 and are_taken_together(claim):
            yield from together(claim)
            facts = [fact for fact in facts if matches(claim, fact)]
        if claim.quantity.is_linked:
            yield from linked(claim, facts)
        elif fitting := [fact for fact in facts if matches(claim, fact)]:
            yield from _right(claim, fitting)
        elif mistake := wrong_sum(claim):
            yield mistake
        elif facts and not _is_of_no_figure(claim):
            yield from _wrong(claim, facts)


def _right(claim: Claim, fitting: list[Fact]):
    yield from bound(claim, fitting)
    named = any(m.end <= claim.quantity.start for m in claim.reading.areas)
    if named or not is_elsewhere(claim.reading):
        yield from link(claim, fitting)


def _is_of_no_figure(claim: Claim) -> bool:
    """Whether a number is worked out, of a part, or of a time that is not named."""
    return is_sum_or_difference(claim) or _is_part_of_figure(claim) or _goes_on(claim)


@comparator(12)
def lists_agree(reading: Reading):
    """“In the four districts it was 301, 182, 261 and 105”: one figure is wrong."""
    for row in rows_of(reading):
        facts = _of_list(reading, row) if len(row) > 2 else []
        missing = [f for f in facts if not any(q.fits(f.value) for q in row)]
        wrong = [q for q in row if not any(q.fits(f.value) for f in facts)]
        is_whole = len(facts) == len(row) and len(missing) == 1 == len(wrong)
        if is_whole and not wrong[0].is_linked:
            yield _contradicts(wrong[0], f"{missing[0].name} is {missing[0].words}.")


def _of_list(reading: Reading, row) -> list[Fact]:
    """The figures of all districts, or of the lines of all partnerships."""
    if row[0].unit == POUNDS:
        if not phrase("money.partnerships").search(reading.bare):
            return []
        lines = reading.known.of_kind("line")
        parts = [line for line in lines if line.row.recipient_partnership]
        when = reading.period or financial_year(reading.known.year)
        return [fact for line in parts if (fact := line.known("", when))]
    claims = [c for c in claims_of(reading) if c.quantity in row]
    subjects = {c.subject for c in claims if c.subject}
    if len(subjects) != 1 or not reading.period:
        return []
    return subjects.pop().all_known(reading.known.districts, reading.period)


def _contradicts(q, right: str) -> Mistake:
    message = f"“{q.text}” contradicts your data: {right}"
    hint = "Use the figure in your data, or correct your data."
    return error("typed-contradiction", q, message, hint)


def _wrong(claim: Claim, facts: list[Fact]):
    reading, best = claim.reading, facts[0]
    if best.value is None:
        if reading.has("states.unknown") or not _is_said_of(claim, best):
            return
        known = [fact for fact in facts if fact.value is not None]
        if claim.periods or not known:
            yield _unknown(claim, best)
            return
        best = known[0]
    if best.subject.kind == "fund" and _is_far_off(claim, best):
        lines = (fact for fact in facts if fact.subject.kind == "line" and fact.value)
        best = next(lines, best)
    if not _is_whole(claim, best) or is_stated_already(claim, best):
        return
    others = (_is_other_sum, _is_of_a_line, _is_far_off, _is_of_something_else)
    if any(is_other(claim, best) for is_other in others):
        return
    if best.subject.kind == "carried":
        yield from _carried(claim, best)
    elif not _is_of_other_figure(claim, best):
        yield _contradiction(claim, best)


def _is_of_a_line(claim: Claim, best: Fact) -> bool:
    """“Money for the districts, £560,000”: the sum of a line, under another name."""
    if best.subject.kind != "fund":
        return False
    lines = claim.reading.known.of_kind("line")
    known = (line.known("", best.period) for line in lines)
    return any(fact.value == claim.quantity.value for fact in known if fact)


def _is_of_other_figure(claim: Claim, best: Fact) -> bool:
    """Whether the number is that of another time, or of districts not named."""
    other = _elsewhere(claim, best)
    if other is not None and _is_of_another_time(claim, best, other):
        return True
    reading, quantity = claim.reading, claim.quantity
    named = [m.end for m in reading.areas if m.end <= quantity.start]
    some = some_of(reading, *([max(named), quantity.start] if named else []))
    is_few = some == "few" and quantity.unit != POUNDS
    return bool(some and other is not None or is_few)


def _contradiction(claim: Claim, best: Fact):
    reading, quantity = claim.reading, claim.quantity
    is_sure = claim.sure >= {"subject", "area", "period"}
    is_sure = is_sure and quantity.bound in {"", "exact"}
    end, other = quantity.number_end, _elsewhere(claim, best)
    message = (
        f"“{reading.text[quantity.lead : end].strip()}” contradicts your "
        f"data: {best.name} is {best.words}."
    )
    if other is not None:
        message += f" {quantity.text} is the figure for {_differs(best, other)}."
    offer = in_place(reading, quantity, best) if _can_replace(claim, best) else ("", "")
    has_bound = quantity.bound and best.qualifier in SAYS
    return mistake(
        "typed-contradiction",
        ERROR if is_sure and not _foreign_object(claim) else WARNING,
        (quantity.lead if has_bound else quantity.start, end),
        message,
        "Use the figure in your data, or correct your data.",
        *offer,
    )


def _is_said_of(claim: Claim, best: Fact) -> bool:
    """Whether a number and its subject are in one statement, and it is not the rest."""
    reading, quantity = claim.reading, claim.quantity
    if _is_rest(reading, quantity):
        return False
    named = [m for m in reading.subjects if m.what is best.subject]
    span = quantity.start, quantity.end
    gaps = [reading.between((m.start, m.end), span) for m in named]
    return not gaps or not all(phrase("said.next").search(gap) for gap in gaps)


def _is_rest(reading: Reading, quantity) -> bool:
    """“£20,000 is left”, “the other £20,000”."""
    before = reading.bare[: quantity.lead]
    return bool(
        phrase("money.rest").match(reading.bare, quantity.end)
        or phrase("money.the-rest").search(before)
    )


def _is_of_another_time(claim: Claim, best: Fact, other: Fact) -> bool:
    """“At 96 against 128”: the year that is named belongs to another number."""
    reading, quantity = claim.reading, claim.quantity
    when = days_of(best.period)
    named = [p for p in reading.given if days_of(p.period) == when]
    if other.area != best.area or not named:
        return False
    span = quantity.span
    period = reading.nearest(named, span)[0]
    place = period.start, period.end
    own = reading.cost(span, place)
    return any(
        reading.cost(c.quantity.span, place) < own
        for c in claims_of(reading)
        if c.quantity is not quantity and c.role != FRAME
        if c.quantity.unit in {quantity.unit, RATE}
        if c.areas[:1] == claim.areas[:1]
    )


def _carried(claim, best):
    """Money carried forward whose line or purpose the sentence names."""
    reading, quantity = claim.reading, claim.quantity
    named = [m.what.row for m in reading.subjects]
    row = best.subject.row
    if quantity.is_linked or row not in named and row.line not in named:
        return
    if any(quantity.fits(value) for value in _carried_by(reading, named)):
        return  # “A brings forward £14,250 and B £9,000”
    offer = "" if quantity.bound or quantity.is_worded else best.token
    yield warning(
        "carry-forward",
        quantity,
        f"{quantity.text} is described as carried forward. Your data has "
        f"{best.words}, from {label(row.from_year)} to {label(row.to_year)}.",
        "Link to the recorded amount, or correct the record.",
        offer,
        best.words if offer else "",
    )


def _carried_by(reading: Reading, named: list) -> Iterator[Decimal]:
    for subject in reading.known.of_kind("carried"):
        if subject.row in named or subject.row.line in named:
            yield from (f.value for f in subject.facts.values() if f.value is not None)


def _is_other_sum(claim, best: Fact) -> bool:
    """Whether a number may be what is left, a sum of years, or of another grant."""
    reading, quantity = claim.reading, claim.quantity
    if _is_rest(reading, quantity) and best.subject.kind in {"line", "fund"}:
        return True
    if phrase("sum.that-makes-all").match(reading.bare):
        return True  # “That makes £220,150 in all” adds up what was named before.
    is_named = any(m.what is claim.subject for m in reading.subjects)
    total = phrase("sum.total-line").match(reading.bare)
    is_next = total and not reading.bare[total.end() : quantity.lead].strip(" :")
    if is_next and not is_named:
        return True
    is_sum = quantity.unit in {COUNT, POUNDS} and best.token
    several = is_sum and phrase("said.several-years").search(reading.bare)
    if several and not has_own_period(reading, quantity):
        return True
    if quantity.unit == POUNDS and quantity.value * 50 < best.value:
        return True  # such a small sum is not the grant
    # “The grant” may be another one.
    return best.subject.kind == "fund" and not claim.periods and not is_named


def _can_replace(claim, fact) -> bool:
    """Whether the token can replace the number and leave the rest as it is."""
    quantity = claim.quantity
    if quantity.is_worded or quantity.is_fraction or not fact.token:
        return False
    if not claim.periods and not fact.subject.is_money:
        return False
    reading = claim.reading
    is_sum = quantity.unit == POUNDS and rows_of(reading)
    if is_sum and is_total(claim.reading, quantity):
        return False
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
    # If several are named, it is not clear which is meant.
    return (
        len(
            {subject for subject in claim.subjects if subject.kind == fact.subject.kind}
        )
        < 2
    )


def _differs(best, other):
    """How the other figure differs: its subject, area or period."""
    place = other.subject.areas.get(other.area, "") if other.area != best.area else ""
    when = other.period.label if days_of(other.period) != days_of(best.period) else ""
    return ", ".join(filter(None, [place, when])) or other.name


def _elsewhere(claim, best):
    """Another figure of the same subject with this very value."""
    for fact in best.subject.facts.values():
        if (
            fact is not best
            and fact.value is not None
            and fact.value == claim.quantity.value
        ):
            return fact
    return None


def _unknown(claim, fact):
    quantity = claim.quantity
    return mistake(
        "typed-contradiction",
        ERROR if "period" in claim.sure else WARNING,
        quantity,
        f"There is no figure for {fact.name}: it is {fact.why_not}.",
        "Delete the figure, or enter it in your data.",
    )


def _is_whole(claim: Claim, best: Fact) -> bool:
    """Whether the number is of the whole subject: a smaller one may be of a part."""
    quantity, reading = claim.quantity, claim.reading
    if is_elsewhere(reading):
        return False
    if quantity.unit in {COUNT} and quantity.value < best.value:
        start, end = clause_of(reading, quantity)
        text = reading.bare
        for period in reading.periods:  # “The twelve months that ended in March”
            begin = (
                text.rfind(period.lead, 0, period.start)
                if period.lead
                else period.start
            )
            text = text[:begin] + "-" * (period.end - begin) + text[period.end :]
        named = [m.end for m in reading.subjects if m.what is claim.subject]
        first = min([quantity.end, *named])
        later = phrase("said.restricts-later").search(text, max(first, start), end)
        text = phrase("said.by-quarter").sub("", text[start:end])
        if later or phrase("said.restricts").search(text):
            return False
        if _foreign_object(claim):
            return False
    if not claim.periods and not quantity.unit == POUNDS:
        # Without a period it is only wrong if it is not the figure of any period.
        return "area" in claim.sure and reading.areas != [] and quantity.bound == ""
    return True


FAR = 4


def _is_far_off(claim: Claim, best: Fact) -> bool:
    """“Three burglars” where there were 351 burglaries: unlikely to be the figure."""
    quantity = claim.quantity
    is_other = quantity.unit not in {COUNT, POUNDS} or _elsewhere(claim, best)
    if is_other or best.value is None:
        return False
    digits = [sorted(f"{n:.0f}".replace("0", "")) for n in (quantity.value, best.value)]
    if digits[0] == digits[1]:
        return False  # 17 for 71, £12,600 for £126,000, 508 for 58
    sizes = sorted([quantity.value, best.value])
    return sizes[0] * FAR < sizes[1]


# A number this close may be the figure of an earlier extract.
NEAR = Decimal("0.03")


def _is_of_something_else(claim: Claim, best: Fact) -> bool:
    """Whether an exact number is neither a mistyped figure nor another known one.

    A count of 111 where the data has 129 is of something else.
    """
    quantity = claim.quantity
    is_exact = not quantity.bound and quantity.last == 1 and quantity.value >= SMALL
    if not is_exact or quantity.unit != COUNT:
        return False
    if abs(quantity.value - best.value) <= best.value * NEAR:
        return False
    known = claim.reading.known
    return not is_misread(quantity.value, best.value) and not any(
        fact.value == quantity.value
        for subject in known.subjects
        if subject.unit == best.subject.unit
        for fact in subject.facts.values()
    )


def _foreign_object(claim) -> bool:
    """“412 burglaries of sheds”: what is counted is narrowed down."""

    reading, quantity = claim.reading, claim.quantity
    end, _words = counted(reading, quantity.end)
    mentions = [m.end for m in reading.subjects if m.what is claim.subject]
    return any(narrows(reading, at) for at in [end, *mentions])
