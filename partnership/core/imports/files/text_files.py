"""Read text files: CSV, TSV, and HTML or XML tables that are called .xls.

In the reading process only.
"""

import codecs
import csv
import io
import re
from collections import Counter
from xml.etree import ElementTree

from charset_normalizer import from_bytes

from partnership.core.imports.cells.text_cells import GARBLED
from partnership.core.imports.files.archives import DECLARATION, UNSAFE
from partnership.core.imports.sheets import (
    RAISED,
    Book,
    Limits,
    Sheet,
    SpreadsheetError,
    bounded,
    strike,
)
from partnership.core.text.html import parse

BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
NAMES = {
    "cp1252": "Windows-1252",
    "mac_roman": "Mac OS Roman",
    "cp850": "DOS (code page 850)",
}
RARE = "cp850"  # only if its letters fit better than those of the others
DELIMITERS = [",", ";", "\t", "|"]
CUT_OFF = (
    "The end of the file is empty, so it may not have been saved completely. Check "
    "that no rows are missing at the end."
)
INVALID = "The file contains invalid characters. Save it again as XLSX or CSV"
ENCODED_TWICE = (
    "The file was saved in the wrong encoding, for example with “Â£” instead of “£”. "
    "The characters have been corrected."
)
# A cell of our downloads that says with an apostrophe that its text is meant.
MEANT = re.compile(rf"(?m)(?:^|[,;\t])\"?'[^,;\t\n]*(?:{GARBLED.pattern})")
SAMPLE_LINES = 60
SAMPLE_LENGTH = 20_000
HTML = re.compile(
    r"\s*+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype html|html|table|head|meta)",
    re.I | re.S,
)
# Rich text, PDF, web archive or JSON.
NO_SPREADSHEET = re.compile(r"\s*+(?:\{\\rtf|%PDF|MIME-Ver|[\[{]\s*[\[{\"])")
STRUCK_TAGS = {"del", "s", "strike"}
XML_WORKBOOK = "urn:schemas-microsoft-com:office:spreadsheet"
# A character read in the wrong encoding: a capital letter, symbol or currency sign
# inside a lower-case word.
ODD = re.compile(
    r"(?<=[a-z])[^\W\d_a-zà-öø-ÿœšžßı](?![A-ZÀ-Þ])|(?<=\w)[^\w\s.,;:!?'’“”\"()\[\]&/*%£€–—…•°´`+=<>@#-](?=\w)|[\x80-\x9f]"
)
GOOD = re.compile(
    r"(?<=[A-Za-z])[à-öø-ÿß](?=[a-z\s,.;]|$)|(?<=\w)’(?=\w)|(?:^|[\s,;\"])£(?=\d)|\s[–—]\s|“\w|\w”|\b[A-ZÀ-Þ][à-öø-ÿ]"
)


def read_text(data: bytes, limits: Limits, encoding: str = "") -> Book:
    text, notes, encodings = decode(data, encoding)
    if HTML.match(text[:4_000]):
        return _read_html(text, limits)
    if XML_WORKBOOK in text[:4_000]:
        return _read_xml(text, limits)
    if NO_SPREADSHEET.match(text):
        raise SpreadsheetError(
            "The file is not a spreadsheet. Save it as XLSX or CSV and upload it again"
        )
    sheet = Sheet("", _read_separated(text, limits))
    return Book("csv", [bounded(sheet, limits)], notes, encodings)


def decode(data: bytes, encoding: str = ""):
    """Return the text, notices, and the encodings to choose from if none is certain."""
    for mark, name in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return *_encoded_once(_without_zeros(_decoded(data, name)), []), []
    notes = []
    if data.endswith(b"\0" * 4):
        data, notes = data.rstrip(b"\0"), [CUT_OFF]
    if b"\0" in data[:2_000]:
        return _without_zeros(_utf16_without_mark(data)), notes, []
    try:
        text = _without_zeros(data.decode("utf-8"))
    except UnicodeDecodeError:
        _reject_mixed(data)
        text, more, encodings = _other_encoding(data, encoding)
        return text, notes + more, encodings
    return *_encoded_once(text, notes), []


def _encoded_once(text, notes):
    """Return a text without its second encoding, if all letters have it: “Â£” for “£”.

    The second value is the notices; if only some letters have it, each cell is asked
    about.
    """
    try:
        if GARBLED.search(text) and not MEANT.search(text):
            return text.encode("cp1252").decode("utf-8"), [*notes, ENCODED_TWICE]
    except UnicodeError:
        pass
    return text, notes


def _decoded(data, name):
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        raise SpreadsheetError(INVALID) from None


def _utf16_without_mark(data):
    even, odd = data[:2_000:2].count(0), data[1:2_000:2].count(0)
    return _decoded(data, "utf-16-be" if even > odd else "utf-16-le")


