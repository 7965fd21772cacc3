"""Pages with several submit buttons, each with a method of its own."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.views.generic import View


class ActionsMixin(View):
    """Run the method of the button that was selected.

    Buttons are named `do`: `do=accept-several` runs `do_accept_several`. An unknown
    button shows the page again with an error, and status 422.
    """

    # Permissions of the buttons that need more than the page does.
    action_permissions: Mapping[str, str] = {}

    def post(self, request, *args, **kwargs):
        action = request.POST.get("do", "")
        method = getattr(self, f"do_{action.replace('-', '_')}", None)
        if method is None:
            messages.error(request, "Select an action")
            response = self.get(request, *args, **kwargs)
            response.status_code = 422
            return response
        permission = self.action_permissions.get(action)
        if permission and not request.user.has_perm(permission):
            raise PermissionDenied
        return self.run_action(action, method)

    def run_action(self, action, method):
        """Call the method; pages override this where all their buttons need more."""
        return method()
