"""Uploaded files: which are accepted, and how long they are stored."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils import timezone

from partnership.core.imports.files import read_file

FOLDER = "imports"
MAX_AGE_SECONDS = 3600
ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".htm")
ENDINGS += (".html", ".xml")
KINDS = "XLSX, XLSM, XLS, ODS, CSV or TSV"
WORKBOOK = b"PK\x03\x04"
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


def check_upload(file) -> None:
    """Raise ValidationError for a file that is too large or of another kind."""
    most = read_file.limits().bytes
    if file.size > most:
        megabytes = most // read_file.MEGABYTE
        raise ValidationError(f"The file must be smaller than {megabytes} MB")
    name = file.name.lower()
    if not name.endswith(ENDINGS):
        raise ValidationError(f"The file must be {KINDS}")
    start = file.read(8)
    file.seek(0)
    if name.endswith((".xlsx", ".xlsm")) and not start.startswith(
        (WORKBOOK, b"\xd0\xcf\x11\xe0", b"<")
    ):
        raise ValidationError(NO_WORKBOOK)
