"""Uploaded files of many records as one ZIP file, uploaded with a workbook.

The workbook names the files. In a ZIP file written here, they have the names they are
stored under. Other ZIP files can use any names, as long as the workbook uses the same.
"""

import io
import struct
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from PIL import Image

from partnership.core.files import attachments, images, storage
from partnership.core.files.names import FileName, parse_name
from partnership.core.values.fingerprints import file_sha256

MAX_BYTES = 500_000_000
MAX_UNPACKED = 2_000_000_000
MAX_MEMBERS = 5_000
# Members that operating systems and `write_bundle` add to a ZIP file.
NOT_STORED = "files-not-found.txt"
NOT_READ = {"__macosx", ".ds_store", "thumbs.db", "desktop.ini", NOT_STORED}
# A picture can have other data after its end.
IMAGE_ENDS = (b"\xff\xd9", b"IEND\xaeB`\x82")
IMAGE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF")
NO_ZIP = "The file with pictures and supplements must be a ZIP file"
TOO_LARGE = (
    f"The ZIP file must be smaller than {MAX_BYTES // 1_000_000} MB, with no more than "
    f"{MAX_MEMBERS:,} files"
)
WITH_PASSWORD = "The ZIP file is password-protected. Create it without a password"
DAMAGED = "The file in the ZIP file is damaged. Create the ZIP file again"

SAME_NAME = "Two files in the ZIP file have this name. Give each its own name"


def write_bundle(names: Iterable[str], stream) -> list[str]:
    """Write stored files to a ZIP file; return the names that are not stored here.

    The ZIP file then contains a text file that lists them.
    """
    missing = []
    # Pictures and Office files are compressed already.
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in dict.fromkeys(names):
            try:
                archive.writestr(name, storage.read_stored(name))
            except FileNotFoundError:
                missing.append(name)
        if missing:
            lines = ["These files are named in the records but are not stored:"]
            archive.writestr(NOT_STORED, "\r\n".join([*lines, *missing, ""]))
    return missing


def store_bundle(file) -> dict[str, str]:
    """Store the files of a ZIP file; return their stored names by their own names.

    Nothing is unpacked to a path that the ZIP file names. Raises ValidationError with
    a message for each file that cannot be stored; files stored until then are unused,
    and are deleted like other unused files.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            return _store_all(archive)
    except attachments.ZIP_ERRORS:
        raise ValidationError(NO_ZIP) from None


def _store_all(archive) -> dict[str, str]:
    members = [m for m in archive.infolist() if not m.is_dir() and _is_read(m)]
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if packed > MAX_BYTES or unpacked > MAX_UNPACKED or len(members) > MAX_MEMBERS:
        raise ValidationError(TOO_LARGE)
    if any(member.flag_bits & 0x1 for member in members):
        raise ValidationError(WITH_PASSWORD)
    found: dict[str, str] = {}
    errors = []
    for member in members:
        name = name_key(member.filename)
        try:
            if name in found:
                raise ValidationError(SAME_NAME)
            found[name] = _store(archive, member)
        except ValidationError as error:
            errors += [f"{member.filename[:200]}: {line}" for line in error.messages]
    if errors:
        raise ValidationError(errors)
    return found


def _is_read(member) -> bool:
    path = PurePosixPath(member.filename.casefold())
    return not NOT_READ & {*path.parts} and not path.name.startswith("._")


def name_key(name: str) -> str:
    """The name of a file in lower case, without its folders."""
    return name.replace("\\", "/").rpartition("/")[2].strip().casefold()


def _store(archive, member) -> str:
    limit = max(images.MAX_BYTES, attachments.MAX_BYTES)
    try:
        with archive.open(member) as stream:
            # The size stated in the ZIP file may be wrong.
            content = stream.read(limit + 1)
    except attachments.ZIP_ERRORS:
        raise ValidationError(DAMAGED) from None
    if not content.startswith(IMAGE_STARTS):
        return storage.store_attachment(content, member.filename)
    known = parse_name(name_key(member.filename))
    if known is not None and _is_as_stored(known, content):
        return storage.store_as_is(known, content)
    return storage.store_image(content)


def _is_as_stored(name: FileName, content: bytes) -> bool:
    """Whether a picture was stored by this program, so has no metadata."""
    if not name.is_image or file_sha256(content) != name.sha256:
        return False
    try:
        image = Image.open(io.BytesIO(content), formats=["PNG", "JPEG"])
        has_size = image.size == (name.width, name.height)
        is_small = max(image.size) <= images.LONGEST_SIDE
        if not has_size or not is_small or not content.endswith(IMAGE_ENDS):
            return False
        image.load()  # which reads what follows the pixels too
        extra = {*image.info} - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        if extra or image.getexif():
            return False
    except Image.DecompressionBombError:
        return False
    except (OSError, ValueError, SyntaxError, struct.error, EOFError, IndexError):
        return False
    return True
