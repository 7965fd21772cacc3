"""Working out what a document's figures give, as prose rounds and says it."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from partnership.core.values.formatting import bare
from reports.checks.finding import Finding, stop, warn
from reports.text.numbers import (
    NUMBER,
    POUNDS,
    Number,
)
from reports.text.sentences import Sentence

ROUGHLY = {"about", "around", "approximately", "roughly", "nearly", "almost", "some"}
BOUNDS = {"over", "more than", "at least", "up to", "just over", "just under", "under"}
UP = re.compile(
    r"\b(?:r[oi]se[sn]?|rising|increas\w+|gr[eo]w\w*|up|gain\w*|more|climbed)\b",
    re.I,
)
DOWN = re.compile(
    r"\b(?:f[ae]ll(?:en|s|ing)?|dropp?\w*|decreas\w+|reduc\w+|declin\w+|down|cut|fewer|"
    r"less|lower\w*|shrank|went down)\b",
    re.I,
)


@dataclass(frozen=True)
class Wrong:
    """A per cent or difference that is not what its numbers give."""

    number: Number
    what: str
    use: str
    is_sure: bool = True


def shown(value: Decimal, unit: Decimal) -> str:
    """A value with the places that a typed one has."""
    return bare(Decimal(value).quantize(min(unit, Decimal(1)), ROUND_HALF_UP))


def gives(number: Number, value: Decimal) -> bool:
    """Whether a figure is the value, rounded or cut as prose rounds."""
    slack = number.unit / 2
    if number.qualifier in ROUGHLY | BOUNDS:
        slack = max(number.unit, abs(value) / 20)
    # 63.46 told as 63.5 and then as 64 is no fault that a reader would see.
    finer = Decimal(abs(value)).quantize(
        min(number.unit, Decimal(1)) / 10, ROUND_HALF_UP
    )
    return min(abs(number.value - abs(value)), abs(number.value - finer)) <= slack


def between(sentence: Sentence, first: Number, last: Number) -> str:
    return sentence.text[first.end : last.start]


def finding_of(sentence: Sentence, wrong: Wrong, cure: str = "") -> Finding:
    """A stop where a hand had a part in it and nothing else can be meant."""
    typed = bool(sentence.typed)
    tell = stop if wrong.is_sure and typed else warn
    offer = wrong.use if sentence.is_typed(wrong.number) else ""
    return tell(
        wrong.what,
        cure or "Correct the numbers, or bind them so that the per cent is worked out.",
        offer=offer,
        offer_words=offer,
        **sentence.place_of(wrong.number),
    )


def comparable(*numbers: Number) -> bool:
    return len({n.kind for n in numbers}) == 1 and numbers[0].kind in {NUMBER, POUNDS}
