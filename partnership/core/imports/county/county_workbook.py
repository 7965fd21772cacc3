"""Write all lists as one workbook, or an empty one to start a county with."""

import io

from django.core.exceptions import FieldDoesNotExist
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from partnership.core.files.bundles import write_bundle
from partnership.core.files.fields import StoredFileField
from partnership.core.imports.cells import widgets
from partnership.core.imports.columns import column_help
from partnership.core.imports.county import county_import
from partnership.core.imports.fields.slots import ExportOnlySlot
from partnership.core.imports.formats import bold, safe_cell, write_sheet
from partnership.core.imports.rows.resource import RESOURCES
from partnership.core.imports.tables.table_rows import EXAMPLE
from partnership.core.models.registry import RECORD_TYPES, RecordType

LONGEST_SHEET_NAME = 31
# The longest list of values that a cell's validation can have.
LONGEST_VALIDATION = 255
LAST_VALIDATED_ROW = 5_000
STEPS = [
    "Fill in the sheets from left to right. Later sheets use earlier ones.",
    "Leave out any sheet or column you do not need yet. You can import again later.",
    "Each row is matched by the columns marked “Always” on the Notes sheet. Matching "
    "rows are updated. Other rows are added. Importing never deletes records.",
    "A code is a short name without spaces, for example oxford-csp. Names are accepted "
    "wherever a code is asked for.",
    "You can preview everything before it is saved.",
]
EXAMPLE_STEP = (
    f"The row “{EXAMPLE}” on each sheet shows what to enter. Imports leave it out, so "
    "you do not need to delete it."
)


def records_in_order() -> list[RecordType]:
    """Return the lists that can be imported, each after those it refers to."""
    return county_import.in_order(list(RECORD_TYPES.values()))


def sheet_name(record) -> str:
    return record.title[:LONGEST_SHEET_NAME].strip()


def write(partnership=None, year=None, is_starter=False, user=None) -> bytes:
    """Return the workbook: all lists, or their rows of one partnership or one year.

    For a user, only the lists that they may view.
    """
    book = Workbook(write_only=True)
    datasets = {
        record: _dataset(record, partnership, year, is_starter)
        for record in records_in_order()
        if user is None or record.has_permission(user, "view")
    }
    _write_contents(book, datasets, is_starter)
    _write_notes(book, datasets)
    for record, dataset in datasets.items():
        _write_list(book, record, dataset)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _dataset(record, partnership, year, is_starter):
    resource = RESOURCES[record.model]()
    if is_starter:
        return _example_of(resource)
    return resource.export(queryset=_rows(record, partnership, year))


def _example_of(resource):
    """Return the headings of a list and a row that imports leave out."""
    dataset = column_help.empty(resource)
    first, *others = column_help.example_row(resource)
    dataset.append([f"{EXAMPLE}: {first}", *others])
    return dataset


def _rows(record, partnership, year):
    rows = record.model._default_manager.all()
    if partnership is not None:
        rows = _of(rows, "partnership", partnership)
    if year is not None:
        rows = _of(rows, "year", year)
    return rows


def write_files(stream, partnership=None, year=None, user=None) -> list[str]:
    """Write the files that the workbook names as a ZIP file.

    Return the names of those that are not stored here any more.
    """
    names = [
        name
        for record in records_in_order()
        if user is None or record.has_permission(user, "view")
        for field in record.model._meta.fields
        if isinstance(field, StoredFileField)
        for name in _rows(record, partnership, year)
        .exclude(**{field.name: ""})
        .values_list(field.name, flat=True)
    ]
    return write_bundle(names, stream)


def _of(rows, name, value):
    """Return the rows of one partnership or year, as far as the list has them."""
    for path in (name, f"settlement__{name}", f"report__{name}"):
        try:
            rows.model._meta.get_field(path.partition("__")[0])
            return rows.filter(**{path: value})
        except (FieldDoesNotExist, ValueError):
            continue
    return rows


def _wrapped(sheet, text):
    cell = WriteOnlyCell(sheet, safe_cell(text))
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _write_contents(book, datasets, is_starter):
    sheet = book.create_sheet("Contents")
    for column, width in (("A", 32), ("B", 10), ("C", 90)):
        sheet.column_dimensions[column].width = width
    title = "Starter workbook" if is_starter else "All records"
    sheet.append([bold(sheet, title)])
    for step in [*STEPS, EXAMPLE_STEP] if is_starter else STEPS:
        sheet.append([step])
    sheet.append([])
    sheet.append([bold(sheet, name) for name in ("Worksheet", "Rows", "Contents")])
    for record, dataset in datasets.items():
        name = sheet_name(record)
        link = WriteOnlyCell(sheet, safe_cell(name))
        link.hyperlink = f"#'{name}'!A1"
        rows = 0 if is_starter else len(dataset)
        sheet.append([link, rows, safe_cell(str(record.description))])


def _write_notes(book, datasets):
    """Describe every column, with an example for each, as the import pages do."""
    sheet = book.create_sheet("Notes")
    sheet.freeze_panes = "A2"
    for column, width in (("A", 28), ("B", 26), ("C", 18), ("D", 80), ("E", 40)):
        sheet.column_dimensions[column].width = width
    heads = ("Worksheet", "Column", "Required", "What to enter", "Example")
    sheet.append([bold(sheet, head) for head in heads])
    for record in datasets:
        resource = RESOURCES[record.model]()
        for found in column_help.columns_of(resource):
            sheet.append(
                [
                    safe_cell(sheet_name(record)),
                    safe_cell(found.heading),
                    found.need,
                    _wrapped(sheet, found.about),
                    _wrapped(sheet, found.example),
                ]
            )


def _write_list(book, record, dataset):
    sheet = book.create_sheet(sheet_name(record))
    _add_validations(sheet, record, dataset.headers)
    write_sheet(sheet, dataset)


def _add_validations(sheet, record, headers):
    """Offer the allowed values of columns that have few."""
    for slot in RESOURCES[record.model]().slots:
        if isinstance(slot, ExportOnlySlot):
            continue
        for column in slot.columns:
            values = _values_of(column.widget)
            text = ",".join(values)
            if not values or len(text) > LONGEST_VALIDATION:
                continue
            rule = DataValidation("list", formula1=f'"{text}"', allow_blank=True)
            rule.error = "Select one of the values in the list"
            rule.errorStyle = "warning"
            letter = get_column_letter(headers.index(column.column_name) + 1)
            rule.add(f"{letter}2:{letter}{LAST_VALIDATED_ROW}")
            sheet.data_validations.append(rule)


def _values_of(widget):
    if isinstance(widget, widgets.ChoiceWidget):
        return widget.codes
    if isinstance(widget, widgets.YesNoWidget):
        return ["yes", "no"]
    return []
