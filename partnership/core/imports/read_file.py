"""Spreadsheets that people upload: read within bounds, or refused in one sentence."""

import codecs
import csv
import io
import logging
import re
import warnings
import zipfile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from tablib import Dataset

logger = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
MAX_UNPACKED = 100 * MEGABYTE
MAX_RATIO = 100
MAX_MEMBERS = 500
MAX_ROWS = 20_000
MAX_COLUMNS = 50
# Empty rows are passed over, but what stands further down is refused.
LAST_READ = 5 * MAX_ROWS
LAST_ROW = 1_048_576  # of a spreadsheet program; a file may say that it has more
# A cell of rich text may be as long as the field allows.
csv.field_size_limit(250_000)

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
DECLARATION = re.compile(rb"<!(?:doctype|entity)", re.I)
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
UNSAFE_NAME = re.compile(r"^[/\\]|\.\.|:|\\")


class SpreadsheetError(ValueError):
    """A file that is not read; the words are for the person who chose it.

    `sheets` are those that could be read instead, where the book has several.
    """

    sheets = ()


def kind_of(data: bytes) -> str:
    """“xlsx” or “csv”, by what the file starts with, not by its name."""
    return "xlsx" if data.startswith((ZIP, OLD_OFFICE)) else "csv"


def read(data: bytes, kind: str, sheet: str = "") -> Dataset:
    """The rows of a file under its headings; `lines` holds each one's row number.

    `notes` holds sentences that the reader should know, like a sheet left out;
    `sheets` the names of all visible sheets, of which `sheet` was read; `blank` how
    many empty rows stand among the others.
    Raises SpreadsheetError, and nothing else, for a file that is not read.
    """
    if len(data) > MAX_BYTES:
        raise SpreadsheetError(
            f"The file is larger than {MAX_BYTES // MEGABYTE} MB. Split it in parts."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not keep
            return read_xlsx(data, sheet) if kind == "xlsx" else read_csv(data)
    except SpreadsheetError:
        raise
    except Exception as error:  # parsers raise a dozen classes on broken files
        logger.info("An uploaded file could not be read", exc_info=error)
        raise SpreadsheetError(
            "This file cannot be read. Open it in your spreadsheet program, save it "
            "again as XLSX or CSV, and choose the new file."
        ) from error


def read_csv(data: bytes) -> Dataset:
    text, notes = decode(data)
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text, skipped = first[4], rest, 1
    else:
        delimiter, skipped = max(",;\t", key=first.count), 0
    records = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True
    )
    try:
        return as_dataset(bounded(enumerate(records, 1 + skipped)), notes)
    except csv.Error:
        raise SpreadsheetError(
            "A quotation mark is opened and never closed, so rows would be lost. "
            "Save the sheet as CSV or XLSX again."
        ) from None


def decode(data: bytes):
    """Text and notes: UTF-8, UTF-16 where it says so, else Windows-1252."""
    if data.startswith(ZIP):
        raise SpreadsheetError("This is a workbook, not a CSV file.")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding, notes = "utf-16", []
    else:
        encoding, notes = "utf-8-sig", []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252")
        notes = ["The file is not in UTF-8; it was read as Windows-1252."]
    if "\0" in text:
        raise SpreadsheetError(
            "The file holds characters that are no text. Save it as CSV or XLSX again."
        )
    return text, notes


def read_xlsx(data: bytes, name: str = "") -> Dataset:
    has_formulas = inspect(data)
    book = load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    titles = [sheet.title for sheet in visible]
    if not visible:
        raise SpreadsheetError("The workbook has no visible sheet.")
    sheet = visible[titles.index(name) if name in titles else 0]
    sheet.reset_dimensions()  # what the file says of its size may be missing or wrong
    try:
        if has_formulas:
            check_formulas(data, sheet.title)
        rows = bounded(enumerate(sheet.rows, 1))
        values = ((n, [value_of(cell) for cell in row]) for n, row in rows)
        dataset = as_dataset(values, left_out(book, sheet))
    except SpreadsheetError as error:
        error.sheets = titles
        raise
    dataset.sheet, dataset.sheets = sheet.title, titles
    return dataset


def left_out(book, chosen):
    """What to say of the sheets that are not read, hidden ones among them."""
    others = [f"“{one.title}”" for one in book.worksheets if one is not chosen]
    told = f"Only the sheet “{chosen.title}” was read, not {', '.join(others)}."
    return [told] if others else []


def value_of(cell):
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "e":
        raise SpreadsheetError(
            f"Cell {cell.coordinate} holds the error {value}. Mend it first."
        )
    if isinstance(value, (int, float)) and "%" in (cell.number_format or ""):
        return f"{value * 100:.15g}%"  # as the sheet shows it, not as 0.06
    return value


def check_formulas(data, title):
    """Refuse a formula whose result is not in the file: it would read as empty."""
    formulas = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)[title]
    results = load_workbook(io.BytesIO(data), read_only=True, data_only=True)[title]
    for sheet in (formulas, results):
        sheet.reset_dimensions()
    pairs = enumerate(zip(formulas.rows, results.rows, strict=True), 1)
    for _, (written, worked_out) in bounded(pairs):
        for cell, result in zip(written, worked_out, strict=True):
            if cell.data_type == "f" and result.value is None:
                raise SpreadsheetError(
                    f"Cell {cell.coordinate} is a formula without a result. Open and "
                    "save the workbook in your spreadsheet program, or enter the value."
                )


