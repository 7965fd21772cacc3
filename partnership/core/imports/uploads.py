"""Uploaded files: which are accepted, and how long they are stored."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils import timezone

from partnership.core.imports import read_file

FOLDER = "imports"
MAX_AGE_SECONDS = 3600
NO_WORKBOOK = (
    "The file name ends in .xlsx but it is not a workbook. Save it again as XLSX, or "
    "as CSV if it is comma-separated text"
)


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
