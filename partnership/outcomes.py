"""What came of an import: changes to look at, and problems in plain sentences."""

from django.utils.html import conditional_escape, format_html
from import_export import results

from partnership.spreadsheets import SpreadsheetError

BROKEN = "This row could not be saved. Nothing of the file was."
PLAIN_WORDS = {"null": "This cell is empty.", "blank": "This cell is empty."}
# How many changes a preview spells out; the totals count them all.
SHOWN = 50


class Diff:
    """Cells of a row before and after, as HTML with both escaped."""

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

    def as_html(self):
        return [
            conditional_escape(after)
            if before in {"", after}
            else format_html("<del>{}</del> <ins>{}</ins>", before, after)
            for before, after in zip(self.before or self.after, self.after, strict=True)
        ]


class Result(results.Result):
    """The outcome of an import, with each problem as one sentence."""

    lines, labels, notes = (), {}, ()

    def line(self, number):
        return self.lines[number - 1] if number <= len(self.lines) else number + 1

    @property
    def problems(self):
        """Sentences in the order of the file: “Row 3, column amount: …”."""
        told = [(0, self._words(base.error)) for base in self.base_errors]
        told += [(self.line(row.number), f": {BROKEN}") for row in self.error_rows]
        for row in self.invalid_rows:
            for field, errors in row.error.update_error_dict({}).items():
                column = self.labels.get(field)
                told += [
                    (self.line(row.number), self._at(column, error)) for error in errors
                ]
        told.sort(key=lambda pair: pair[0])
        return [f"Row {line}{words}" if line else words for line, words in told]

    @staticmethod
    def _words(error):
        return str(error) if isinstance(error, SpreadsheetError) else BROKEN

    @staticmethod
    def _at(column, error):
        column = getattr(error, "column", "") or column
        words = PLAIN_WORDS.get(error.code) or " ".join(error.messages)
        return f", column {column}: {words}" if column else f": {words}"

    @property
    def changes(self):
        """The first rows that are new or changed, for a preview."""
        changed = (row for row in self.rows if row.is_new() or row.is_update())
        return [row for row, _ in zip(changed, range(SHOWN), strict=False)]

    @property
    def summary(self):
        new, changed, same = (self.totals[kind] for kind in ("new", "update", "skip"))
        return f"{new} new, {changed} changed, {same} as they are."
