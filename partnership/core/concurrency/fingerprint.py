"""Fingerprints: short hashes that show if a value has changed since it was shown."""

import hashlib
import json
from decimal import Decimal

from partnership.core.models.display import figure


def fingerprint(value) -> str:
    """Return a short hash of a value: 10 characters."""
    if isinstance(value, Decimal):
        value = figure(value)
    if isinstance(value, list | tuple):
        value = sorted(str(item) for item in value)
    text = json.dumps("" if value is None else value, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def pack(fingerprints) -> str:
    return json.dumps(fingerprints, separators=(",", ":"), sort_keys=True)


def unpack(text) -> dict[str, str]:
    """Parse the hashes that a form sent back; return none if they are not valid."""
    try:
        fingerprints = json.loads(text or "{}")
    except ValueError:
        return {}
    return fingerprints if isinstance(fingerprints, dict) else {}
