"""Bulk actions on a list: delete rows, or change one field in all of them."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import modelform_factory
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import View

from partnership.core.models.constraint_errors import place
from partnership.core.models.display import (
    counted,
    label_of,
    whole_number,
)
from partnership.core.records import delete as deleting
from partnership.core.records import form_fields
from partnership.core.records.forms import (
    Choices,
    WorkForm,
)
from partnership.core.records.permissions import RecordMixin

MOST_ROWS = 1000


@dataclass(frozen=True)
class Action:
    """One bulk action; `field` is the field it changes, if any."""

    key: str
    label: str
    permission: str
    field: str = ""


def choices(record, user) -> list[Action]:
    """Return the actions that a user may take, “Delete” last."""
    found = []
    for name in record.bulk:
        label = record.labels.get(name) or label_of(record.model._meta.get_field(name))
        words = f"Change “{label[:1].lower()}{label[1:]}”"
        found.append(Action(f"set-{name}", words, "change", name))
    found.append(Action("delete", "Delete", "delete"))
    return [one for one in found if record.may(user, one.permission)]


class Act(RecordMixin, View):
    """Show a confirmation page, then apply the action to all rows or none."""

    http_method_names = ["post"]

    def post(self, request, record):
        known = {one.key: one for one in choices(record, request.user)}
        action = known.get(request.POST.get("action", ""))
        rows = self.chosen(record, request)
        if action is None or not rows:
            words = "Select an action" if rows else "Select at least one row"
            messages.warning(request, words)
            return redirect(self.back(request))
        if action.field:
            return self.set(request, action, rows)
        return self.delete(request, rows)

    def chosen(self, record, request):
        asked = [whole_number(one) for one in request.POST.getlist("row")]
        keys = [key for key in asked if key is not None][:MOST_ROWS]
        return list(record.rows.filter(pk__in=keys)) if keys else []

    def back(self, request):
        address = request.POST.get("back", "")
        own = url_has_allowed_host_and_scheme(address, {request.get_host()})
        return address if own and address.startswith("/") else self.record.list_address

    def page(self, request, template, rows, **context):
        return render(
            request,
            template,
            self.get_context(rows) | {"back": self.back(request)} | context,
        )

    def get_context(self, rows):
        return {
            "record": self.record,
            "rows": rows,
            "what": counted(len(rows), self.record.one, self.record.many),
        }

    def delete(self, request, rows):
        """Delete the selected rows, unless one of them cannot be deleted."""
        fates = [deleting.Fate(row) for row in rows]
        barred = any(fate.is_barred for fate in fates)
        if "confirmed" not in request.POST or barred:
            return self.page(
                request, "records/bulk_delete.html", rows, fates=fates, barred=barred
            )
        with transaction.atomic():
            for row in rows:
                deleting.remove(row, "Deleted in bulk")
        self.tell(request, rows, "deleted")
        return redirect(self.back(request))

    def set(self, request, action, rows):
        confirmed = "confirmed" in request.POST
        form = self.value_form(action, request.POST if confirmed else None)
        problems = []
        if confirmed and form.is_valid():
            problems = self.save(rows, action.field, form.cleaned_data[action.field])
            if not problems:
                self.tell(request, rows, "changed")
                return redirect(self.back(request))
        return self.page(
            request,
            "records/bulk_update.html",
            rows,
            action=action,
            form=form,
            problems=problems,
        )

    def value_form(self, action, data):
        """Return a form with only the field to change."""
        hints, labels = self.record.hints, self.record.labels
        name = action.field
        kind = modelform_factory(
            self.record.model,
            form=OneBoxForm,
            fields=[name],
            formfield_callback=lambda column, **options: form_fields.box_for(
                column, labels.get(name, ""), hints.get(name, "")
            ),
        )
        form = kind(data)
        Choices().fill(form)
        return form

    @staticmethod
    def save(rows, name, value):
        """Set a field in all rows or in none; return the errors as text."""
        problems = []
        with transaction.atomic():
            for row in rows:
                setattr(row, name, value)
                try:
                    row.full_clean()
                except ValidationError as error:
                    placed = place(row, error, {name})
                    told = [str(m) for e in placed.values() for x in e for m in x]
                    problems += [f"{row}: {sentence}" for sentence in told]
                    continue
                row._change_reason = (
                    f"Changed in bulk ({counted(len(rows), 'row', 'rows')})"
                )
                row.save()
            if problems:
                transaction.set_rollback(True)
        return problems

    def tell(self, request, rows, deed):
        what = counted(len(rows), self.record.one, self.record.many)
        messages.success(request, f"{what} {deed}.")


class OneBoxForm(WorkForm):
    """A form for one field; validation across fields is done for each row."""

    def _post_clean(self):
        """Skip model validation: there is no row to validate yet."""
