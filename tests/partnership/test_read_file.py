"""Reading uploaded spreadsheets, and rejecting unsafe ones."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from odf import opendocument, table, text
from openpyxl import Workbook, load_workbook
from tablib import Dataset

from partnership.core.imports.files import read_file, reading_process
from partnership.core.imports.formats import CSV, ODS, XLSX, safe_cell, unsafe_cell
from partnership.core.imports.sheets import SpreadsheetError

LIMITS = read_file.limits()


def workbook(*rows, prepare=None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if prepare:
        prepare(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(data, change=None, extra=()):
    """A workbook with its parts changed, or with more of them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(name, part) if change else part)
        for name, part in extra:
            new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


PLAIN = workbook(["code", "name"], ["a", "Ann"])


def read(data, limits=LIMITS, encoding=""):
    """What the child process does, in this one."""
    return reading_process.read(data, limits, encoding)


def rows(data, **options):
    [sheet] = read(data, **options).visible
    return sheet.rows


def test_file_is_read_in_a_process_of_its_own(child_process):
    book = read_file.read_book(PLAIN)

    assert book.sheets[0].rows == [["code", "name"], ["a", "Ann"]]


def test_process_that_takes_too_long_is_an_error(child_process, settings):
    settings.IMPORT_LIMITS = settings.IMPORT_LIMITS | {"seconds": 0}

    with pytest.raises(SpreadsheetError, match="too large or too complex"):
        read_file.read_book(PLAIN)


def test_limits_are_those_of_the_settings(settings):
    settings.IMPORT_LIMITS = settings.IMPORT_LIMITS | {"rows": 10, "bytes": 5_000_000}

    with pytest.raises(SpreadsheetError, match="smaller than 4 MB"):
        read_file.read_book(b"x" * 5_000_001)
    with pytest.raises(SpreadsheetError, match="more than 10 rows"):
        read_file.read_book(b"code\n" + b"a\n" * 100)


@pytest.mark.parametrize(
    "data",
    [
        "code,name\na,Zoë\n".encode(),
        "code,name\na,Zoë\n".encode("utf-8-sig"),
        "code;name\r\na;Zoë\r\n".encode("utf-16"),
        "code\tname\na\tZoë\n".encode("utf-16-le"),
        "code\tname\na\tZoë\n".encode("cp1252"),
        "code|name\ra|Zoë\r".encode("mac_roman"),
        "sep=;\ncode;name\na;Zoë\n".encode(),
    ],
)
def test_csv_is_read_whatever_program_wrote_it(data):
    assert [row for row in rows(data) if row] == [["code", "name"], ["a", "Zoë"]]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize(
    "text",
    [
        "name\nZoë\n",
        "name\ncafé it’s\n",
        "note\nthe “night-time” economy\n",
        "amount\n£500\n",
        "name\nRenée Müller – chair\n",
        "name\nL’Été à Århus naïve\n",
    ],
)
def test_letters_distinguish_the_encodings_of_windows_and_mac(text, encoding):
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("not in this encoding")
    book = read(data)

    assert "\n".join(row[0] for row in book.sheets[0].rows) == text.strip()
    assert book.encodings == []


def test_encoding_that_letters_do_not_decide_is_a_question():
    data = b"name\n\xc8\n"

    book = read(data)

    assert sorted(book.encodings) == ["cp1252", "mac_roman"]
    assert read(data, encoding="mac_roman").sheets[0].rows[1] == ["»"]
    assert read(data, encoding="cp1252").sheets[0].rows[1] == ["È"]


def test_file_in_two_encodings_names_its_line():
    data = "name\nZoë\nRenée\n".encode() + "Åsa\n".encode("cp1252")

    with pytest.raises(SpreadsheetError, match="Line 4 of the file use"):
        read(data)


def test_windows_encoding_is_a_notice():
    notes = read("code\nZoë\n".encode("cp1252")).notes

    assert notes == ["The file is not in UTF-8, so it was read as Windows-1252."]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"code\na\0b\n", "contains invalid characters"),
        (
            b'code,name\na,"open\nb,Bob\n',
            "Row 2 has a quotation mark that is never closed",
        ),
        (b"x," * 201 + b"x\n", "more than 200 columns"),
        (b"code\n" + b"a" * 250_001, "more than 250,000 characters"),
        (b"{\\rtf1 hello}", "is not a spreadsheet"),
        (b"<html><p>No table</p></html>", "a web page without a table"),
    ],
)
def test_text_that_is_not_sound_is_refused(data, words):
    with pytest.raises(SpreadsheetError, match=words):
        read(data)


