"""Sums and parts: what a sentence adds up, and what it takes from a whole."""

from decimal import Decimal

from partnership.core.values.formatting import bare, pounds, rounded
from reports.checks.comparators.base import (
    ERROR,
    WARNING,
    Mistake,
    comparator,
    error,
    mistake,
)
from reports.text.about import PEOPLE
from reports.text.forms import GENERIC, stem, stems
from reports.text.knowledge import Fact
from reports.text.parts import is_total, parts_of, rows_of
from reports.text.phrases import phrase
from reports.text.quantities import COUNT, DURATION, PERCENT, POUNDS, Quantity
from reports.text.reader import RESULT, SHARE, VALUE, Reading, counted
from reports.text.roles import claims_of


def amount(quantity: Quantity) -> str:
    return pounds(quantity.value) if quantity.unit == POUNDS else bare(quantity.value)


@comparator(20)
def sums_agree(reading: Reading):
    """Numbers in a row that do not make the sum stated with them."""
    for row in rows_of(reading):
        total, is_exact = _total(reading, row)
        if total is None and len(row) > 2 and _is_parted(reading, row):
            total, is_exact, row = row[0], True, row[1:]
        if total is None or total.bound not in {"", "exact"}:
            continue
        found = sum((one.value for one in row), Decimal(0))
        slack = sum((one.last / 2 for one in row if one.last != 1), Decimal(0)) + (
            total.last / 2 if total.last != 1 else 0
        )
        if abs(found - total.value) <= slack or (not is_exact and found < total.value):
            continue
        if row[0].unit == POUNDS and abs(found - total.value) <= max(len(row) // 4, 1):
            continue
        made = pounds(found) if row[0].unit == POUNDS else bare(found)
        made += _in_words(total, found)
        said = is_total(reading, total)
        if total.value < max(one.value for one in row) and said:
            continue  # the total is of something else
        if found < total.value and not said:
            rest = total.value - found
            rest = pounds(rest) if row[0].unit == POUNDS else bare(rest)
            message = (
                f"The parts named come to {made}; {rest} of {total.text} are not named."
            )
        else:
            listed = " + ".join(amount(one) for one in row)
            other = "not" if said else "more than the"
            message = f"{listed} is {made}, {other} {total.text}."
        level = ERROR if said else WARNING
        hint = "Correct the total or one of its parts."
        yield mistake("parts-and-total", level, total, message, hint)


_PEOPLE = {
    "people",
    "persons",
    "residents",
    "pupils",
    "volunteers",
    "visitors",
    "members",
    "patients",
    "victims",
    "offenders",
}
_KINDS = {"men", "women", "boys", "girls", "adults", "children"}


def _is_people_by_kind(reading, row):
    """“85 people, 40 men and 55 women”: the first is the sum of the rest."""
    nouns = [set(counted(reading, one)[2]) for one in row]
    return bool(nouns[0] & _PEOPLE) and all(noun & _KINDS for noun in nouns[1:])


def _is_parted(reading, row) -> bool:
    """Whether the first number of a row is what the rest should make."""
    return _is_people_by_kind(reading, row) or _is_parted_alike(reading, row)


def _is_parted_alike(reading, row) -> bool:
    """“Ten workshops were held, six for parents and three for teachers”, or nearly."""
    total, *parts = row
    ways = [phrase("sum.part-for").match(reading.bare, one.end) for one in parts]
    if not all(ways) or len({way["for"] for way in ways}) > 1:
        return False
    apart = abs(total.value - sum(one.value for one in parts))
    return bool(counted(reading, total)[2]) and apart <= max(2, total.value / 10)


def _in_words(total, found):
    words = (
        "nought one two three four five six seven eight nine ten eleven twelve".split()
    )
    return (
        f" ({words[int(found)]})"
        if total.is_worded and found < len(words) and found == int(found)
        else ""
    )


# “2,400 hours: 1,150 to patrols and 820 to visits”: the unit is stated once.
_ALIKE = {COUNT: {COUNT, DURATION}}


def _total(reading: Reading, row):
    """The number that a row of parts is to make, and whether all parts are stated."""
    alike = [
        c.quantity
        for c in claims_of(reading)
        if c.quantity not in row
        and c.quantity.unit in _ALIKE.get(row[0].unit, {row[0].unit})
        and c.role in {VALUE, SHARE}
        and not c.quantity.is_fraction
        and not (
            c.quantity.unit == DURATION
            and phrase("sum.long-time").search(c.quantity.text)
        )
    ]
    before = [one for one in alike if one.end <= row[0].start]
    after = [one for one in alike if one.start >= row[-1].end]
    for one in after[:1]:
        jointly = len(after) == 1 and phrase("sum.begins-jointly").search(reading.bare)
        if is_total(reading, one) or jointly:
            return one, True
    if before:
        one = before[-1]
        between = reading.bare[one.end : row[0].start]
        if (
            phrase("sum.namely").search(between)
            and between.count(":") < 2
            and len(row) > 1
            and "(" not in between
            and not phrase("sum.compared").search(between)
        ):
            if phrase("sum.including").search(between):
                return one, False
            return one, not phrase("sum.further").search(reading.bare[row[0].start :])
        if split := phrase("sum.split").search(between):
            return one, not split[0].startswith("of wh")
        if phrase("sum.in-brackets").fullmatch(between) and phrase("sum.closes").match(
            reading.bare[row[-1].end :]
        ):
            return one, all(set(counted(reading, q)[2]) & _KINDS for q in row)
        if phrase("sum.of-before").search(reading.bare[: one.lead]) and "," in between:
            return one, False
    return None, False


MOVES = ("direction.up", "direction.down", "direction.up-noun")
# A number so stated is not smaller than it is written.
AT_LEAST = {"", "exact", "at-least", "over", "over-near"}


@comparator(9)
def parts_fit(reading: Reading):
    """A part that is more than its whole, or a share that they do not make."""
    for part, whole, share in parts_of(reading):
        if share is not None and part is None:
            if share.value > 100:
                yield error(
                    "parts-and-total",
                    share,
                    f"{share.text} of {whole.text} is more than 100%, so more than "
                    f"the whole.",
                    "Correct the share.",
                )
            continue
        if _are_figures(reading, part, whole):
            continue
        if part.value > whole.value and {part.bound, whole.bound} <= AT_LEAST:
            yield error(
                "parts-and-total",
                part,
                f"{part.text} is more than the whole, {whole.text}: a part cannot "
                f"be larger than what it is part of.",
                "Correct one of the two numbers.",
            )
            continue
        if wrong := list(_data(reading, part, whole)):
            yield from wrong
            continue
        if share is not None and whole.value and not part.bound and not whole.bound:
            exact = part.value * 100 / whole.value
            if not _is_share(share, exact):
                yield _wrong_share(part, whole, share, exact)


def _are_figures(reading, part, whole) -> bool:
    """“£220,500 instead of £212,000”: two figures, of which neither is a part."""
    if part.value < whole.value or part.unit != POUNDS:
        return False
    claims = {c.quantity: c for c in claims_of(reading)}
    return all(
        any(fact.value == one.value for fact in claims[one].subject.facts.values())
        for one in (part, whole)
        if claims[one].subject is not None
    ) and all(claims[one].subject for one in (part, whole))


def _wrong_share(part, whole, share, exact) -> Mistake:
    right, replacement = _percent(exact), ""
    also = ""
    if not share.is_fraction:
        would = rounded(share.value * whole.value / 100)
        also = f" {share.text} would be {bare(would)}."
        replacement = right if share.text.endswith("%") else ""
    return error(
        "calculation",
        share,
        f"{amount(part)} of {amount(whole)} is {right}{_fraction(exact)}, "
        f"not {share.text}.{also}",
        "Correct the percentage or one of the figures.",
        replacement,
    )


def _is_share(share, exact):
    if share.is_fraction or share.bound:
        return share.fits(exact)
    return abs(share.value - exact) <= share.last * Decimal("0.55")


def _percent(exact):
    places = 0 if exact >= 10 else 1
    return f"{bare(rounded(exact, places))}%"


NAMES = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 10: "tenth"}
DIGITS = "nought one two three four five six seven eight nine ten".split()


