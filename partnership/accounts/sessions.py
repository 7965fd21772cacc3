"""How long one stays signed in, and when a visit began.

Both are kept in the session. A visit ends after half an hour without a request; a page
for officers tells what has changed since the visit before.
"""

import datetime as dt

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from partnership.models import User

QUIET = dt.timedelta(minutes=30)
# The session is written once a minute at most, not with every request.
NOTED_EVERY = dt.timedelta(minutes=1)


def begin_session(session, *, now=None):
    session["signed_in_at"] = (now or timezone.now()).timestamp()


def session_is_over(session, *, now=None):
    """Whether one signed in too long ago, however busy one has been since."""
    age = (now or timezone.now()).timestamp() - session.get("signed_in_at", 0)
    return age > settings.SESSION_COOKIE_AGE


def note(user, session, *, now=None):
    """Begin a new visit if there was no request for half an hour."""
    now = now or timezone.now()
    quiet = now.timestamp() - session.get("seen_at", 0)
    if quiet > QUIET.total_seconds():
        User.objects.filter(pk=user.pk).update(
            visit_before_at=F("visit_began_at"), visit_began_at=now
        )
        user.visit_before_at, user.visit_began_at = user.visit_began_at, now
    if quiet > NOTED_EVERY.total_seconds():
        session["seen_at"] = now.timestamp()