def test_tables_of_a_web_page_are_sheets():
    page = (
        "<html><body><h1>Export</h1><table><tr><th colspan=2>Crime</th></tr>"
        "<tr><td rowspan=2>A</td><td>1<br>2</td></tr><tr><td>3</td></tr></table>"
        "<table><tr><td>B</td></tr></table></body></html>"
    )
    first, second = read(page.encode()).sheets

    assert first.rows == [["Crime"], ["A", "1 2"], ["", "3"]]
    assert second.rows == [["B"]]


def test_xml_workbook_of_excel_2003_is_read():
    data = (
        b'<?xml version="1.0"?><Workbook '
        b'xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        b'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        b'<Worksheet ss:Name="Terms"><Table><Row><Cell><Data ss:Type="String">term'
        b'</Data></Cell></Row><Row ss:Index="3"><Cell ss:Index="2">'
        b'<Data ss:Type="Number">5</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    [sheet] = read(data).sheets

    assert (sheet.name, sheet.rows) == ("Terms", [["term"], [], ["", 5.0]])


def test_hidden_sheets_are_not_read():
    def hide(book):
        book.active.title = "Secret"
        book.active.sheet_state = "hidden"
        book.create_sheet("Figures").append(["code"])

    book = read(workbook(["code"], ["a"], prepare=hide))

    assert [sheet.name for sheet in book.visible] == ["Figures"]
    assert book.sheets[0].rows == []


def test_hidden_rows_and_columns_and_filters_are_known():
    def hide(book):
        book.active.row_dimensions[3].hidden = True
        book.active.column_dimensions["B"].hidden = True
        book.active.auto_filter.ref = "A1:B3"

    data = workbook(["a", "b"], [1, 2], [3, 4], prepare=hide)
    [sheet] = read(data).sheets

    assert (sheet.hidden_rows, sheet.hidden_columns) == ({3}, {2})
    assert sheet.is_filtered


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.851, "0.0%", "85.1%"),
        (0.06, "0%", "6%"),
        (12, "0\\%", 12),
        (6.5, '0.0"%"', 6.5),
        (7, "000", "007"),
        (7, "0", 7),
        (1234, "#,##0", 1234),
        (5, '0 "per cent"', 5),
        (0.5, "[Red]0%", "50%"),
    ],
)
def test_numbers_are_as_the_sheet_shows_them(value, number_format, shown):
    def style(book):
        book.active["A2"].number_format = number_format

    assert rows(workbook(["value"], [value], prepare=style))[1] == [shown]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (b'<c r="A2"><f>1+1</f><v>2</v></c>', [2.0]),
        (b'<c r="A2" t="str"><f>IF(1,"")</f><v></v></c>', None),
        (b'<c r="A2"><f>1+1</f><v></v></c>', ["a formula with no result"]),
        (b'<c r="A2"><f>1+1</f></c>', ["a formula with no result"]),
        (b'<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ["#DIV/0!"]),
        (b'<c r="A2" t="e"><v>#REF!</v></c>', ["#REF!"]),
        (b'<c r="A2" t="inlineStr"><is><t>a_x000D_b</t></is></c>', ["a\rb"]),
    ],
)
def test_formulas_have_their_results_and_errors_are_known(cell, value):
    def change(name, part):
        return re.sub(rb'<c r="A2".*?</c>', cell, part)

    found = rows(repacked(workbook(["code"], ["a"]), change))

    assert found == ([["code"], value] if value else [["code"]])


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl/vbaProject.bin", "Macros"),
        ("xl/comments1.xml", "Comments"),
        ("xl/externalLinks/externalLink1.xml", "linked from other files"),
        ("xl/connections.xml", "data connections"),
    ],
)
def test_parts_that_are_not_taken_are_mentioned(part, words):
    [note] = read(repacked(PLAIN, extra=[(part, b"<x/>")])).notes

    assert words in note


def test_ods_is_read():
    data = ODS().export_data(Dataset(["a", 64180.37], headers=["code", "amount"]))
    book = read(data)

    assert book.sheets[0].rows == [["code", "amount"], ["a", 64180.37]]


