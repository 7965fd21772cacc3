"""Averages that do not match the total and the number."""

from collections.abc import Iterator
from decimal import Decimal

from partnership.core.values.formatting import bare
from reports.checks.issue import Issue, warning
from reports.checks.registry import check
from reports.text.draft import Draft
from reports.text.numbers import NUMBER, Number
from reports.text.phrases import phrase, shape
from reports.text.sentences import Sentence, sentences

AVERAGE = phrase("averages.average")
UNIT = shape("averages.unit")


@check("calculation")
def averages_follow(draft: Draft) -> Iterator[Issue]:
    for sentence in sentences(draft):
        if sentence.numbers and AVERAGE.search(sentence.text):
            yield from _average(sentence)


def _average(sentence) -> Iterator[Issue]:
    near = [one for one in (sentence, sentence.before, sentence.after) if one]
    for number in sentence.numbers:
        unit = _unit(sentence, number)
        if not unit or not _is_average(sentence, number):
            continue
        for one in near:
            for total, people in _totals(one, number, unit):
                mean = total.value / people.value
                is_close = abs(number.value - mean) * 20 <= mean and number.qualifier
                if not is_close and not number.agrees(mean):
                    right = bare(mean.quantize(min(number.unit, Decimal(1))))
                    yield warning(
                        f"{total.text} {unit} for {people.text} make {right} on "
                        f"average, not {number.text}.",
                        "Correct the average, or say who it covers.",
                        replacement=right if sentence.is_typed(number) else "",
                        **sentence.place_of(number),
                    )


def _unit(sentence, number) -> str:
    match = UNIT.match(sentence.text, number.end)
    return match[1] if match and number.kind == NUMBER else ""


def _is_average(sentence, number) -> bool:
    before = sentence.text[max(0, number.start - 20) : number.start]
    after = sentence.text[number.end : number.end + 40]
    return bool(shape("averages.is-before").search(before)) or (
        shape("averages.is-after").match(after) is not None
    )


def _totals(one: Sentence, number, unit) -> list[tuple[Number, Number]]:
    """Totals in the same unit, each with the number of people next to it."""
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
