"""Record the versions that an operation saves, so that it can be undone as one."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db.models import Model
from simple_history.signals import post_create_historical_record

Key = tuple[type[Model], int]


@dataclass
class Recorded:
    """The newest version of each record and the one before, by first change."""

    newest: dict[Key, int] = field(default_factory=dict)
    before: dict[Key, int | None] = field(default_factory=dict)
    rows: dict[Key, Model] = field(default_factory=dict)

    def add(self, instance, version) -> None:
        key = (type(instance), instance.pk)
        if key not in self.newest:
            earlier = None if version.history_type == "+" else version.prev_record
            self.before[key] = earlier.history_id if earlier else None
        self.newest[key] = version.history_id
        self.rows[key] = instance

    def by_model(self) -> dict[type[Model], list[tuple[int, int, int | None]]]:
        """The key, newest version and previous version of each record, by model."""
        found: dict[type[Model], list[tuple[int, int, int | None]]] = {}
        for (model, pk), version in self.newest.items():
            entry = (pk, version, self.before[model, pk])
            found.setdefault(model, []).append(entry)
        return found

    def rows_by_model(self) -> dict[type[Model], list[Model]]:
        found: dict[type[Model], list[Model]] = {}
        for row in self.rows.values():
            found.setdefault(type(row), []).append(row)
        return found


_now: ContextVar[Recorded | None] = ContextVar("recording", default=None)


@contextmanager
def recording() -> Iterator[Recorded]:
    """Record the versions of all records that are saved inside."""
    token = _now.set(Recorded())
    try:
        yield _now.get()  # type: ignore[misc]
    finally:
        _now.reset(token)


def _record(sender, instance, history_instance, **kwargs):
    recorded = _now.get()
    if recorded is not None:
        recorded.add(instance, history_instance)


post_create_historical_record.connect(_record, dispatch_uid="recording")
