"""Decide, without reading a file, whether it is so long that a worker must read it."""

import io
import zipfile

from partnership.core.files.attachments import ZIP_ERRORS

MANY_ROWS = 1_000
# No more than this is unpacked to count rows; a file with more has many.
UNPACKED = 16 * 1024 * 1024
# A row of an old workbook takes about this many bytes.
BYTES_A_ROW = 40
ROWS = {b"xl/worksheets/": b"<row", b"content.xml": b"<table:table-row"}


def is_long(data: bytes) -> bool:
    """Whether a file has, or may have, more than 1,000 rows."""
    if data.startswith(b"PK\x03\x04"):
        return _rows_in_archive(data) > MANY_ROWS
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return len(data) > MANY_ROWS * BYTES_A_ROW
    return max(data.count(b"\n"), data.count(b"\r")) > MANY_ROWS


def _rows_in_archive(data):
    count, budget = 0, UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                tag = next((t for p, t in ROWS.items() if p in name.encode()), None)
                if tag is None:
                    continue
                with archive.open(name) as stream:
                    while chunk := stream.read(1024 * 1024):
                        count += chunk.count(tag)
                        budget -= len(chunk)
                        if budget < 0 or count > MANY_ROWS:
                            return MANY_ROWS + 1
    except ZIP_ERRORS:
        return 0  # the reading process says what is wrong with the file
    return count
