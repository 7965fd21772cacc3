"""A file between preview and saving: stored for one user, for 1 hour.

A preview is never changed once it is written. Another worksheet, or data that has
changed, makes a new preview with a URL of its own, so no page mixes the two.
"""

import hashlib
import json
import re
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from partnership.core.imports.uploads import (
    FOLDER,
    KEPT_SECONDS,
    kept_files,
    sweep,
)

EXPIRED = "This preview has expired and nothing was imported. Upload the file again."
# A user's oldest previews are deleted when there are more.
MOST_KEPT = 6
KEY = re.compile(r"[0-9a-f]{32}")
DATA, CHECK, DONE = "", ".check", ".done"


class Gone(LookupError):
    """There is no such preview, or it has expired or belongs to another user."""


class Kept:
    """An uploaded file with its preview; `told` is what the pages show."""

    def __init__(self, user, key, told):
        self.user, self.key, self.told = user, key, told

    @classmethod
    def make(cls, user, data: bytes, told):
        """Store a file and its preview; delete the user's oldest beyond the limit."""
        sweep()
        for old in _own(user)[MOST_KEPT - 1 :]:
            cls(user, old, {}).drop()
        seal = {
            "at": timezone.now().timestamp(),
            "hash": hashlib.sha256(data).hexdigest(),
        }
        kept = cls(user, uuid4().hex, told | seal)
        kept._write(DATA, data)
        kept._write(CHECK, json.dumps(kept.told).encode())
        return kept

    @classmethod
    def find(cls, user, record, key):
        """Return the preview of a user and record type; raise Gone if there is none."""
        kept = cls(user, key, {})
        try:
            raw = kept._read(DONE) if kept._has(DONE) else kept._read(CHECK)
        except OSError:
            raise Gone(EXPIRED) from None
        kept.told = json.loads(raw)
        is_old = timezone.now().timestamp() - kept.told["at"] > KEPT_SECONDS
        if is_old or kept.told["record"] != record.slug:
            raise Gone(EXPIRED)
        return kept

    @property
    def data(self) -> bytes:
        """The file that was previewed, checked by its hash."""
        try:
            data = self._read(DATA)
        except OSError:
            raise Gone(EXPIRED) from None
        if hashlib.sha256(data).hexdigest() != self.told["hash"]:
            raise Gone(EXPIRED)
        return data

    @property
    def is_done(self) -> bool:
        return bool(self.told.get("done"))

    def finish(self, told) -> None:
        """Record that the rows are saved: keep the result and delete the file."""
        self.told = self.told | told | {"done": True}
        if not self._has(DONE):
            self._write(DONE, json.dumps(self.told).encode())
        default_storage.delete(self._path(DATA))

    def drop(self) -> None:
        for ending in (DATA, CHECK, DONE):
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


def _own(user):
    """Return the keys of a user's previews, newest first."""
    found = {}
    for name, moment in kept_files():
        owner, _, rest = name.partition("-")
        if owner == str(user.pk) and KEY.match(rest):
            key = rest.partition(".")[0]
            found[key] = max(moment, found.get(key, moment))
    return sorted(found, key=found.get, reverse=True)
