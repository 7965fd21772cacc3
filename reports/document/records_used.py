"""The records that a document is made from, noted while it is built.

Blocks note the rows that they print; what a text's figure codes refer to is read from
the codes. Nothing is noted outside `noting`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class UsedField:
    """A printed field of a row that is not published with the row itself."""

    row: Model
    name: str


_noted: ContextVar[list[Model | UsedField] | None] = ContextVar("noted", default=None)


@contextmanager
def noting() -> Iterator[list[Model | UsedField]]:
    """The rows that are noted until the end of the block."""
    rows: list[Model | UsedField] = []
    token = _noted.set(rows)
    try:
        yield rows
    finally:
        _noted.reset(token)


def use(*rows: Model | UsedField | None) -> None:
    """Note that the document prints these rows; None is left out."""
    noted = _noted.get()
    if noted is not None:
        noted += [row for row in rows if row is not None]
