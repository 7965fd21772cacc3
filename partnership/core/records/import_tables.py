"""Tables of an import: columns of a file, cells that are wrong, rows that change."""

from django.utils.html import format_html, format_html_join

from partnership.core.pages import tables


class Column(tables.Column):
    def __init__(self, label, path, nothing="Nothing"):
        super().__init__(label, accessor=path, orderable=False, default=nothing)


class Columns(tables.Table):
    """The columns that a file may have."""

    heading = Column("Heading", "heading")
    need = Column("Needed", "need")
    about = Column("What to write", "about")
    example = Column("Example", "example", "None yet")


class RowColumn(Column):
    """The number of a row in the sheet, which heads the line."""

    def render(self, value):
        return f"Row {value}" if value else "The file"


class Faults(tables.Table):
    """Each cell that is wrong, with what to do."""

    line = RowColumn("Row of the file", "0")
    column = Column("Column", "1", "The whole row")
    value = Column("What stands there", "2")
    words = Column("What is wrong, and what to do", "3")


class Rows(tables.Table):
    """Rows that are new or change; `record` leads to those that are there."""

    line = RowColumn("Row of the file", "line")

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
    """Each cell that changes, from what to what."""

    title = Column("What it is", "title")
    column = Column("Column", "column")
    before = Column("Now", "before", "Empty")
    after = Column("After the import", "after", "Empty")


class Done(Changes):
    """The same, when it is done."""

    before = Column("Before", "before", "Empty")
    after = Column("Now", "after", "Empty")


class News(Rows):
    """Each new row, with what stands in its cells."""

    title = Column("What it is", "title")
    cells = Column("What it begins with", "cells")

    def render_cells(self, value):
        pairs = ((heading, after) for heading, _, after in value)
        lines = format_html_join("", "<li>{}: {}</li>", pairs)
        return format_html("<ul>{}</ul>", lines)


def cell_by_cell(rows) -> list[dict]:
    """A line for each cell that changes."""
    return [
        {**row, "column": heading, "before": before, "after": after}
        for row in rows
        for heading, before, after in row["cells"]
    ]


def table_of(kept, shown, record):
    """The rows of a check that are wrong, change or are new; of what was done, too."""
    if shown == "wrong":
        return captioned(Faults(kept.told["faults"]), "What is wrong")
    rows, every = kept.told["rows"][shown], kept.told["counts"][shown]
    if shown == "new":
        own = record if kept.is_done else None  # else there is nothing to lead to
        table = captioned(News(rows, record=own), "New rows")
    elif kept.is_done:
        table = Done(cell_by_cell(rows), record=record)
        captioned(table, "Rows that were changed")
    else:
        table = Changes(cell_by_cell(rows), record=record)
        captioned(table, "Rows that change")
    if every > len(rows):
        table.detail = f"The first {len(rows):,} of {every:,} rows."
    return table


def captioned(table, words):
    table.caption = words
    return table
