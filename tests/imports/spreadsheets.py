"""Write one description of sheets as XLSX, XLS, ODS, CSV, TSV or HTML."""

import csv
import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass, field
from html import escape

import xlwt
from odf import opendocument, style, table, text
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

EMPTY = (None, "")


@dataclass(frozen=True)
class Cell:
    """A cell with a number format, or a formula with the value Excel last worked out.

    `shown` is what a text file has in its place; only workbooks can strike it out, and
    words before its value, `struck`, or raise a mark after it.
    """

    value: object
    format: str = "General"
    formula: str = ""
    shown: str = ""
    is_struck: bool = False
    struck: str = ""
    mark: str = ""

    @property
    def text(self):
        return self.shown or ("" if self.value is None else str(self.value))


@dataclass
class Tab:
    """One worksheet; `merged` are ranges such as “A1:C1”, rows count from 1."""

    rows: list
    name: str = "Sheet1"
    merged: list = field(default_factory=list)
    hidden_rows: list = field(default_factory=list)
    hidden_columns: list = field(default_factory=list)
    is_filtered: bool = False


def value_of(cell):
    return cell.value if isinstance(cell, Cell) else cell


def text_of(cell):
    if isinstance(cell, Cell):
        return cell.text
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else str(cell)


# Workbooks


def xlsx(tabs) -> bytes:
    book = Workbook()
    book.remove(book.active)
    cached = {}
    for number, tab in enumerate(tabs, 1):
        sheet = book.create_sheet(tab.name)
        for row, cells in enumerate(tab.rows, 1):
            for column, cell in enumerate(cells, 1):
                if value_of(cell) in EMPTY and not isinstance(cell, Cell):
                    continue
                written = sheet.cell(row, column, value_of(cell))
                if isinstance(cell, Cell):
                    written.number_format = cell.format
                    written.font = Font(strike=cell.is_struck)
                    written.value = cell.formula or written.value
                if isinstance(cell, Cell) and (cell.struck or cell.mark):
                    strike = TextBlock(InlineFont(strike=True), cell.struck or " ")
                    mark = InlineFont(vertAlign="superscript")
                    mark = TextBlock(mark, cell.mark or " ")
                    written.value = CellRichText(strike, f" {cell.value}", mark)
                if isinstance(cell, Cell) and cell.formula:
                    cached[number, f"{get_column_letter(column)}{row}"] = cell.value
        for place in tab.merged:
            sheet.merge_cells(place)
        _hide(sheet, tab)
    stream = io.BytesIO()
    book.save(stream)
    return _with_results(stream.getvalue(), cached) if cached else stream.getvalue()


def _hide(sheet, tab):
    for row in tab.hidden_rows:
        sheet.row_dimensions[row].hidden = True
    for column in tab.hidden_columns:
        sheet.column_dimensions[column].hidden = True
    if tab.is_filtered:
        sheet.auto_filter.ref = sheet.dimensions


