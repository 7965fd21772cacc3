"""Districts named in the order of their figures."""

from collections.abc import Iterator
from itertools import pairwise

from reports.checks.comparators.base import Mistake, comparator, error
from reports.text.forms import pattern
from reports.text.movement import period_of, subject_of
from reports.text.phrases import phrase
from reports.text.placing import each_area
from reports.text.reader import Mention, Reading


@comparator(27)
def orders_agree(reading: Reading) -> Iterator[Mistake]:
    """“From Aldermoor at the top through Castlehythe to Dunmere at the bottom”."""
    named = _in_order(reading)
    subject = subject_of(reading) if named else None
    period = period_of(reading, subject, named[0].what) if subject else None
    if subject is None or period is None:
        return
    facts = subject.all_known([priority.what for priority in named], period)
    way = -1 if _is_upward(reading, named) else 1
    pairs = pairwise(facts)
    wrong = next((b for a, b in pairs if (b.value - a.value) * way > 0), None)
    if wrong:
        shown = ", ".join(f"{subject.areas[f.area]} {f.words}" for f in facts)
        message = f"The order is wrong ({subject.name}, {period.label}): {shown}."
        repair = "Correct the order of the districts."
        place = named[facts.index(wrong)]
        yield error("rank-contradicted", place, message, repair)


def _in_order(reading: Reading) -> list[Mention]:
    """The districts of a sentence that puts more than two in an order."""
    named = [m for m in each_area(reading) if m.what in reading.known.districts]
    if len(named) < 3 or not phrase("rank.order").search(reading.bare):
        return []
    if pattern("direction.up", "direction.down").search(reading.bare):
        return []  # “Of the falls the biggest was Aldermoor’s, then came Dunmere’s”
    return named if len({m.what for m in named}) == len(named) else []


def _is_upward(reading: Reading, named: list[Mention]) -> bool:
    """Whether the lowest is named first."""
    text = reading.bare
    first = text[named[0].end : named[1].start]
    return bool(
        phrase("rank.lowest-first").search(text[: named[0].start])
        or phrase("rank.at-the-bottom").search(first)
    )
