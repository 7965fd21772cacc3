"""The main measures of the assessment: latest figure, change and comparison."""

from partnership.core.values import formatting
from partnership.core.values.missing import Reason
from priorities.queries.assessment import AssessmentRow
from reports.blocks.table import (
    Cell,
    Column,
    Row,
    Table,
    group,
    missing,
    qualifier_words,
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


def measure_name(measure) -> str:
    """The name with its unit, unless the name or the theme includes it."""
    unit = "" if measure.unit == measure.Unit.COUNT else measure.get_unit_display()
    needs_unit = unit and unit not in measure.theme and unit not in measure.name
    return f"{measure.name}, {unit}" if needs_unit else measure.name


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


def value_cell(row) -> Cell:
    if row.value is None:
        return missing(row.reason)
    before, after = qualifier_words(row.qualifier)
    return Cell(
        formatting.bare(row.value),
        kind="number",
        before=before,
        after=after,
        value=str(row.value.normalize()),
    )


def change_cell(change) -> Cell:
    """An arrow and words: “up 56%”, “up 2”, “down 5.1 points”, “about the same”."""
    if change is None:
        return missing(Reason.NOT_APPLICABLE)
    sign = {True: "up", False: "down", None: "same"}[change.up]
    return Cell(change_words(change), sign=sign)


def change_words(change) -> str:
    if change.has_small_base:
        return formatting.direction(change.up, formatting.bare(abs(change.absolute)))
    if change.amount is None or change.up is None:
        return formatting.direction(change.up, change.words).strip()
    if change.in_points:
        amount = formatting.points(change.amount).replace("percentage ", "")
    elif change.stated:
        amount = f"{formatting.bare(change.amount)}%"
    else:
        amount = formatting.per_cent(change.amount)
    return formatting.direction(change.up, amount)


def _compared(row):
    other = row.comparator
    if other is None:
        return missing(Reason.NOT_APPLICABLE)
    if other.change is not None:
        return Cell(change_words(other.change), kind="words")
    cell = value_cell(other.observation)
    latest = row.latest.value if row.latest else None
    if latest is not None and latest != other.observation.value:
        lower = other.observation.value < latest
        cell.after = "(lower)" if lower else "(higher)"
    return cell
