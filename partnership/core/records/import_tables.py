"""Tables of an import: the columns of a file, errors, and rows that change."""

from django.utils.html import format_html, format_html_join

from partnership.core.pages import tables


class Column(tables.Column):
    def __init__(self, label, path, nothing="Empty"):
        super().__init__(label, accessor=path, orderable=False, default=nothing)


class ColumnTable(tables.Table):
    """The columns that a file may have."""

    heading = Column("Heading", "heading")
    need = Column("Required", "need")
    about = Column("What to enter", "about")
    example = Column("Example", "example", "None yet")


class RowColumn(Column):
    """The number of a row in the worksheet, as the row header."""

    def render(self, value):
        return f"Row {value}" if value else "The file"


class ErrorTable(tables.Table):
    """Each cell with an error, and how to fix it."""

    line = RowColumn("Row", "0")
    column = Column("Column", "1", "Whole row")
    value = Column("Current value", "2")
    message = Column("Error and how to fix it", "3")


class RowTable(tables.Table):
    """New or changed rows; `record` links to those that exist."""

    line = RowColumn("Row", "line")

    def __init__(self, *args, record=None, **kwargs):
        self.record = record
        super().__init__(*args, **kwargs)

    def render_title(self, value, record):
        if self.record is None:
            return value
        return format_html(
            '<a href="{}">{}</a>', self.record.edit_url(record["pk"]), value
        )


class ChangeTable(RowTable):
    """Each cell that changes, with its current and new values."""

    title = Column("Record", "title")
    column = Column("Column", "column")
    before = Column("Current value", "before", "Empty")
    after = Column("New value", "after", "Empty")


class SavedChangeTable(ChangeTable):
    """Each cell that was changed, once the import is complete."""

    before = Column("Before", "before", "Empty")
    after = Column("Now", "after", "Empty")


class NewRowTable(RowTable):
    """Each new row, with its values."""

    title = Column("Record", "title")
    cells = Column("Values", "cells")

    def render_cells(self, value):
        pairs = ((heading, after) for heading, _, after in value)
        lines = format_html_join("", "<li>{}: {}</li>", pairs)
        return format_html("<ul>{}</ul>", lines)


def list_cells(rows) -> list[dict]:
    """Return a line for each cell that changes."""
    return [
        {**row, "column": heading, "before": before, "after": after}
        for row in rows
        for heading, before, after in row["cells"]
    ]


def build_table(upload, tab, record):
    """Return the table of one tab: rows with errors, changed rows or new rows."""
    if tab == "wrong":
        return with_caption(ErrorTable(upload.preview["errors"]), "Errors")
    rows, count = upload.preview["rows"][tab], upload.preview["counts"][tab]
    if tab == "new":
        # Before the import is complete there is no page to link to.
        linked = record if upload.is_done else None
        table = with_caption(NewRowTable(rows, record=linked), "New rows")
    elif upload.is_done:
        table = SavedChangeTable(list_cells(rows), record=record)
        with_caption(table, "Changed rows")
    else:
        table = ChangeTable(list_cells(rows), record=record)
        with_caption(table, "Changed rows")
    if count > len(rows):
        table.detail = f"The first {len(rows):,} of {count:,} rows."
    return table


def with_caption(table, caption):
    table.caption = caption
    return table
