"""Drafts of forms, saved automatically while someone types."""

import datetime as dt

from django.http import QueryDict
from django.utils import timezone

from partnership.core.concurrency import unsaved_text
from partnership.core.models import AutosavedDraft
from partnership.core.values.fingerprints import fingerprint

MAX_AGE = dt.timedelta(days=30)
MAX_LENGTH = 500_000
EXCLUDED_FIELDS = {*unsaved_text.HIDDEN, "place"}


def get_draft(request):
    """Return the user's unsaved draft for this page, or None.

    What they submitted while signed out becomes the draft.
    """
    if (posted := unsaved_text.take(request)) is not None:
        save_draft(request.user, request.path, posted)
    since = timezone.now() - MAX_AGE
    return AutosavedDraft.objects.filter(
        user=request.user, place=request.path, saved_at__gte=since
    ).first()


def delete_draft(request) -> None:
    """Delete the user's draft for this page, if there is one."""
    AutosavedDraft.objects.filter(user=request.user, place=request.path).delete()


def save_draft(user, place, posted):
    """Save posted data as the draft of a page; return None if it is too long."""
    data = {
        name: values for name, values in posted.lists() if name not in EXCLUDED_FIELDS
    }
    if sum(len(v) for values in data.values() for v in values) > MAX_LENGTH:
        return None
    draft, _ = AutosavedDraft.objects.update_or_create(
        user=user,
        place=place,
        defaults={"data": data, "based_on": fingerprint(posted.get("began", ""))},
    )
    return draft


def as_post_data(draft) -> QueryDict:
    """Return a draft as the form would post it."""
    data = QueryDict(mutable=True)
    for name, values in draft.data.items():
        data.setlist(name, values)
    return data
