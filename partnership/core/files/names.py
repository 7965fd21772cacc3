"""Names of stored files: the SHA-256 of the content, and details of the file.

A picture is `<sha256>-<width>x<height>.jpg`, any other file `<sha256>-<bytes>b.xlsx`.
The name contains all the details that pages need, so no page opens the file.
"""

import re
from dataclasses import dataclass

IMAGE_TYPES = {"jpg": "image/jpeg", "png": "image/png"}
ATTACHMENT_TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
NAME = re.compile(
    r"(?P<sha256>[0-9a-f]{64})-"
    r"(?:(?P<width>\d{1,5})x(?P<height>\d{1,5})|(?P<size>\d{1,9})b)"
    r"\.(?P<extension>[a-z]{3,4})"
)
LONGEST = 90


@dataclass(frozen=True)
class FileName:
    """The details in a stored file's name; sizes in pixels or bytes, 0 if unknown."""

    name: str
    sha256: str
    extension: str
    width: int = 0
    height: int = 0
    size: int = 0

    @property
    def is_image(self) -> bool:
        return self.width > 0

    @property
    def media_type(self) -> str:
        return (IMAGE_TYPES | ATTACHMENT_TYPES)[self.extension]

    @property
    def size_words(self) -> str:
        return size_in_words(self.size)


def size_in_words(size: int) -> str:
    """A size in bytes as “24 KB” or “1.3 MB”."""
    if size < 1_000_000:
        return f"{max(round(size / 1000), 1)} KB"
    return f"{size / 1_000_000:.1f} MB"


def parse_name(name: str) -> FileName | None:
    """The details in a name, or None if no stored file can have this name."""
    found = NAME.fullmatch(name)
    if found is None:
        return None
    is_image = found["width"] is not None
    types = IMAGE_TYPES if is_image else ATTACHMENT_TYPES
    if found["extension"] not in types:
        return None
    return FileName(
        name,
        found["sha256"],
        found["extension"],
        int(found["width"] or 0),
        int(found["height"] or 0),
        int(found["size"] or 0),
    )


def describe(name: str) -> str:
    """“JPG picture, 1600 × 1200 pixels” or “XLSX file, 24 KB”."""
    found = parse_name(name)
    if found is None:
        return name
    kind = found.extension.upper()
    if found.is_image:
        return f"{kind} picture, {found.width} × {found.height} pixels"
    return f"{kind} file, {found.size_words}"
