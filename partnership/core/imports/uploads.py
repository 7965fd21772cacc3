"""Uploaded files between preview and confirmation, each tied to one user."""

import datetime as dt
from uuid import uuid4

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from import_export.tmp_storages import BaseStorage

from partnership.core.imports import read_file
from partnership.core.values.fingerprints import file_sha256

FOLDER = "imports"
SALT = "partnership.core.imports.uploads"
MAX_AGE_SECONDS = 3600
EXPIRED = "This preview has expired. Upload the file again."


class UploadStorage(BaseStorage):
    """Store uploads where every web process can read them, and delete old ones."""

    @property
    def path(self):
        return f"{FOLDER}/{self.name}"

    def save(self, data):
        sweep()
        self.name = uuid4().hex
        default_storage.save(self.path, ContentFile(data))

    def read(self):
        with default_storage.open(self.path, "rb") as file:
            return file.read()

    def remove(self):
        default_storage.delete(self.path)


def sweep(now=None):
    """Delete uploads that were not confirmed within an hour."""
    before = (now or timezone.now()) - dt.timedelta(seconds=MAX_AGE_SECONDS)
    for name, moment in stored_files():
        if moment < before:
            default_storage.delete(f"{FOLDER}/{name}")


def stored_files():
    """Yield the name and time of each stored file."""
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[1]:
        try:
            moment = default_storage.get_modified_time(f"{FOLDER}/{name}")
        except FileNotFoundError:  # another user's import has just finished
            continue
        yield name, moment


def ticket(name, *, owner, file_format):
    """Sign the name, owner, format and hash of a file for its confirmation."""
    digest = file_sha256(UploadStorage(name=name).read())
    return signing.dumps([name, owner, file_format, digest], salt=SALT)


def redeem(text, *, owner):
    """Return the name and format of the file previewed by the same owner.

    Raises ValueError if the ticket has expired, belongs to another user or does not
    match the file.
    """
    try:
        name, signed_owner, file_format, digest = signing.loads(
            text, salt=SALT, max_age=MAX_AGE_SECONDS
        )
        data = UploadStorage(name=name).read() if signed_owner == owner else b""
    except (signing.BadSignature, OSError):
        raise ValueError(EXPIRED) from None
    if signed_owner != owner or file_sha256(data) != digest:
        raise ValueError(EXPIRED)
    return name, file_format


NO_WORKBOOK = (
    "The file name ends in .xlsx but it is not a workbook. Save it again as XLSX, or "
    "as CSV if it is comma-separated text"
)


def kind_of_upload(file):
    """Return “xlsx” or “csv”; raise ValidationError for other or too large files."""
    if file.size > read_file.MAX_BYTES:
        raise ValidationError("The file must be smaller than 10 MB")
    if not file.name.lower().endswith((".csv", ".xlsx", ".txt")):
        raise ValidationError("The file must be XLSX or CSV")
    kind = read_file.kind_of(file.read(8))
    file.seek(0)
    if file.name.lower().endswith(".xlsx") and kind != "xlsx":
        raise ValidationError(NO_WORKBOOK)
    return kind
