"""Deleting a row, after showing what else would be deleted or prevents it."""

from collections import Counter

from django.contrib import messages
from django.db import router, transaction
from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.shortcuts import redirect
from django.views.generic import TemplateView

from partnership.core.models import hooks, registry
from partnership.core.models.display import counted
from partnership.core.models.hooks import Told
from partnership.core.models.natural_keys import is_history
from partnership.core.records.permissions import RecordMixin
from partnership.core.records.shortcuts import row_or_404
from partnership.core.text.used_by import cited_in

# How many rows are listed by name; the rest are counted.
NAMED = 20


class Fate:
    """The effects of deleting a row."""

    def __init__(self, row):
        self.row = row
        collector = Collector(using=router.db_for_write(type(row)), origin=row)
        self.protecting = []
        try:
            collector.collect([row])
        except (ProtectedError, RestrictedError) as error:
            kept = getattr(error, "protected_objects", None) or error.restricted_objects
            self.protecting = named(kept)
        self.going = named(self._others(collector))
        self.rests = hooks.ask(hooks.RESTS, row)
        self.cited = cited_in(row)

    def _others(self, collector):
        found = [one for rows in collector.data.values() for one in rows]
        found += [one for rows in collector.fast_deletes for one in rows]
        kept = []
        for one in found:
            joins_only = type(one)._meta.auto_created
            if one != self.row and not is_history(type(one)) and not joins_only:
                kept.append(one)
        return kept

    @property
    def is_barred(self) -> bool:
        return bool(self.protecting or self.rests)


def named(rows) -> list[Told]:
    """Return type, name and URL of up to NAMED rows, then the number of the rest."""
    rows = list(rows)
    found = []
    for row in rows[:NAMED]:
        kind = str(row._meta.verbose_name)
        found.append(
            Told(f"{kind[:1].upper()}{kind[1:]}: {row}", registry.address_of(row))
        )
    rest = Counter(type(row) for row in rows[NAMED:])
    for model, number in rest.items():
        meta = model._meta
        words = counted(number, str(meta.verbose_name), str(meta.verbose_name_plural))
        found.append(Told(f"and {words} more"))
    return found


def bars(fate) -> str:
    """Return the error for a row that cannot be removed."""
    kept = [told.words for told in [*fate.rests, *fate.protecting]]
    return (
        f"You cannot remove this while it is linked to {'; '.join(kept)}. "
        "Change those first."
    )


def remove(row, reason: str = "") -> None:
    """Delete a row; its history keeps the last version, with the reason."""
    row._change_reason = reason or None
    row.delete()


class Delete(RecordMixin, TemplateView):
    """Show the effects of deleting a row, then delete it."""

    template_name = "records/delete.html"
    action = "delete"

    def get_context_data(self, **kwargs):
        row = kwargs.pop("row", None) or row_or_404(self.record, self.kwargs["pk"])
        return super().get_context_data(row=row, fate=Fate(row), **kwargs)

    def post(self, request, record, pk):
        with transaction.atomic():
            row = row_or_404(record, pk, for_update=True)
            if Fate(row).is_barred:
                context = self.get_context_data(row=row)
                return self.render_to_response(context, status=409)
            title = str(row)
            remove(row)
        messages.success(
            request, f"“{title}” deleted. You can restore it from its history."
        )
        return redirect(record.list_address)
