"""The main measures of the assessment: latest figure, change and comparison."""

from partnership.core.values.missing import Reason
from priorities.formatting import change_in_words
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
from reports.document.records_used import use


def collect(context, *, key, caption, detail="", source="") -> Table:
    """`source` is added to the sources of the figures."""
    found = context.assessment_rows
    # If few measures are compared, a separate column would be nearly empty.
    has_column = sum(1 for row in found if row.comparator) * 2 >= len(found)
    notes: list[str] = []
    has_themes = any(row.measure.theme for row in found)
    rows, theme = [], None
    for row in found:
        if has_themes and row.measure.theme != theme:
            theme = row.measure.theme
            rows.append(group(theme or "Other measures"))
        rows.append(_row(row, notes, has_column))
    columns = [
        Column("Measure and period", 40 if has_column else 52),
        Column("Latest", 16 if has_column else 26, numeric=True),
        Column("Change", 26 if has_column else 22),
    ]
    if has_column:
        columns.append(Column(_elsewhere(found), 18, numeric=True))
    return Table(
        key=key,
        caption=context.fill(caption),
        detail=context.fill(detail),
        source=source_line(map(_source, found), context.fill(source)),
        columns=columns,
        rows=rows,
        notes=[context.inline(note) for note in notes],
    )


def _elsewhere(found):
    """The area compared with, or a general heading if there are several."""
    names = {f.comparator.area.name for f in found if f.comparator}
    return names.pop() if len(names) == 1 else "Elsewhere"


def _source(row):
    return (row.latest and row.latest.source) or row.measure.source


def _row(row: AssessmentRow, notes, has_column) -> Row:
    use(*row.rows)
    periods = " and ".join(period.label for period in row.periods)
    name = text(measure_name(row.measure), sub=periods, notes=_note(row.note, notes))
    latest = value_cell(row.latest) if row.latest else missing(Reason.NOT_GIVEN)
    changed = change_cell(row.change)
    if row.change is not None and row.previous is not None:
        changed.sub = f"from {value_cell(row.previous).words}"
    if has_column:
        return Row([name, latest, changed, _compared(row)])
    if row.comparator:
        cell = changed if row.comparator.change is not None else latest
        other = f"{row.comparator.area.name}: {_compared(row).words}"
        cell.sub = "; ".join(filter(None, [cell.sub, other]))
    return Row([name, latest, changed])


def _note(words, notes):
    """The note's number; notes with the same text share a number."""
    if not words:
        return []
    if words not in notes:
        notes.append(words)
    return [notes.index(words) + 1]


def _compared(row):
    other = row.comparator
    if other is None:
        return missing(Reason.NOT_APPLICABLE)
    if other.change is not None:
        return Cell(change_in_words(other.change), kind="words")
    cell = value_cell(other.observation)
    latest = row.latest.value if row.latest else None
    if latest is not None and latest != other.observation.value:
        lower = other.observation.value < latest
        cell.after = "(lower)" if lower else "(higher)"
    return cell
