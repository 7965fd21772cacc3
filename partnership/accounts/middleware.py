"""Middleware for signed-in users."""

from django.conf import settings
from django.contrib.auth import logout
from django.shortcuts import redirect

from partnership.accounts import roles, sessions, two_step
from partnership.core.request_user import signed_in_user

# Pages that work before 2-step verification is set up: setting it up, signing out, and
# the style sheet of those pages.
OPEN_PREFIXES = ("mfa_",)
OPEN_NAMES = {
    "account_logout",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "partnership:theme",
}


class SignedInMiddleware:
    """End old sessions, record visits, require 2-step verification and prevent caching.

    Does nothing for readers without a session cookie, so public pages stay cacheable.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = signed_in_user(request)
        if user is None:
            return self.get_response(request)
        if sessions.has_expired(request.session):
            logout(request)
            return self.get_response(request)
        sessions.record_visit(user, request.session)
        response = self.get_response(request)
        response["Cache-Control"] = "private, no-store"
        return response

    def process_view(self, request, view, args, kwargs):
        user = signed_in_user(request)
        if user is None or not settings.REQUIRE_TWO_STEP:
            return None
        if is_open(request.resolver_match.view_name or ""):
            return None
        if roles.needs_two_step(user) and not two_step.is_set(user):
            return redirect("mfa_activate_totp")
        return None


def is_open(name):
    return name in OPEN_NAMES or name.startswith(OPEN_PREFIXES)
