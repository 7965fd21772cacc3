"""A file between its check and its saving: kept for one person, for an hour.

A check is never altered once it is written. Another sheet, or data that others changed,
make another check with an address of its own, so no page shows half of either.
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

EXPIRED = (
    "This check is no longer kept, and nothing of it was imported. Choose the file "
    "again."
)
# A person's older checks go when there are more.
MOST_KEPT = 6
KEY = re.compile(r"[0-9a-f]{32}")
DATA, CHECK, DONE = "", ".check", ".done"


class Gone(LookupError):
    """There is no such check, or it is too old, or another person's."""


class Kept:
    """An uploaded file with what a check found; `told` is what its pages show."""

    def __init__(self, user, key, told):
        self.user, self.key, self.told = user, key, told

    @classmethod
    def make(cls, user, data: bytes, told):
        """Keep a file and what its check found; the oldest of many make room."""
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
        """What was kept for this person and kind of row; Gone if there is nothing."""
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
        """The very file that was checked."""
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
        """The rows are saved: what was done stays to be looked at, the file goes."""
        self.told = self.told | told | {"done": True}
        if not self._has(DONE):
            self._write(DONE, json.dumps(self.told).encode())
        default_storage.delete(self._path(DATA))

    def drop(self) -> None:
        for ending in (DATA, CHECK, DONE):
            default_storage.delete(self._path(ending))

    def _path(self, ending):
        # A file is named for whose it is, so nobody else's key leads to it.
        return f"{FOLDER}/{self.user.pk}-{self.key}{ending}"

    def _has(self, ending):
        return default_storage.exists(self._path(ending))

    def _read(self, ending):
        with default_storage.open(self._path(ending), "rb") as file:
            return file.read()

    def _write(self, ending, data):
        default_storage.save(self._path(ending), ContentFile(data))


def _own(user):
    """The keys of what a person has kept, newest first."""
    found = {}
    for name, moment in kept_files():
        owner, _, rest = name.partition("-")
        if owner == str(user.pk) and KEY.match(rest):
            key = rest.partition(".")[0]
            found[key] = max(moment, found.get(key, moment))
    return sorted(found, key=found.get, reverse=True)
