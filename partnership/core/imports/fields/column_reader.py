"""Read a column of a file, reading cells with the same value only once."""

from django.core.exceptions import ValidationError

from partnership.core.imports.ambiguity import AmbiguousCell, resolved
from partnership.core.imports.cells.figure_cells import DoubtfulCell, JoinedCell
from partnership.core.imports.remembered import Remembered
from partnership.core.imports.sheets import ErrorCell
from partnership.core.values.formatting import listed


class Found:
    """What a cell says: its value, or the error of reading it.

    `attributes` and `related` are what the value sets in a new record, and `part` is
    its part of the key, once they are known.
    """

    __slots__ = ("attributes", "error", "part", "related", "value")

    def __init__(self, value, error=None):
        self.value, self.error = value, error
        self.attributes: dict | None = None
        self.related: dict = {}
        self.part = None


class ColumnReader:
    """Reads the cells of one slot; cells with the same value are read only once."""

    def __init__(self, slot, headers, find):
        self.slot, self.find, self.cache = slot, find, Remembered()
        names = [column.column_name for column in slot.columns]
        needed = [c.column_name for c in slot.columns if not c.is_optional]
        self.is_complete = all(name in headers for name in needed)
        names += [name for name in slot.also_reads if name in headers]
        self.names = [name for name in names if name in headers]
        self.places = [headers.index(name) for name in self.names]
        self.place = self.places[0] if len(self.places) == 1 else None

    def read(self, values) -> Found:
        """Return what the cells of a row say."""
        if self.place is not None:
            cell = values[self.place]
            key = (cell.__class__, cell)
        else:
            key = tuple((values[n].__class__, values[n]) for n in self.places)
        found = self.cache.get(key)
        if found is None:
            cells = [values[place] for place in self.places]
            found = self._read(dict(zip(self.names, cells, strict=True)))
            self.cache[key] = found
        return found

    def _read(self, row):
        try:
            for name, cell in row.items():
                check_cell(name, cell)
                if isinstance(cell, DoubtfulCell):
                    row[name] = resolved(name, cell.ask)
            return Found(self.slot.read(row, self.find))
        except AmbiguousCell as question:
            return Found(None, question)
        except (ValueError, ValidationError) as error:
            return Found(None, _with_headings(error, row))


def _with_headings(error, row):
    """Return an error that names the columns whose cells were read as one."""
    for cell in row.values():
        if isinstance(cell, JoinedCell) and isinstance(error, ValueError):
            named = listed(f"“{heading}”" for heading in cell.headings)
            return ValueError(f"In columns {named}: {error}")
    return error


def check_cell(name, cell):
    """Reject a cell with an error of the spreadsheet program."""
    if isinstance(cell, ErrorCell):
        if cell.startswith("#"):
            message = f"The cell contains a spreadsheet error ({cell}). Fix it"
        else:
            message = (
                f"The cell contains {cell}. Open the workbook in Excel, save it and "
                "upload it again"
            )
        error = ValueError(message)
        error.column = name
        raise error