def _fraction(exact: Decimal) -> str:
    for many in (2, 3, 4, 5, 10):
        some = rounded(exact * many / 100)
        if 0 < some < many and abs(Decimal(some) * 100 / many - exact) < Decimal("0.6"):
            return f", {DIGITS[int(some)]} in {DIGITS[many]}"
    return ""


def _data(reading, part, whole):
    """The two counts behind a percentage of the data."""
    fact = _fact(reading, part, whole)
    if fact is None or fact.part is None or fact.whole is None:
        return
    if phrase("said.complement").match(reading.bare[part.end :]):
        return
    if whole.value == fact.part:
        return  # “Of the 57 made safer, 40 stayed at home”
    if phrase("said.as-a-rate").search(reading.bare[: whole.lead]):
        if abs(part.value * 100 / whole.value - fact.value) > 50 / whole.value:
            yield _disagrees(part, whole, fact, part)
        return
    right_part, right_whole = part.fits(fact.part), whole.fits(fact.whole)
    if right_part == right_whole:
        if not right_part and fact.subject:
            yield _disagrees(part, whole, fact, part)
        return
    yield _disagrees(part, whole, fact, part if right_whole else whole)


def _disagrees(part, whole, fact, blamed):
    right = fact.part if blamed is part else fact.whole
    return error(
        "typed-contradiction",
        blamed,
        f"{blamed.text} does not agree with the data, which have {bare(right)}: "
        f"{bare(fact.part)} of {bare(fact.whole)} for {fact.name}.",
        "Use the figures from the data, or correct the data.",
    )