def test_ods_gives_hidden_and_merged_cells_and_repeats_what_it_says():
    cells = {"numbercolumnsrepeated": 3, "valuetype": "percentage", "value": "0.065"}
    document = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="Rates")
    for visibility, content in [
        ("visible", [table.TableCell(numberrowsspanned=2), table.TableCell(**cells)]),
        ("collapse", [table.CoveredTableCell(), _spaced_cell()]),
        ("visible", [table.TableCell(numbercolumnsrepeated=900)]),
    ]:
        row = table.TableRow(visibility=visibility)
        for cell in content:
            row.addElement(cell)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    stream = io.BytesIO()
    document.write(stream)

    [found] = read(stream.getvalue()).sheets

    assert found.rows == [["", "6.5%", "6.5%", "6.5%"], ["", "a  b"]]
    assert found.hidden_rows == {2}
    assert found.merged == [(1, 1, 2, 1)]


def _spaced_cell():
    cell = table.TableCell(valuetype="string")
    paragraph = text.P(text="a")
    paragraph.addElement(text.S(c=2))
    paragraph.addText("b")
    cell.addElement(paragraph)
    return cell


def not_a_workbook():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("letter.txt", "Dear Sir")
    return stream.getvalue()


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://example.org/x">'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (repacked(PLAIN, extra=[("../evil.xml", b"<x/>")]), "is damaged"),
        (repacked(PLAIN, extra=[("/etc/x", b"<x/>")]), "is damaged"),
        (repacked(PLAIN, extra=[("x.bin", b"\0" * 2_000_000)]), "is too large"),
        (repacked(PLAIN, extra=[(f"x{n}", b"") for n in range(2_001)]), "too large"),
        (repacked(PLAIN, lambda name, part: DOCTYPE + part), "cannot be read safely"),
        (
            repacked(PLAIN, extra=[("a.xml", b" " * 270_000 + DOCTYPE)]),
            "cannot be read safely",
        ),
        (
            repacked(PLAIN, extra=[("a.xml", DOCTYPE.decode().encode("utf-16"))]),
            "cannot be read safely",
        ),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "password-protected or damaged"),
        (not_a_workbook(), "must be XLSX, XLSM, XLS, ODS, CSV or TSV"),
        (PLAIN[:-200], "is damaged"),
        (b"PK\x03\x04 and no more", "is damaged"),
    ],
)
def test_workbook_that_is_not_sound_is_refused(data, words):
    with pytest.raises(SpreadsheetError, match=words):
        read(data)


def test_workbook_larger_than_the_limits_is_refused():
    small = replace(LIMITS, unpacked_bytes=2_000)

    with pytest.raises(SpreadsheetError, match="too large"):
        read(PLAIN, small)


def test_row_far_below_the_others_is_refused():
    def change(name, part):
        text = re.sub(rb' r="([AB]?)2"', rb' r="\g<1>1040000"', part)
        return text if name.endswith("sheet1.xml") else part

    with pytest.raises(SpreadsheetError, match="has data below row 1,000,000"):
        read(repacked(PLAIN, change))


def test_workbook_without_a_visible_sheet_is_refused():
    hidden = repacked(
        workbook(["code"], ["a"]),
        lambda name, part: part.replace(b'state="visible"', b'state="hidden"'),
    )

    with pytest.raises(SpreadsheetError, match="no visible worksheet"):
        read(hidden)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-5 is a text", "'-5 is a text"),
        ("@cmd", "'@cmd"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("plain = text", "plain = text"),
    ],
)
def test_text_that_would_be_a_formula_gets_an_apostrophe(text, safe):
    assert safe_cell(text) == safe
    assert unsafe_cell(safe) == text


def test_numbers_stay_numbers():
    assert safe_cell(-5) == -5


@pytest.mark.parametrize("file_format", [CSV, XLSX, ODS])
def test_every_format_writes_headings_and_rows(file_format):
    data = file_format().export_data(Dataset(["'=1", -5], headers=["code", "amount"]))

    if file_format is CSV:
        assert data == b"\xef\xbb\xbfcode,amount\r\n'=1,-5\r\n"
    elif file_format is XLSX:
        found = load_workbook(io.BytesIO(data)).active.values
        assert list(found) == [("code", "amount"), ("'=1", -5)]
    else:
        content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml")
        assert b"'=1" in content or b"&apos;=1" in content
        assert b'office:value="-5"' in content
