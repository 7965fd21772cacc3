"""Read uploaded spreadsheets within limits, or reject them with one message."""

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
# Empty rows are skipped, but a row further down than this is an error.
LAST_READ = 5 * MAX_ROWS
LAST_ROW = 1_048_576  # the limit in spreadsheet programs; a file may claim more
# A cell of rich text may be as long as the model field allows.
csv.field_size_limit(250_000)

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
DECLARATION = re.compile(rb"<!(?:doctype|entity)", re.I)
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
UNSAFE_NAME = re.compile(r"^[/\\]|\.\.|:|\\")


class SpreadsheetError(ValueError):
    """A file that cannot be read; the message is for the person who uploaded it.

    `sheets` are the names of other worksheets that could be read instead.
    """

    sheets = ()


def kind_of(data: bytes) -> str:
    """Return “xlsx” or “csv”, from the file's first bytes, not its name."""
    return "xlsx" if data.startswith((ZIP, OLD_OFFICE)) else "csv"


def read(data: bytes, kind: str, sheet: str = "") -> Dataset:
    """Return the rows of a file as a dataset with headings.

    The dataset also has `lines` (the row number of each row), `notes` (notices for the
    user, for example about worksheets not read), `sheets` (the names of all visible
    worksheets), `sheet` (the one read) and `blank` (the number of empty rows between
    others). Raises only SpreadsheetError.
    """
    if len(data) > MAX_BYTES:
        raise SpreadsheetError(
            f"The file must be smaller than {MAX_BYTES // MEGABYTE} MB"
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about content openpyxl ignores
            return read_xlsx(data, sheet) if kind == "xlsx" else read_csv(data)
    except SpreadsheetError:
        raise
    except Exception as error:  # parsers raise many classes for broken files
        logger.info("An uploaded file could not be read", exc_info=error)
        raise SpreadsheetError(
            "The file cannot be opened. Save it again as XLSX or CSV and upload the "
            "new file"
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
            "The file has an unclosed quotation mark. Save it again as XLSX or CSV"
        ) from None


def decode(data: bytes):
    """Return the text and notices; try UTF-8 or UTF-16, then Windows-1252."""
    if data.startswith(ZIP):
        raise SpreadsheetError("The file is a workbook, not a CSV file")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding, notes = "utf-16", []
    else:
        encoding, notes = "utf-8-sig", []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252")
        notes = ["The file is not in UTF-8, so it was read as Windows-1252."]
    if "\0" in text:
        raise SpreadsheetError(
            "The file contains invalid characters. Save it again as XLSX or CSV"
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
        raise SpreadsheetError("The workbook has no visible worksheet")
    sheet = visible[titles.index(name) if name in titles else 0]
    sheet.reset_dimensions()  # the size given in the file may be missing or wrong
    try:
        if has_formulas:
            check_formulas(data, sheet.title)
        rows = bounded(enumerate(sheet.rows, 1))
        values = ((n, [value_of(cell) for cell in row]) for n, row in rows)
        dataset = as_dataset(values, unread_sheets(book, sheet))
    except SpreadsheetError as error:
        error.sheets = titles
        raise
    dataset.sheet, dataset.sheets = sheet.title, titles
    return dataset


def unread_sheets(book, chosen):
    """Return a notice about worksheets not read, including hidden ones."""
    others = [f"“{s.title}”" for s in book.worksheets if s is not chosen]
    if not others:
        return []
    return [f"Only worksheet “{chosen.title}” was read. Not read: {', '.join(others)}."]


def value_of(cell):
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "e":
        raise SpreadsheetError(
            f"Cell {cell.coordinate} contains a spreadsheet error ({value}). Fix it "
            "and "
            "upload the file again"
        )
    if isinstance(value, (int, float)) and "%" in (cell.number_format or ""):
        return f"{value * 100:.15g}%"  # as the spreadsheet shows it, not 0.06
    return value


def check_formulas(data, title):
    """Reject formulas without a stored result, which would be read as empty."""
    formulas = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)[title]
    results = load_workbook(io.BytesIO(data), read_only=True, data_only=True)[title]
    for sheet in (formulas, results):
        sheet.reset_dimensions()
    pairs = enumerate(zip(formulas.rows, results.rows, strict=True), 1)
    for _, (formula_row, result_row) in bounded(pairs):
        for cell, result in zip(formula_row, result_row, strict=True):
            if cell.data_type == "f" and result.value is None:
                raise SpreadsheetError(
                    f"Cell {cell.coordinate} contains a formula with no result. Open "
                    "the "
                    "workbook in Excel, save it and upload it again"
                )


def inspect(data: bytes) -> bool:
    """Reject unsafe workbooks; return whether the workbook has formulas."""
    if data.startswith(OLD_OFFICE):
        raise SpreadsheetError(
            "The workbook is password-protected or in the old XLS format. Save it as "
            "XLSX without a password"
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
        "The workbook is too large. Copy the data you need into a new workbook"
    )


def check_directory(members, size):
    """Check the archive's list of contents before anything is unpacked."""
    names = [member.filename for member in members]
    folded = [name.casefold() for name in names]
    if "[Content_Types].xml" not in names:
        raise SpreadsheetError("The file must be XLSX or CSV")
    if any(name.endswith("vbaproject.bin") for name in folded):
        raise SpreadsheetError(
            "The workbook contains macros. Save it as an XLSX file without macros"
        )
    if any(name.endswith("connections.xml") for name in folded):
        raise SpreadsheetError(
            "The workbook links to external data. Copy the values into a new workbook"
        )
    if any(member.flag_bits & 0x1 for member in members):
        raise SpreadsheetError(
            "The workbook is password-protected. Save it without a password"
        )
    packed = sum(member.compress_size for member in members)
    if len(names) > MAX_MEMBERS or packed > size:
        raise too_large()
    if len(set(folded)) < len(folded) or any(map(UNSAFE_NAME.search, names)):
        raise SpreadsheetError("The workbook is damaged. Save it again as XLSX")


def scan(stream, budget):
    """Return a member's unpacked size in bytes and whether it has formulas."""
    size, formulas, tail = 0, False, b""
    while chunk := stream.read(65_536):
        size += len(chunk)
        if size > budget:
            raise too_large()
        window = tail + chunk.replace(b"\0", b"")  # so that UTF-16 reads like ASCII
        if DECLARATION.search(window):
            raise SpreadsheetError(
                "The workbook cannot be read safely. Copy the data into a new workbook"
            )
        formulas = formulas or bool(FORMULA.search(window))
        tail = window[-16:]
    return size, formulas


def bounded(rows):
    """Yield numbered rows up to the limit: a gap in a file may be endless."""
    for number, row in rows:
        if number > LAST_ROW:
            raise SpreadsheetError(
                f"The worksheet has data below row {LAST_ROW:,}. Copy the data into a "
                "new "
                "workbook"
            )
        yield number, row


def is_blank(value):
    return value is None or (isinstance(value, str) and not value.strip())


def as_dataset(rows, notes) -> Dataset:
    """Build a dataset; the first row that is not blank has the headings."""
    rows = _filled(rows)
    first, values = next(rows, (0, []))
    columns = [i for i, value in enumerate(values) if not is_blank(value)]
    dataset, lines = Dataset(headers=headings(values[i] for i in columns)), []
    for number, values in rows:
        _check_headed(number, values, columns)
        if len(lines) == MAX_ROWS:
            raise SpreadsheetError(f"The worksheet has more than {MAX_ROWS:,} rows")
        dataset.append([values[i] if i < len(values) else None for i in columns])
        lines.append(number)
    if not lines:
        raise SpreadsheetError("The worksheet has no data")
    dataset.lines, dataset.notes = lines, notes
    dataset.blank = lines[-1] - first - len(lines)
    dataset.sheet, dataset.sheets = "", []
    return dataset


def _filled(rows):
    """Yield rows that are not blank, without blank cells at their end."""
    for number, values in rows:
        width = max((i for i, v in enumerate(values, 1) if not is_blank(v)), default=0)
        if not width:
            continue
        if width > MAX_COLUMNS:
            raise SpreadsheetError(f"Row {number} has more than {MAX_COLUMNS} columns")
        if number > LAST_READ:
            raise SpreadsheetError(
                f"Row {number:,} is below the last row we can read ({LAST_READ:,}). "
                "Delete the empty rows above it"
            )
        yield number, values[:width]


def _check_headed(number, values, columns):
    """Reject a value in a column without a heading."""
    for i in set(range(len(values))) - set(columns):
        if not is_blank(values[i]):
            raise SpreadsheetError(
                f"Row {number} has a value in column {get_column_letter(i + 1)}, but "
                "the column has no heading"
            )


def headings(values):
    names = [re.sub(r"\s+", " ", str(value)).strip() for value in values]
    for name in names:
        if sum(other.casefold() == name.casefold() for other in names) > 1:
            raise SpreadsheetError(
                f"Two columns are called “{name}”. Delete or rename one"
            )
    return names
