"""Who holds a post beside another: told where the days are typed, and barring nothing.

A body may have two chairs for a while, and days may not be known; so it is a word to
look at and no rule.
"""

from collections import defaultdict

from django.db.models import F

from partnership.core.values.dates import day
from partnership.models import Post, Tenure


def chairs_at_once(tenures) -> dict[int, dict[str, str]]:
    """Of times as chair without an end, beside another without one: what to enter.

    By the key of the time and the box that is to be looked at.
    """
    chairing = Tenure.objects.filter(
        post__in={one.post_id for one in tenures},
        post__kind=Post.Kind.CHAIR,
        to_on__isnull=True,
    ).select_related("person")
    by_post = defaultdict(list)
    for one in chairing.order_by(F("from_on").asc(nulls_first=True), "pk"):
        by_post[one.post_id].append(one)
    return {
        one.pk: _words(one, other)
        for holders in by_post.values()
        for one in holders
        for other in holders
        if other != one
    }


def _words(one, other):
    if other.from_on and (one.from_on is None or one.from_on < other.from_on):
        return {
            "to_on": f"{other.person} is in the chair from {day(other.from_on)}, and "
            f"{one.person} has no last day there. Enter that day, unless both hold it."
        }
    return {
        "from_on": f"{other.person} has no last day in the same chair. Enter it on the "
        "page of the post, in the box “Until”, unless both hold it."
    }
