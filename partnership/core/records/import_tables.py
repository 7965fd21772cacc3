"""Tables of an import: the columns of a file, errors, and rows that change."""

from collections import Counter

from django.apps import apps
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join

from partnership.core.imports.columns import column_help
from partnership.core.imports.previews import runs
from partnership.core.imports.rows.resource import RESOURCES
from partnership.core.models import registry
from partnership.core.pages import tables
from partnership.core.values import dates

# A cell has a select with up to this many options; more are in a list per column.
MOST_IN_SELECT = 15
LEAVE_BLANK = "Leave blank"
# How many of the records saved by a run its report lists.
MAX_SAVED = 50


class Column(tables.Column):
    def __init__(self, label, path, nothing="Empty"):
        super().__init__(label, accessor=path, orderable=False, default=nothing)


class ColumnTable(tables.Table):
    """The columns that a file may have."""

    heading = Column("Heading", "heading")
    need = Column("Required", "need")
    about = Column("What to enter", "about")
    example = Column("Example", "example", "No example yet")


class RowColumn(Column):
    """The number of a row in the worksheet, as the row header."""

    def render(self, value, record):
        sheet = record["sheet"] if isinstance(record, dict) else record[6]
        row = f"Row {value}" if value else "The file"
        return f"{sheet}, row {value}" if sheet and value else row


class ErrorTable(tables.Table):
    """Each cell with an error, how to fix it, and a box to enter the right value."""

    line = RowColumn("Row", "0")
    column = Column("Column", "1", "Whole row")
    value = Column("Current value", "2")
    message = Column("Error and how to fix it", "3")
    fix = Column("Correct value", "4", "Change this above or in your file")

    def __init__(self, errors, *, resource, **kwargs):
        self.resource = resource
        self.counts = Counter((error[1], error[2]) for error in errors)
        self.counts.update(error[1] for error in errors)
        super().__init__(errors, **kwargs)

    @cached_property
    def options(self):
        """The options of each column that has errors on this page."""
        shown = {row.record[1] for row in self.paginated_rows}
        return column_help.options_of(self.resource, shown)

    @cached_property
    def optional(self):
        return column_help.optional_columns(self.resource)

    @property
    def lists(self):
        """The id and options of each list that the cells of a column share."""
        return [
            (f"options-{number}", [*self._blank(column), *options])
            for number, (column, options) in enumerate(self.options.items())
            if len(options) > MOST_IN_SELECT
        ]

    def _blank(self, column):
        return [(LEAVE_BLANK, "")] if column in self.optional else []

    def render_fix(self, value, record):
        """Return a box for the cell, and options for other cells and the row."""
        line, column, old, _, place, *_ = record
        sheet = place.rpartition("!")[0]
        row = f"{sheet}!{line}" if sheet else str(line)
        leave = self._checkbox("leave", row, f"Leave row {line} out") if line else ""
        if place == row:
            return leave
        mark = place.replace("!", "-")
        return format_html(
            '<label class="visually-hidden" for="cell-{4}">Correct value for row {1}, '
            '{2}</label>{5}<input type="hidden" name="old-{0}" value="{3}">'
            '<input type="hidden" name="of-{0}" value="{2}">{6}{7}',
            place,
            line,
            column,
            old,
            mark,
            self.field(place, mark, column, old),
            self._alike(place, column, old),
            leave,
        )

    def _alike(self, place, column, old):
        """Return checkboxes to correct other cells with the same value or column."""
        found = []
        if self.counts[column, old] > 1:
            words = f"Same for all {self.counts[column, old]} cells with “{old}”"
            found.append(self._checkbox("all", place, words))
        if self.counts[column] > max(1, self.counts[column, old]):
            words = f"Same for all {self.counts[column]} errors in {column}"
            found.append(self._checkbox("whole", place, words))
        return format_html_join("", "{}", ((box,) for box in found))

    @staticmethod
    def _checkbox(name, place, words):
        """Return a checkbox; one for a row may stand beside several of its cells."""
        return format_html(
            '<span class="same"><label><input type="checkbox" name="{}-{}" value="1"> '
            "{}</label></span>",
            name,
            place,
            words,
        )

    def field(self, place, mark, column, old):
        """Return an input, an input with suggestions, or a select, for a value.

        An input with suggestions starts empty, because browsers only suggest values
        that match its text.
        """
        options = self.options.get(column, [])
        if not options:
            return format_html(
                '<input class="govuk-input" id="cell-{1}" name="cell-{0}" value="{2}">',
                place,
                mark,
                old,
            )
        if len(options) > MOST_IN_SELECT:
            return format_html(
                '<input class="govuk-input" id="cell-{1}" name="choice-{0}" '
                'list="options-{2}">',
                place,
                mark,
                list(self.options).index(column),
            )
        if column in self.optional and old and "" not in dict(options):
            options = [*options, ("", LEAVE_BLANK)]
        return format_html(
            '<select class="govuk-select" id="cell-{1}" name="cell-{0}">'
            '<option value="{2}">Select</option>{3}</select>',
            place,
            mark,
            old,
            format_html_join("", '<option value="{}">{}</option>', options),
        )


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


