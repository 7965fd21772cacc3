"""Averages, and per cents of a whole that is not told."""

import re
from collections.abc import Iterator
from decimal import Decimal

from partnership.core.values.formatting import bare
from reports.checks.finding import Finding, warn
from reports.checks.registry import check
from reports.checks.working import Wrong, finding_of, gives, shown
from reports.text.draft import Draft
from reports.text.numbers import (
    NUMBER,
    PERCENT,
    POUNDS,
    Number,
)
from reports.text.sentences import (
    Sentence,
    sentences,
)

AVERAGE = re.compile(r"\b(?:on average|average|mean)\b", re.I)
UNIT = re.compile(r"\s+(?:of )?([a-z]{3,})")


@check(
    "typed-average",
    "Averages that do not follow from the total and the number",
    "Readers who work it out will not believe the rest.",
)
def averages_follow(draft: Draft) -> Iterator[Finding]:
    for sentence in sentences(draft):
        if sentence.numbers and AVERAGE.search(sentence.text):
            yield from _average(sentence)


def _average(sentence) -> Iterator[Finding]:
    near = [one for one in (sentence, sentence.before, sentence.after) if one]
    for number in sentence.numbers:
        unit = _unit(sentence, number)
        if not unit or not _is_average(sentence, number):
            continue
        for one in near:
            for total, people in _totals(one, number, unit):
                mean = total.value / people.value
                if not gives(number, mean):
                    right = shown(mean, number.unit)
                    what = (
                        f"{total.text} {unit} for {people.text} make {right} on "
                        f"average, not {number.text}."
                    )
                    yield finding_of(
                        sentence,
                        Wrong(number, what, right, False),
                        "Correct the average, or say of whom it is.",
                    )


def _unit(sentence, number) -> str:
    match = UNIT.match(sentence.text, number.end)
    return match[1] if match and number.kind == NUMBER else ""


def _is_average(sentence, number) -> bool:
    before = sentence.text[max(0, number.start - 20) : number.start]
    after = sentence.text[number.end : number.end + 40]
    return bool(re.search(r"\b(?:average|mean)(?: of| is| was)? $", before, re.I)) or (
        re.match(r"[^,.;]*\bon average\b", after) is not None
    )


def _totals(one: Sentence, number, unit) -> list[tuple[Number, Number]]:
    """Totals in the same unit, each with the number of people told beside it."""
    found = []
    for total in one.numbers:
        if total is number or total.value <= number.value or _unit(one, total) != unit:
            continue
        others = [
            other
            for other in one.numbers
            if other not in (total, number)
            and other.kind == NUMBER
            and 1 < other.value < total.value
            and _unit(one, other) != unit
        ]
        if len(others) == 1:
            found.append((total, others[0]))
    return found


LOSS = re.compile(
    r"\b(?:loss|cut|reduction|fall|fell|fallen|lost|drop|saving|rise|increase|rose)\b",
    re.I,
)


@check(
    "base-missing",
    "An amount and a per cent of which the whole is not told",
    "Readers cannot tell what it is a part of, or whether it is right.",
)
def bases_are_told(draft: Draft) -> Iterator[Finding]:
    for sentence in sentences(draft):
        kinds = {number.kind for number in sentence.numbers}
        if {PERCENT, POUNDS} <= kinds and LOSS.search(sentence.text):
            yield from _base(draft, sentence)


def _base(draft, sentence) -> Iterator[Finding]:
    shares = [n for n in sentence.numbers if n.kind == PERCENT]
    amounts = [n for n in sentence.numbers if n.kind == POUNDS]
    if len(shares) != 1 or len(amounts) != 1 or not shares[0].value:
        return
    share, amount = shares[0], amounts[0]
    base = amount.value * 100 / share.value
    near = [one for one in (sentence.before, sentence.after) if one]
    told = [n for one in near for n in one.numbers if n.kind == POUNDS]
    if any(abs(n.value - base) * 50 <= base for n in told):
        return
    ledgers = draft.context.resolver.ledgers.values()
    totals = [ledger.total(year).gbp for ledger in ledgers for year in ledger.years]
    if any(total and abs(total - base) * 50 <= base for total in totals):
        return
    yield warn(
        f"{amount.text} as {share.text} means a whole of about {_rough(base)}, which "
        "is not told.",
        "Tell the whole and its year, or leave it with a reason.",
        **sentence.place_of(amount),
    )


def _rough(base: Decimal) -> str:
    """Three places and no more: £357 million, £10,800."""
    places = base.adjusted() - 2
    base = Decimal(round(base.scaleb(-places))).scaleb(places)
    if base >= 1_000_000:
        return f"£{bare((base / 1_000_000).normalize())} million"
    return f"£{bare(base.quantize(Decimal(1)))}"
