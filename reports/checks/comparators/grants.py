"""Ranks of grants: which line, or which partnership, gets the most of the fund."""

from collections.abc import Iterator
from re import Match

from funding.models import Settlement
from partnership.core.values.dates import day as day_words
from partnership.core.values.financial_years import first_day, label
from partnership.core.values.periods import financial_year
from reports.checks.comparators.base import Mistake, comparator, error
from reports.checks.comparators.wording import PLACES
from reports.text.knowledge import Fact, Subject
from reports.text.phrases import phrase
from reports.text.reader import Reading
from reports.text.shared_queries import all_of

WAYS = {"more": 1, "higher": 1, "fewer": -1, "less": -1, "lower": -1}


@comparator(27)
def grants_rank(reading: Reading) -> Iterator[Mistake]:
    """“The largest grant goes to …” where another line gets more."""
    cue = phrase("money.largest").search(reading.bare)
    if cue is None or phrase("money.but-for").search(reading.bare):
        return
    line = None if reading.measures else _line(reading)
    orders = _orders(reading, line, bool(cue["least"])) if line else []
    wanted = PLACES.index(cue["nth"] or "first")
    found = [_judged(reading, cue, line, order, wanted) for order in orders]
    if found and all(found):
        yield found[0]


@comparator(28)
def grants_compare(reading: Reading) -> Iterator[Mistake]:
    """“Treatment gets more than advice”, where it gets less."""
    named = {m.what: m for m in reversed(reading.mentions("line"))}
    if len(named) != 2 or reading.measures:
        return
    first, second = sorted(named.values(), key=lambda m: m.start)
    cue = phrase("rank.versus").search(reading.bare[: second.start])
    if cue is None or cue["way"] not in WAYS or cue.start("way") < first.end:
        return
    if any(first.end <= q.start < second.start for q in reading.quantities):
        return
    when = reading.period or financial_year(reading.known.year)
    fact, other = first.what.known("", when), second.what.known("", when)
    gap = fact.value - other.value if fact and other else 0
    if fact and other and (gap > 0) - (gap < 0) != WAYS[cue["way"]]:
        yield _other_way(fact, other, cue)


@comparator(19)
def settlements_are_dated(reading: Reading) -> Iterator[Mistake]:
    """“The settlement was agreed on 22 March 2018”, where it was another day."""
    known = reading.known
    rows = [row for row in all_of(known.draft, Settlement) if row.agreed_on]
    for date in reading.dates:
        agreed = phrase("money.agreed-on").search(reading.bare[: date.start])
        years = [p.period.start for p in reading.given if p.end <= date.start]
        begins = years[0] if years else first_day(known.year)
        rows = [row for row in rows if first_day(row.year) == begins]
        if agreed and date.day and len(rows) == 1 and date.day != rows[0].agreed_on:
            yield error(
                "typed-contradiction",
                date,
                f"The settlement for {label(rows[0].year)} was agreed on "
                f"{day_words(rows[0].agreed_on)}.",
                "Correct the date, or the settlement.",
            )


def _other_way(fact: Fact, other: Fact, cue: Match) -> Mistake:
    return error(
        "rank-contradicted",
        cue.span("way"),
        f"{fact.subject.name} gets {fact.words} and {other.subject.name} {other.words} "
        f"({fact.period.label}).",
        "Correct the comparison.",
    )


def _judged(reading: Reading, cue: Match, line, order, wanted) -> Mistake | None:
    """What is wrong with a rank among some lines, if anything is."""
    own = next((fact for fact in order if fact.subject is line), None)
    if own is None or wanted >= len(order) or order[wanted].value == own.value:
        return None
    return _wrong(reading, cue, order, own, wanted)


def _line(reading: Reading) -> Subject | None:
    """The one funding line that the sentence is about."""
    wholes = {line.row.parent for line in reading.lines}
    named = [line for line in reading.lines if line.row not in wholes]
    return named[0] if len(named) == 1 else None


def _orders(reading: Reading, line: Subject, least: bool) -> list[list[Fact]]:
    """The lines with the same subtotal, and all individual lines, by amount."""
    year = reading.given[0].period if reading.given else None
    when = year or financial_year(reading.known.year)
    lines = reading.known.of_kind("line")
    parents = {line.row.parent for line in lines}
    beside = [fact for fact in lines if fact.row.parent == line.row.parent]
    single = [line for line in lines if line.row not in parents]
    groups = [beside, single] if line in single else [beside]
    return [_ordered(group, when, least) for group in groups]


def _ordered(lines, when, least) -> list[Fact]:
    known = [fact for line in lines if (fact := line.known("", when))]
    return sorted(known, key=lambda fact: fact.value or 0, reverse=not least)


def _wrong(reading: Reading, cue: Match, order, own: Fact, wanted: int) -> Mistake:
    start, end = cue.span("rank")
    shown = ", ".join(f"{fact.subject.name} {fact.words}" for fact in order)
    return error(
        "rank-contradicted",
        (start, end),
        f"“{reading.text[start:end]}” is {order[wanted].subject.name}, with "
        f"{order[wanted].words}, not {own.subject.name}, with {own.words} "
        f"({own.period.label}): {shown}.",
        "Correct the name or the rank.",
    )
