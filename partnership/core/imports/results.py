"""Import results: a preview of changes, and errors as plain sentences."""

from dataclasses import dataclass

from import_export import results

from partnership.core.imports.read_file import SpreadsheetError

BROKEN = "This row could not be saved, so nothing was imported"
EMPTY = "This cell must not be empty"
PLAIN_WORDS = {"null": EMPTY, "blank": EMPTY}
# How to fix an error where Django's message does not say.
ADVICE = {
    "unique": "Use a different value, or use the code of the existing record",
    "max_length": "Shorten it",
}
# The value the library gives for a column missing from the file.
LACKING = "---"


class Diff:
    """The cells of a row before and after an import; empty if nothing changes."""

    def __init__(self, resource, instance, new):
        self.resource, self.new = resource, new
        self.before = None if new else self.cells(instance)

    def cells(self, instance):
        exported = (
            field.export(instance) for field in self.resource.get_import_fields()
        )
        return ["" if value is None else str(value) for value in exported]

    def compare_with(self, resource, instance):
        self.after = self.cells(instance)
        if self.before == self.after:
            self.before = self.after = []

    def as_html(self):
        """Return the diff itself, which the library stores in place of HTML."""
        return self

    @property
    def moved(self):
        """Index, old value and new value of each cell that changes."""
        before = self.before or [""] * len(self.after)
        pairs = zip(before, self.after, strict=True)
        return [(place, *pair) for place, pair in enumerate(pairs) if len({*pair}) > 1]


@dataclass(frozen=True)
class Fault:
    """An error in a cell, a row (no column) or the file (line 0)."""

    line: int
    column: str
    value: str
    words: str

    def __str__(self):
        """“Row 3, column amount: …”"""
        where = f"Row {self.line}" if self.line else ""
        where += f", column {self.column}" if self.column else ""
        return f"{where}: {self.words}" if where else self.words


class Result(results.Result):
    """The result of an import, with each error as one sentence."""

    lines, labels, notes = (), {}, ()

    def line(self, number):
        return self.lines[number - 1] if number <= len(self.lines) else number + 1

    @property
    def faults(self):
        """All errors that stop the import, in the order of the file."""
        told = [Fault(0, "", "", self._words(base.error)) for base in self.base_errors]
        told += [
            Fault(self.line(row.number), "", "", BROKEN) for row in self.error_rows
        ]
        for row in self.invalid_rows:
            cells = dict(zip(self.diff_headers, row.values, strict=True))
            for field, errors in row.error.update_error_dict({}).items():
                told += [self._at(field, error, row, cells) for error in errors]
        return sorted(told, key=lambda fault: fault.line)

    @property
    def problems(self):
        return [str(fault) for fault in self.faults]

    @staticmethod
    def _words(error):
        return str(error) if isinstance(error, SpreadsheetError) else BROKEN

    def _at(self, field, error, row, cells):
        column = getattr(error, "column", "") or self.labels.get(field, "")
        stands = [cells.get(name) for name in column.split(", ") if column]
        words = PLAIN_WORDS.get(error.code) or " ".join(error.messages)
        if error.code in ADVICE:
            words = f"{words.rstrip('.')}. {ADVICE[error.code]}"
        return Fault(self.line(row.number), column, joined(stands), words)


def joined(cells):
    """Join the non-empty cells of a key."""
    known = [str(one) for one in cells if one not in (None, "", LACKING)]
    return ", ".join(known)
