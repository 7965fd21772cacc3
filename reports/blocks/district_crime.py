"""Each district's crime compared with similar areas, in words."""

from priorities.models import Comparison
from reports.blocks.table import Column, Row, Table, missing, source_line, text
from reports.document.records_used import use


def collect(context, *, key, caption, detail="", source="") -> Table:
    """A measure that is not part of another one is used for overall crime.

    The periods are added to `detail`, and `source` to the sources of the rows.
    """
    # A district that moved from one CSP to another is covered twice.
    covered = {row.area for csp in context.csps for row in csp.coverage.all()}
    districts = sorted(covered, key=lambda area: area.name)
    by_area: dict = {}
    rows = Comparison.objects.filter(area__in=districts).select_related(
        "measure", "against"
    )
    for row in rows.order_by("measure__order", "measure__name"):
        by_area.setdefault(row.area_id, []).append(row)
    compared = [area for area in districts if area.pk in by_area]
    comparisons = [row for area in compared for row in by_area[area.pk]]
    periods = sorted({row.period.label for row in comparisons})
    use(*comparisons)
    return Table(
        key=key,
        caption=context.fill(caption),
        detail="; ".join(filter(None, [context.fill(detail), *periods])),
        source=source_line(map(_source, comparisons), context.fill(source)),
        columns=[
            Column(context.fill("{district.start}"), 24),
            Column("Overall crime rate", 24),
            Column("Above average and increasing", 52),
        ],
        rows=[_row(area, by_area[area.pk]) for area in compared],
    )


def _source(comparison):
    return comparison.source or comparison.measure.source


def _row(area, comparisons):
    overall = next((c for c in comparisons if c.measure.part_of_id is None), None)
    increasing = [
        c
        for c in comparisons
        if c is not overall
        and c.result == Comparison.Result.ABOVE
        and c.trend == Comparison.Trend.INCREASING
    ]
    words = "; ".join(c.measure.name for c in increasing)
    notes = " ".join(c.note for c in comparisons if c.note)
    return Row(
        [
            text(area.name),
            text(overall.get_result_display().capitalize())
            if overall
            else missing("not-given"),
            text(words or notes or "None", sub=notes if words else ""),
        ]
    )
