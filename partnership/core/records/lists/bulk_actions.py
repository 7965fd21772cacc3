"""Bulk actions on a list: delete rows, or change one field in all of them."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import modelform_factory
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import View

from partnership.core.models.constraint_errors import place_errors
from partnership.core.models.display import label_of, whole_number, with_count
from partnership.core.pages.forms import error_links
from partnership.core.records.editing import delete as deleting
from partnership.core.records.forms.row_form import (
    OptionCache,
    RowForm,
    formfield_callback,
)
from partnership.core.records.permissions import RecordMixin

MAX_ROWS = 1000


@dataclass(frozen=True)
class BulkAction:
    """One bulk action; `field` is the field it changes, if any."""

    key: str
    label: str
    permission: str
    field: str = ""


def available_actions(record, user) -> list[BulkAction]:
    """Return the actions that a user may take, “Delete” last."""
    actions = []
    for name in record.listing.bulk:
        label = record.fields.labels.get(name) or label_of(
            record.model._meta.get_field(name)
        )
        title = f"Change “{label[:1].lower()}{label[1:]}”"
        actions.append(BulkAction(f"set-{name}", title, "change", name))
    actions.append(BulkAction("delete", "Delete", "delete"))
    return [
        action for action in actions if record.has_permission(user, action.permission)
    ]


class BulkActionView(RecordMixin, View):
    """Show a confirmation page, then apply the action to all rows or none."""

    http_method_names = ["post"]

    def post(self, request, record):
        known = {a.key: a for a in available_actions(record, request.user)}
        action = known.get(request.POST.get("action", ""))
        rows = self.get_rows(record, request)
        if action is None or not rows:
            message = "Select an action" if rows else "Select at least one record"
            messages.warning(request, message)
            return redirect(self.back_url(request))
        if action.field:
            return self.update(request, action, rows)
        return self.delete(request, rows)

    def get_rows(self, record, request):
        selected = [whole_number(value) for value in request.POST.getlist("row")]
        keys = [key for key in selected if key is not None][:MAX_ROWS]
        return list(record.rows.filter(pk__in=keys)) if keys else []

    def back_url(self, request):
        url = request.POST.get("back", "")
        is_own = url_has_allowed_host_and_scheme(url, {request.get_host()})
        return url if is_own and url.startswith("/") else self.record.list_url

    def page(self, request, template, rows, **context):
        return render(
            request,
            template,
            self.get_context(rows) | {"back": self.back_url(request)} | context,
            status=422 if context.get("problems") else 200,
        )

    def get_context(self, rows):
        return {
            "record": self.record,
            "rows": rows,
            "what": with_count(len(rows), self.record.singular, self.record.plural),
        }

    def delete(self, request, rows):
        """Delete the selected rows, unless one of them cannot be deleted."""
        impacts = [deleting.DeletionImpact(row) for row in rows]
        is_blocked = any(impact.is_blocked for impact in impacts)
        if "confirmed" not in request.POST or is_blocked:
            return self.page(
                request,
                "records/bulk_delete.html",
                rows,
                impacts=impacts,
                is_blocked=is_blocked,
            )
        with transaction.atomic():
            for row in rows:
                deleting.delete_row(row, "Deleted in bulk")
        self.report(request, rows, "deleted")
        return redirect(self.back_url(request))

    def update(self, request, action, rows):
        confirmed = "confirmed" in request.POST
        form = self.value_form(action, request.POST if confirmed else None)
        problems = []
        if confirmed and form.is_valid():
            problems = self.save(rows, action.field, form.cleaned_data[action.field])
            if not problems:
                self.report(request, rows, "changed")
                return redirect(self.back_url(request))
        elif confirmed:
            problems = list(error_links(form))
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
        callback = formfield_callback(self.record.fields)
        name = action.field
        form_class = modelform_factory(
            self.record.model,
            form=SingleFieldForm,
            fields=[name],
            formfield_callback=callback,
        )
        form = form_class(data)
        OptionCache().fill(form)
        return form

    @staticmethod
    def save(rows, name, value):
        """Set a field in all rows or in none; return the errors as text."""
        problems = []
        with transaction.atomic():
            # Read again under a lock: someone may have saved one in the meantime.
            for row in _lock(rows):
                setattr(row, name, value)
                try:
                    row.full_clean()
                except ValidationError as error:
                    placed = place_errors(row, error, {name})
                    problems += [
                        f"{row}: {message}"
                        for errors in placed.values()
                        for error in errors
                        for message in error
                    ]
                    continue
                row._change_reason = f"Changed in bulk ({with_count(len(rows), 'row')})"
                row.save()
            if problems:
                transaction.set_rollback(True)
        return problems

    def report(self, request, rows, action):
        what = with_count(len(rows), self.record.singular, self.record.plural)
        messages.success(request, f"{what} {action}.")


def _lock(rows) -> list:
    """Lock the rows and return them as they are now, in the same order."""
    stored = type(rows[0])._default_manager.select_for_update(of=("self",))
    found = stored.in_bulk([row.pk for row in rows])
    return [found[row.pk] for row in rows if row.pk in found]


class SingleFieldForm(RowForm):
    """A form for one field; validation across fields is done for each row."""

    def _post_clean(self):
        """Skip model validation: there is no row to validate yet."""
