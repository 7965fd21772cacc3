"""Reading uploaded spreadsheets, and rejecting unsafe ones."""

import io
import re
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from tablib import Dataset

from partnership.core.imports import read_file
from partnership.core.imports.formats import (
    CSV,
    ODS,
    XLSX,
    safe_cell,
    unsafe_cell,
)
from partnership.core.imports.read_file import (
    SpreadsheetError,
    read,
)


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


def with_row_at(number, data=PLAIN):
    """A workbook of which the last row says that it stands somewhere else."""

    def change(name, part):
        text = re.sub(rb' r="([AB]?)2"', rb' r="\g<1>%d"' % number, part)
        return text if name.endswith("sheet1.xml") else part

    return repacked(data, change)


@pytest.mark.parametrize(
    "data",
    [
        "code,name\na,Zoë\n".encode(),
        "code,name\na,Zoë\n".encode("utf-8-sig"),
        "code;name\r\na;Zoë\r\n".encode("utf-16"),
        "code\tname\na\tZoë\n".encode("cp1252"),
        "sep=;\ncode;name\na;Zoë\n".encode(),
    ],
)
def test_csv_is_read_whatever_program_wrote_it(data):
    dataset = read(data, "csv")

    assert dataset.headers == ["code", "name"]
    assert list(dataset) == [("a", "Zoë")]


def test_windows_encoding_is_a_notice():
    notes = read("code\nZoë\n".encode("cp1252"), "csv").notes

    assert notes == ["The file is not in UTF-8, so it was read as Windows-1252."]


def test_lines_are_those_of_the_file():
    data = b"\ncode,name\n\na,Ann\n,\nb,Bob\n"

    assert read(data, "csv").lines == [4, 6]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"code\na\0b\n", "contains invalid characters"),
        (b'code,name\na,"open\nb,Bob\n', "unclosed quotation mark"),
        (b"code,Code\na,b\n", "Two columns are called “code”"),
        (b"code,name\na,b,c\n", "Row 2 has a value in column C, but the column"),
        (b"code,name\n", "has no data"),
        (b"", "has no data"),
        (b"x," * 51 + b"x\n", "more than 50 columns"),
        (b"code\n" + b"a\n" * 20_001, "more than 20,000 rows"),
        (b"code\n" + b"\n" * 100_000 + b"a\n", "Row 100,002 is below the last row"),
        (b"x" * (read_file.MAX_BYTES + 1), "smaller than 10 MB"),
        (b"\x81\x8d\x8f\n", "cannot be opened"),
    ],
)
def test_csv_that_is_not_sound_is_refused(data, words):
    with pytest.raises(SpreadsheetError, match=words):
        read(data, "csv")


def test_first_visible_sheet_is_read_and_the_others_named():
    def hide(book):
        book.active.title = "Secret"
        book.active.sheet_state = "hidden"
        sheet = book.create_sheet("Figures")
        sheet.append(["code"])
        sheet.append(["b"])

    dataset = read(workbook(["code"], ["a"], prepare=hide), "xlsx")

    assert list(dataset) == [("b",)]
    assert dataset.notes == ["Only worksheet “Figures” was read. Not read: “Secret”."]


def test_percentages_and_results_of_formulas_are_as_the_sheet_shows_them():
    def percent(book):
        book.active["A2"].number_format = "0.0%"

    dataset = read(workbook(["value"], [0.851], prepare=percent), "xlsx")

    assert list(dataset) == [("85.1%",)]


def not_a_workbook():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("letter.txt", "Dear Sir")
    return stream.getvalue()


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://example.org/x">'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (repacked(PLAIN, extra=[("xl/vbaProject.bin", b"x")]), "contains macros"),
        (
            repacked(PLAIN, extra=[("xl/connections.xml", b"<x/>")]),
            "links to external data",
        ),
        (repacked(PLAIN, extra=[("../evil.xml", b"<x/>")]), "is damaged"),
        (repacked(PLAIN, extra=[("/etc/x", b"<x/>")]), "is damaged"),
        (repacked(PLAIN, extra=[("x.bin", b"\0" * 2_000_000)]), "is too large"),
        (repacked(PLAIN, extra=[(f"x{n}", b"") for n in range(500)]), "is too large"),
        (
            repacked(PLAIN, lambda name, part: DOCTYPE + part),
            "cannot be read safely",
        ),
        (
            repacked(PLAIN, extra=[("a.xml", b" " * 70_000 + DOCTYPE)]),
            "cannot be read safely",
        ),
        (
            repacked(PLAIN, extra=[("a.xml", DOCTYPE.decode().encode("utf-16"))]),
            "cannot be read safely",
        ),
        (
            b"\xd0\xcf\x11\xe0" + b"x" * 600,
            "password-protected or in the old XLS format",
        ),
        (not_a_workbook(), "must be XLSX or CSV"),
        (PLAIN[:-200], "cannot be opened"),
        (b"PK\x03\x04 and no more", "cannot be opened"),
        (workbook(["code"], ["=1+1"]), "Cell A2 contains a formula with no result"),
        (
            workbook(["code"], ["#REF!"]),
            r"Cell A2 contains a spreadsheet error \(#REF!\)",
        ),
        (
            workbook(["code", None], ["a", "b"]),
            "column B, but the column has no heading",
        ),
    ],
)
def test_workbook_that_is_not_sound_is_refused(data, words):
    with pytest.raises(SpreadsheetError, match=words):
        read(data, "xlsx")


@pytest.mark.parametrize("value", ["a", "=1+1"])
def test_workbook_with_a_gap_without_end_is_refused_in_time(value, monkeypatch):
    monkeypatch.setattr(read_file, "LAST_ROW", 1_000)

    with pytest.raises(SpreadsheetError, match="has data below row 1,000"):
        read(with_row_at(10**12, workbook(["code"], [value])), "xlsx")


def test_row_far_below_the_others_is_an_error_with_its_number(monkeypatch):
    monkeypatch.setattr(read_file, "LAST_READ", 100)

    assert read(with_row_at(100), "xlsx").lines == [100]
    with pytest.raises(
        SpreadsheetError, match="Row 101 is below the last row we can read"
    ):
        read(with_row_at(101), "xlsx")


def test_workbook_without_a_visible_sheet_is_refused():
    hidden = workbook(["code"], ["a"])
    hidden = repacked(
        hidden, lambda name, part: part.replace(b'state="visible"', b'state="hidden"')
    )

    with pytest.raises(SpreadsheetError, match="no visible worksheet"):
        read(hidden, "xlsx")


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
        rows = load_workbook(io.BytesIO(data)).active.values
        assert list(rows) == [("code", "amount"), ("'=1", -5)]
    else:
        content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml")
        assert b"'=1" in content or b"&apos;=1" in content
        assert b'office:value="-5"' in content
