"""Periods of different lengths, whose figures are not compared."""

from itertools import pairwise

from reports.checks.comparators.base import Mistake, comparator, warning
from reports.text.knowledge import length
from reports.text.phrases import phrase
from reports.text.reader import VALUE, Reading
from reports.text.roles import claims_of


def unlike(start, end, base, period) -> Mistake:
    return warning(
        "unlike-periods",
        (start, end),
        f"{period.label} and {base.label} are periods of "
        "different length, so their figures cannot be compared.",
        "Compare with the same period of another year.",
    )


@comparator(40)
def periods_are_alike(reading: Reading):
    """Compare figures of one subject only for periods of the same length."""
    text = reading.bare
    if not phrase("change.compared").search(text):
        return
    if phrase("said.not-compared").search(text):
        return
    values = [c for c in claims_of(reading) if c.role == VALUE and "period" in c.sure]
    values = [c for c in values if c.periods and c.subjects]
    for quantity, other in pairwise(values):
        (first, *_), (second, *_) = quantity.periods, other.periods
        if quantity.subject is not other.subject or length(first) == length(second):
            continue
        start, end = quantity.quantity.end, other.quantity.start
        cue = phrase("said.begins-compared").match(text)
        cue = cue or phrase("change.against").search(text, start, end)
        if cue and not quantity.subject.is_money:
            yield unlike(*cue.span(), second, first)
            return
