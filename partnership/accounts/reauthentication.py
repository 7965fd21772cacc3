"""Asking again who somebody is before something that cannot easily be undone."""

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import (
    get_reauthentication_flows,
)
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings


def is_recent(request):
    """Whether the person has shown who they are in the last quarter of an hour.

    Somebody who comes only by a council's sign-in has nothing to show here, and is not
    asked.
    """
    if not get_reauthentication_flows(request.user):
        return True
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records), default=0)
    return time.time() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def ask_again(request):
    """Send somebody to show who they are, unless they have done so lately.

    What the request sent is kept, and goes through afterwards.
    """
    if request.user.is_authenticated and not is_recent(request):
        raise ReauthenticationRequired


class RecentSignInMixin:
    """A view that asks for the password or a code before it changes anything.

    It stands after the mixin that asks for a permission, so that nobody else is asked.
    Set `recent_for_get` where seeing the page is sensitive too.
    """

    recent_for_get = False

    def dispatch(self, request, *args, **kwargs):
        asks = self.recent_for_get or request.method not in {"GET", "HEAD", "OPTIONS"}
        if asks:
            ask_again(request)
        return super().dispatch(request, *args, **kwargs)