def _without_zeros(text):
    if "\0" in text:
        raise SpreadsheetError(INVALID)
    return text.replace("\ufeff", "")  # also that of a file added to another


def _reject_mixed(data):
    """Reject a file in which some lines are in UTF-8 and others are not."""
    utf8, others = [], []
    for number, line in enumerate(re.split(rb"\r\n|\n|\r", data), 1):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            utf8.append(number)
        except UnicodeDecodeError:
            others.append(number)
    if utf8 and others:
        fewer = others if len(others) <= len(utf8) else utf8
        lines = ", ".join(f"{n:,}" for n in fewer[:5])
        more = f" and {len(fewer) - 5:,} more" if len(fewer) > 5 else ""
        word, use = ("Line", "uses") if len(fewer) == 1 else ("Lines", "use")
        raise SpreadsheetError(
            f"{word} {lines}{more} of the file {use} another character encoding than "
            "the rest, so letters with accents would be wrong. Save the file again as "
            "XLSX or as “CSV UTF-8” and upload it"
        )


def _other_encoding(data, chosen):
    """Decode with the encoding that fits the letters of the file best."""
    texts = {}
    for name in NAMES:
        try:
            texts[name] = data.decode(name)
        except UnicodeDecodeError:
            continue
    if not texts:
        raise SpreadsheetError(INVALID)
    if chosen in texts:
        return texts[chosen], [f"The file was read as {NAMES[chosen]}."], []
    scores = {name: _evidence(text) for name, text in texts.items()}
    order = sorted(texts, key=lambda name: -scores[name])
    if order[0] != RARE:
        order = [name for name in order if name != RARE]
    first = order[0]
    is_open = any(
        scores[name] == scores[first] and texts[name] != texts[first] for name in order
    )
    if is_open:
        best = from_bytes(data, cp_isolation=list(NAMES)).best()
        if best is not None and best.encoding in texts:
            order.sort(key=lambda name: name != best.encoding)
        encodings = order
    else:
        encodings = []
    note = f"The file is not in UTF-8, so it was read as {NAMES[order[0]]}."
    return texts[order[0]], [note], encodings


def _evidence(text):
    """Return how well letters beyond ASCII fit their words; less than 0 is unlikely."""
    lines = [line for line in text.splitlines() if not line.isascii()][:2_000]
    text = "\n".join(lines)
    return len(GOOD.findall(text)) - 2 * len(ODD.findall(text))


def samples(data: bytes, encodings: list[str]) -> dict[str, str]:
    """Return the first words with other letters, read in each encoding."""
    line = next(line for line in data.splitlines() if not line.isascii())
    return {name: line.decode(name, "replace")[:80] for name in encodings}


def _read_separated(text, limits):
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text, skipped = first[4], rest, 1
    else:
        delimiter = _delimiter_of(text)
    csv.field_size_limit(limits.cell_length)
    text = _without_spaces_around(text, delimiter)
    strict = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = []
    try:
        for row in strict:
            # A quoted cell may hold line breaks; rows are numbered as in Excel.
            rows.append(row)
            if len(rows) > 5 * limits.rows:
                raise SpreadsheetError(f"The file has more than {limits.rows:,} rows")
    except csv.Error as error:
        if "field larger" in str(error):
            raise SpreadsheetError(
                f"Row {len(rows) + 1:,} has a cell with more than "
                f"{limits.cell_length:,} characters. Shorten it"
            ) from None
        is_open = "unexpected end" in str(error)
        what = "is never closed" if is_open else "is inside a cell and not doubled"
        raise SpreadsheetError(
            f"Row {len(rows) + 1:,} has a quotation mark that {what}. Save the file "
            "again as XLSX or CSV"
        ) from None
    if inner := _lines_in_quotes(rows):
        return _read_separated(inner, limits)
    return [[]] * skipped + rows


def _lines_in_quotes(rows) -> str:
    """Return the lines of a file that has each whole line in quotation marks."""
    lines = [row[0] for row in rows if row]
    if not lines or any(len(row) > 1 for row in rows):
        return ""
    for delimiter in DELIMITERS:
        widths = {len(row) for row in csv.reader(lines, delimiter=delimiter)}
        if len(widths) == 1 and widths.pop() > 2:
            return "\n".join(lines)
    return ""


def _without_spaces_around(text, delimiter):
    """Remove spaces around delimiters between quoted cells: “"Line" , "Year"”."""
    around = rf'(?<=")[ \t]*{re.escape(delimiter)}[ \t]+(?=")'
    if delimiter == "\t" or not re.search(around, text):
        return text
    try:
        for _ in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return re.sub(around, delimiter, text)
    return text


