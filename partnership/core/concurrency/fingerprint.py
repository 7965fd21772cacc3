"""Short hashes, to detect values that changed while a form was open."""

import hashlib
import json
from decimal import Decimal

from partnership.core.models.display import figure


def mark(value) -> str:
    """Return a short hash of a value: 10 characters."""
    if isinstance(value, Decimal):
        value = figure(value)
    if isinstance(value, list | tuple):
        value = sorted(str(one) for one in value)
    text = json.dumps("" if value is None else value, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def packed(marks) -> str:
    return json.dumps(marks, separators=(",", ":"), sort_keys=True)


def unpacked(text) -> dict[str, str]:
    """Parse the hashes that a form sent back; return none if they are not valid."""
    try:
        marks = json.loads(text or "{}")
    except ValueError:
        return {}
    return marks if isinstance(marks, dict) else {}
