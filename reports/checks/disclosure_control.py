"""Counts of people so small that a person could be identified."""

from partnership.core.values.formatting import bare
from priorities.models import Measure
from reports.checks.figures_used import figures_of
from reports.checks.issue import warning
from reports.checks.registry import check


@check("small-number")
def nobody_can_be_recognised(draft):
    smallest = draft.partnership.smallest_count
    seen = set()
    for use in figures_of(draft).uses:
        if use.is_stated or not use.measure.counts_people or use.name in seen:
            continue
        seen.add(use.name)
        small = [count for count in _counts(use.row) if 0 < count < smallest]
        if small:
            yield warning(
                f"{use.name}: {bare(small[0])} is fewer than {smallest} people.",
                "Select “suppressed” instead of the figure, or use a "
                "longer period or larger area.",
                about=use.name,
                **use.place,
            )


def _counts(row):
    """The people in each part of a figure: those counted, and the rest of a share."""
    if row.measure.unit == Measure.Unit.COUNT:
        return [row.value] if row.value is not None else []
    if None in (row.numerator, row.denominator):
        return [row.numerator] if row.numerator is not None else []
    return [row.numerator, row.denominator - row.numerator]
