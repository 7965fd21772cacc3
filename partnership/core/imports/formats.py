"""Spreadsheet formats: CSV and XLSX for import and export, ODS for export."""

import io
import re

from import_export.formats import base_formats
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from partnership.core.text.characters import visible

# A spreadsheet program would run text that starts with these, after white space too.
RISKY = re.compile(r"'*[=+\-@\t\r\n]")
ESCAPED = re.compile(r"'+[=+\-@\t\r\n]")

# “_x000D_” in a cell of a workbook is a line break.
CODE_IN_XML = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

LONGEST_XLSX_CELL = 32_767
WIDEST_COLUMN = 60


def safe_cell(value):
    """Escape text that would run as a formula; leave numbers as they are."""
    if not isinstance(value, str):
        return value
    text = visible(value)
    return f"'{text}" if RISKY.match(text) else text


def unsafe_cell(text: str) -> str:
    """Undo `safe_cell`."""
    return text[1:] if ESCAPED.match(text) else text


class CSV(base_formats.CSV):
    """Comma-separated text in UTF-8, with a byte order mark for Excel."""

    CONTENT_TYPE = "text/csv; charset=utf-8"

    def get_title(self):
        return "CSV"

    def export_data(self, dataset, **kwargs):
        return dataset.export("csv").encode("utf-8-sig")


class XLSX(base_formats.XLSX):
    """A workbook with one worksheet; amounts are numbers and dates are dates."""

    def get_title(self):
        return "Excel workbook (XLSX)"

    def export_data(self, dataset, **kwargs):
        book = Workbook(write_only=True)
        title = re.sub(r"[\\*?:/\[\]]", " ", dataset.title or "Data")
        write_sheet(book.create_sheet(title[:31]), dataset)
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()


def write_sheet(sheet, dataset) -> None:
    """Write a list on a worksheet, its columns as wide as their cells."""
    for row in dataset:
        check_lengths(dataset.headers, row)
    sheet.freeze_panes = "A2"
    for place, heading in enumerate(dataset.headers):
        longest = max((len(str(row[place])) for row in dataset), default=0)
        width = min(max(longest, len(heading)) + 2, WIDEST_COLUMN)
        sheet.column_dimensions[get_column_letter(place + 1)].width = width
    sheet.append([bold(sheet, heading) for heading in dataset.headers])
    for row in dataset:
        sheet.append([as_text(sheet, value) for value in row])


def as_text(sheet, value):
    """Return a cell for a text that the workbook would turn into something else."""
    if not isinstance(value, str) or not (value.startswith("#") or "_x" in value):
        return value
    cell = WriteOnlyCell(sheet, CODE_IN_XML.sub("_x005F_", value))
    cell.data_type = "s"  # “#N/A” would be an error
    return cell


def bold(sheet, text):
    cell = WriteOnlyCell(sheet, safe_cell(text))
    cell.font = Font(bold=True)
    return cell


def check_lengths(headings, row):
    """Reject text that a workbook would cut off without warning."""
    for heading, value in zip(headings, row, strict=True):
        if isinstance(value, str) and len(value) > LONGEST_XLSX_CELL:
            raise ValueError(
                f"Column {heading} has a text of {len(value):,} characters. A workbook "
                f"cell can have up to {LONGEST_XLSX_CELL:,}. Export as CSV instead."
            )


class ODS(base_formats.ODS):
    """An OpenDocument spreadsheet; export only, as the library's reader loses data."""

    def get_title(self):
        return "OpenDocument spreadsheet (ODS)"

    def export_data(self, dataset, **kwargs):
        return dataset.export("ods")


IMPORT_FORMATS = [CSV, XLSX]
EXPORT_FORMATS = [XLSX, CSV, ODS]