def _fact(reading, part, whole=None) -> Fact | None:
    from reports.text.about import areas_for, periods_for

    subjects = [
        m.what
        for m in reading.subjects
        if m.what.unit == PERCENT and m.what.kind == "measure"
    ]
    if len(set(subjects)) != 1:
        return None
    if whole is not None:
        span = min(part.start, whole.start), max(part.end, whole.end)
    else:
        span = part.start, part.end
    areas, sure = areas_for(reading, span)
    periods, _ = periods_for(reading, span)
    if len(periods) != 1 or not sure:
        return None
    return subjects[0].fact(areas[0], periods[0])


@comparator(16)
def shares_of_data(reading: Reading):
    """A share of the fund, or of the county's figure, that the data do not make."""
    for claim in claims_of(reading):
        one = claim.quantity
        if one.unit != PERCENT or claim.role not in {SHARE, VALUE}:
            continue
        listed = phrase("sum.listed-share").search(reading.bare[: one.lead])
        if listed or any(one in row for row in rows_of(reading)):
            continue
        if (
            one.value > 100
            and phrase("sum.of-any").search(reading.bare)
            and (claim.role == SHARE or not reading.has(*MOVES))
        ):
            yield error(
                "parts-and-total",
                one,
                f"{one.text} is more than 100%, so more than the whole.",
                "Correct the share.",
            )
            continue
        if claim.voice != RESULT:
            continue
        if any(
            one is share and part is not None
            for part, _whole, share in parts_of(reading)
        ):
            continue
        part, whole = _pair(reading, claim)
        if part is None or not whole or part[0] is None:
            continue
        exact, names = part[0] * 100 / whole, part[1]
        if not _is_share(one, exact):
            start = one.lead if one.is_fraction and one.bound else one.start
            yield error(
                "calculation",
                (start, one.end),
                f"“{reading.text[one.lead : one.end]}” does not agree with the "
                f"data: {names} is {_percent(exact)} of the whole.",
                "Correct the share, or link it to the data.",
            )


def borne_out(reading: Reading) -> list[Quantity]:
    """Numbers that are no figures of the data, but that figures of the data make."""
    found = []
    for part, whole, share in parts_of(reading):
        fact = _fact(reading, part, whole) if part is not None else None
        known = fact is not None and fact.part is not None and fact.whole is not None
        if known and part.fits(fact.part) and whole.fits(fact.whole):
            found += [one for one in (part, whole, share) if one is not None]
    for claim in claims_of(reading):
        if claim.quantity.unit == PERCENT and claim.role in {SHARE, VALUE}:
            part, whole = _pair(reading, claim)
            value = part[0] if part is not None else None
            if value and whole and _is_share(claim.quantity, value * 100 / whole):
                found.append(claim.quantity)
    return found


