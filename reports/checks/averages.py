"""Averages that do not match the total and the number."""

from collections.abc import Iterator
from decimal import Decimal

from partnership.core.values.formatting import bare
from reports.checks.issue import Issue, warning
from reports.checks.registry import check
from reports.text.draft import Draft
from reports.text.phrases import phrase, shape
from reports.text.quantities import COUNT, DURATION, Quantity
from reports.text.reader import Reading, readings

AVERAGE = phrase("averages.average")
UNIT = shape("averages.unit")


@check("calculation")
def averages_follow(draft: Draft) -> Iterator[Issue]:
    by_sentence = {id(reading.sentence): reading for reading in readings(draft)}
    for reading in by_sentence.values():
        if reading.quantities and AVERAGE.search(reading.text):
            sentence = reading.sentence
            near = (sentence, sentence.before, sentence.after)
            held = [
                by_sentence[id(reading)]
                for reading in near
                if id(reading) in by_sentence
            ]
            yield from _average(reading, held)


def _average(reading: Reading, near: list[Reading]) -> Iterator[Issue]:
    for number in reading.quantities:
        unit = _unit(reading, number)
        if not unit or not _is_average(reading, number):
            continue
        for nearby in near:
            for total, people in _totals(nearby, number, unit):
                mean = total.value / people.value
                off = abs(number.value - mean)
                is_close = off * 20 <= mean and number.bound
                if not is_close and off > number.last / 2:
                    right = bare(mean.quantize(min(number.last, Decimal(1))))
                    yield warning(
                        f"{_digits(nearby, total)} {unit} for {people.text} make "
                        f"{right} on average, not {_digits(reading, number)}.",
                        "Correct the average, or say who it covers.",
                        replacement="" if number.is_linked else right,
                        **reading.place(number.start, number.number_end),
                    )


def _digits(reading: Reading, number: Quantity) -> str:
    return reading.text[number.start : number.number_end]


def _unit(reading: Reading, number: Quantity) -> str:
    match = UNIT.match(reading.text, number.number_end)
    is_number = number.unit in {COUNT, DURATION} and not number.is_worded
    return match[1] if match and is_number else ""


def _is_average(reading: Reading, number: Quantity) -> bool:
    before = reading.text[max(0, number.start - 20) : number.start]
    after = reading.text[number.number_end : number.end + 40]
    return bool(shape("averages.is-before").search(before)) or (
        shape("averages.is-after").match(after) is not None
    )


def _totals(reading: Reading, number, unit) -> list[tuple[Quantity, Quantity]]:
    """Totals in the same unit, each with the number of people next to it."""
    found = []
    for total in reading.quantities:
        if (
            total is number
            or total.value <= number.value
            or _unit(reading, total) != unit
        ):
            continue
        others = [
            other
            for other in reading.quantities
            if other not in (total, number)
            and other.unit == COUNT
            and not other.is_worded
            and 1 < other.value < total.value
            and _unit(reading, other) != unit
        ]
        if len(others) == 1:
            found.append((total, others[0]))
    return found