def inspect(data: bytes) -> bool:
    """Refuse an archive that is no plain workbook; say whether it holds formulas."""
    if data.startswith(OLD_OFFICE):
        raise SpreadsheetError(
            "The workbook has a password, or is of the old XLS kind. Save it as XLSX "
            "without a password."
        )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        check_directory(members, len(data))
        budget, has_formulas = MAX_UNPACKED, False
        for member in members:
            with archive.open(member) as stream:
                size, formulas = scan(stream, budget)
            budget -= size
            if size > MEGABYTE and size > MAX_RATIO * max(member.compress_size, 1):
                raise too_large()
            has_formulas |= formulas and member.filename.startswith("xl/worksheets/")
    return has_formulas


def too_large():
    return SpreadsheetError(
        "Unpacked, the workbook is far larger than a sheet of figures. Copy the cells "
        "that matter into a new workbook."
    )


def check_directory(members, size):
    """What the archive's list of contents must be, before anything is unpacked."""
    names = [member.filename for member in members]
    folded = [name.casefold() for name in names]
    if "[Content_Types].xml" not in names:
        raise SpreadsheetError("This is not a workbook. Save it as XLSX or CSV.")
    if any(name.endswith("vbaproject.bin") for name in folded):
        raise SpreadsheetError("The workbook holds macros. Save it as XLSX without.")
    if any(name.endswith("connections.xml") for name in folded):
        raise SpreadsheetError(
            "The workbook fetches data from elsewhere. Copy the values into a new one."
        )
    if any(member.flag_bits & 0x1 for member in members):
        raise SpreadsheetError("The workbook has a password. Save it without one.")
    packed = sum(member.compress_size for member in members)
    if len(names) > MAX_MEMBERS or packed > size:
        raise too_large()
    if len(set(folded)) < len(folded) or any(map(UNSAFE_NAME.search, names)):
        raise SpreadsheetError("The workbook is damaged. Save it as XLSX again.")


def scan(stream, budget):
    """Bytes that a member really has, and whether a formula is among them."""
    size, formulas, tail = 0, False, b""
    while chunk := stream.read(65_536):
        size += len(chunk)
        if size > budget:
            raise too_large()
        window = tail + chunk.replace(b"\0", b"")  # UTF-16 reads like ASCII then
        if DECLARATION.search(window):
            raise SpreadsheetError(
                "The workbook holds a document type declaration, which no spreadsheet "
                "program writes. Copy the cells into a new workbook."
            )
        formulas = formulas or bool(FORMULA.search(window))
        tail = window[-16:]
    return size, formulas


def bounded(rows):
    """Numbered rows, as many as a sheet can have: a gap in a file may have no end."""
    for number, row in rows:
        if number > LAST_ROW:
            raise SpreadsheetError(
                f"The sheet goes on below row {LAST_ROW:,}. Copy it to a new one."
            )
        yield number, row


def is_blank(value):
    return value is None or (isinstance(value, str) and not value.strip())


def as_dataset(rows, notes) -> Dataset:
    """Rows with their numbers, the first that is not blank being the headings."""
    dataset, kept, head, lines = None, [], 0, []
    for number, values in rows:
        width = max((i for i, v in enumerate(values, 1) if not is_blank(v)), default=0)
        if not width:
            continue
        if width > MAX_COLUMNS:
            raise SpreadsheetError(f"Row {number} has more than {MAX_COLUMNS} columns.")
        if number > LAST_READ:
            raise SpreadsheetError(
                f"Row {number:,} has something in it, and rows are read down to row "
                f"{LAST_READ:,}. Delete the empty rows above it, or what stands there."
            )
        if dataset is None:
            kept = [i for i in range(width) if not is_blank(values[i])]
            dataset, head = Dataset(headers=headings(values[i] for i in kept)), number
            continue
        for i in set(range(width)) - set(kept):
            if not is_blank(values[i]):
                raise SpreadsheetError(
                    f"Row {number} has something in column {get_column_letter(i + 1)}, "
                    "which has no heading."
                )
        if len(lines) == MAX_ROWS:
            raise SpreadsheetError(f"The sheet has more than {MAX_ROWS:,} rows.")
        dataset.append([values[i] if i < len(values) else None for i in kept])
        lines.append(number)
    if not lines:
        raise SpreadsheetError("The sheet has no rows below its headings.")
    dataset.lines, dataset.notes = lines, notes
    dataset.blank = lines[-1] - head - len(lines)
    dataset.sheet, dataset.sheets = "", []
    return dataset


def headings(values):
    names = [re.sub(r"\s+", " ", str(value)).strip() for value in values]
    for name in names:
        if sum(other.casefold() == name.casefold() for other in names) > 1:
            raise SpreadsheetError(
                f"Two columns are headed “{name}”. Keep one of them."
            )
    return names
