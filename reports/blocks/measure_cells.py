"""Cells of tables with measures: names, values, changes and targets."""

from partnership.core.values import formatting
from partnership.core.values.missing import Reason
from priorities.formatting import change_in_words
from priorities.models.targets import Status
from reports.blocks.table import Cell, missing, qualifier_words
from reports.document.records_used import use

NO_TARGET = "none set"
SIGNS = {Status.MET: "met", Status.NEARLY: "same", Status.MISSED: "missed"}


def measure_name(measure) -> str:
    """The name with its unit, unless the name or the theme includes it."""
    use(measure)
    unit = "" if measure.unit == measure.Unit.COUNT else measure.get_unit_display()
    needs_unit = unit and unit not in measure.theme and unit not in measure.name
    return f"{measure.name}, {unit}" if needs_unit else measure.name


def value_cell(row) -> Cell:
    """The value of an observation with its qualifier, or the reason for none."""
    use(row)
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
    return Cell(change_in_words(change), sign=sign)


def target_cell(target):
    """The value of a target, or the reason for none."""
    use(target)
    if target is None or target.value is None:
        reason = target.reason if target else ""
        return missing(NO_TARGET if reason in {"", Reason.NOT_GIVEN} else reason)
    return Cell(
        formatting.bare(target.value),
        kind="number",
        value=str(target.value.normalize()),
    )


def met_cell(row, target):
    """Whether an observation meets its target, in words and a sign."""
    use(row, target)
    if target and row.is_forecast:
        return missing(Reason.NOT_YET_DUE)
    status = target.status(row.actual) if target else Status.NO_TARGET
    return Cell(status.label, sign=SIGNS.get(status, "none"))
