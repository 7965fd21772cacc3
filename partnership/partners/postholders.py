"""Notices about two chairs of a group at the same time.

A group can have two chairs for a while, and dates may not be known, so this is a
notice and not an error.
"""

from collections import defaultdict

from django.db.models import F

from partnership.core.values.dates import day
from partnership.models import Post, Tenure


def overlapping_chairs(tenures) -> dict[int, dict[str, str]]:
    """Return notices for chairs without an end date whose post has another such chair.

    The result maps the key of each tenure to messages by field name.
    """
    chairs = Tenure.objects.filter(
        post__in={tenure.post_id for tenure in tenures},
        post__kind=Post.Kind.CHAIR,
        to_on__isnull=True,
    ).select_related("person")
    by_post = defaultdict(list)
    for chair in chairs.order_by(F("from_on").asc(nulls_first=True), "pk"):
        by_post[chair.post_id].append(chair)
    return {
        chair.pk: _notice(chair, other)
        for holders in by_post.values()
        for chair in holders
        for other in holders
        if other != chair
    }


def _notice(chair, other):
    if other.from_on and (chair.from_on is None or chair.from_on < other.from_on):
        return {
            "to_on": f"{other.person} became chair on {day(other.from_on)}, but "
            f"{chair.person} has no end date. Enter an end date unless both are chair."
        }
    return {
        "from_on": f"{other.person} is also chair and has no end date. Enter their end "
        "date on the page of the post unless both are chair."
    }
