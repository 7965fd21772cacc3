"""Storing uploaded files under the hash of their content, and reading them back."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from partnership.core.files.attachments import read_attachment
from partnership.core.files.images import read_image
from partnership.core.files.names import FileName, parse_name
from partnership.core.values.fingerprints import file_sha256

FOLDER = "uploads"


def store_image(data: bytes) -> str:
    """Store a picture; return its name. Raises ValidationError."""
    image = read_image(data)
    size = f"{image.width}x{image.height}"
    return _store(image.content, f"{size}.{image.extension}")


def store_attachment(data: bytes, name: str) -> str:
    """Store another file; return its name in storage. Raises ValidationError."""
    file = read_attachment(data, name)
    return _store(file.content, f"{len(file.content)}b.{file.extension}")


def _store(content, rest) -> str:
    name = f"{file_sha256(content)}-{rest}"
    if not is_stored(name):
        default_storage.save(path_of(name), ContentFile(content))
    return name


def store_as_is(found: FileName, content: bytes) -> str:
    """Store a picture that was stored elsewhere under the same name."""
    ending = found.name.partition("-")[2]
    return _store(content, ending)


def path_of(name: str) -> str:
    """Where a file is in storage."""
    return f"{FOLDER}/{name}"


def is_stored(name: str) -> bool:
    return parse_name(name) is not None and default_storage.exists(path_of(name))


def open_stored(name: str):
    """Open a stored file. Raises FileNotFoundError."""
    if parse_name(name) is None:
        raise FileNotFoundError(name)
    return default_storage.open(path_of(name))


def read_stored(name: str) -> bytes:
    """The content of a stored file. Raises FileNotFoundError."""
    with open_stored(name) as file:
        return file.read()
