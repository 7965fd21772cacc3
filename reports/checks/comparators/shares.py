"""Shares in text, compared with the figures in the data that they come from."""

from dataclasses import dataclass
from decimal import Decimal

from partnership.core.values.formatting import bare, per_cent, pounds
from partnership.core.values.periods import financial_year
from reports.checks.comparators.base import Mistake, comparator, error
from reports.text.about import PEOPLE, areas_for, base_counted, periods_for
from reports.text.forms import GENERIC, stem, stems, words_of
from reports.text.knowledge import Fact, Subject
from reports.text.parts import parts_of, rows_of
from reports.text.periods import shifted
from reports.text.phrases import phrase
from reports.text.placing import are_joined
from reports.text.quantities import COUNT, PERCENT, POUNDS, Quantity, is_misread
from reports.text.reader import RESULT, SHARE, VALUE, Claim, Reading, counted
from reports.text.roles import claims_of

MOVES = ("direction.up", "direction.down", "direction.up-noun")


@dataclass(frozen=True)
class Known:
    """A share worked out from the data: part and whole, and both in words."""

    part: Decimal
    whole: Decimal
    words: str

    @property
    def percent(self) -> Decimal:
        return self.part * 100 / self.whole


def is_share(share: Quantity, exact: Decimal) -> bool:
    """Whether a percentage is rounded correctly."""
    if share.is_fraction or share.bound:
        return share.fits(exact)
    return abs(share.value - exact) <= share.last * Decimal("0.55")


@comparator(16)
def shares_of_data(reading: Reading):
    """Report shares of the fund or of the county's figure that are wrong."""
    rows = [q for row in rows_of(reading) for q in row]
    is_listed = phrase("sum.listed-share").search
    stated = {share for part, _whole, share in parts_of(reading) if part is not None}
    for claim in _shares(reading):
        quantity = claim.quantity
        if quantity in rows or is_listed(reading.bare[: quantity.lead]):
            continue
        is_share_of = claim.role == SHARE or not reading.has(*MOVES)
        is_share_of = is_share_of and phrase("sum.of-any").search(reading.bare)
        if quantity.value > 100 and is_share_of:
            message = f"{quantity.text} is more than 100%."
            yield error("parts-and-total", quantity, message, "Correct the share.")
            continue
        is_new = claim.voice == RESULT and quantity not in stated
        known = _known(claim) if is_new else None
        if known and not is_share(quantity, known.percent):
            yield _wrong_share(reading, quantity, known)


@comparator(16)
def listed_shares_of_fund(reading: Reading):
    """“Shares of the fund in 2018-19: treatment 10%, youth justice 21%”."""
    if not phrase("share.fund-list").match(reading.bare):
        return
    when = reading.period or financial_year(reading.known.year)
    funds = reading.known.of_kind("fund")
    whole = funds[0].known("", when) if len(funds) == 1 else None
    for quantity in reading.quantities if whole and whole.value else ():
        lines = [m for m in reading.mentions("line") if m.end <= quantity.lead]
        lines = [
            m for m in lines if not reading.bare[m.end : quantity.lead].strip(" :–(")
        ]
        part = lines[0].what.known("", when) if lines else None
        if part and quantity.unit == PERCENT:
            known = Known(part.value, whole.value, f"{part.name}, {part.words}")
            if not is_share(quantity, known.percent):
                yield _wrong_share(reading, quantity, known)


def _wrong_share(reading: Reading, quantity: Quantity, known: Known) -> Mistake:
    return error(
        "calculation",
        (
            quantity.lead
            if quantity.is_fraction and quantity.bound
            else quantity.start,
            quantity.end,
        ),
        f"“{reading.text[quantity.lead : quantity.end]}” contradicts your data: "
        f"{known.words} is {per_cent(known.percent)} of the whole.",
        "Correct the share, or link it to your data.",
    )


def _shares(reading: Reading) -> list[Claim]:
    return [
        claim
        for claim in claims_of(reading)
        if claim.quantity.unit == PERCENT and claim.role in {SHARE, VALUE}
    ]


