"""Permissions: each page checks the model permissions of the record it shows."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404

from partnership.core.models.registry import (
    RECORD_TYPES,
    record_type_of,
    record_types_by_group,
)

ACTIONS = ["add", "change", "delete", "import"]


class RecordMixin:
    """A page about one type of record.

    Anonymous users are redirected to sign in. Users who may not view these records
    get a 404, and users who may view them but lack the page's permission a 403.
    """

    action = "view"
    # The model of a page whose URL does not name the type of record.
    record_model: type[Model] | None = None

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if self.record_model is not None:
            kwargs["record"] = record_type_of(self.record_model)
        self.record = kwargs["record"]
        if not self.record.has_permission(request.user, "view"):
            raise Http404
        if not self.record.has_permission(request.user, self.required_action(request)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def required_action(self, request):
        return self.action

    def has_permission(self, action) -> bool:
        return self.record.has_permission(self.request.user, action)

    def get_context_data(self, **kwargs):
        user = self.request.user
        permissions = {
            f"may_{action}": self.has_permission(action) for action in ACTIONS
        }
        siblings = [
            record
            for record in sibling_record_types(self.record)
            if record.has_permission(user, "view")
        ]
        context = {"record": self.record, "siblings": siblings, **permissions}
        return super().get_context_data(**(kwargs | context))


def sibling_record_types(record):
    """Return the record types in the same group, for the second row of navigation."""
    return [other for other in RECORD_TYPES.values() if other.group == record.group]


class StaffRequiredMixin:
    """A page for users who may view at least one type of record."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        self.groups = record_types_by_group(request.user)
        if not self.groups:
            raise Http404
        return super().dispatch(request, *args, **kwargs)
