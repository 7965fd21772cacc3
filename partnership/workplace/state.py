"""What a form began from, so that nobody's change is written over unseen.

A form carries a short mark of each value it showed. When it comes back, a value whose
mark is another now was changed by somebody else in between.
"""

import hashlib
import json
from decimal import Decimal

from partnership.workplace.formsets import kins
from partnership.workplace.words import figure


def mark(value) -> str:
    """Ten letters that stand for a value."""
    if isinstance(value, Decimal):
        value = figure(value)
    if isinstance(value, list | tuple):
        value = sorted(str(one) for one in value)
    text = json.dumps("" if value is None else value, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def values_of(row, names) -> dict[str, object]:
    """Columns by name; related rows by their keys."""
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
    """The values of a row and of the rows that belong to it, as they are now."""

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
        """One mark for the whole row."""
        return mark(json.dumps(self.marks, sort_keys=True))


def packed(marks) -> str:
    return json.dumps(marks, separators=(",", ":"), sort_keys=True)


def unpacked(text) -> dict[str, str]:
    """The marks that a form sent back; none from anything else."""
    try:
        marks = json.loads(text or "{}")
    except ValueError:
        return {}
    return marks if isinstance(marks, dict) else {}
