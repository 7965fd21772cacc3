"""The folder of stored pages, which a web server can also send directly.

    VERSION/pages/documents/index.html, index.html.gz, index.html.br
    VERSION/headers/documents/index.html
    current -> VERSION

VERSION is the name of a `SiteVersion`. A page is stored when its headers are there.
"""

import gzip
import json
import os
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

import brotli
from django.conf import settings

CURRENT = "current"
INDEX = "index.html"
# Files by the end of their address, and whether they are also stored compressed.
ENDINGS = {
    **dict.fromkeys([".html", ".json", ".csv", ".xml", ".txt", ".css"], True),
    **dict.fromkeys([".pdf", ".xlsx", ".docx"], False),
}
LONGEST_PATH = 500
LONGEST_NAME = 200
# Pages are compressed once and sent often, but the first reader may wait for it.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6


def root() -> Path:
    return Path(settings.PUBLIC_PAGES_ROOT)


@lru_cache(maxsize=5000)
def file_name(path: str) -> str | None:
    """The file of an address below the folder of pages, or None if it cannot be one."""
    if len(path) > LONGEST_PATH or not path.isascii() or not path.isprintable():
        return None
    names = path.split("/")[1:]
    if "\\" in path or "//" in path:
        return None
    if any(name.startswith(".") or len(name) > LONGEST_NAME for name in names):
        return None
    if path.endswith("/"):
        return f"{path[1:]}{INDEX}"
    ending = os.path.splitext(path)[1]
    return path[1:] if ending in ENDINGS and names[-1] != INDEX else None


def linked_version() -> str:
    """The version that a web server sends now; blank if there is none."""
    try:
        return os.readlink(f"{settings.PUBLIC_PAGES_ROOT}/{CURRENT}")
    except OSError:
        return ""


# `write` never changes a page of a version, so its headers may stay in memory.
@lru_cache(maxsize=5000)
def headers_of(version: str, name: str) -> dict:
    """The headers of a stored page. Raises OSError if it is not stored."""
    return json.loads((root() / version / "headers" / name).read_bytes())


def open_page(version: str, name: str, encoding_ending: str = ""):
    """A stored page, opened; raises OSError if it is not there in this encoding."""
    path = f"{settings.PUBLIC_PAGES_ROOT}/{version}/pages/{name}{encoding_ending}"
    return open(path, "rb", buffering=0)  # read in one go


def write(version: str, name: str, body: bytes, headers: dict) -> None:
    """Store a page, unless it is stored: processes keep its headers in memory."""
    stored = root() / version / "headers" / name
    if stored.exists():
        return
    pages = root() / version / "pages" / name
    _write(pages, body)
    if ENDINGS[os.path.splitext(name)[1]]:
        _write(Path(f"{pages}.gz"), gzip.compress(body, GZIP_LEVEL, mtime=0))
        compressed = brotli.compress(body, quality=BROTLI_QUALITY)
        _write(Path(f"{pages}.br"), compressed)
    _write(stored, json.dumps(headers).encode())


def _write(path: Path, content: bytes) -> None:
    """Write a file in one step: nobody reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(content)
        # The web server may be another user.
        os.fchmod(file.fileno(), 0o644)
    os.replace(file.name, path)


def make_current(version: str) -> None:
    """Let a web server send the pages of a version."""
    (root() / version / "pages").mkdir(parents=True, exist_ok=True)
    if linked_version() == version:
        return
    new = root() / f".{version}"
    new.unlink(missing_ok=True)
    new.symlink_to(version)
    os.replace(new, root() / CURRENT)


def stop_sending() -> None:
    """Send no stored page, until a version is made current."""
    (root() / CURRENT).unlink(missing_ok=True)


def remove_other_versions(version: str) -> None:
    if not root().is_dir():
        return
    for path in root().iterdir():
        if path.name not in {version, CURRENT} and path.is_dir():
            shutil.rmtree(path, ignore_errors=True)


def is_done(version: str) -> bool:
    """Whether all pages of a version have been made."""
    return (root() / version / "done").exists()


def write_done(version: str) -> None:
    _write(root() / version / "done", b"")