def _with_results(data, cached):
    """Add the results of formulas, which openpyxl does not write."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if match := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name):
                words = content.decode()
                for (number, place), value in cached.items():
                    if number == int(match[1]):
                        words = _with_result(words, place, value)
                content = words.encode()
            new.writestr(name, content)
    return stream.getvalue()


def _with_result(words, place, value):
    kind, shown = "", "" if value is None else escape(str(value))
    if isinstance(value, str):
        kind = ' t="e"' if value.startswith("#") else ' t="str"'
    return re.sub(
        rf'<c r="{place}"([^>]*)><f>(.*?)</f><v ?/?>(?:</v>)?</c>',
        lambda m: (
            f'<c r="{place}"{m[1]}{kind}><f>{m[2]}</f>'
            + (f"<v>{shown}</v>" if value is not None else "")
            + "</c>"
        ),
        words,
    )


def xls(tabs) -> bytes:
    book = xlwt.Workbook()
    styles = {}
    for tab in tabs:
        sheet = book.add_sheet(tab.name)
        spans = {}
        for place in tab.merged:
            top, left, bottom, right = _corners(place)
            spans[top, left] = (bottom, right)
        for row, cells in enumerate(tab.rows):
            for column, cell in enumerate(cells):
                value = value_of(cell)
                if value in EMPTY:
                    continue
                shape = cell.format if isinstance(cell, Cell) else "General"
                if isinstance(value, dt.date) and shape == "General":
                    shape = "dd/mm/yyyy"
                style = styles.setdefault(shape, xlwt.easyxf(num_format_str=shape))
                if (row + 1, column + 1) in spans:
                    bottom, right = spans[row + 1, column + 1]
                    place = (row, bottom - 1, column, right - 1)
                    sheet.write_merge(*place, value, style)
                else:
                    sheet.write(row, column, value, style)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _corners(place):
    (left, top), (right, bottom) = re.findall(r"([A-Z])(\d+)", place)
    return int(top), ord(left) - 64, int(bottom), ord(right) - 64


def ods(tabs) -> bytes:
    book = opendocument.OpenDocumentSpreadsheet()
    solid, raised = {"textlinethroughstyle": "solid"}, {"textposition": "super 58%"}
    strike, *words = (
        style.Style(name="struck", family="table-cell"),
        style.Style(name="words", family="text"),
        style.Style(name="mark", family="text"),
    )
    for found, about in zip((strike, *words), (solid, solid, raised), strict=True):
        found.addElement(style.TextProperties(**about))
        book.automaticstyles.addElement(found)
    for tab in tabs:
        sheet = table.Table(name=tab.name)
        spans = {}
        for place in tab.merged:
            top, left, bottom, right = _corners(place)
            spans[top, left] = {
                "numberrowsspanned": bottom - top + 1,
                "numbercolumnsspanned": right - left + 1,
            }
        for row, cells in enumerate(tab.rows, 1):
            line = table.TableRow()
            for column, cell in enumerate(cells, 1):
                about = spans.get((row, column), {})
                if isinstance(cell, Cell) and cell.is_struck:
                    about |= {"stylename": strike}
                line.addElement(_ods_cell(cell, about))
            sheet.addElement(line)
        book.spreadsheet.addElement(sheet)
    stream = io.BytesIO()
    book.write(stream)
    return stream.getvalue()


def _ods_cell(cell, about):
    value = value_of(cell)
    if value in EMPTY and not (isinstance(cell, Cell) and cell.struck):
        return table.TableCell(**about)
    if isinstance(value, dt.date):
        found = table.TableCell(
            valuetype="date", datevalue=value.isoformat()[:10], **about
        )
    elif isinstance(value, int | float) and not isinstance(value, bool):
        is_percent = isinstance(cell, Cell) and cell.format.endswith("%")
        kind = "percentage" if is_percent else "float"
        found = table.TableCell(valuetype=kind, value=str(value), **about)
    else:
        found = table.TableCell(valuetype="string", **about)
    for line in text_of(cell).split("\n"):
        paragraph = text.P()
        if isinstance(cell, Cell) and cell.struck:
            paragraph.addElement(text.Span(stylename="words", text=cell.struck))
        paragraph.addText(line)
        if isinstance(cell, Cell) and cell.mark:
            paragraph.addElement(text.Span(stylename="mark", text=cell.mark))
        found.addElement(paragraph)
    return found


# Text


def csv_text(tabs, delimiter=",") -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    for cells in tabs[0].rows:
        writer.writerow([text_of(cell) for cell in cells])
    return stream.getvalue()


def csv_file(tabs) -> bytes:
    return csv_text(tabs).encode("utf-8-sig")


def tsv_file(tabs) -> bytes:
    """Tab-separated UTF-16, as Excel saves “Unicode Text”."""
    return csv_text(tabs, "\t").encode("utf-16")


def html(tabs) -> bytes:
    tab = tabs[0]
    spans, covered = {}, set()
    for place in tab.merged:
        top, left, bottom, right = _corners(place)
        spans[top, left] = f' rowspan="{bottom - top + 1}" colspan="{right - left + 1}"'
        covered |= {
            (row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        } - {(top, left)}
    lines = []
    for row, cells in enumerate(tab.rows, 1):
        found = [
            f"<td{spans.get((row, column), '')}>{_html_words(cell) or '&nbsp;'}</td>"
            for column, cell in enumerate(cells, 1)
            if (row, column) not in covered
        ]
        lines.append(f"<tr>{''.join(found)}</tr>")
    return (
        "<html><head><meta charset=utf-8></head><body>"
        f"<table border=1>{''.join(lines)}</table></body></html>"
    ).encode()


def _html_words(cell):
    words = escape(text_of(cell)).replace("\n", "<br>")
    if isinstance(cell, Cell):
        words = f"<s>{cell.struck}</s> {words}" if cell.struck else words
        words += f"<sup>{cell.mark}</sup>" if cell.mark else ""
    return words


WRITERS = {
    "xlsx": xlsx,
    "xls": xls,
    "ods": ods,
    "csv": csv_file,
    "tsv": tsv_file,
    "html": html,
}
ENDINGS = {"tsv": "txt", "html": "xls"}


def write(tabs, reader) -> bytes:
    """Return the sheets as a file of the kind that a reader reads."""
    tabs = [tab if isinstance(tab, Tab) else Tab(tab) for tab in tabs]
    return WRITERS[reader](tabs)
