"""Other files as uploaded: their type is checked by their content, not their name."""

import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath

from django.core.exceptions import ValidationError

from partnership.core.files.names import ATTACHMENT_TYPES

MAX_BYTES = 20_000_000
MAX_MEMBERS = 5_000
# The member of each Office file that identifies its type.
OFFICE = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
OFFICE |= {"ppt/presentation.xml": "pptx"}
OPEN_DOCUMENT = {
    ATTACHMENT_TYPES[extension].encode(): extension
    for extension in ("ods", "odt", "odp")
}
TEXTS = {"csv", "txt"}
# Errors that reading a damaged ZIP file can raise.
ZIP_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(NotImplementedError, RuntimeError, EOFError, OSError, ValueError),
)
TOO_LARGE = "The file must be 20 MB or smaller"
EMPTY = "The file is empty. Select another"
UNKNOWN = (
    "The file must be a PDF, a Word, Excel, PowerPoint or OpenDocument file, or a CSV "
    "or text file"
)
HAS_MACROS = "The file contains macros. Save it without macros and select the new copy"
WITH_PASSWORD = "The file is password-protected. Save it without a password"
NOT_UTF8 = "The text file must be in UTF-8. Save it as CSV UTF-8 and select the new one"


@dataclass(frozen=True)
class Attachment:
    """A file as it will be stored."""

    content: bytes
    extension: str


def read_attachment(data: bytes, name: str) -> Attachment:
    """The file to store, with the extension of its content. Raises ValidationError."""
    if len(data) > MAX_BYTES:
        raise ValidationError(TOO_LARGE)
    if not data:
        raise ValidationError(EMPTY)
    if data.startswith(b"%PDF-"):
        return Attachment(data, "pdf")
    if data.startswith(b"PK"):
        return Attachment(data, _kind_of_archive(data))
    extension = PurePath(name).suffix.lower().lstrip(".")
    if extension not in TEXTS:
        raise ValidationError(UNKNOWN)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(NOT_UTF8) from None
    if "\0" in text:
        raise ValidationError(UNKNOWN)
    return Attachment(data, extension)


def _kind_of_archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _kind_of_members(archive, archive.infolist())
    except ZIP_ERRORS:
        raise ValidationError(UNKNOWN) from None


def _kind_of_members(archive, members) -> str:
    names = {member.filename for member in members}
    if len(members) > MAX_MEMBERS:
        raise ValidationError(UNKNOWN)
    if any(member.flag_bits & 0x1 for member in members):
        raise ValidationError(WITH_PASSWORD)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ValidationError(HAS_MACROS)
    office = [kind for member, kind in OFFICE.items() if member in names]
    if "[Content_Types].xml" in names and office:
        return office[0]
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        if found := OPEN_DOCUMENT.get(archive.read("mimetype").strip()):
            if any(name.startswith(("Basic/", "Scripts/")) for name in names):
                raise ValidationError(HAS_MACROS)
            return found
    raise ValidationError(UNKNOWN)
