"""The main measures of the assessment: latest figure, change and comparison."""

from partnership.core.values.missing import Reason
from priorities.formatting import movement_words
from priorities.queries.assessment import AssessmentRow
from reports.blocks.measure_cells import change_cell, measure_name, value_cell
from reports.blocks.table import (
    Cell,
    Column,
    Row,
    Table,
    group,
    missing,
    source_line,
    text,
)


def collect(context, *, key, caption, detail="", source="") -> Table:
    """`source` is added to the sources of the figures."""
    found = context.assessment_rows
    notes: list[str] = []
    rows, theme = [], None
    for row in found:
        if row.measure.theme != theme:
            theme = row.measure.theme
            rows.append(group(theme or "Other measures"))
        rows.append(_row(row, notes))
    return Table(
        key=key,
        caption=context.fill(caption),
        detail=context.fill(detail),
        source=source_line(map(_source, found), context.fill(source)),
        columns=[
            Column("Measure and period", 38),
            Column("Previous", 12, numeric=True),
            Column("Latest", 12, numeric=True),
            Column("Change", 22),
            Column(_elsewhere(found), 16, numeric=True),
        ],
        rows=rows,
        notes=[context.inline(note) for note in notes],
    )


def _elsewhere(found):
    """The area compared with, or a general heading if there are several."""
    names = {f.comparator.area.name for f in found if f.comparator}
    return names.pop() if len(names) == 1 else "Elsewhere"


def _source(row):
    return (row.latest and row.latest.source) or row.measure.source


def _row(row: AssessmentRow, notes) -> Row:
    periods = " and ".join(period.label for period in row.periods)
    return Row(
        [
            text(
                measure_name(row.measure),
                sub=periods,
                notes=_note(row.note, notes),
            ),
            _previous(row),
            value_cell(row.latest) if row.latest else missing(Reason.NOT_GIVEN),
            change_cell(row.change),
            _compared(row),
        ]
    )


def _note(words, notes):
    """The note's number; notes with the same text share a number."""
    if not words:
        return []
    if words not in notes:
        notes.append(words)
    return [notes.index(words) + 1]


def _previous(row):
    if row.previous is not None:
        return value_cell(row.previous)
    stated = row.change is not None
    return missing(Reason.NOT_GIVEN if stated else Reason.NOT_APPLICABLE)


def _compared(row):
    other = row.comparator
    if other is None:
        return missing(Reason.NOT_APPLICABLE)
    if other.change is not None:
        return Cell(movement_words(other.change), kind="words")
    cell = value_cell(other.observation)
    latest = row.latest.value if row.latest else None
    if latest is not None and latest != other.observation.value:
        lower = other.observation.value < latest
        cell.after = "(lower)" if lower else "(higher)"
    return cell
