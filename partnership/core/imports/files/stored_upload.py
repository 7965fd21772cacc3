"""A file between preview and saving: stored for one user, for 1 hour.

A preview is never changed once it is written. Every choice about the file creates a new
preview with its own URL, so no page mixes two. All of them share the file.
"""

import json
import re
from collections import defaultdict
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from partnership.core.imports.files.uploads import (
    FOLDER,
    MAX_AGE_SECONDS,
    stored_files,
    sweep,
)
from partnership.core.values.fingerprints import file_sha256

EXPIRED = "This preview has expired and nothing was imported. Upload the file again."
# A user's oldest previews are deleted when there are more.
MAX_STORED = 40
MAX_FILES = 6
KEY = re.compile(r"[0-9a-f]{32}")
DATA, PREVIEW, DONE, ROWS = "", ".check", ".done", ".rows"


class UploadExpired(LookupError):
    """There is no such preview, or it has expired or belongs to another user."""


class StoredUpload:
    """An uploaded file with its preview; `preview` is what the pages show."""

    def __init__(self, user, key, preview):
        self.user, self.key, self.preview = user, key, preview

    @classmethod
    def create(cls, user, data: bytes, preview, like=None):
        """Store a preview; its file too, unless the preview `like` has it."""
        sweep()
        _keep_newest(user)
        key = uuid4().hex
        data_key = like.preview["data_key"] if like is not None else key
        stored = {
            "at": timezone.now().timestamp(),
            "hash": file_sha256(data),
            "data_key": data_key,
        }
        upload = cls(user, key, preview | stored)
        if like is None:
            upload._write(data_key, DATA, data)
        upload._write(key, PREVIEW, json.dumps(upload.preview).encode())
        return upload

    @classmethod
    def find(cls, user, slug, key):
        """Return a user's preview of a list, given as its slug.

        Raises UploadExpired if there is none.
        """
        upload = cls(user, key, {})
        ending = DONE if upload._has(key, DONE) else PREVIEW
        try:
            raw = upload._read(key, ending)
        except OSError:
            raise UploadExpired(EXPIRED) from None
        upload.preview = json.loads(raw)
        is_old = timezone.now().timestamp() - upload.preview["at"] > MAX_AGE_SECONDS
        if is_old or upload.preview["record"] != str(slug):
            raise UploadExpired(EXPIRED)
        return upload

    @property
    def data(self) -> bytes:
        """The file that was previewed, checked by its hash."""
        try:
            data = self._read(self.preview["data_key"], DATA)
        except OSError:
            raise UploadExpired(EXPIRED) from None
        if file_sha256(data) != self.preview["hash"]:
            raise UploadExpired(EXPIRED)
        return data

    def keep_rows(self, packed: bytes) -> None:
        """Store the rows that the preview would save."""
        self._write(self.key, ROWS, packed)

    @property
    def rows(self) -> bytes | None:
        """The rows that the preview would save, if they were stored."""
        return self._read(self.key, ROWS) if self._has(self.key, ROWS) else None

    @property
    def is_previewed(self) -> bool:
        """Whether its preview is complete, not just started."""
        return "fingerprint" in self.preview

    @property
    def is_done(self) -> bool:
        return bool(self.preview.get("done"))

    def finish(self, result) -> None:
        """Record that the rows are saved: store the result and delete the file."""
        self.preview = self.preview | result | {"done": True}
        if not self._has(self.key, DONE):
            self._write(self.key, DONE, json.dumps(self.preview).encode())
        default_storage.delete(self._path(self.preview["data_key"], DATA))
        default_storage.delete(self._path(self.key, ROWS))

    def drop(self) -> None:
        """Delete the preview and its file."""
        for ending in (PREVIEW, DONE, ROWS):
            default_storage.delete(self._path(self.key, ending))
        if data_key := self.preview.get("data_key"):
            default_storage.delete(self._path(data_key, DATA))

    def _path(self, key, ending):
        # The name includes the user, so that no other user's key can open the file.
        return f"{FOLDER}/{self.user.pk}-{key}{ending}"

    def _has(self, key, ending):
        return default_storage.exists(self._path(key, ending))

    def _read(self, key, ending):
        with default_storage.open(self._path(key, ending), "rb") as file:
            return file.read()

    def _write(self, key, ending, data):
        default_storage.save(self._path(key, ending), ContentFile(data))


def _keep_newest(user):
    """Delete a user's oldest files and previews beyond the limits."""
    found_by_ending = defaultdict(dict)
    for name, moment in stored_files():
        owner, _, rest = name.partition("-")
        if owner == str(user.pk) and KEY.match(rest):
            found_by_ending[rest[32:]][name] = moment
    for ending, found in found_by_ending.items():
        most = MAX_FILES if ending in (DATA, ROWS) else MAX_STORED
        newest_first = sorted(found, key=found.get, reverse=True)
        for name in newest_first[most - 1 :]:
            default_storage.delete(f"{FOLDER}/{name}")
