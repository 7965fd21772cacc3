"""Numbers in a sentence that contradict one another, whatever they count."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from partnership.core.values.formatting import bare, per_cent, rounded
from partnership.core.values.periods import Period
from reports.checks.comparators.base import (
    ERROR,
    WARNING,
    Mistake,
    comparator,
    error,
    warning,
)
from reports.checks.comparators.wording import wrong_share
from reports.text.forms import stems
from reports.text.knowledge import length
from reports.text.parts import parts_of
from reports.text.phrases import phrase
from reports.text.quantities import (
    COUNT,
    MULTIPLE,
    PERCENT,
    POINTS,
    POUNDS,
    RATE,
    Quantity,
    is_multiple,
    printed,
)
from reports.text.reader import (
    CHANGE,
    FRAME,
    RESULT,
    SHARE,
    TARGET,
    VALUE,
    Reading,
    counted,
)
from reports.text.roles import claims_of


def _counts(reading: Reading) -> list[Quantity]:
    return [q for q in reading.quantities if q.unit == COUNT and q.value > 1]


@comparator(11)
def shares_are_possible(reading: Reading):
    """“88.5% of a sample of 70”: no whole number of 70 gives it."""
    for part, whole, share in parts_of(reading):
        is_exact = share and not share.is_fraction and not share.bound + whole.bound
        if part is not None or not is_exact or whole.unit != COUNT or whole.value < 10:
            continue
        exact = share.value * whole.value / 100
        counts = {exact.to_integral_value(way) for way in (ROUND_FLOOR, ROUND_CEILING)}
        shares = {n: n * 100 / whole.value for n in sorted(counts)}
        if all(abs(near - share.value) > share.last / 2 for near in shares.values()):
            places = max(-share.last.as_tuple().exponent, 0)
            yield _calculation(
                share,
                f"No whole number of {whole.text} gives {share.text}: "
                + ", ".join(
                    f"{bare(n)} is {bare(rounded(near, places))}%"
                    for n, near in shares.items()
                )
                + ".",
            )


def _calculation(where, message: str, replacement="") -> Mistake:
    """Report numbers in a sentence that contradict one another."""
    hint = "Correct this number, or those that it follows from."
    return error("calculation", where, message, hint, replacement)


@comparator(12)
def shares_of_earlier_wholes(reading: Reading):
    """“235 were contacted. 126 (68% of those contacted) took part”."""
    stated = {share for part, _whole, share in parts_of(reading) if part}
    for share in reading.quantities:
        if share.unit != PERCENT or share.bound or share in stated:
            continue
        those = phrase("whole.those").match(reading.bare, share.end)
        part = _part(reading, share)
        if not those or part is None:
            continue
        wholes = _wholes(reading, part)
        fits = [w for _, w in wholes if share.fits(part.value * 100 / w.value)]
        if fits or not wholes:
            continue
        named = stems(reading.bare[those.end() : those.end() + 60].partition(")")[0])
        alike = [row for row in wholes if named & stems(row[0])]
        whole, is_sure = (alike or wholes)[0][1], len(alike) == 1 or len(wholes) == 1
        yield wrong_share(part, whole, share, ERROR if is_sure else WARNING)


def _part(reading, share):
    """The number right before a share in brackets or after a comma."""
    before = [q for q in _counts(reading) if q.end <= share.start]
    opened = before and phrase("whole.opens").fullmatch(
        reading.bare[before[-1].end : share.lead]
    )
    return before[-1] if opened else None


def _wholes(reading, part):
    """Larger numbers nearby, each with the words around it."""
    near = [reading, reading.before] if reading.before else [reading]
    return [
        (nearby.bare[max(0, q.start - 40) : q.end + 60], q)
        for nearby in near
        for q in _counts(nearby)
        if q.value > part.value and not (nearby is reading and q.start > part.start)
    ]


_COMPARED = {COUNT, RATE, PERCENT, POINTS, POUNDS}
MORE = {"more", "higher", "up", "above", "over", "greater", "larger"}


@comparator(26)
def differences_fit(reading: Reading):
    """“164 came, 12 fewer than in 2015 (175)”, “9.3 is 2.2 above the county’s 7.1”."""
    # “33 of 110 reoffended, twelve fewer than the 45 of 2015-16”
    wholes = [whole for part, whole, _share in parts_of(reading) if part]
    counts = [q for q in reading.quantities if q.kind in _COMPARED and q not in wholes]
    for now, by, then, match in _differences(reading, counts):
        if not _are_compared(reading, now, by, then, match):
            continue
        right = (now.value - then.value) * (1 if match["word"] in MORE else -1)
        if right == -by.value:
            yield _other_side(match, now, then)
        if right > 0 and right != by.value:
            is_other = by.is_worded or by.unit in {POINTS, POUNDS}
            words = " ".join(filter(None, [match["word"], match["than"]]))
            message = f"{now.text} is {bare(right)} {words} {then.text}, not {by.text}."
            yield _calculation(by, message, "" if is_other else bare(right))


def _other_side(match, now: Quantity, then: Quantity) -> Mistake:
    """Report the word of a match for a number above another, if it is below."""
    relation = "less" if now.value < then.value else "more"
    return error(
        "direction-contradicted",
        match.span("word"),
        f"{now.text} is {relation} than {then.text}.",
        "Correct the words or one of the figures.",
    )


def _differences(reading: Reading, numbers):
    """Each number, its difference from another and that one, with the words for it."""
    for first, second, third in zip(numbers, numbers[1:], numbers[2:], strict=False):
        between = reading.bare, second.end, third.lead
        if match := phrase("pair.than-number").fullmatch(*between):
            yield first, second, third, match
        # “The county’s 80%; Brackwell (75%) is five points below it”
        elif match := phrase("pair.than-it").match(reading.bare, third.end):
            yield second, third, first, match


def _are_compared(reading: Reading, now, by, then, match) -> bool:
    """Whether the second of three numbers is the difference between the others."""
    wanted = POINTS if now.unit == PERCENT else now.kind
    if now.kind != then.kind or by.kind != wanted:
        return False
    roles = {c.quantity: c.role for c in claims_of(reading)}
    if roles[then] == FRAME or roles[now] == FRAME:
        return False
    per_time = phrase("said.per-time")
    if any(per_time.match(reading.bare, quantity.end) for quantity in (now, by)):
        return False  # “18 a day, two fewer than in 2015 (7,410)”
    is_near = by.lead - 60 <= now.end and not (now.bound or then.bound or by.bound)
    alike = len({now.last, by.last, then.last}) == 1
    stated = roles[by] == CHANGE or match["than"] is None
    return is_near and alike and stated and roles[then] != CHANGE


@comparator(27)
def new_ones_add_up(reading: Reading):
    """“1,135 champions, 104 of them new, after 1,025”."""
    counts = _counts(reading)
    for now, new, then in zip(counts, counts[1:], counts[2:], strict=False):
        if not phrase("sum.new-ones").match(reading.bare[new.end :]):
            continue
        total = then.value + new.value
        if new.value < then.value < now.value and total < now.value:
            yield warning(
                "parts-and-total",
                now,
                f"{then.text} and {new.text} more make {bare(total)}, not {now.text}.",
                "Correct one of the 3 numbers, or say where the others came from.",
            )


@comparator(26)
def results_of_pairs_fit(reading: Reading):
    """“From 181 to 167. That is 14 per cent.”: what two numbers before it give."""
    begins = phrase("sum.that-comes-to").match(reading.bare)
    pair = _pair_in(reading.before) if begins and not reading.areas else None
    if pair is None or len(reading.quantities) != 1:
        return
    (number,), (first, last) = reading.quantities, pair
    made, right = _made_of(reading, number, first, last)
    is_beside = number.lead <= begins.end()
    if is_beside and made and not any(number.fits(quantity) for quantity in made):
        change = f"From {first.text} to {last.text} is a change of {right}"
        yield _calculation(number, f"{change}, not {number.text}.")


def _made_of(reading, number, first, last) -> tuple[list[Decimal], str]:
    """What a number after two others may mean, and the right value."""
    gap, after = abs(first.value - last.value), reading.bare[number.end :]
    if number.unit == PERCENT and phrase("part.ends").match(after):
        less, more = sorted((first.value, last.value))
        made = [gap * 100 / first.value, gap * 100 / last.value, less * 100 / more]
        return made, per_cent(made[0])
    if number.kind == first.kind and phrase("sum.more-only").match(after):
        return [gap, first.value + last.value], printed(gap, number.unit)
    return [], ""


def _pair_in(reading: Reading | None) -> tuple[Quantity, Quantity] | None:
    """The only two values of a sentence, if they are of one kind."""
    claims = claims_of(reading) if reading else []
    values = [c.quantity for c in claims if c.role in {VALUE, SHARE}]
    is_pair = len(values) == 2 and len({quantity.kind for quantity in values}) == 1
    return (values[0], values[1]) if is_pair and all(v.value for v in values) else None


@comparator(28)
def multiples_fit(reading: Reading):
    """“9.3, more than twice that of Castlehythe (7.0)”."""
    roles = {c.quantity: c.role for c in claims_of(reading)}
    values = [q for q in reading.quantities if q.kind in {COUNT, RATE, PERCENT}]
    for times in reading.quantities:
        before = [q for q in values if q.end <= times.start]
        after = [q for q in values if q.start >= times.end]
        is_fraction = times.is_fraction and roles[times] != CHANGE
        if times.unit != MULTIPLE and not is_fraction or not before or not after:
            continue
        quantity, other = before[-1], after[0]
        is_pair = quantity.kind == other.kind and other.value
        if not is_pair or not _is_ratio(reading, quantity, times, other):
            continue
        ratio = quantity.value / other.value
        fits = _fits_fraction if times.is_fraction else is_multiple
        if not fits(times, ratio):
            size = bare(rounded(ratio, 1 if ratio > 1 else 2))
            message = f"{quantity.text} is {size} times {other.text}, not {times.text}."
            yield _calculation(times, message)


@comparator(26)
def numbers_apart_fit(reading: Reading):
    """“31% above the county rate (9.3 against 7.1)”, “ten more: 270 against 260”."""
    row = reading.quantities
    for by, quantity, other in zip(row, row[1:], row[2:], strict=False):
        stated = (
            phrase("pair.opens").fullmatch(reading.bare[by.end : quantity.lead]),
            phrase("pair.against").fullmatch(reading.bare[quantity.end : other.lead]),
        )
        is_pair = all(stated) and quantity.kind == other.kind and other.value
        right = _apart(reading, by, quantity, other) if is_pair else ""
        if right:
            message = f"{quantity.text} is {right} {other.text}, not {by.text}."
            yield _calculation(by, message)


@comparator(26)
def gaps_fit(reading: Reading):
    """“The gap between Aldermoor (9.3) and Dunmere (4.4) is 4.9”."""
    row = reading.quantities
    for quantity, other, gap in zip(row, row[1:], row[2:], strict=False):
        is_gap = phrase("pair.gap").search(reading.bare[: quantity.lead])
        between = reading.bare, other.end, gap.lead
        right = abs(quantity.value - other.value)
        wanted = (
            {quantity.kind, POINTS} if quantity.unit == PERCENT else {quantity.kind}
        )
        is_alike = quantity.kind == other.kind and gap.kind in wanted
        if is_gap and is_alike and phrase("pair.gap-is").fullmatch(*between):
            if not gap.fits(right):
                made = (
                    f"{quantity.text} and {other.text} are {printed(right, gap.unit)}"
                )
                yield _calculation(gap, f"{made} apart, not {gap.text}.")


def _apart(reading: Reading, by: Quantity, quantity: Quantity, other: Quantity) -> str:
    """The difference between two numbers, if it is not what the sentence says."""
    role = next(c.role for c in claims_of(reading) if c.quantity is by)
    gap, ratio = abs(quantity.value - other.value), quantity.value / other.value
    exact = gap * 100 / other.value
    if by.unit == PERCENT and role == CHANGE and not by.fits(exact):
        return f"{per_cent(exact)} from"
    if by.unit == MULTIPLE and not is_multiple(by, ratio):
        return f"{bare(rounded(ratio, 1))} times"
    is_size = by.kind == quantity.kind and role == CHANGE and not by.fits(gap)
    return f"{printed(gap, by.unit)} from" if is_size else ""


def _fits_fraction(times: Quantity, ratio) -> bool:
    """“Well under half that of Aldermoor”."""
    if times.bound in {"over", "under"}:
        return (ratio * 100 > times.value) == (times.bound == "over")
    return times.fits(ratio * 100)


def _is_ratio(reading, quantity, times, other) -> bool:
    is_last = reading.bare[quantity.end : times.lead].startswith(")")
    if is_last and not reading.bare[: quantity.lead].endswith("("):
        return False  # “The rise (from 241 to 268) took back a third of the 89”
    return bool(
        phrase("pair.times").fullmatch(reading.bare[quantity.end : times.lead])
        and phrase("pair.times-of").fullmatch(reading.bare[times.end : other.lead])
    )


SIDES = {"above": 1, "up-from": 1, "below": -1, "down-from": -1}


@comparator(28)
def sides_fit(reading: Reading):
    """“Stays above England’s 8.2” of 7.1; “£188,100, up from £196,600”."""
    values = [c.quantity for c in claims_of(reading) if c.role in {VALUE, TARGET}]
    for quantity, other in pairwise(values):
        gap = quantity.value - other.value
        if quantity.kind != other.kind or not gap or quantity.is_fraction:
            continue
        if any(quantity.end <= q.start < other.start for q in reading.quantities):
            continue
        for name in (name for name, way in SIDES.items() if gap * way < 0):
            between = reading.bare, quantity.end, other.lead
            if match := phrase(f"pair.{name}").fullmatch(*between):
                yield _other_side(match, quantity, other)


@comparator(28)
def numbers_in_brackets_fit(reading: Reading):
    """“Fewer in 2017-18 (270 of them) than in 2016-17 (250)”."""
    opened = [q for q in reading.quantities if reading.bare[: q.lead].endswith("(")]
    for quantity, other in pairwise(opened):
        found = phrase("pair.compared-in-brackets").search(
            reading.bare[: quantity.lead]
        )
        between = reading.bare[quantity.end : other.lead]
        if not found or quantity.kind != other.kind or quantity.value == other.value:
            continue
        is_more = found["word"] in MORE
        is_pair = phrase("pair.than-in-brackets").fullmatch(between)
        if is_pair and (quantity.value > other.value) != is_more:
            yield _other_side(found, quantity, other)


@comparator(12)
def restated_shares_fit(reading: Reading):
    """“Three quarters (70%) of the victims”: the same share, stated twice."""
    for pair in pairwise(reading.quantities):
        quantity, other = pair
        between = reading.bare[quantity.end : other.lead].strip()
        if between != "(" or not reading.bare[other.end :].startswith(")"):
            continue
        fraction, share = pair if quantity.is_fraction else pair[::-1]
        are_shares = {quantity.unit, other.unit} == {PERCENT} and not share.is_fraction
        if are_shares and fraction.is_fraction and not fraction.fits(share.value):
            right = bare(rounded(fraction.value))
            message = f"“{fraction.text}” is {right}%, not {share.text}."
            yield _calculation(share, message)


# How many of each are in a year.
IN_A_YEAR = {"day": Decimal(365), "week": Decimal(52), "month": Decimal(12)}
IN_A_YEAR["quarter"] = Decimal(4)


@comparator(28)
def averages_fit(reading: Reading):
    """“240 hate crimes in 2017-18, an average of 25 a month”, where it was 20."""
    when = reading.period
    for total, mean in pairwise(reading.quantities):
        per = _per_time(reading, mean)
        between = reading.bare[total.end : mean.lead]
        is_stated = per and phrase("sum.that-makes").fullmatch(between)
        if not is_stated or not when or total.unit != mean.unit or total.bound:
            continue
        if phrase("said.per-time").match(reading.bare, total.end):
            continue  # “Three a day, or 21 a week”
        exact = total.value / _times(per, when)
        if abs(exact - mean.value) > max(mean.last, exact / 20):
            right = f"{bare(rounded(exact, 0 if exact > 10 else 1))} a {per['per']}"
            message = f"{total.text} in {when.label} is {right} on average, "
            yield _calculation(mean, f"{message}not {mean.text}.")


def _per_time(reading: Reading, mean: Quantity):
    """“18 incidents a day”."""
    return phrase("sum.per").match(reading.bare, counted(reading, mean.end)[0])


def _times(per, when: Period) -> Decimal:
    """How many days, weeks, months or quarters a period has."""
    return IN_A_YEAR[per["per"]] * length(when) / 12


@comparator(28)
def averages_of_data(reading: Reading):
    """“About 28 incidents a day in 2017”, where the year's figure makes 18."""
    for claim in claims_of(reading):
        mean, sure = claim.quantity, {"subject", "area", "period"}
        per = _per_time(reading, mean) if mean.unit == COUNT else None
        is_one = len(claim.subjects) == len(claim.areas) == len(claim.periods) == 1
        if not per or not is_one or claim.voice != RESULT or claim.role != VALUE:
            continue
        fact = claim.subjects[0].known(claim.areas[0], claim.periods[0])
        if not fact or not claim.sure >= sure or fact.subject.unit != COUNT:
            continue
        exact = fact.value / _times(per, fact.period)
        if abs(exact - mean.value) > max(mean.last, exact * Decimal("0.15")):
            right = f"{fact.words}: {bare(rounded(exact))} a {per['per']}"
            yield _calculation(mean, f"{fact.name} is {right}, not {mean.text}.")
