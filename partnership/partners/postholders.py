"""Notices about overlapping postholders.

A group can have two chairs for a while, and dates may not be known, so these are
notices and not errors.
"""

from collections import defaultdict
from itertools import pairwise

from django.db.models import F

from partnership.core.values.dates import day
from partnership.models import Post, Tenure


def overlapping_postholders(tenures) -> dict[int, dict[str, str]]:
    """Return all notices, as messages by field name by the key of each tenure."""
    return overlapping_times(tenures) | overlapping_chairs(tenures)


def overlapping_times(tenures) -> dict[int, dict[str, str]]:
    """Return notices for people who start a post again before they have left it."""
    times = defaultdict(list)
    people = {tenure.person_id for tenure in tenures}
    rows = Tenure.objects.filter(person__in=people).select_related("person")
    for row in rows.order_by(F("from_on").asc(nulls_first=True)):
        times[row.person_id, row.post_id].append(row)
    return {
        before.pk: {
            "to_on": f"{before.person} has this post again from {day(row.from_on)}. "
            "Enter the date this period ended."
        }
        for found in times.values()
        for before, row in pairwise(found)
        if before.to_on is None or before.to_on >= row.from_on
    }


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
        if other.person_id != chair.person_id
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
