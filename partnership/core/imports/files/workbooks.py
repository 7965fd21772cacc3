"""Read workbooks: values by calamine, and what it does not give from the sheet's XML.

In the reading process only.
"""

import datetime as dt
import io
import re
from contextlib import suppress
from posixpath import dirname, join, normpath
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from partnership.core.imports.files import archives, ods
from partnership.core.imports.sheets import (
    NOT_CALCULATED,
    RAISED,
    Book,
    ErrorCell,
    Limits,
    Sheet,
    SpreadsheetError,
    bounded,
    column_of,
    strike,
    too_long,
    too_wide,
)

CHUNK = 4 * 1024 * 1024
ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.S)
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)</")
ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*["\']([^"\']*)["\']')
PLACE = re.compile(rb"([A-Z]+)(\d+)")
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
# Words that a format shows beside a number, and those that change what it means.
WORDS = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|([<>~+])')
MEANING = re.compile(
    r"[<>~≈≤≥+*†‡]|k|m|bn|thousand|million|billion|[\[(]?[prefxc][\])]|up to|about|"
    r"c\.?|(?:prov|rev|est|approx|circa|forecast|over|under|at least|or more)[a-z]*\.?",
    re.I,
)
ZEROS = re.compile(r"0{2,}")
YEARS = re.compile(r"y{4}", re.I)
PERCENT_FORMATS = {9, 10}
TRUE = {b"1", b"true"}
STRUCK = "-"
FORMATTED = (b"strike", b"superscript")

NOT_READ = {
    "comments": "Comments in the workbook are not imported.",
    "vbaproject.bin": "Macros in the workbook are not run or imported.",
    "externallinks/": "The workbook has values linked from other files. They are read "
    "as they were when the workbook was last saved.",
    "connections.xml": "The workbook has data connections. Their values are read as "
    "they were when the workbook was last saved.",
    "pivottables/": "Pivot tables are read as plain cells.",
}
NOT_IN_XLS = (
    "Hidden rows, comments and number formats cannot be read from this type of file, "
    "so check that the preview shows only the rows you want."
)


def read_zipped(data: bytes, limits: Limits) -> Book:
    """Read XLSX, XLSM or ODS."""
    kind, archive = archives.check(data, limits)
    if kind == "ods":
        return _read_ods(archive, limits)
    book = read_values(data, kind, limits)
    _add_details(book, archive)
    names = [name.casefold() for name in archive.namelist()]
    for part, note in NOT_READ.items():
        if any(part in name for name in names):
            book.notes.append(note)
    return book


def _read_ods(archive, limits):
    if "META-INF/manifest.xml" in archive.namelist():
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise SpreadsheetError(archives.WITH_PASSWORD)
    try:
        with archive.open("content.xml") as stream:
            sheets = ods.read_sheets(stream, limits)
    except ElementTree.ParseError:
        raise SpreadsheetError(archives.DAMAGED) from None
    book = _with_visible(Book("ods", sheets))
    book.note_struck_words()
    return book


def _with_visible(book):
    if not book.visible:
        raise SpreadsheetError("The workbook has no visible worksheet")
    return book


def read_old(data: bytes, limits: Limits) -> Book:
    """Read XLS, the binary format of Excel 97 to 2003."""
    book = read_values(data, "xls", limits)
    book.notes.append(NOT_IN_XLS)
    return book


