"""Tables of an import: the columns of a file, errors, and rows that change."""

from collections import Counter

from django.apps import apps
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from partnership.core.imports.columns import column_help
from partnership.core.imports.previews import runs
from partnership.core.imports.previews.grouped_errors import has_all_places, rows_of
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
        return f"{record['sheet']}, row {value}" if record["sheet"] else f"Row {value}"


class ErrorTable(tables.Table):
    """Each error once, how to fix it, and a box to enter the right value."""

    lines = Column("Row", "lines")
    column = Column("Column", "column", "Whole row")
    value = Column("Current value", "value")
    message = Column("Error and how to fix it", "message")
    fix = Column("Correct value", "id")

    def __init__(self, errors, *, resource, **kwargs):
        self.resource = resource
        self.counts = Counter(error["column"] for error in errors)
        self.name = f"options-{errors[0]['id']}" if errors else ""
        super().__init__(errors, **kwargs)

    @cached_property
    def options(self):
        """The options of each column that has errors on this page."""
        shown = {row.record["column"] for row in self.paginated_rows}
        return column_help.options_of(self.resource, shown)

    @cached_property
    def optional(self):
        return column_help.optional_columns(self.resource)

    @property
    def lists(self):
        """The id and options of each list that the cells of a column share."""
        return [
            (f"{self.name}-{number}", [*self._blank(column), *options])
            for number, (column, options) in enumerate(self.options.items())
            if len(options) > MOST_IN_SELECT
        ]

    def _blank(self, column):
        return [(LEAVE_BLANK, "")] if column in self.optional else []

    def render_lines(self, value, record):
        if not record["rows"]:
            return record["sheet"] or "The file"
        words = rows_of(record)
        return f"{record['sheet']}, {words}" if record["sheet"] else capfirst(words)

    def render_fix(self, record):
        """Return a box for the cells, and options for other cells and the rows."""
        rows = rows_of(record)
        number, column = record["id"], record["column"]
        leave = ""
        if record["rows"] and has_all_places(record):
            leave = self._checkbox("leave", number, f"Leave out {rows}")
        if not record["cells"]:
            return leave or format_html("Change this above or in your file")
        others = ""
        if self.counts[column] > 1:
            words = f"Same for all {self.counts[column]} errors in {column}"
            others = self._checkbox("whole", number, words)
        return format_html(
            '<label class="visually-hidden" for="cell-{}">Correct value for {}, {}'
            "</label>{}{}{}",
            *(number, rows, column),
            *(self.field(number, column, record["value"]), others, leave),
        )

    @staticmethod
    def _checkbox(name, number, words):
        return format_html(
            '<span class="same"><label><input type="checkbox" name="{}-{}" value="1"> '
            "{}</label></span>",
            name,
            number,
            words,
        )

    def field(self, number, column, old):
        """Return an input, an input with suggestions, or a select, for a value.

        An input with suggestions starts empty, because browsers only suggest values
        that match its text.
        """
        options = self.options.get(column, [])
        if not options:
            return format_html(
                '<input class="govuk-input" id="cell-{0}" name="cell-{0}" value="{1}">',
                number,
                old,
            )
        if len(options) > MOST_IN_SELECT:
            return format_html(
                '<input class="govuk-input" id="cell-{0}" name="choice-{0}" '
                'list="{1}-{2}">',
                number,
                self.name,
                list(self.options).index(column),
            )
        if column in self.optional and old and "" not in dict(options):
            options = [*options, ("", LEAVE_BLANK)]
        return format_html(
            '<select class="govuk-select" id="cell-{0}" name="cell-{0}">'
            '<option value="{1}">Select</option>{2}</select>',
            number,
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
    counts = tables.Column("Records", orderable=False)
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


def error_table(upload, question, record) -> ErrorTable:
    """Return the errors of a preview, or the doubtful cells of a question."""
    errors = [
        error | {"id": number}
        for number, error in enumerate(upload.preview["errors"])
        if error["question"] == question
    ]
    table = ErrorTable(errors, resource=RESOURCES[record.model]())
    with_caption(table, "Values to correct" if question else "Errors")
    if not question and len(errors) < upload.preview["error_count"]:
        table.detail = f"The first {len(errors):,} errors."
    return table


def build_table(upload, tab, record):
    """Return the table of one tab: rows with errors, changed rows or new rows."""
    if tab == "wrong":
        return error_table(upload, "", record)
    rows, count = upload.preview["rows"][tab], upload.preview["counts"][tab]
    if tab == "new":
        # Before the import is complete there is no page to link to.
        linked = record if upload.is_done else None
        table = with_caption(NewRowTable(rows, record=linked), f"New {record.plural}")
    elif upload.is_done:
        table = SavedChangeTable(list_cells(rows), record=record)
        with_caption(table, f"Changed {record.plural}")
    else:
        table = ChangeTable(list_cells(rows), record=record)
        with_caption(table, f"Changed {record.plural}")
    if count > len(rows):
        table.detail = f"The first {len(rows):,} of {count:,} {record.plural}."
    return table


def with_caption(table, caption):
    table.caption = caption
    return table
