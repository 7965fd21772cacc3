"""A file between preview and saving: stored for one user, for 1 hour.

A preview is never changed once it is written. Another worksheet, or data that has
changed, makes a new preview with a URL of its own, so no page mixes the two.
"""

import json
import re
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from partnership.core.imports.uploads import (
    FOLDER,
    MAX_AGE_SECONDS,
    stored_files,
    sweep,
)
from partnership.core.values.fingerprints import file_sha256

EXPIRED = "This preview has expired and nothing was imported. Upload the file again."
# A user's oldest previews are deleted when there are more.
MAX_STORED = 6
KEY = re.compile(r"[0-9a-f]{32}")
DATA, PREVIEW, DONE = "", ".check", ".done"


class UploadExpired(LookupError):
    """There is no such preview, or it has expired or belongs to another user."""


class StoredUpload:
    """An uploaded file with its preview; `preview` is what the pages show."""

    def __init__(self, user, key, preview):
        self.user, self.key, self.preview = user, key, preview

    @classmethod
    def create(cls, user, data: bytes, preview):
        """Store a file and its preview; delete the user's oldest beyond the limit."""
        sweep()
        for old in _keys_of(user)[MAX_STORED - 1 :]:
            cls(user, old, {}).drop()
        stored = {
            "at": timezone.now().timestamp(),
            "hash": file_sha256(data),
        }
        upload = cls(user, uuid4().hex, preview | stored)
        upload._write(DATA, data)
        upload._write(PREVIEW, json.dumps(upload.preview).encode())
        return upload

    @classmethod
    def find(cls, user, record, key):
        """Return a user's preview of a record type.

        Raises UploadExpired if there is none.
        """
        upload = cls(user, key, {})
        try:
            raw = upload._read(DONE) if upload._has(DONE) else upload._read(PREVIEW)
        except OSError:
            raise UploadExpired(EXPIRED) from None
        upload.preview = json.loads(raw)
        is_old = timezone.now().timestamp() - upload.preview["at"] > MAX_AGE_SECONDS
        if is_old or upload.preview["record"] != record.slug:
            raise UploadExpired(EXPIRED)
        return upload

    @property
    def data(self) -> bytes:
        """The file that was previewed, checked by its hash."""
        try:
            data = self._read(DATA)
        except OSError:
            raise UploadExpired(EXPIRED) from None
        if file_sha256(data) != self.preview["hash"]:
            raise UploadExpired(EXPIRED)
        return data

    @property
    def is_done(self) -> bool:
        return bool(self.preview.get("done"))

    def finish(self, result) -> None:
        """Record that the rows are saved: store the result and delete the file."""
        self.preview = self.preview | result | {"done": True}
        if not self._has(DONE):
            self._write(DONE, json.dumps(self.preview).encode())
        default_storage.delete(self._path(DATA))

    def drop(self) -> None:
        for ending in (DATA, PREVIEW, DONE):
            default_storage.delete(self._path(ending))

    def _path(self, ending):
        # The name includes the user, so that no other user's key can open the file.
        return f"{FOLDER}/{self.user.pk}-{self.key}{ending}"

    def _has(self, ending):
        return default_storage.exists(self._path(ending))

    def _read(self, ending):
        with default_storage.open(self._path(ending), "rb") as file:
            return file.read()

    def _write(self, ending, data):
        default_storage.save(self._path(ending), ContentFile(data))


def _keys_of(user):
    """Return the keys of a user's previews, newest first."""
    found = {}
    for name, moment in stored_files():
        owner, _, rest = name.partition("-")
        if owner == str(user.pk) and KEY.match(rest):
            key = rest.partition(".")[0]
            found[key] = max(moment, found.get(key, moment))
    return sorted(found, key=found.get, reverse=True)
