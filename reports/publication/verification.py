"""Check that editions are unchanged since publication, and find unused files."""

import datetime as dt
import hashlib
import json
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.utils import timezone

from partnership.core.files import storage
from partnership.core.files.unused import unused_files
from partnership.core.values.fingerprints import file_sha256, fingerprint_of_parts
from reports.models import DraftPdf, Edition

# The stored files of an edition: the field, the field of its hash, and its name.
FILES = [
    ("html", "html_sha256", "HTML"),
    ("pdf", "pdf_sha256", "PDF"),
    ("json", "json_sha256", "JSON"),
]
FOLDERS = ["editions", "draft-pdfs"]
CHUNK = 1 << 16
# Templates and style sheets that decide how a document looks.
TEMPLATES = ["templates/reports/document", "templates/reports/blocks"]
SHEETS = ["css/public.css", "css/print.css"]


def content_sha256(content: dict) -> str:
    """SHA-256 of an edition's content: JSON with sorted keys and no spaces."""
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def template_version() -> str:
    """A hash of the templates and style sheets of documents."""
    paths = [
        path
        for folder in TEMPLATES
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*.html"))
    ]
    paths += [Path(found) for name in SHEETS if (found := finders.find(name))]
    return fingerprint_of_parts((path.read_bytes() for path in paths), length=64)


def sha256_of(file) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stored:
        for chunk in stored.chunks(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def faults_of(edition: Edition) -> Iterator[str]:
    """What is wrong with the stored files and the content of one edition."""
    for name, hash_name, label in FILES:
        file, expected = getattr(edition, name), getattr(edition, hash_name)
        if not file or not file.storage.exists(file.name):
            yield f"{edition}: the {label} file {file.name or ''} is missing."
        elif sha256_of(file) != expected:
            yield f"{edition}: {file.name} has changed since it was published."
    for name in files_of(edition):
        if not storage.is_stored(name):
            yield f"{edition}: the file {name} is missing."
        elif file_sha256(storage.read_stored(name)) != name.partition("-")[0]:
            yield f"{edition}: the file {name} has changed since it was published."
    if content_sha256(edition.content) != edition.content_sha256:
        yield f"{edition}: the data has changed since publication."


def files_of(edition: Edition) -> list[str]:
    """The stored names of the pictures and supplements of an edition."""
    return [file["name"] for file in edition.content.get("files", [])]


def missing_numbers() -> Iterator[str]:
    """Editions that must have existed, because a later number does."""
    numbers: dict = {}
    rows = Edition.objects.select_related("report__partnership").defer("content")
    for row in rows:
        numbers.setdefault(row.report, set()).add(row.number)
    for report, found in numbers.items():
        for number in sorted(set(range(1, max(found) + 1)) - found):
            yield f"{report}: edition {number} is missing."


def all_faults() -> Iterator[str]:
    for edition in Edition.objects.select_related("report__partnership").iterator():
        yield from faults_of(edition)
    yield from missing_numbers()


def orphan_files(older_than=dt.timedelta(hours=1)) -> list[str]:
    """Stored files that no edition, draft PDF or record names, left by a crash or form.

    Newer files are left out, because a document may be in the middle of publication.
    """
    named = {
        name
        for field in ["html", "pdf", "json"]
        for name in Edition.objects.values_list(field, flat=True)
    } | set(DraftPdf.objects.values_list("pdf", flat=True))
    before = timezone.now() - older_than
    files = [
        name
        for folder in FOLDERS
        for name in _files_in(folder)
        if name not in named and default_storage.get_modified_time(name) < before
    ]
    published = {
        name
        for content in Edition.objects.values_list("content", flat=True).iterator()
        for name in (file["name"] for file in content.get("files", []))
    }
    return [*files, *unused_files(published, older_than)]


def _files_in(folder):
    if not default_storage.exists(folder):
        return []
    _, names = default_storage.listdir(folder)
    return [posixpath.join(folder, name) for name in sorted(names)]


@dataclass(frozen=True)
class FoundFile:
    """A file that was published: its edition, and “PDF”, “HTML” or “JSON”."""

    edition: Edition
    label: str


def find_by_sha256(digest: str) -> FoundFile | None:
    """The published file with this hash, if there is one."""
    rows = Edition.objects.select_related("report__partnership").defer("content")
    for _, hash_name, label in FILES:
        if edition := rows.filter(**{hash_name: digest}).order_by("-number").first():
            return FoundFile(edition, label)
    return None
