"""Deleting a row, after showing what else would be deleted or prevents it."""

from collections import Counter

from django.contrib import messages
from django.db import router, transaction
from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.views.generic import TemplateView

from partnership.core.models import hooks, registry
from partnership.core.models.display import with_count
from partnership.core.models.hooks import LinkedText
from partnership.core.models.natural_keys import is_history
from partnership.core.records.permissions import RecordMixin
from partnership.core.records.shortcuts import get_row_or_404
from partnership.core.text.used_by import mentions_of

# How many rows are listed by name; the rest are counted.
MAX_LISTED = 20


class DeletionImpact:
    """The effects of deleting a row."""

    def __init__(self, row):
        self.row = row
        collector = Collector(using=router.db_for_write(type(row)), origin=row)
        self.protecting = []
        try:
            collector.collect([row])
        except (ProtectedError, RestrictedError) as error:
            protected = getattr(error, "protected_objects", None)
            self.protecting = list_rows(protected or error.restricted_objects)
        self.also_deleted = list_rows(self._others(collector))
        self.unlinked = list_rows(
            row
            for groups in collector.field_updates.values()
            for group in groups
            for row in group
        )
        self.published_uses = hooks.run(hooks.PUBLISHED_USES, row)
        self.mentions = mentions_of(row)

    def _others(self, collector):
        rows = [row for group in collector.data.values() for row in group]
        rows += [row for group in collector.fast_deletes for row in group]
        return [
            row
            for row in rows
            if row != self.row
            and not is_history(type(row))
            and not type(row)._meta.auto_created
        ]

    @property
    def is_blocked(self) -> bool:
        return bool(self.protecting or self.published_uses)


def list_rows(rows) -> list[LinkedText]:
    """Return type, name and URL of up to MAX_LISTED rows, and count the rest."""
    rows = list(rows)
    found = []
    for row in rows[:MAX_LISTED]:
        found.append(LinkedText(name_of(row), registry.edit_url(row)))
    rest = Counter(type(row) for row in rows[MAX_LISTED:])
    for model, number in rest.items():
        found.append(LinkedText(f"and {with_count(number, *words_for(model))} more"))
    return found


def words_for(model) -> tuple[str, str]:
    """The singular and plural name of any model's records."""
    record = registry.record_type_of(model)
    if record is not None:
        return record.singular, record.plural
    meta = model._meta
    return str(meta.verbose_name), str(meta.verbose_name_plural)


def name_of(row) -> str:
    """“Strand: Brighter lights”."""
    return f"{capfirst(words_for(type(row))[0])}: {row}"


def describe_blocks(impact) -> str:
    """Return the error for a row that cannot be removed."""
    uses = [use.text for use in [*impact.published_uses, *impact.protecting]]
    return (
        f"You cannot remove this while it is linked to {'; '.join(uses)}. "
        "Change those first."
    )


def delete_row(row, reason: str = "") -> None:
    """Delete a row; its history keeps the last version, with the reason."""
    row._change_reason = reason or None
    row.delete()


class RecordDelete(RecordMixin, TemplateView):
    """Show the effects of deleting a row, then delete it."""

    template_name = "records/delete.html"
    action = "delete"

    def get_context_data(self, **kwargs):
        row = kwargs.pop("row", None) or get_row_or_404(self.record, self.kwargs["pk"])
        return super().get_context_data(row=row, impact=DeletionImpact(row), **kwargs)

    def post(self, request, record, pk):
        with transaction.atomic():
            row = get_row_or_404(record, pk, for_update=True)
            if DeletionImpact(row).is_blocked:
                context = self.get_context_data(row=row)
                return self.render_to_response(context, status=409)
            title = str(row)
            delete_row(row)
        messages.success(
            request, f"“{title}” deleted. You can restore it from its history."
        )
        return redirect(record.list_url)
