"""Fingerprints: hashes that show if a value or a file has changed."""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal


def fingerprint(value, length: int = 16) -> str:
    """Return the first `length` hexadecimal digits of a value's SHA-256, at most 64.

    Equal numbers have the same fingerprint, and so do None and empty text.
    """
    return fingerprint_of_parts([_as_text(value).encode()], length)


def fingerprint_of_parts(parts: Iterable[bytes], length: int = 16) -> str:
    """Return the fingerprint of more bytes than fit in memory."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()[:length]


def file_sha256(content: bytes) -> str:
    """Return the SHA-256 of a file's content, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def _as_text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return json.dumps(value, default=str, sort_keys=True)
