"""Tables as CSV and XLSX, set out as the Analysis Function advises for spreadsheets.

A workbook has a cover, notes with the legend of shorthand, and one table on each sheet.
"""

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Font

from partnership.core.imports.formats import safe_cell
from partnership.core.text.characters import visible
from reports.public.open_data.tables import LEGEND, DataTable

LICENCE = "Open Government Licence v3.0"
LICENCE_URL = (
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
)
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOLD, TITLE = Font(bold=True), Font(bold=True, size=16)
MOST_IN_NAME = 31
WIDTH = 22


@dataclass(frozen=True)
class Cover:
    """The contents of the first sheet: a title, and the source and date of the data."""

    title: str
    publisher: str
    url: str
    published: str


def as_csv(tables: list[DataTable]) -> bytes:
    """The tables below each other, each with its name and headings if several."""
    out = io.StringIO()
    writer = csv.writer(out)
    for index, table in enumerate(tables):
        if len(tables) > 1:
            if index:
                writer.writerow([])
            writer.writerow([safe_cell(table.name)])
        writer.writerow([safe_cell(column) for column in table.columns])
        for row in table.rows:
            writer.writerow([safe_cell(_plain(value)) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _plain(value):
    return f"{value:f}" if isinstance(value, Decimal) else value


def as_xlsx(cover: Cover, tables: list[DataTable]) -> bytes:
    book = Workbook()
    _cover_sheet(book.active, cover, tables)
    _notes_sheet(book.create_sheet("Notes"), tables)
    for number, table in enumerate(tables, start=1):
        _table_sheet(book.create_sheet(_sheet_name(number, table)), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_one_sheet(table: DataTable) -> bytes:
    """A workbook of one sheet with its headings in the first row, for programs."""
    book = Workbook()
    sheet = book.active
    sheet.title = table.name
    sheet.append([safe_cell(column) for column in table.columns])
    for row in table.rows:
        sheet.append([safe_cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet_name(number, table) -> str:
    name = re.sub(r"[\\*?:/\[\]']", " ", visible(f"{number} {table.name}"))
    return " ".join(name.split())[:MOST_IN_NAME].strip()


def _cover_sheet(sheet, cover, tables):
    sheet.title = "Cover"
    sheet["A1"], sheet["A1"].font = safe_cell(cover.title), TITLE
    lines = [
        f"Published by {cover.publisher}.",
        cover.published,
        f"Web address: {cover.url}",
        f"Licence: {LICENCE}, {LICENCE_URL}",
        "After the notes, each sheet has one of these tables:",
    ]
    for line in lines:
        sheet.append([safe_cell(line)])
    for table in tables:
        sheet.append([safe_cell(table.name)])
    sheet.column_dimensions["A"].width = 90


def _notes_sheet(sheet, tables):
    sheet["A1"], sheet["A1"].font = "Notes", TITLE
    sheet.append(["Shorthand in place of a number:"])
    for code, words in LEGEND.items():
        sheet.append([code, words])
    for table in tables:
        for number, note in enumerate(table.notes, start=1):
            sheet.append([f"[note {number}]", safe_cell(note), safe_cell(table.name)])
    sheet.column_dimensions["B"].width = 90


def _table_sheet(sheet, table):
    sheet["A1"], sheet["A1"].font = safe_cell(table.name), TITLE
    sheet.append(
        ["This sheet has one table. Shorthand is explained on the notes sheet."]
    )
    sheet.append([safe_cell(column) for column in table.columns])
    for cell in sheet[3]:
        cell.font = BOLD
    for row in table.rows:
        sheet.append([safe_cell(value) for value in row])
    for column in sheet.iter_cols(1, len(table.columns), 3, 3):
        sheet.column_dimensions[column[0].column_letter].width = WIDTH
