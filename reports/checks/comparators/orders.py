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
    named = [m for m in each_area(reading) if m.what in reading.known.districts]
    is_order = len(named) > 2 and phrase("rank.order").search(reading.bare)
    if pattern("direction.up", "direction.down").search(reading.bare):
        return  # “Of the falls the biggest was Aldermoor’s, then came Dunmere’s”
    subject = subject_of(reading) if is_order else None
    period = period_of(reading, subject, named[0].what) if subject else None
    if subject is None or period is None or len({m.what for m in named}) < len(named):
        return
    facts = subject.all_known([one.what for one in named], period)
    way = -1 if _is_upward(reading, named) else 1
    for before, after in pairwise(facts):
        if (after.value - before.value) * way > 0:
            shown = ", ".join(f"{subject.areas[f.area]} {f.words}" for f in facts)
            yield error(
                "rank-contradicted",
                named[facts.index(after)],
                f"The order is wrong ({subject.name}, {period.label}): {shown}.",
                "Correct the order of the districts.",
            )
            return


def _is_upward(reading: Reading, named: list[Mention]) -> bool:
    """Whether the lowest is named first."""
    text = reading.bare
    first = text[named[0].end : named[1].start]
    return bool(
        phrase("rank.lowest-first").search(text[: named[0].start])
        or phrase("rank.at-the-bottom").search(first)
    )
