"""Who may open what: each page asks the permission of the kind of row it shows."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404

from partnership.core.models.registry import (
    RECORDS,
    groups,
)

RIGHTS = ["add", "change", "delete", "import"]


class RecordMixin:
    """A page about one kind of row.

    Who is not signed in is asked to; who may not see such rows is told that there is
    no such page, and who may see but not do what the page does that it is not for
    them.
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
    """The kinds of row in the same group, for the second line of navigation."""
    return [one for one in RECORDS.values() if one.group == record.group]


class OfficerMixin:
    """A page for whoever may see at least one kind of row."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        self.groups = groups(request.user)
        if not self.groups:
            raise Http404
        return super().dispatch(request, *args, **kwargs)
