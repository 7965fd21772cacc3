"""Uploaded files between preview and confirmation, each bound to one person."""

import datetime as dt
import hashlib
from uuid import uuid4

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from import_export.tmp_storages import BaseStorage

from partnership.core.imports import read_file

FOLDER = "imports"
SALT = "partnership.core.imports.uploads"
KEPT_SECONDS = 3600
EXPIRED = "This preview is no longer valid. Choose the file again."


class UploadStorage(BaseStorage):
    """Keeps uploads where every web process finds them, and sweeps old ones."""

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
    """Delete uploads that nobody confirmed within the hour."""
    before = (now or timezone.now()) - dt.timedelta(seconds=KEPT_SECONDS)
    for name, moment in kept_files():
        if moment < before:
            default_storage.delete(f"{FOLDER}/{name}")


def kept_files():
    """Each file that is kept, with when it was written."""
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[1]:
        try:
            moment = default_storage.get_modified_time(f"{FOLDER}/{name}")
        except FileNotFoundError:  # somebody else's import is done in this moment
            continue
        yield name, moment


def ticket(name, *, owner, file_format):
    """What a preview hands to its confirmation: which file, whose, and its hash."""
    digest = hashlib.sha256(UploadStorage(name=name).read()).hexdigest()
    return signing.dumps([name, owner, file_format, digest], salt=SALT)


def redeem(text, *, owner):
    """Name and format of the file that was previewed by the same owner.

    Raises ValueError where the ticket is old, another's, or the file has changed.
    """
    try:
        name, whose, file_format, digest = signing.loads(
            text, salt=SALT, max_age=KEPT_SECONDS
        )
        data = UploadStorage(name=name).read() if whose == owner else b""
    except (signing.BadSignature, OSError):
        raise ValueError(EXPIRED) from None
    if whose != owner or hashlib.sha256(data).hexdigest() != digest:
        raise ValueError(EXPIRED)
    return name, file_format


NO_WORKBOOK = (
    "This file is named .xlsx and is not a workbook. Save it as XLSX in your "
    "spreadsheet program; if it holds comma-separated text, name it .csv."
)


def kind_of_upload(file):
    """“xlsx” or “csv”; ValidationError for a file that is neither, or too large."""
    if file.size > read_file.MAX_BYTES:
        raise ValidationError("The file is larger than 10 MB. Split it in parts.")
    if not file.name.lower().endswith((".csv", ".xlsx", ".txt")):
        raise ValidationError("Save the sheet as XLSX or CSV, and choose that file.")
    kind = read_file.kind_of(file.read(8))
    file.seek(0)
    if file.name.lower().endswith(".xlsx") and kind != "xlsx":
        raise ValidationError(NO_WORKBOOK)
    return kind
