"""Former names: what an area or body was called on the day of a document."""

import copy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Self

from partnership.core.models.natural_keys import NaturalKeyModel

# Names by model and code.
Names = Mapping[tuple[str, str], str]
NO_NAMES: Names = {}
_in_use: ContextVar[Names] = ContextVar("names", default=NO_NAMES)


@contextmanager
def use_names(names: Names) -> Iterator[None]:
    """Give records that are read within the block these names; do not save them."""
    token = _in_use.set(names)
    try:
        yield
    finally:
        _in_use.reset(token)


class DatedNameModel(NaturalKeyModel):
    """An area or body with a name, which may have been another one before."""

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        row._take_name_of_day()
        return row

    def named(self) -> Self:
        """A copy with the name in use, for a record that was read before."""
        row = copy.copy(self)
        row._take_name_of_day()
        return row

    def _take_name_of_day(self) -> None:
        names = _in_use.get()
        if not names or "code" not in self.__dict__:
            return
        if name := names.get((self._meta.model_name or "", self.__dict__["code"])):
            self.name = name
            if hasattr(self, "brief_name"):
                self.short_name = ""  # that of today
