"""Linked records marked for removal on a record's page, to confirm before saving."""

from dataclasses import dataclass

from partnership.core.records.delete import (
    Fate,
    bars,
)
from partnership.core.records.forms import WorkForm

CONFIRMED = "removed"


@dataclass(frozen=True)
class Removal:
    """One stored row marked for removal, and what would be deleted with it."""

    key: str
    form: WorkForm
    fate: Fate

    @property
    def needs_a_word(self) -> bool:
        return bool(self.fate.going or self.fate.cited)


def removals(sheet) -> list[Removal]:
    """Return the stored rows that a page would delete."""
    return [
        Removal(f"{formset.kin.prefix}-{form.instance.pk}", form, Fate(form.instance))
        for formset in sheet.bound_sets
        for form in formset.initial_forms
        if form.is_removed and form.instance.pk is not None
    ]


def to_ask(found, sent) -> list[Removal]:
    """Return removals that affect other records and have not been confirmed yet."""
    agreed = set(sent.getlist(CONFIRMED))
    return [one for one in found if one.needs_a_word and one.key not in agreed]


def are_barred(found) -> bool:
    """Whether a row cannot be deleted; adds an error to its “Remove” box."""
    barred = [one for one in found if one.fate.is_barred]
    for one in barred:
        one.form.add_error("DELETE", bars(one.fate))
    return bool(barred)
