"""Read the figures of rows into records, reading equal cells only once."""

from collections import defaultdict

from partnership.core.imports.fields.column_reader import check_cell
from partnership.core.imports.fields.figure_slots import qualifier_of, read_figure
from partnership.core.imports.remembered import Remembered
from partnership.core.models.display import with_count

# Cells of these types are read the same way in any column; others have headings.
PLAIN = {str, int, float, type(None)}


class FigureReader:
    """Reads the figures of a file with these headers, by the readers of its columns.

    `slots` are those of the figures, their reasons and their qualifiers.
    """

    def __init__(self, resource, readers, headers, marks):
        self.resource, self.readers, self.marks = resource, readers, marks
        self.figures = [
            figure
            for figure in resource.figures
            if figure.value in readers or figure.reason in readers
        ]
        self.slots = {
            slot
            for figure in self.figures
            for slot in (figure.value, figure.reason, figure.qualifier)
            if slot
        }
        self.names = [s.heading for s in self.slots if s.heading in headers]
        self.places = [headers.index(name) for name in self.names]
        self.cells_read, self.cells_put = Remembered(), Remembered()
        # The rows of figures whose marks or notes are not stored, by figure and why.
        self.unstored: dict[str, dict[int, str]] = defaultdict(dict)

    def read(self, figure, instance, values, outcome, is_new) -> None:
        """Put a figure of a row into its record, and note what that changes.

        Raises ValueError or ValidationError for cells that cannot be read.
        """
        cells = tuple([values[place] for place in self.places])
        types = tuple(map(type, cells))
        unit = self.resource.unit_of(instance)
        key = (figure.heading, unit, cells, types) if PLAIN.issuperset(types) else None
        if is_new and key in self.cells_put:
            attributes, changes, found, words = self.cells_put[key]
            if not self.resource.figure_extras(instance, found, words, is_new):
                instance.__dict__.update(attributes)
                outcome.changes += changes
                return
        row = dict(zip(self.names, cells, strict=True))
        found, words, unstored = self._read(figure, row, instance, key)
        if unstored:
            self.unstored[unstored].setdefault(outcome.line, str(row[figure.heading]))
        qualifier = qualifier_of(found, figure, row, instance)
        if qualifier is not None:
            found[figure.qualifier.name] = qualifier
        has_note = figure.note in self.readers and figure.note.name in found
        if has_note or not is_new:
            self._keep_note(figure, found, instance)
        extras = self._extras(instance, found, words, is_new, values)
        changes = _put(figure.by_name | extras, instance, found, is_new)
        outcome.changes += changes
        if is_new and key and not (extras or has_note or unstored):
            names = [figure.by_name[name].field.attname for name in found]
            attributes = {name: getattr(instance, name) for name in names}
            self.cells_put[key] = attributes, changes, found, words

    def _read(self, figure, row, instance, key):
        """Return what `read_figure` reads; plain cells are read once for each unit."""
        if key is None or key not in self.cells_read:
            for name, cell in row.items():
                check_cell(name, cell)
            found = read_figure(figure, row, self.resource, instance, self.marks)
            if key is None:
                return found
            self.cells_read[key] = found
        values, *words = self.cells_read[key]
        return dict(values), *words

    @property
    def notes(self) -> list[str]:
        """Which marks and notes beside figures were left out, and why."""
        found = []
        for why, cells in self.unstored.items():
            line, cell = next(iter(cells.items()))
            more = f" and {with_count(len(cells) - 1, 'other row')}"
            rows = f"row {line}{more if len(cells) > 1 else ''}"
            found.append(
                f"“{cell}” in {rows}: only the figure was read, because {why}."
            )
        return found

    def _keep_note(self, figure, found, instance):
        """Add words from beside a figure to the note that it has, if both fit."""
        slot = figure.note
        if not slot or slot.name not in found:
            return
        old, new = getattr(instance, slot.name) or "", found[slot.name]
        both = old if new in old else f"{old} {new}".strip()
        found[slot.name] = both if len(both) <= slot.field.max_length else old

    def _extras(self, instance, found, words, is_new, values) -> dict:
        """Add the values of other fields that a figure gives; return their slots."""
        extras = self.resource.figure_extras(instance, found, words, is_new)
        slots = {
            slot.name: slot
            for slot in self.resource.slots
            if slot.name in extras and self._is_blank(slot, values)
        }
        found.update((name, extras[name]) for name in slots)
        return slots

    def _is_blank(self, slot, values) -> bool:
        """Whether a row has no cell for a slot, or a blank one."""
        reader = self.readers.get(slot)
        places = reader.places if reader else ()
        return all(values[place] in (None, "") for place in places)


def _put(slots, instance, found, is_new) -> list[tuple]:
    """Put values into a record; return the slots that change, with their old values."""
    changes = []
    for name, value in found.items():
        slot = slots[name]
        old = None if is_new else slot.state(instance)
        slot.put(instance, value)
        if is_new or slot.state(instance) != old:
            changes.append((slot, old))
    return changes
