"""Reauthentication before actions that are hard to undo."""

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings


def is_recent(request):
    """Whether the user entered a password or code within the reauthentication timeout.

    Always true for users who only have a council sign-in, as they have neither here.
    """
    if not get_reauthentication_flows(request.user):
        return True
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records), default=0)
    return time.time() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def require_reauthentication(request):
    """Raise ReauthenticationRequired unless the user has reauthenticated recently.

    Allauth saves the request and repeats it afterwards.
    """
    if request.user.is_authenticated and not is_recent(request):
        raise ReauthenticationRequired


class ReauthenticationMixin:
    """View mixin that requires a recent sign-in before it changes anything.

    Put it after the permission mixin, so that only users with permission are asked.
    Set `recent_for_get` if viewing the page is sensitive too.
    """

    recent_for_get = False

    def dispatch(self, request, *args, **kwargs):
        asks = self.recent_for_get or request.method not in {"GET", "HEAD", "OPTIONS"}
        if asks:
            require_reauthentication(request)
        return super().dispatch(request, *args, **kwargs)
