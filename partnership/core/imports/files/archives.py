"""Guards for workbooks that are ZIP archives, before anything else opens them."""

import io
import re
import zipfile

from partnership.core.imports.sheets import Limits, SpreadsheetError

MEGABYTE = 1024 * 1024
MAX_RATIO = 100
# A workbook of many small sheets or pictures has some hundreds of members.
MAX_MEMBERS = 2_000
DECLARATION = re.compile(rb"<!(?:doctype|entity)", re.I)
UNSAFE_NAME = re.compile(r"^[/\\]|(?:^|/)\.\.(?:/|$)|^[A-Za-z]:|\\")
MIMETYPES = {b"application/vnd.oasis.opendocument.spreadsheet": "ods"}

TOO_LARGE = "The workbook is too large. Copy the data you need into a new workbook"
DAMAGED = "The workbook is damaged. Save it again in your spreadsheet program"
WITH_PASSWORD = "The workbook is password-protected. Save it without a password"
UNSAFE = "The workbook cannot be read safely. Copy the data into a new workbook"
NO_WORKBOOK = "The file must be XLSX, XLSM, XLS, ODS, CSV or TSV"


def check(data: bytes, limits: Limits) -> tuple[str, zipfile.ZipFile]:
    """Return the kind of a workbook, “xlsx” or “ods”, and its archive.

    Raises SpreadsheetError for an archive that is unsafe, too large or not a workbook.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise SpreadsheetError(DAMAGED) from None
    members = archive.infolist()
    kind = _kind_of(archive, members, len(data))
    budget = limits.unpacked_bytes
    for member in members:
        with archive.open(member) as stream:
            size = _scan(stream, budget, member.filename)
        budget -= size
        if size > MEGABYTE and size > MAX_RATIO * max(member.compress_size, 1):
            # A sheet that repeats one number can be compressed by this much.
            if not member.filename.endswith(".xml") or size > limits.unpacked_bytes / 2:
                raise SpreadsheetError(TOO_LARGE)
    return kind, archive


def _kind_of(archive, members, size):
    """Check the list of contents before anything is unpacked; return the kind."""
    names = [member.filename for member in members]
    folded = [name.casefold() for name in names]
    if any(member.flag_bits & 0x1 for member in members):
        raise SpreadsheetError(WITH_PASSWORD)
    packed = sum(member.compress_size for member in members)
    if len(names) > MAX_MEMBERS or packed > size:
        raise SpreadsheetError(TOO_LARGE)
    if len(set(folded)) < len(folded) or any(map(UNSAFE_NAME.search, names)):
        raise SpreadsheetError(DAMAGED)
    if "[Content_Types].xml" in names and any(n.startswith("xl/") for n in folded):
        if any(name.endswith("workbook.bin") for name in folded):
            raise SpreadsheetError(
                "The workbook is in the XLSB format. Save it as XLSX"
            )
        return "xlsx"
    if "mimetype" in names and "content.xml" in names:
        kind = MIMETYPES.get(archive.read("mimetype").strip())
        if kind:
            return kind
    raise SpreadsheetError(NO_WORKBOOK)


def _scan(stream, budget, name):
    """Return a member's unpacked size in bytes; reject declarations in its XML."""
    size, tail = 0, b""
    is_text = name.endswith((".xml", ".rels", ".vml", ".rdf"))
    while chunk := stream.read(262_144):
        size += len(chunk)
        if size > budget:
            raise SpreadsheetError(TOO_LARGE)
        if is_text:
            # Zero bytes are left out, so that UTF-16 reads like ASCII.
            plain = chunk.replace(b"\0", b"") if b"\0" in chunk else chunk
            window = tail + plain
            if b"<!" in window and DECLARATION.search(window):
                raise SpreadsheetError(UNSAFE)
            tail = window[-16:]
    return size
