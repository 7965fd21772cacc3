"""The values that a form started from, to detect changes by someone else.

A form has a hidden field with the fingerprint of each value it showed. If one differs
when the form is submitted, someone else has changed that value in the meantime.
"""

import json

from partnership.core.records.forms.formsets import inlines_on_page, load_inlines
from partnership.core.values.fingerprints import fingerprint


def values_of(row, names) -> dict[str, object]:
    """Return field values by name; related rows by their keys."""
    values = {}
    for name in names:
        column = row._meta.get_field(name)
        if column.many_to_many:
            rows = getattr(row, name).all() if row.pk else []
            values[name] = sorted(related.pk for related in rows)
        else:
            values[name] = getattr(row, column.attname)
    return values


class FormFingerprint:
    """The current values of a row and the linked records on its page.

    `names` are the names of submitted fields, if any.
    """

    def __init__(self, record, row, names=()):
        self.values = values_of(row, record.field_names)
        self.rows = {}
        inlines = inlines_on_page(record, row, names)
        for top in load_inlines(record.model, inlines, [row]):
            for inline_rows in top.walk():
                self._add(inline_rows)

    def _add(self, inline_rows):
        for row in inline_rows.rows:
            key = f"{inline_rows.prefix}-{row.pk}"
            self.rows[key] = row
            for name, value in values_of(row, inline_rows.inline.fields).items():
                self.values[f"{key}-{name}"] = value

    @property
    def fingerprints(self) -> dict[str, str]:
        return {key: fingerprint(value) for key, value in self.values.items()}

    @property
    def combined(self) -> str:
        """Return one fingerprint for the row and its linked records."""
        return fingerprint(self.fingerprints)


def pack(fingerprints) -> str:
    """Return fingerprints as the text of a hidden field."""
    return json.dumps(fingerprints, separators=(",", ":"), sort_keys=True)


def unpack(text) -> dict[str, str]:
    """Parse the fingerprints that a form sent; return none if they are invalid."""
    try:
        fingerprints = json.loads(text or "{}")
    except ValueError:
        return {}
    return fingerprints if isinstance(fingerprints, dict) else {}
