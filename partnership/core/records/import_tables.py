"""Tables of an import: the columns of a file, errors, and rows that change."""

from django.utils.html import format_html, format_html_join

from partnership.core.pages import tables


class Column(tables.Column):
    def __init__(self, label, path, nothing="Empty"):
        super().__init__(label, accessor=path, orderable=False, default=nothing)


class Columns(tables.Table):
    """The columns that a file may have."""

    heading = Column("Heading", "heading")
    need = Column("Required", "need")
    about = Column("What to enter", "about")
    example = Column("Example", "example", "None yet")


class RowColumn(Column):
    """The number of a row in the worksheet, as the row header."""

    def render(self, value):
        return f"Row {value}" if value else "The file"


class Faults(tables.Table):
    """Each cell with an error, and how to fix it."""

    line = RowColumn("Row", "0")
    column = Column("Column", "1", "Whole row")
    value = Column("Current value", "2")
    words = Column("Error and how to fix it", "3")


class Rows(tables.Table):
    """New or changed rows; `record` links to those that exist."""

    line = RowColumn("Row", "line")

    def __init__(self, *args, record=None, **kwargs):
        self.record = record
        super().__init__(*args, **kwargs)

    def render_title(self, value, record):
        if self.record is None:
            return value
        return format_html(
            '<a href="{}">{}</a>', self.record.address(record["pk"]), value
        )


class Changes(Rows):
    """Each cell that changes, with its current and new values."""

    title = Column("Record", "title")
    column = Column("Column", "column")
    before = Column("Current value", "before", "Empty")
    after = Column("New value", "after", "Empty")


class Done(Changes):
    """Each cell that was changed, once the import is complete."""

    before = Column("Before", "before", "Empty")
    after = Column("Now", "after", "Empty")


class News(Rows):
    """Each new row, with its values."""

    title = Column("Record", "title")
    cells = Column("Values", "cells")

    def render_cells(self, value):
        pairs = ((heading, after) for heading, _, after in value)
        lines = format_html_join("", "<li>{}: {}</li>", pairs)
        return format_html("<ul>{}</ul>", lines)


def cell_by_cell(rows) -> list[dict]:
    """Return a line for each cell that changes."""
    return [
        {**row, "column": heading, "before": before, "after": after}
        for row in rows
        for heading, before, after in row["cells"]
    ]


def table_of(kept, shown, record):
    """Return the table of one tab: rows with errors, changed rows or new rows."""
    if shown == "wrong":
        return captioned(Faults(kept.told["faults"]), "Errors")
    rows, every = kept.told["rows"][shown], kept.told["counts"][shown]
    if shown == "new":
        own = (
            record if kept.is_done else None
        )  # before that there is no page to link to
        table = captioned(News(rows, record=own), "New rows")
    elif kept.is_done:
        table = Done(cell_by_cell(rows), record=record)
        captioned(table, "Changed rows")
    else:
        table = Changes(cell_by_cell(rows), record=record)
        captioned(table, "Changed rows")
    if every > len(rows):
        table.detail = f"The first {len(rows):,} of {every:,} rows."
    return table


def captioned(table, words):
    table.caption = words
    return table