def behind_percentage(reading: Reading, part: Quantity, whole: Quantity):
    """Report counts that differ from those behind a percentage in the data."""
    fact = _of_both(reading, part, whole)
    if fact is None or phrase("said.complement").match(reading.bare[part.end :]):
        return
    if whole.value == fact.part or not _is_counted(reading, part, fact):
        return  # “Of the 57 made safer, 40 stayed at home”
    if phrase("said.as-a-rate").search(reading.bare[: whole.lead]):
        if abs(part.value * 100 / whole.value - fact.value) > 50 / whole.value:
            yield _disagrees(part, fact, fact.part)
        return
    is_alike = whole.fits(fact.whole) or is_misread(whole.value, fact.whole)
    if not part.fits(fact.part):
        # “24 were girls, of whom three reoffended” has a different whole.
        yield from [_disagrees(part, fact, fact.part)] if is_alike else ()
    elif not whole.fits(fact.whole):
        yield _disagrees(whole, fact, fact.whole)


def _is_counted(reading: Reading, part: Quantity, fact: Fact) -> bool:
    """Whether a part is of the same kind: not “24 were girls”, of young offenders."""
    match = phrase("part.were").match(reading.bare, part.end)
    return match is None or stems(match["what"]) <= fact.subject.stems


@comparator(16)
def counts_behind_agree(reading: Reading):
    """“261 victims were made safer”, where it was 216 of 270."""
    stated = {quantity for row in parts_of(reading) for quantity in row}
    for claim in claims_of(reading):
        quantity = claim.quantity
        words = stems(" ".join(counted(reading, quantity.end)[1]))
        fact = _of_both(reading, quantity, quantity)
        if (
            quantity.unit != COUNT
            or quantity.bound
            or quantity in stated
            or claim.role != VALUE
        ):
            continue
        if fact is None or not words or not words <= fact.subject.stems:
            continue
        known = (fact.part, fact.whole)
        alike = [right for right in known if is_misread(quantity.value, right)]
        if quantity.value > 12 and quantity.value not in known and alike:
            yield _disagrees(quantity, fact, alike[0])


@comparator(16)
def bases_agree(reading: Reading):
    """“Haven supported 290 victims at high risk”, where it was 270."""
    for claim in claims_of(reading):
        quantity = claim.quantity
        is_value = (
            quantity.unit == COUNT and claim.role == VALUE and claim.voice == RESULT
        )
        subject = base_counted(reading, quantity) if is_value else None
        if subject is None or len(claim.areas) != 1 or len(claim.periods) != 1:
            continue
        fact = subject.fact(claim.areas[0], claim.periods[0])
        if fact is None or fact.whole is None or not _says_no_more(claim, subject):
            continue
        if quantity.value != fact.part and not quantity.fits(fact.whole):
            yield _disagrees(quantity, fact, fact.whole)


def _says_no_more(claim: Claim, subject: Subject) -> bool:
    """Whether a sentence only gives a count: not “290 of them came to court”."""
    reading, text = claim.reading, claim.reading.bare
    for mention in [*reading.areas, *reading.periods, *reading.names, claim.quantity]:
        text = (
            text[: mention.start]
            + " " * (mention.end - mention.start)
            + text[mention.end :]
        )
    known = subject.stems | stems(" ".join(words_of("count.supported")))
    return stems(text.replace("-", " ")) <= known


def _disagrees(blamed: Quantity, fact: Fact, right):
    return error(
        "typed-contradiction",
        blamed,
        f"“{blamed.text}” contradicts your data, which has {bare(right)}: "
        f"{bare(fact.part)} of {bare(fact.whole)} for {fact.name}.",
        "Use the figures in your data, or correct your data.",
    )


def _of_both(reading: Reading, part: Quantity, whole: Quantity) -> Fact | None:
    """Return the only percentage in the data that two numbers could give."""
    subjects = [measure for measure in reading.measures if measure.unit == PERCENT]
    span = min(part.start, whole.start), max(part.end, whole.end)
    areas, sure = areas_for(reading, span)
    periods, _ = periods_for(reading, span)
    if len(subjects) != 1 or not sure:
        return None
    if not periods:
        # “43 of the 110 young offenders”: the year with 110 of them.
        facts = [fact for fact in subjects[0].of(areas[0]) if fact.whole == whole.value]
        periods = [fact.period for fact in facts]
    if len(periods) != 1:
        return None
    fact = subjects[0].fact(areas[0], periods[0])
    has_both = fact is not None and fact.part is not None and fact.whole is not None
    return fact if has_both else None


