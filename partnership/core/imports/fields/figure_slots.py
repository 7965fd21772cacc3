"""Figures with a reason and a qualifier: three columns that are read together."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import Truncator

from partnership.core.imports.ambiguity import AmbiguousCell, resolved
from partnership.core.imports.cells import figure_cells
from partnership.core.imports.fields.slots import Slot
from partnership.core.imports.sheets import is_blank
from partnership.core.values.missing import Qualifier
from partnership.core.values.money import PoundsField

SUFFIX = "_or_reason"


@dataclass
class FigureSlot:
    """The slots of a figure or text, of its reason and, for figures, its qualifier."""

    value: Slot
    reason: Slot
    qualifier: Slot | None
    note: Slot | None
    is_number: bool

    @property
    def heading(self) -> str:
        return self.value.heading

    @cached_property
    def by_name(self) -> dict[str, Slot]:
        slots = (self.value, self.reason, self.qualifier, self.note)
        return {slot.name: slot for slot in slots if slot}


def figure_slots(resource) -> list[FigureSlot]:
    """Return the pairs that the model's constraints declare."""
    by_name = {slot.name: slot for slot in resource.slots}
    found = []
    for constraint in resource._meta.model._meta.constraints:
        fields = getattr(constraint, "error_fields", [])
        if not constraint.name.endswith(SUFFIX) or len(fields) != 2:
            continue
        value, reason = (by_name.get(name) for name in fields)
        if value is None or reason is None:
            continue
        number = isinstance(value.field, models.DecimalField | models.IntegerField)
        found.append(
            FigureSlot(
                value,
                reason,
                by_name.get("qualifier") if number else None,
                by_name.get("note") if number else None,
                number,
            )
        )
    return found


def read_figure(figure: FigureSlot, row: dict, resource, instance, marks):
    """Return the values of a figure's fields by name, and what its words say besides.

    `marks` are the words of the file's notes by their mark; they become the note. The
    second value is the qualifier of the words, the third why their note is not stored.
    Raises AmbiguousCell or ValueError, with the column, for cells that cannot be read.
    """
    value, reason_slot = figure.value, figure.reason
    reason = _read(reason_slot, {reason_slot.heading: row.get(reason_slot.heading)})
    given = {reason_slot.name: reason} if reason_slot.heading in row else {}
    if value.heading not in row:
        empty = None if figure.is_number else ""
        return ({value.name: empty} if reason else {}) | given, "", ""
    if not figure.is_number:
        return _read_text(figure, row, given), "", ""
    cell = row[value.heading]
    is_money = isinstance(value.field, PoundsField)
    found = _split(figure, cell, is_money, marks)
    _check_rate(found, cell, resource.unit_of(instance))
    values = {value.name: None, **given}
    if found.number not in (None, ""):
        prepared = resource.prepare_figure(instance, value, found.number)
        if isinstance(prepared, str) and not re.search(r"\d", prepared):
            noun = "an amount in pounds" if is_money else "a number"
            raise ValueError(
                f"“{cell}” is not {noun}. Enter one, or a reason there is none, such "
                "as “not available”"
            )
        values[value.name] = value.read({value.heading: prepared}, None)
        values.setdefault(reason_slot.name, "")
    if found.reason:
        if reason not in ("", None, found.reason):
            raise ValueError(
                f"“{cell}” and the reason “{reason}” differ. Keep only one"
            )
        values[reason_slot.name] = found.reason
    note, unstored = _note(figure, found, marks)
    values |= note
    if figure.qualifier and found.qualifier:
        values[figure.qualifier.name] = found.qualifier
    return values, found.qualifier, unstored


def _check_rate(found, cell, unit):
    """Refuse “5 per 1,000” for a figure that is not measured that way."""
    if found.per and f"per-{found.per}" != unit:
        raise ValueError(
            f"“{cell}” is a rate per {int(found.per):,}, but the figure is not. Enter "
            "the number as the figure is measured"
        )


def _note(figure, found, marks) -> tuple[dict, str]:
    """Return the note of a figure by field, and why its note or mark is not stored."""
    note = found.note or marks.get(found.mark)
    if not note:
        why = f"no note on the sheet explains the mark “{found.mark}”"
        return {}, why if found.mark else ""
    if not figure.note:
        return {}, f"these figures cannot have the note “{Truncator(note).chars(80)}”"
    longest = figure.note.field.max_length
    if longest and len(note) > longest:
        why = (
            f"the note “{Truncator(note).chars(80)}” has more than {longest} characters"
        )
        return {}, why
    return {figure.note.name: note}, ""


def _read_text(figure, row, given):
    """Return the text by its field, and the reason there is none; `given` has one."""
    cell = row[figure.value.heading]
    text = resolved(figure.value.heading, figure.value.read, row, None)
    value, reason = figure.value.name, figure.reason.name
    if not text and cell and not given.get(reason):
        words = figure_cells.reason_in(str(cell))
        given = {reason: str(words)} if words else given
    return {value: text} | ({reason: ""} if text else {}) | given


def _read(slot, row):
    """Read a slot; an error carries the slot's column."""
    try:
        return slot.read(row, None)
    except (ValueError, ValidationError) as error:
        error.column = slot.heading
        raise


def _split(figure, cell, pounds, marks):
    heading = figure.heading
    if is_blank(cell):
        return figure_cells.Figure()
    if isinstance(cell, figure_cells.DoubtfulCell):
        cell = resolved(heading, cell.ask)
        if is_blank(cell):
            return figure_cells.Figure()
    try:
        cell, mark = figure_cells.without_mark(cell, marks)
        found = resolved(heading, figure_cells.split, cell, pounds)
        found = replace(found, mark=mark or found.mark)
    except AmbiguousCell as ambiguous:
        if figure.qualifier or ambiguous.kind != "less-than":
            raise
        found = next(o.value for o in ambiguous.options if o.key == "just-under")
    if isinstance(cell, figure_cells.HeadedCell):
        found = resolved(heading, figure_cells.as_headed, found, cell)
        return resolved(heading, figure_cells.as_measured, found, cell)
    return found


def qualifier_of(values: dict, figure: FigureSlot, row: dict, instance) -> str | None:
    """Return the qualifier to store, or None to leave it as it is.

    A column of qualifiers decides, unless the figure's own cell says more. A figure
    that changes and is given plainly is exact.
    """
    slot = figure.qualifier
    if slot is None:
        return None
    own = values.get(slot.name)
    if slot.heading in row:
        given = _read(slot, row) or Qualifier.EXACT
        if own and given not in (own, Qualifier.EXACT):
            raise ValueError(
                f"The figure is “{own}” but the column “{slot.heading}” has “{given}”. "
                "Keep only one"
            )
        return own or given
    if own:
        return own
    name = figure.value.name
    if name in values and values[name] != getattr(instance, name):
        return str(Qualifier.EXACT)
    return None
