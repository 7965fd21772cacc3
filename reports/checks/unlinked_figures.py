"""Typed figures that are not in the data."""

from collections.abc import Iterator

from funding.models import Allocation, FundingLine, MonitoringReturn
from priorities.models import Measure, Observation, Target
from reports.checks.comparators.base import mistakes_of
from reports.checks.comparators.shares import numbers_from_data
from reports.checks.issue import Issue, warning
from reports.checks.registry import check
from reports.text.draft import Draft
from reports.text.numbers import Number
from reports.text.quantities import LABELS, Quantity
from reports.text.reader import Reading, readings
from reports.text.roles import claims_of
from reports.text.sentences import Sentence, sentences

# Figures in the names and notes of these records are data.
LONGEST_LABEL = 24
DATA = (Allocation, FundingLine, Measure, MonitoringReturn, Observation, Target)


@check("typed-figure")
def figures_are_known(draft: Draft) -> Iterator[Issue]:
    """Typed figures that no comparator and no link suggestion mentions."""
    if not any(sentence.typed for sentence in sentences(draft)):
        return
    found: dict[int, list] = {}
    for reading, one in mistakes_of(draft):
        found.setdefault(id(reading.sentence), []).append(one)
    for reading in readings(draft):
        found.setdefault(id(reading.sentence), []).extend(_compared(reading))
    for sentence in sentences(draft):
        row = sentence.words.row
        if row is None or isinstance(row, DATA):
            continue
        here = found.get(id(sentence), [])
        numbers = _unknown_in(sentence, [(one.start, one.end) for one in here])
        if numbers:
            yield _unknown(sentence, numbers)


def _compared(reading: Reading) -> list[Quantity]:
    """Figures that have been compared with the data, as such or as parts of them."""
    own = [claim.quantity for claim in claims_of(reading) if claim.subjects]
    return [*own, *numbers_from_data(reading)]


def _unknown_in(sentence: Sentence, taken: list[tuple[int, int]]) -> list[Number]:
    """The typed figures that nothing else mentions."""
    return [
        number
        for number in sentence.typed
        if not number.is_word
        and not LABELS.search(sentence.text[: number.start].lower()[-LONGEST_LABEL:])
        and not any(a < number.end and number.start < b for a, b in taken)
    ]


def _unknown(sentence: Sentence, numbers: list[Number]) -> Issue:
    """One issue for all unknown figures of a sentence."""
    first = numbers[0]
    *others, last = [number.text for number in numbers]
    listed = f"{', '.join(others)} and {last}" if others else last
    was, it = ("were", "them") if others else ("was", "it")
    near = sentence.around(first).rstrip(".")
    return warning(
        f"{listed} {was} typed and not found in your data: “{near}”.",
        f"Add {it} to your data and link {it}, or accept this warning.",
        **sentence.place_of(first),
    )
