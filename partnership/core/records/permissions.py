"""Permissions: each page checks the model permissions of the record it shows."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404

from partnership.core.models.registry import (
    RECORDS,
    groups,
)

RIGHTS = ["add", "change", "delete", "import"]


class RecordMixin:
    """A page about one type of record.

    Anonymous users are redirected to sign in. Users who may not view these records
    get a 404, and users who may view them but lack the page's permission a 403.
    """

    action = "view"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        self.record = kwargs["record"]
        if not self.record.may(request.user, "view"):
            raise Http404
        if not self.record.may(request.user, self.needed(request)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def needed(self, request):
        return self.action

    def may(self, action) -> bool:
        return self.record.may(self.request.user, action)

    def get_context_data(self, **kwargs):
        user = self.request.user
        rights = {f"may_{a}": self.may(a) for a in RIGHTS}
        shown = [r for r in neighbours(self.record) if r.may(user, "view")]
        own = {"record": self.record, "neighbours": shown, **rights}
        return super().get_context_data(**(kwargs | own))


def neighbours(record):
    """Return the record types in the same group, for the second row of navigation."""
    return [one for one in RECORDS.values() if one.group == record.group]


class OfficerMixin:
    """A page for users who may view at least one type of record."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        self.groups = groups(request.user)
        if not self.groups:
            raise Http404
        return super().dispatch(request, *args, **kwargs)
