"""Rows that are ticked to go on the page of their own row: told first, as on theirs."""

from dataclasses import dataclass

from partnership.core.records.delete import (
    Fate,
    bars,
)
from partnership.core.records.forms import WorkForm

CONFIRMED = "removed"


@dataclass(frozen=True)
class Removal:
    """One stored row that is ticked to go, and what would go with it."""

    key: str
    form: WorkForm
    fate: Fate

    @property
    def needs_a_word(self) -> bool:
        return bool(self.fate.going or self.fate.cited)


def removals(sheet) -> list[Removal]:
    """The stored rows that a page would delete."""
    return [
        Removal(f"{formset.kin.prefix}-{form.instance.pk}", form, Fate(form.instance))
        for formset in sheet.bound_sets
        for form in formset.initial_forms
        if form.is_removed and form.instance.pk is not None
    ]


def to_ask(found, sent) -> list[Removal]:
    """Removals that take something else along, and were not agreed to yet."""
    agreed = set(sent.getlist(CONFIRMED))
    return [one for one in found if one.needs_a_word and one.key not in agreed]


def are_barred(found) -> bool:
    """Whether something keeps one of the rows; it is told where the row was ticked."""
    barred = [one for one in found if one.fate.is_barred]
    for one in barred:
        one.form.add_error("DELETE", bars(one.fate))
    return bool(barred)