def _pair(reading, claim):
    """The part (value and name) and the whole that a share is said of."""
    from partnership.core.values.periods import financial_year

    one = claim.quantity
    after = reading.bare[one.end :]
    known = reading.known
    if phrase("verbs.spent").search(reading.bare):
        return None, None
    if phrase("share.of-fund").match(after) or phrase("share.of-pounds").match(after):
        funds = [s for s in known.subjects if s.kind == "fund"]
        periods = claim.periods or [financial_year(known.year)]
        lines = _lines(reading, claim)
        if len(funds) != 1 or not lines:
            return None, None
        whole = funds[0].fact("", periods[0])
        stated = [q for q in reading.quantities if q.start >= one.end]
        if phrase("money.of-the-sum").match(after) and stated and whole is not None:
            if whole.value is None or not stated[0].fits(whole.value):
                return None, None
        parts = [line.fact("", periods[0]) for line in lines]
        if (
            whole is None
            or whole.value is None
            or any(p is None or p.value is None for p in parts)
        ):
            return None, None
        total = sum((p.value for p in parts), Decimal(0))
        names = " and ".join(p.subject.name for p in parts)
        return (
            total,
            f"{names}, {pounds(total)} of {pounds(whole.value)},",
        ), whole.value
    counts = [
        m.what
        for m in reading.subjects
        if m.what.unit == COUNT and m.what.kind == "measure"
    ]
    if phrase("share.left-out").search(reading.bare):
        return None, None
    direct = one.is_fraction and any(
        one.start <= m.start <= one.end + 1 for m in reading.subjects
    )
    named = phrase("share.of-area").search(reading.bare[: one.lead])
    direct = direct or bool(named)
    is_share = claim.role == SHARE or direct or phrase("share.of-after").match(after)
    if not is_share or len(set(counts)) != 1:
        return None, None
    if not known.home or not claim.periods:
        return None, None
    places = [m.what for m in reading.areas if m.what != known.home_code]
    if len(set(places)) > 1:
        return _of_several_places(reading, claim, counts[0], sorted(set(places)))
    if len(set(places)) != 1 or _is_within(reading, one):
        return None, None
    if not direct and not phrase("share.of-county").match(after):
        return None, None
    subject = counts[0]
    if _is_of_something_else(reading, one, subject):
        return None, None
    part, whole = (
        subject.fact(places[0], claim.periods[0]),
        subject.fact(known.home_code, claim.periods[0]),
    )
    if part is None or whole is None or part.value is None or not whole.value:
        return None, None
    return (part.value, f"{part.name}, {part.words} of {whole.words},"), whole.value


def _is_of_something_else(reading, share, subject) -> bool:
    """“28% of the county’s people”, where burglary is named elsewhere."""
    named = phrase("share.of-what").match(reading.bare, share.end)
    if not named or any(share.end <= m.start <= named.end() for m in reading.subjects):
        return False
    if named["what"] in PEOPLE:
        return not subject.row.counts_people
    words = stems(named["what"]) - {stem(w) for w in GENERIC} - {"county", "area"}
    return bool(words) and not words <= subject.stems


def _is_within(reading, share) -> bool:
    """“In Brackwell a third of the burglaries”: a share of Brackwell's own."""
    home = reading.known.home_code
    if any(m.what == home for m in reading.areas):
        return False
    for area in reading.areas:
        whole = reading.bare[share.end : area.start]
        if phrase("share.inside-whole").match(whole):
            return not phrase("share.verb").search(whole)
    before = [m for m in reading.areas if m.end <= share.lead]
    return any(reading.bare[: m.start].endswith("in ") for m in before)


def _of_several_places(reading, claim, subject, places):
    """“Between them, Aldermoor and Castlehythe have 63% of the incidents”."""
    if not phrase("sum.jointly").search(reading.bare):
        return None, None
    facts = [subject.fact(place, claim.periods[0]) for place in places]
    whole = subject.fact(reading.known.home_code, claim.periods[0])
    if whole is None or not whole.value or any(f is None or not f.value for f in facts):
        return None, None
    total = sum((fact.value for fact in facts), Decimal(0))
    words = " + ".join(fact.words for fact in facts)
    return (total, f"{words} of {whole.words}"), whole.value


def _lines(reading, claim):
    """The funding lines whose share is stated, from this sentence or the one before."""
    together = phrase("share.together").search(reading.bare)
    named = [m for m in reading.subjects if m.what.kind == "line"]
    span = claim.quantity.start, claim.quantity.end
    if not named and together and reading.before:
        return list(
            dict.fromkeys(
                m.what for m in reading.before.subjects if m.what.kind == "line"
            )
        )
    if not named:
        return []
    if together and len({m.what for m in named}) > 1:
        return list(dict.fromkeys(m.what for m in named))
    named.sort(key=lambda m: reading.cost(span, (m.start, m.end)))
    # Where a body gets several lines, nobody knows which is meant.
    first = named[0]
    alike = {m.what for m in named if (m.start, m.end) == (first.start, first.end)}
    return [first.what] if len(alike) == 1 else []