def read_values(data: bytes, kind: str, limits: Limits) -> Book:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise SpreadsheetError(archives.WITH_PASSWORD) from None
    except CalamineError:
        if kind == "xls":
            raise SpreadsheetError(
                "The workbook is password-protected or damaged. Save it again as XLSX "
                "without a password"
            ) from None
        raise SpreadsheetError(archives.DAMAGED) from None
    sheets = []
    for data_of in workbook.sheets_metadata:
        if data_of.typ != SheetTypeEnum.WorkSheet:
            continue
        visible = data_of.visible == SheetVisibleEnum.Visible
        sheet = workbook.get_sheet_by_name(data_of.name)
        if sheet.total_width > 50 * limits.columns:
            raise too_wide(sheet.name)
        rows = []
        if visible:
            if sheet.total_height > 5 * limits.rows:
                raise too_long(sheet.name, limits)
            rows = sheet.to_python(skip_empty_area=False)
        found = bounded(Sheet(data_of.name, rows, visible), limits)
        found.merged = [
            (top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
        ]
        sheets.append(found)
    return _with_visible(Book(kind, sheets))


def _add_details(book, archive):
    """Add hidden rows and columns, number formats, errors and struck-out cells."""
    formats, texts = _special_formats(archive), _formatted_texts(archive)
    paths = _paths_of(archive)
    for sheet in book.visible:
        if path := paths.get(sheet.name):
            with archive.open(path) as stream:
                _scan_sheet(sheet, stream, formats, texts)
    book.note_struck_words()


def _formatted_texts(archive):
    """Return shared texts with struck-out or superscript words, by number, as runs."""
    path = next((n for n in archive.namelist() if n.endswith("sharedStrings.xml")), "")
    data = archive.read(path) if path else b""
    if not _are_formatted(data):
        return {}
    texts = enumerate(ElementTree.fromstring(data))
    runs = {b"%d" % number: _runs(text) for number, text in texts}
    return {number: found for number, found in runs.items() if found}


def _runs(element):
    """Return the words of a text with formats, and whether they are struck out.

    Superscript digits, used as note marks, become superscript characters.
    """
    found = []
    for run in element.iter():
        if run.tag.rpartition("}")[2] == "r":
            words = "".join(t.text or "" for t in run if t.tag.endswith("t"))
            formats = [e for part in run for e in part]
            is_raised = any(e.get("val") == "superscript" for e in formats)
            words = words.translate(RAISED) if is_raised else words
            found.append((words, any(map(_is_strike, formats))))
    return found


def _paths_of(archive):
    """Return the path of each sheet's XML by the sheet's name."""
    names = set(archive.namelist())
    book = next((n for n in names if n.casefold() == "xl/workbook.xml"), None)
    if book is None:
        return {}
    links = join(dirname(book), "_rels", "workbook.xml.rels")
    targets = {}
    if links in names:
        for link in ElementTree.fromstring(archive.read(links)):
            target = link.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[link.get("Id")] = normpath(path)
    found = {}
    for element in ElementTree.fromstring(archive.read(book)).iter():
        if element.tag.endswith("}sheet"):
            link = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
            if targets.get(link) in names:
                found[element.get("name")] = targets[link]
    return found


def _special_formats(archive):
    """Return how to show cells of certain styles: “%”, “0000”, “y”, “{} k” or “-”.

    “-” is for cells that are struck out.
    """
    path = next((n for n in archive.namelist() if n.endswith("xl/styles.xml")), None)
    if path is None:
        return {}
    root = ElementTree.fromstring(archive.read(path))
    codes, found = {}, {}
    for element in root.iter():
        if element.tag.endswith("}numFmt"):
            codes[int(element.get("numFmtId", 0))] = element.get("formatCode", "")
    fonts = next((e for e in root.iter() if e.tag.endswith("}fonts")), [])
    struck = {str(n) for n, font in enumerate(fonts) if any(map(_is_strike, font))}
    cells = next((e for e in root.iter() if e.tag.endswith("}cellXfs")), [])
    for style, element in enumerate(cells):
        number = int(element.get("numFmtId") or 0)
        kind = _kind_of(number, codes.get(number, ""))
        kind += STRUCK if element.get("fontId") in struck else ""
        if kind:
            found[b"%d" % style] = kind
    return found


def _is_strike(element):
    is_strike = element.tag.rpartition("}")[2] == "strike"
    return is_strike and element.get("val") not in ("0", "false")


def _kind_of(number, code):
    plain = LITERAL.sub("", code.partition(";")[0]).strip()
    if number in PERCENT_FORMATS or "%" in plain:
        return "%"
    if ZEROS.fullmatch(plain):
        return plain
    if YEARS.fullmatch(plain):
        return "y"
    return _words_around(code.partition(";")[0])


def _words_around(code):
    """Return “{} k” or “up to {}” for a format that shows a number with such words.

    Numbers that are shown divided by 1,000 are stored in full, so “k” is not added.
    """
    blank = LITERAL.sub(lambda match: " " * len(match[0]), code)
    digits = [place for place, sign in enumerate(blank) if sign in "0#?"]
    if not digits or blank[digits[-1] + 1 :].startswith(","):
        return ""
    words = [
        "".join(map("".join, WORDS.findall(part))).strip()
        for part in (code[: digits[0]], code[digits[-1] + 1 :])
    ]
    has_meaning = [MEANING.fullmatch(text) for text in words if text]
    return " {} ".join(words).strip() if has_meaning and all(has_meaning) else ""


def _scan_sheet(sheet, stream, formats, texts):
    """Read what the values do not show, a chunk at a time."""
    rest, is_head, number = b"", True, 0
    while chunk := stream.read(CHUNK):
        text = rest + chunk
        cut = text.rfind(b"row>") + 4
        if cut == 3:  # no row ends in this chunk
            rest = text
            continue
        text, rest = text[:cut], text[cut:]
        if is_head:
            _scan_columns(sheet, text.partition(b"sheetData")[0])
            is_head = False
        number = _scan_rows(sheet, text, formats, texts, number)
    sheet.is_filtered = b"autoFilter" in rest
    if is_head:
        _scan_columns(sheet, rest.partition(b"sheetData")[0])


def _attributes(text):
    return dict(ATTRIBUTE.findall(text))


def _scan_columns(sheet, head):
    for match in COLUMN.finditer(head):
        about = _attributes(match[1])
        if about.get(b"hidden") in TRUE:
            first, last = int(about.get(b"min", 1)), int(about.get(b"max", 1))
            sheet.hidden_columns.update(range(first, min(last, 20_000) + 1))


def _scan_rows(sheet, text, formats, texts, number):
    if b"hidden=" in text:
        for match in ROW.finditer(text):
            about = _attributes(match[1])
            number = int(about.get(b"r") or number + 1)
            if about.get(b"hidden") in TRUE:
                sheet.hidden_rows.add(number)
    has_errors, are_formatted = b't="e"' in text, texts or _are_formatted(text)
    if has_errors or formats or are_formatted or _has_formula(text):
        for match in CELL.finditer(text):
            _scan_cell(sheet, match, formats)
            if are_formatted:
                _read_runs(sheet, match, texts)
    return number


def _read_runs(sheet, match, texts):
    """Leave out struck-out words of a cell, and mark superscripts."""
    about, inside = _attributes(match[1]), match[2] or b""
    value, runs = VALUE.search(inside), []
    if about.get(b"t") == b"s" and value:
        runs = texts.get(value[1], [])
    elif about.get(b"t") == b"inlineStr" and _are_formatted(inside):
        with suppress(ElementTree.ParseError):
            runs = _runs(ElementTree.fromstring(b"<c>%b</c>" % inside))
    place = PLACE.fullmatch(about.get(b"r", b""))
    if place and runs:
        row, column = int(place[2]), column_of(place[1].decode())
        _put(sheet, row, column, strike(sheet, row, column, runs))


def _are_formatted(text):
    return any(word in text for word in FORMATTED)


def _has_formula(text):
    may_have = b"<f" in text or b":f" in text  # which is found much sooner
    return may_have and FORMULA.search(text) is not None


def _scan_cell(sheet, match, formats):
    about, inside = _attributes(match[1]), match[2] or b""
    shown = formats.get(about.get(b"s"))
    is_error = about.get(b"t") == b"e"
    is_formula = FORMULA.search(inside) is not None
    if not (shown or is_error or is_formula):
        return
    place = PLACE.fullmatch(about.get(b"r", b""))
    if place is None:
        return
    row, column = int(place[2]), column_of(place[1].decode())
    if is_error:
        value = VALUE.search(inside)
        _put(sheet, row, column, ErrorCell(value[1].decode() if value else "#ERROR"))
    elif is_formula and about.get(b"t") != b"str" and VALUE.search(inside) is None:
        _put(sheet, row, column, ErrorCell(NOT_CALCULATED))
    elif shown:
        _show(sheet, row, column, shown.removesuffix(STRUCK))
    if shown and shown.endswith(STRUCK) and inside:
        sheet.struck.setdefault(row, set()).add(column)


def _show(sheet, row, column, shown):
    """Turn a number into the text that the sheet shows."""
    if row > len(sheet.rows) or column > len(sheet.rows[row - 1]):
        return
    value = sheet.rows[row - 1][column - 1]
    if shown == "y":
        if isinstance(value, dt.date):
            sheet.rows[row - 1][column - 1] = str(value.year)
    elif shown and isinstance(value, (int, float)) and not isinstance(value, bool):
        if "{}" in shown:
            text = shown.format(f"{value:.15g}")
        else:
            text = f"{value * 100:.15g}%" if shown == "%" else f"{value:.0f}"
            text = text if shown == "%" else text.zfill(len(shown))
        sheet.rows[row - 1][column - 1] = text


def _put(sheet, row, column, value):
    """Set a cell, also one after the last filled cell."""
    if row > len(sheet.rows) + 1_000 or column > 20_000:
        return
    while len(sheet.rows) < row:
        sheet.rows.append([])
    values = sheet.rows[row - 1]
    values.extend([""] * (column - len(values)))
    values[column - 1] = value
