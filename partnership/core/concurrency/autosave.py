"""Drafts of forms, saved automatically while someone types."""

import datetime as dt

from django.http import QueryDict
from django.utils import timezone

from partnership.core.concurrency.fingerprint import mark
from partnership.core.models import AutosavedDraft

KEPT_FOR = dt.timedelta(days=30)


MOST_LETTERS = 500_000


NOT_KEPT = {"csrfmiddlewaretoken", "place"}


def kept_words(request):
    """Return the user's unsaved draft for this page, or None."""
    since = timezone.now() - KEPT_FOR
    return AutosavedDraft.objects.filter(
        user=request.user, place=request.path, saved_at__gte=since
    ).first()


def forget(request) -> None:
    AutosavedDraft.objects.filter(user=request.user, place=request.path).delete()


def keep(user, place, posted):
    """Save posted data as the draft of a page; return None if it is too long."""
    data = {n: values for n, values in posted.lists() if n not in NOT_KEPT}
    if sum(len(v) for values in data.values() for v in values) > MOST_LETTERS:
        return None
    draft, _ = AutosavedDraft.objects.update_or_create(
        user=user,
        place=place,
        defaults={"data": data, "based_on": mark(posted.get("began", ""))},
    )
    return draft


def as_posted(draft) -> QueryDict:
    """Return a draft as the form would post it."""
    data = QueryDict(mutable=True)
    for name, values in draft.data.items():
        data.setlist(name, values)
    return data
