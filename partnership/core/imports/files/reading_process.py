"""The child process that reads one file. Run as a module, without Django.

Reads a pickled job (limits, kind, encoding) and the file from standard input; writes
the book, or the message of a SpreadsheetError, pickled, to standard output.
"""

import logging
import pickle
import resource
import struct
import sys

from partnership.core.imports.files import text_files, workbooks
from partnership.core.imports.sheets import Limits, SpreadsheetError

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
UNREADABLE = (
    "The file cannot be opened. Save it again as XLSX or CSV and upload the new file"
)


def limit(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def read(data: bytes, limits: Limits, encoding: str = ""):
    """Return the book of a file, detecting its format from its first bytes."""
    if data.startswith(ZIP):
        return workbooks.read_zipped(data, limits)
    if data.startswith(OLD_OFFICE):
        return workbooks.read_old(data, limits)
    return text_files.read_text(data, limits, encoding)


def answer(data: bytes, limits: Limits, encoding: str = ""):
    """Return the book of a file, or a message that says why it cannot be read."""
    try:
        book = read(data, limits, encoding)
    except SpreadsheetError as error:
        return str(error)
    except MemoryError:
        raise
    except Exception:  # parsers raise many classes for broken files
        return UNREADABLE
    for sheet in book.sheets:
        sheet.pack()
    return book


def main() -> None:
    source = sys.stdin.buffer
    (size,) = struct.unpack(">I", source.read(4))
    job = pickle.loads(source.read(size))
    data = source.read()
    limits = Limits(**job["limits"])
    limit(limits)
    logging.disable(logging.CRITICAL)
    pickle.dump(answer(data, limits, job["encoding"]), sys.stdout.buffer, protocol=5)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
