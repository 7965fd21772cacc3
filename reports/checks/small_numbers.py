"""Figures of people so small that somebody could be recognised."""

from partnership.core.values.formatting import bare
from priorities.models import Measure
from reports.checks.finding import warn
from reports.checks.registry import check
from reports.checks.told_figures import figures_of


@check(
    "small-number",
    "Numbers of people so small that somebody could be recognised",
    "In a village of four victims, neighbours know who they are.",
)
def nobody_can_be_recognised(draft):
    smallest = draft.partnership.smallest_count
    seen = set()
    for told in figures_of(draft).told:
        if told.is_stated or not told.measure.counts_people or told.name in seen:
            continue
        seen.add(told.name)
        small = [count for count in _counts(told.row) if 0 < count < smallest]
        if small:
            yield warn(
                f"{told.name}: {bare(small[0])} is fewer than {smallest} people.",
                "Choose “suppressed” in place of the number, or tell a longer period "
                "or a larger area.",
                words=told.words,
                section=told.section,
                row=told.row,
                about=told.name,
            )


def _counts(row):
    """The people whom a figure tells apart: those counted, and a share’s others."""
    if row.measure.unit == Measure.Unit.COUNT:
        return [row.value] if row.value is not None else []
    if None in (row.numerator, row.denominator):
        return [row.numerator] if row.numerator is not None else []
    return [row.numerator, row.denominator - row.numerator]
