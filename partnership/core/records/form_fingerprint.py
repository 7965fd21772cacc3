"""The values that a form started from, to detect changes by someone else.

A form carries a short hash of each value it showed. If a hash differs when the form is
submitted, someone else has changed that value in the meantime.
"""

import json

from partnership.core.concurrency.fingerprint import mark
from partnership.core.records.formsets import kins


def values_of(row, names) -> dict[str, object]:
    """Return field values by name; related rows by their keys."""
    found = {}
    for name in names:
        column = row._meta.get_field(name)
        if column.many_to_many:
            rows = getattr(row, name).all() if row.pk else []
            found[name] = sorted(one.pk for one in rows)
        else:
            found[name] = getattr(row, column.attname)
    return found


class State:
    """The current values of a row and its linked records."""

    def __init__(self, record, row):
        self.values = values_of(row, record.names)
        self.children = {}
        for top in kins(record.model, record.children, [row]):
            for kin in top.walk():
                self._add(kin)

    def _add(self, kin):
        for child in kin.rows:
            key = f"{kin.prefix}-{child.pk}"
            self.children[key] = child
            for name, value in values_of(child, kin.children.fields).items():
                self.values[f"{key}-{name}"] = value

    @property
    def marks(self) -> dict[str, str]:
        return {key: mark(value) for key, value in self.values.items()}

    @property
    def digest(self) -> str:
        """Return one hash for the row and its linked records."""
        return mark(json.dumps(self.marks, sort_keys=True))
