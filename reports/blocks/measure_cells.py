"""Cells of tables with measures: names, values, changes and targets."""

from partnership.core.values import formatting
from partnership.core.values.missing import Reason
from priorities.formatting import movement_words
from reports.blocks.table import Cell, missing, qualifier_words


def measure_name(measure) -> str:
    """The name with its unit, unless the name or the theme includes it."""
    unit = "" if measure.unit == measure.Unit.COUNT else measure.get_unit_display()
    needs_unit = unit and unit not in measure.theme and unit not in measure.name
    return f"{measure.name}, {unit}" if needs_unit else measure.name


def value_cell(row) -> Cell:
    """The value of an observation with its qualifier, or the reason for none."""
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
    return Cell(movement_words(change), sign=sign)


def target_cell(target):
    """The value of a target, or the reason for none."""
    if target is None or target.value is None:
        reason = target.reason if target else ""
        return missing("none set" if reason in {"", Reason.NOT_GIVEN} else reason)
    return Cell(
        formatting.bare(target.value),
        kind="number",
        value=str(target.value.normalize()),
    )


def met_cell(row, target):
    """Whether an observation meets its target."""
    met = target.met_by(row.value) if target else None
    if met is None:
        return Cell("No target", sign="none")
    return Cell("Met", sign="met") if met else Cell("Missed", sign="missed")
