"""How long a user stays signed in, and when their visits began.

A visit ends after 30 minutes without a request. The staff area shows what has changed
since the previous visit.
"""

import datetime as dt

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from partnership.models import User

VISIT_GAP = dt.timedelta(minutes=30)
# Write to the session once a minute at most, not with every request.
WRITE_INTERVAL = dt.timedelta(minutes=1)


def begin_session(session):
    session["signed_in_at"] = timezone.now().timestamp()


def has_expired(session):
    """Whether the user signed in longer ago than SESSION_COOKIE_AGE, active or not."""
    age = timezone.now().timestamp() - session.get("signed_in_at", 0)
    return age > settings.SESSION_COOKIE_AGE


def record_visit(user, session, *, now=None):
    """Record a request; start a new visit after 30 minutes without one."""
    now = now or timezone.now()
    quiet = now.timestamp() - session.get("seen_at", 0)
    if quiet > VISIT_GAP.total_seconds():
        User.objects.filter(pk=user.pk).update(
            visit_before_at=F("visit_began_at"), visit_began_at=now
        )
        user.visit_before_at, user.visit_began_at = user.visit_began_at, now
    if quiet > WRITE_INTERVAL.total_seconds():
        session["seen_at"] = now.timestamp()
