"""A list in one field, with a spreadsheet row for each item."""

from partnership.core.imports.cells.widgets import TextWidget, text_of
from partnership.core.imports.fields.names import fold_code
from partnership.core.imports.fields.slots import Column, Slot


class JoinedCells(str):
    """The cells of several rows in one column."""

    cells: tuple[str, ...]

    def __new__(cls, cells):
        texts = tuple("" if cell is None else text_of(cell) for cell in cells)
        joined = super().__new__(cls, "\n".join(filter(None, texts)))
        joined.cells = texts
        return joined


class PartWidget(TextWidget):
    """One part of each item, in the preview of an import and in its download."""

    def __init__(self, slot, heading):
        super().__init__()
        self.slot, self.heading = slot, heading

    def render(self, value, obj=None, **kwargs):
        return "\n".join(item[self.heading] for item in self.slot.items_of(value))


class ListSlot(Slot):
    """A list in one field; `parts` are the column headings of an item.

    Rows with the same key are one record. What is not part of an item may be blank in
    all rows but one.
    """

    parts: tuple[str, ...] = ()

    def build_columns(self, headings):
        return [Column(part, self.name, PartWidget(self, part)) for part in self.parts]

    @property
    def other_names(self):
        return []

    def items_of(self, value) -> list[dict[str, str]]:
        """Return the text of each part of each item."""
        raise NotImplementedError

    def from_items(self, items: list[dict[str, str]]):
        """Return the list; raise ValueError if it cannot be read."""
        raise NotImplementedError

    def read(self, row, find):
        columns = [_cells_of(row.get(part)) for part in self.parts]
        items = [
            dict(zip(self.parts, cells, strict=True))
            for cells in zip(*columns, strict=True)
            if any(cells)
        ]
        return self.from_items(items)

    def put(self, instance, value):
        setattr(instance, self.name, value)


def _cells_of(cell) -> tuple[str, ...]:
    return (cell if isinstance(cell, JoinedCells) else JoinedCells([cell])).cells


def joined_rows(headers, rows, key_names, slot) -> dict[int, list]:
    """Return one row for each record, by the place of its first row.

    Rows of a record that differ in anything else are kept, so that they are refused.
    """
    key_places = [headers.index(name) for name in key_names if name in headers]
    parts = {headers.index(part) for part in slot.parts if part in headers}
    found: dict[int, list[list]] = {}
    firsts: dict[tuple, int] = {}
    for place, row in enumerate(rows):
        key = tuple(fold_code(row[place]) for place in key_places)
        first = firsts.setdefault(key, place) if any(key) else place
        group = found.setdefault(first, [])
        if group and not _continues(group[0], row, parts):
            found[place] = [row]
        else:
            group.append(row)
    return {place: _joined(group, parts) for place, group in found.items()}


def _continues(first, row, parts) -> bool:
    """Whether a row holds another item of the record of an earlier row."""
    if not all(any(each_row[place] for place in parts) for each_row in (first, row)):
        return False
    return all(
        place in parts or cell in (None, "") or cell == first[place]
        for place, cell in enumerate(row)
    )


def _joined(group, parts) -> list:
    return [
        JoinedCells([row[place] for row in group]) if place in parts else cell
        for place, cell in enumerate(group[0])
    ]


def spread(slot, instances, dataset) -> None:
    """Give each item of the records in a download a row of its own."""
    places = [dataset.headers.index(part) for part in slot.parts]
    rows = list(dataset)
    del dataset[:]
    for instance, row in zip(instances, rows, strict=True):
        for item in slot.items_of(slot.state(instance)) or [{}]:
            cells = list(row)
            for place, part in zip(places, slot.parts, strict=True):
                cells[place] = item.get(part, "")
            dataset.append(cells)