def _delimiter_of(text):
    sample = "\n".join(text.splitlines()[:SAMPLE_LINES])[:SAMPLE_LENGTH]
    widths = {}
    for delimiter in DELIMITERS:
        counts = Counter(
            len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter)
        )
        # How many rows have the commonest number of cells, if there are several cells.
        widths[delimiter] = max(
            ((count * (width > 1), width) for width, count in counts.items()),
            default=(0, 0),
        )
    best = max(widths.values())
    likely = [name for name, width in widths.items() if width == best]
    rows = max(best[0], 1)
    close = [n for n, w in widths.items() if w[0] >= 0.8 * rows and w[1] > 1]
    if len(close) == 1 or not close:
        return likely[0] if best[0] else ","
    # Takes a second to import, and most files do not need it.
    import clevercsv

    try:
        found = clevercsv.Detector().detect(sample, delimiters=close)
    except Exception:  # the library raises several classes for odd samples
        found = None
    return found.delimiter if found and found.delimiter in close else likely[0]


def _read_html(text, limits):
    """Read each table of an HTML page as a sheet."""
    tables = [t for t in parse(text).elements("table") if not any(t.elements("table"))]
    if not tables:
        raise SpreadsheetError(
            "The file is a web page without a table. Open it in Excel, save it as XLSX "
            "and upload the new file"
        )
    sheets = []
    for number, table in enumerate(tables[:50], 1):
        sheet = Sheet(f"Table {number}", [])
        _read_html_rows(sheet, table)
        sheets.append(bounded(sheet, limits))
    note = "The file is a web page saved as a spreadsheet. Its tables were read."
    is_page = re.search("<(?:html|body)", text, re.I)  # and no table of a Word file
    book = Book("html", sheets, [note] if is_page else [])
    book.note_struck_words()
    return book


def _read_html_rows(sheet, table):
    rows, spans = sheet.rows, {}
    for row in table.elements("tr"):
        values, column = [], 0
        for cell in row.elements("td", "th"):
            while spans.get(column, 0):
                spans[column] -= 1
                values.append("")
                column += 1
            down, across = (
                _span(cell.attributes.get("rowspan")),
                _span(cell.attributes.get("colspan")),
            )
            text = strike(sheet, len(rows) + 1, column + 1, _runs(cell))
            values += [" ".join(text.split()), *[""] * (across - 1)]
            for place in range(column, column + across):
                spans[place] = down - 1
            if down > 1:
                top = len(rows) + 1
                place = (top, column + 1, top + down - 1, column + across)
                sheet.merged.append(place)
            column += across
        for place in spans.keys() - set(range(column)):  # of cells merged with others
            spans[place] = max(0, spans[place] - 1)
        rows.append(values)


def _span(value):
    return (
        min(int(value), 200)
        if value and value.isascii() and value.isdigit() and value != "0"
        else 1
    )


def _runs(element):
    """Return the words of a cell with whether they are struck out; marks are raised."""
    found = []
    for child in element.children:
        if isinstance(child, str):
            found.append((child, False))
            continue
        runs = [*_runs(child), (" " * (child.tag == "br"), False)]
        if child.tag == "sup":
            runs = [(words.translate(RAISED), own) for words, own in runs]
        found += [(words, own or child.tag in STRUCK_TAGS) for words, own in runs]
    return found


def _read_xml(text, limits):
    """Read the XML spreadsheets of Excel 2003, which many systems still export."""
    if DECLARATION.search(text.encode()):
        raise SpreadsheetError(UNSAFE)
    try:
        root = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except ElementTree.ParseError:
        raise SpreadsheetError(
            "The file is damaged. Open it in Excel and save it as XLSX"
        ) from None
    space = f"{{{XML_WORKBOOK}}}"
    sheets = []
    for sheet in root.iter(f"{space}Worksheet"):
        rows = []
        for row in sheet.iter(f"{space}Row"):
            number = int(row.get(f"{space}Index") or len(rows) + 1)
            if number > 5 * limits.rows:
                raise SpreadsheetError(f"The file has more than {limits.rows:,} rows")
            while len(rows) < number - 1:
                rows.append([])
            rows.append(_xml_cells(row, space, limits))
        name = sheet.get(f"{space}Name") or f"Sheet {len(sheets) + 1}"
        sheets.append(bounded(Sheet(name, rows), limits))
    return Book("xml", sheets)


def _xml_cells(row, space, limits):
    values = []
    for cell in row.iter(f"{space}Cell"):
        place = int(cell.get(f"{space}Index") or len(values) + 1)
        if place > 50 * limits.columns:
            raise SpreadsheetError("The worksheet has too many columns")
        values += [""] * (place - 1 - len(values))
        data = cell.find(f"{space}Data")
        text = "".join(data.itertext()) if data is not None else ""
        if data is not None and data.get(f"{space}Type") == "Number" and text:
            values.append(float(text))
        elif data is not None and data.get(f"{space}Type") == "DateTime":
            values.append(text.removesuffix("T00:00:00.000"))
        else:
            values.append(text)
        values += [""] * int(cell.get(f"{space}MergeAcross") or 0)
    return values