class RunTable(tables.Table):
    """List the imports that were saved, with those that have been undone."""

    file_name = tables.Column("File", orderable=False, empty_values=())
    list_slug = tables.Column("List", orderable=False, empty_values=())
    user = tables.Column("Imported by", orderable=False, default="A command")
    saved_at = tables.Column("When", orderable=False)
    counts = tables.Column("Rows", orderable=False)
    undone_at = tables.Column("Status", orderable=False, empty_values=())

    def __init__(self, *args, user, **kwargs):
        self.viewer = user
        super().__init__(*args, **kwargs)

    def render_file_name(self, value, record):
        url = reverse("records:import_report", args=[record.pk])
        words = record.title or value
        return format_html('<a href="{}">{}</a>', url, words)

    def render_list_slug(self, record):
        versions = runs.versions_for(self.viewer, record)
        return ", ".join(title for title, _count, _url in lists_of(versions))

    def render_saved_at(self, value):
        return dates.moment(value)

    def render_counts(self, value):
        return f"{value.get('new', 0):,} new, {value.get('changed', 0):,} changed"

    def render_undone_at(self, record):
        return "Undone" if record.undone_at else "Saved"


def lists_of(saved: dict[str, list]) -> list[tuple[str, int, str]]:
    """Return the title of each list that a run changed, its rows and its address."""
    found = []
    for label, versions in saved.items():
        record = registry.record_type_of(apps.get_model(label))
        title = record.title if record else label
        found.append((title, len(versions), record.list_url if record else ""))
    return found


class SavedTable(tables.Table):
    """The first records that a run saved."""

    title = Column("Record", "title")
    what = Column("What happened", "what")

    def render_title(self, value, record):
        url = record["url"]
        return format_html('<a href="{}">{}</a>', url, value) if url else value


def saved_table(saved: dict[str, list]) -> SavedTable:
    """Return the first records that a run saved; those deleted since are left out.

    `saved` are the versions that it made, by label of the model.
    """
    found = []
    for label, versions in saved.items():
        model = apps.get_model(label)
        record = registry.record_type_of(model)
        first = {pk: before for pk, _, before in versions[: MAX_SAVED - len(found)]}
        rows = record.rows if record else model._default_manager.all()
        for pk, row in rows.in_bulk(list(first)).items():
            what = "Added" if first[pk] is None else "Changed"
            url = record.edit_url(pk) if record else ""
            found.append({"title": str(row), "what": what, "url": url})
    table = with_caption(SavedTable(found), "Records saved")
    count = sum(map(len, saved.values()))
    if len(found) < count:
        table.detail = f"{len(found):,} of {count:,} records."
    return table


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
        errors = upload.preview["errors"]
        table = ErrorTable(errors, resource=RESOURCES[record.model]())
        table = with_caption(table, "Errors")
        if len(errors) < upload.preview.get("error_count", 0):
            table.detail = f"The first {len(errors):,} errors."
        return table
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
