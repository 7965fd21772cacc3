"""The rest of a share, such as those who did not reoffend."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from partnership.core.values.formatting import bare
from reports.checks.comparators.base import Mistake, comparator, error
from reports.text.candidates import facts_for
from reports.text.forms import stems
from reports.text.knowledge import Fact
from reports.text.parts import parts_of
from reports.text.phrases import phrase
from reports.text.quantities import COUNT, PERCENT, Quantity
from reports.text.reader import RESULT, SHARE, VALUE, Claim, Reading
from reports.text.roles import claims_of


@comparator(13)
def complements_agree(reading: Reading) -> Iterator[Mistake]:
    """“60% did not reoffend”, where 30% did."""
    for claim in claims_of(reading):
        fact = _fact(claim) if claim.role in {VALUE, SHARE} else None
        right = _rest(reading, claim.quantity, fact) if fact else None
        if fact is None or right is None or claim.quantity.fits(right):
            continue
        q = claim.quantity
        rest = f"{bare(right)}%" if q.unit == PERCENT else bare(right)
        yield error(
            "typed-contradiction",
            q,
            f"“{q.text}” contradicts your data: {fact.name} is {fact.words}, which "
            f"leaves {rest}.",
            "Use the figure in your data, or correct your data.",
        )


def _fact(claim: Claim) -> Fact | None:
    """The only figure that a number is said to be the rest of."""
    reading, quantity = claim.reading, claim.quantity
    shares = [m.what for m in reading.subjects if m.what.unit == PERCENT]
    if claim.voice != RESULT or not claim.periods or len(set(shares)) != 1:
        return None
    denied = phrase("said.negated").match(reading.bare, quantity.end)
    left_out = phrase("said.negated-before").match(reading.bare, quantity.end)
    if not left_out and not (denied and stems(denied["what"]) & shares[0].stems):
        return None
    facts = facts_for(replace(claim, subjects=claim.subjects or shares[:1]))
    return facts[0] if len(facts) == 1 and facts[0].subject is shares[0] else None


def _rest(reading: Reading, quantity: Quantity, fact: Fact) -> Decimal | None:
    if fact.value is None or quantity.bound not in {"", "about", "exact"}:
        return None
    if quantity.unit == PERCENT:
        return 100 - fact.value
    wholes = [whole for part, whole, _share in parts_of(reading) if part is quantity]
    if any(phrase("said.as-a-rate").search(reading.bare[: q.lead]) for q in wholes):
        return 100 - fact.value  # “Of every 100, 70 did not”
    if quantity.unit != COUNT or not wholes or fact.part is None:
        return None
    return (fact.whole or 0) - fact.part


@comparator(13)
def rest_agrees(reading: Reading) -> Iterator[Mistake]:
    """“33 of the 110 had reoffended; the other 87 had not”, where 77 are left."""
    for rest in reading.quantities:
        before = reading.bare[: rest.lead]
        is_rest = phrase("part.the-other").search(before) and not rest.bound
        part = _just_before(reading, rest) if is_rest and rest.unit == COUNT else None
        whole = _whole_of(reading, part) if part else None
        if part is None or whole is None or part.value + rest.value == whole.value:
            continue
        right = bare(whole.value - part.value)
        yield error(
            "parts-and-total",
            rest,
            f"{part.text} of {whole.text} leaves {right}, not {rest.text}.",
            "Correct one of the 3 numbers.",
            "" if rest.is_worded else right,
        )


def _just_before(reading: Reading, rest: Quantity) -> Quantity | None:
    """The part next to the rest: the only number between a whole and the rest."""
    found = [q for q in reading.quantities if q.end <= rest.lead and q.unit == COUNT]
    return found[-1] if found and not found[-1].bound else None


def _whole_of(reading: Reading, part: Quantity) -> Quantity | None:
    """The whole that a part is said to be of, here or in the sentence before."""
    for counted, whole, _share in parts_of(reading):
        if counted is part:
            return whole if not whole.bound else None
    if not phrase("part.of-them").match(reading.bare, part.end) or not reading.before:
        return None
    found = [q for q in reading.before.quantities if q.unit == COUNT and not q.bound]
    return found[0] if len(found) == 1 and found[0].value > part.value else None
