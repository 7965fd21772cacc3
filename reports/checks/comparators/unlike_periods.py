"""Periods of different lengths, whose figures are not compared."""

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
    if not phrase("change.compared").search(reading.bare):
        return
    values = [
        c
        for c in claims_of(reading)
        if c.role == VALUE and c.periods and c.subjects and "period" in c.sure
    ]
    for one, other in zip(values, values[1:], strict=False):
        if one.subject is not other.subject or one.subject.is_money:
            continue
        between = reading.between(
            (one.quantity.start, one.quantity.end),
            (other.quantity.start, other.quantity.end),
        )
        if length(one.periods[0]) == length(other.periods[0]):
            continue
        compares = phrase("change.against").search(between)
        begins = phrase("said.begins-compared").match(reading.bare)
        if compares or begins:
            start = 0 if begins else one.quantity.end + compares.start()
            compares = begins or compares
            end = start + len(compares[0])
            yield unlike(start, end, other.periods[0], one.periods[0])
            return
