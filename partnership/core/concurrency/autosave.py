"""Drafts of forms, saved automatically while someone types."""

import datetime as dt

from django.http import QueryDict
from django.utils import timezone

from partnership.core.concurrency.fingerprint import mark
from partnership.core.models import KeptDraft

KEPT_FOR = dt.timedelta(days=30)


MOST_LETTERS = 500_000


NOT_KEPT = {"csrfmiddlewaretoken", "place"}


def kept_words(request):
    """What the person typed at this address and did not save, if anything."""
    since = timezone.now() - KEPT_FOR
    return KeptDraft.objects.filter(
        user=request.user, place=request.path, kept_at__gte=since
    ).first()


def forget(request) -> None:
    KeptDraft.objects.filter(user=request.user, place=request.path).delete()


def keep(user, place, posted):
    """Keep what was typed at a place; None where it is too long to be kept."""
    data = {n: values for n, values in posted.lists() if n not in NOT_KEPT}
    if sum(len(v) for values in data.values() for v in values) > MOST_LETTERS:
        return None
    draft, _ = KeptDraft.objects.update_or_create(
        user=user,
        place=place,
        defaults={"data": data, "based_on": mark(posted.get("began", ""))},
    )
    return draft


def as_posted(draft) -> QueryDict:
    """A kept draft as its form would be sent."""
    data = QueryDict(mutable=True)
    for name, values in draft.data.items():
        data.setlist(name, values)
    return data
