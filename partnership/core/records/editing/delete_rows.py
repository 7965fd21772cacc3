"""Linked records marked for removal on a record's page, to confirm before saving."""

from dataclasses import dataclass

from partnership.core.records.editing.delete import DeletionImpact, describe_blocks
from partnership.core.records.forms.row_form import RowForm

CONFIRMED = "removed"


@dataclass(frozen=True)
class RowDeletion:
    """One stored row marked for removal, and what would be deleted with it."""

    key: str
    form: RowForm
    impact: DeletionImpact

    @property
    def needs_confirmation(self) -> bool:
        return bool(self.impact.also_deleted or self.impact.mentions)


def row_deletions(record_form) -> list[RowDeletion]:
    """Return the stored rows that a page would delete."""
    return [
        RowDeletion(
            f"{formset.inline_rows.prefix}-{form.instance.pk}",
            form,
            DeletionImpact(form.instance),
        )
        for formset in record_form.bound_formsets
        for form in formset.initial_forms
        if form.is_removed and form.instance.pk is not None
    ]


def unconfirmed(deletions, data) -> list[RowDeletion]:
    """Return deletions that affect other records and have not been confirmed yet."""
    confirmed = set(data.getlist(CONFIRMED))
    return [
        deletion
        for deletion in deletions
        if deletion.needs_confirmation and deletion.key not in confirmed
    ]


def any_blocked(deletions) -> bool:
    """Whether a row cannot be deleted; adds an error to its “Remove” box."""
    blocked = [deletion for deletion in deletions if deletion.impact.is_blocked]
    for deletion in blocked:
        deletion.form.add_error("DELETE", describe_blocks(deletion.impact))
    return bool(blocked)
