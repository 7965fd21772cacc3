"""Read uploaded files in a process of their own, within limits of time and memory."""

import io
import pickle
import struct
import subprocess
import sys
from dataclasses import asdict

from django.conf import settings

from partnership.core.imports.sheets import (
    CELLS,
    Book,
    CellUnpickler,
    Limits,
    SpreadsheetError,
)

MEGABYTE = 1024 * 1024
MODULE = "partnership.core.imports.files.reading_process"
TOO_MUCH = (
    "The file is too large or too complex to read. Copy the rows you need into a new "
    "workbook and upload that"
)


class BookUnpickler(CellUnpickler):
    """Loads a book, and no other class."""

    classes = CELLS | {Book.__module__: {"Book", "Sheet", "ReadRows", "ErrorCell"}}


def limits() -> Limits:
    """Return the limits that the settings give."""
    return Limits(**settings.IMPORT_LIMITS)


def read_book(data: bytes, encoding: str = "") -> Book:
    """Return the sheets of a file; `encoding` decides where its letters do not.

    Raises only SpreadsheetError.
    """
    most = limits()
    if len(data) > most.bytes:
        raise SpreadsheetError(
            f"The file must be smaller than {most.bytes // MEGABYTE} MB"
        )
    return read_in_child(data, most, encoding)


def read_in_child(data: bytes, most: Limits, encoding: str) -> Book:
    """Return the sheets of a file, read by a process within limits."""
    job = pickle.dumps({"limits": asdict(most), "encoding": encoding})
    try:
        done = subprocess.run(
            [sys.executable, "-m", MODULE],
            input=b"".join([struct.pack(">I", len(job)), job, data]),
            capture_output=True,
            cwd=settings.BASE_DIR,
            timeout=most.seconds * 2,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SpreadsheetError(TOO_MUCH) from None
    if done.returncode or not done.stdout:
        raise SpreadsheetError(TOO_MUCH)
    answer = BookUnpickler(io.BytesIO(done.stdout)).load()
    if isinstance(answer, str):
        raise SpreadsheetError(answer)
    return answer
