"""Working out what a document's figures give, as prose rounds and says it."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from partnership.core.values.formatting import bare
from reports.checks.issue import Issue, error, warning
from reports.text.numbers import NUMBER, POUNDS, Number
from reports.text.phrases import phrase
from reports.text.sentences import Sentence

ROUGHLY = {"about", "around", "approximately", "roughly", "nearly", "almost", "some"}
BOUNDS = {"over", "more than", "at least", "up to", "just over", "just under", "under"}
UP = phrase("calculation.up")
DOWN = phrase("calculation.down")


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
    # 63.46 rounded to 63.5 and then to 64 is not an error that a reader would see.
    finer = Decimal(abs(value)).quantize(
        min(number.unit, Decimal(1)) / 10, ROUND_HALF_UP
    )
    return min(abs(number.value - abs(value)), abs(number.value - finer)) <= slack


def between(sentence: Sentence, first: Number, last: Number) -> str:
    return sentence.text[first.end : last.start]


def issue_of(sentence: Sentence, wrong: Wrong, hint: str = "") -> Issue:
    """An error if part of it was typed and nothing else can be meant."""
    typed = bool(sentence.typed)
    make = error if wrong.is_sure and typed else warning
    replacement = wrong.use if sentence.is_typed(wrong.number) else ""
    return make(
        wrong.what,
        hint or "Correct the numbers, or bind them so that the per cent is worked out.",
        replacement=replacement,
        **sentence.place_of(wrong.number),
    )


def comparable(*numbers: Number) -> bool:
    return len({n.kind for n in numbers}) == 1 and numbers[0].kind in {NUMBER, POUNDS}