def _known(claim: Claim) -> Known | None:
    """Return the share in the data that a claim is about, if any."""
    after = claim.reading.bare[claim.quantity.end :]
    if phrase("verbs.spent").search(claim.reading.bare):
        return None
    if phrase("share.of-own").match(after):
        return None  # “Its underspend is 8% of its grant”
    before = claim.reading.bare[: claim.quantity.lead]
    named = phrase("share.of-fund").match(after) or phrase("share.of-pounds").match(
        after
    )
    wholes = [
        whole
        for _part, whole, share in parts_of(claim.reading)
        if share is claim.quantity and whole.unit == POUNDS
    ]
    if named or wholes or phrase("share.fund-share").search(before):
        return _of_fund(claim, after, wholes)
    return _of_home(claim, after)


def _of_fund(claim: Claim, after: str, wholes: list[Quantity]) -> Known | None:
    """“The three partnerships have 46% of the fund”, “of the £1,204,900”."""
    reading, known = claim.reading, claim.reading.known
    period = claim.periods[0] if claim.periods else financial_year(known.year)
    before = reading.bare[: claim.quantity.lead]
    if not claim.periods and phrase("change.from-the").search(before):
        period = shifted(period, -1)  # “From 16.6% of the fund to 15.6%”
    funds = known.of_kind("fund")
    whole = funds[0].known("", period) if len(funds) == 1 else None
    parts = [line.known("", period) for line in _lines(reading, claim)]
    if whole is None or not whole.value or not parts or None in parts:
        return None
    stated = [q for q in reading.quantities if q.start >= claim.quantity.end]
    if phrase("money.of-the-sum").match(after):
        wholes = [*wholes, *stated[:1]]
    if not all(part.fits(whole.value) for part in wholes):
        return None
    total = sum((part.value for part in parts), Decimal(0))
    names = " and ".join(part.subject.name for part in parts)
    words = f"{names}, {pounds(total)} of {pounds(whole.value)},"
    return Known(total, whole.value, words)


def _of_home(claim: Claim, after: str) -> Known | None:
    """“A third of the county’s burglaries were in Aldermoor”."""
    reading, part, home = claim.reading, claim.quantity, claim.reading.known.home_code
    counts = [subject for subject in reading.measures if subject.unit == COUNT]
    is_direct = bool(phrase("share.of-area").search(reading.bare[: part.lead]))
    is_direct = (
        is_direct
        or part.is_fraction
        and any(part.start <= m.start <= part.end + 1 for m in reading.subjects)
    )
    is_of = claim.role == SHARE or is_direct or phrase("share.of-after").match(after)
    is_one = len(counts) == 1 and bool(home) and bool(claim.periods)
    if not is_of or not is_one or phrase("share.left-out").search(reading.bare):
        return None
    places = sorted(reading.area_codes - {home})
    if len(places) > 1:
        is_fitting = phrase("sum.jointly").search(reading.bare)
    else:
        is_fitting = (is_direct or phrase("share.of-county").match(after)) and not (
            _is_within(reading, part) or _is_of_something_else(reading, part, counts[0])
        )
    whole = counts[0].known(home, claim.periods[0])
    facts = counts[0].all_known(places, claim.periods[0])
    if not is_fitting or whole is None or not whole.value or not facts:
        return None
    total = sum((fact.value or Decimal(0) for fact in facts), Decimal(0))
    words = " + ".join(fact.words for fact in facts)
    name = f"{facts[0].name}, " if len(facts) == 1 else ""
    return Known(total, whole.value, f"{name}{words} of {whole.words},")


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


def _lines(reading: Reading, claim: Claim) -> list[Subject]:
    """Return the funding lines of a share, from this sentence or the one before."""
    together = phrase("share.together").search(reading.bare)
    named = reading.mentions("line")
    span = claim.quantity.start, claim.quantity.end
    if not named and together and reading.before:
        return reading.before.lines
    if not named:
        return []
    if len(reading.lines) > 1 and (together or are_joined(reading, named)):
        return reading.lines
    named = reading.nearest(named, span)
    # If an organisation receives several lines, it is not clear which is meant.
    first = named[0]
    alike = {m.what for m in named if m.span == first.span}
    return [first.what] if len(alike) == 1 else []
