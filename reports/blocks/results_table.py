"""Results of a grant: the measures its recipient reports on, against targets."""

from collections import Counter

from partnership.core.values.financial_years import last_day
from priorities.models import Measure, Observation, Target
from priorities.queries.derived import figures_in
from reports.blocks.measure_cells import (
    NO_TARGET,
    measure_name,
    met_cell,
    target_cell,
    value_cell,
)
from reports.blocks.returns_table import last_day_of
from reports.blocks.table import Column, Row, Table, text


def collect(context, *, key, caption, detail="", source="") -> Table:
    """For an item whose subject is a funding line: its latest figures of the year."""
    line = context.item.subject
    notes: list[str] = []
    found = newest(context, line)
    periods = Counter(row.period.label for row, _ in found)
    usual = next((period for period, n in periods.most_common(1) if n > 1), "")
    rows = [_row(row, target, notes, usual) for row, target in found]
    if usual and not detail:
        others = ", unless the row says otherwise" if len(periods) > 1 else ""
        detail = usual + others
    columns = [
        Column("Measure" if usual else "Measure and period", 52),
        Column("Target", 14, numeric=True),
        Column("Actual", 14, numeric=True),
        Column("Result", 20),
    ]
    has_targets = any(row.cells[1].words != NO_TARGET for row in rows)
    if not has_targets:
        # None of them has a result either.
        columns = [columns[0], columns[2]]
        for table_row in rows:
            table_row.cells = [table_row.cells[0], table_row.cells[2]]
    return Table(
        key=f"{key}-{context.item.key}",
        caption=f"{context.fill(caption)}: {line.brief_label}",
        detail=context.fill(detail),
        source=context.fill(source),
        columns=columns,
        rows=rows,
        folded=[] if has_targets or not rows else ["No targets were set."],
        notes=[context.inline(note) for note in notes],
    )


def newest(context, line) -> list[tuple[Observation, Target | None]]:
    """Each measure's latest figure for the home area that overlaps the year.

    The measures are the line's, and those of lines whose money it includes. Figures are
    read once for all lines, so that the number of queries is fixed.
    """
    known = context.shared("results", lambda: _read(context))
    return [known[m.pk] for m in _measures(line) if m.pk in known]


def _measures(line):
    found = {measure.pk: measure for measure in line.measures.all()}
    for allocation in line.included_allocations.all():
        found |= {measure.pk: measure for measure in allocation.line.measures.all()}
    return sorted(found.values(), key=lambda measure: (measure.order, measure.name))


def _read(context):
    area = context.area
    if area is None:
        return {}
    observations = figures_in(
        area,
        Measure.objects.filter(funding_lines__partnership=context.partnership),
        ends_on__gt=last_day(context.year - 1),
        ends_on__lte=last_day_of(context),
    )
    observations.sort(key=lambda row: (row.ends_on, -row.starts_on.toordinal()))
    targets = {
        (row.measure_id, row.period): row for row in Target.objects.filter(area=area)
    }
    return {
        row.measure_id: (row, targets.get((row.measure_id, row.period)))
        for row in observations
    }


def _row(row, target, notes, usual):
    numbers = []
    if row.full_note:
        if row.full_note not in notes:
            notes.append(row.full_note)
        numbers = [notes.index(row.full_note) + 1]
    period = row.period.label
    named = text(
        measure_name(row.measure), sub=period if period != usual else "", notes=numbers
    )
    return Row([named, target_cell(target), value_cell(row), met_cell(row, target)])
