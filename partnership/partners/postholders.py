"""Notices about overlapping postholders.

A group can have two chairs for a while, and dates may not be known, so these are
notices and not errors.
"""

import datetime as dt
from collections import defaultdict
from itertools import combinations, pairwise

from django.db.models import F

from partnership.core.models.integrity import warning
from partnership.core.values.dates import day
from partnership.models import Post, Tenure

# Posts that several people often hold at once.
SHARED = {Post.Kind.REPRESENTATIVE, Post.Kind.OFFICER, Post.Kind.CONTACT}


def overlapping_postholders(tenures) -> dict[int, dict[str, str]]:
    """Return all notices, as messages by field name by the key of each tenure."""
    return overlapping_times(tenures) | overlapping_holders(tenures)


def overlapping_times(tenures) -> dict[int, dict[str, str]]:
    """Return notices for people who start a post again before they have left it."""
    times = defaultdict(list)
    people = {tenure.person_id for tenure in tenures}
    for row in _in_order(Tenure.objects.filter(person__in=people)):
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


def overlapping_holders(tenures) -> dict[int, dict[str, str]]:
    """Return notices for different people who hold a post at the same time."""
    rows = Tenure.objects.filter(post__in={tenure.post_id for tenure in tenures})
    found: dict[int, dict[str, str]] = {}
    for before, after in _overlaps(rows):
        found[after.pk] = {"from_on": _is_still_there(before)}
        if after.from_on:
            found[before.pk] = {"to_on": _has_not_left(before, after)}
        else:
            found[before.pk] = {"from_on": _is_still_there(after)}
    return found


@warning
def posts_have_one_holder_at_a_time():
    """A chair, lead or director leaves before the next person begins."""
    for before, after in _overlaps(Tenure.objects.all()):
        yield f"{before.post}: {before.person} and {after.person} hold it together."


def _in_order(tenures):
    rows = tenures.select_related("person", "post__group", "post__partner")
    return rows.order_by(F("from_on").asc(nulls_first=True), "pk")


def _overlaps(tenures):
    """The tenures of 2 people in one post that overlap, the earlier one first."""
    by_post = defaultdict(list)
    for row in _in_order(tenures.exclude(post__kind__in=SHARED)):
        by_post[row.post_id].append(row)
    for holders in by_post.values():
        for before, after in combinations(holders, 2):
            if before.person_id != after.person_id and _do_overlap(before, after):
                yield before, after


def _do_overlap(before, after) -> bool:
    """Whether 2 people certainly hold a post on one day, except to hand it over."""
    ends = [row.to_on or dt.date.max for row in (before, after)]
    # Of a start that is not known, only the day before the end is certain.
    starts = [
        row.from_on or end - dt.timedelta(1)
        for row, end in zip((before, after), ends, strict=True)
    ]
    return min(ends) > max(starts)


def _is_still_there(other) -> str:
    kind = other.post.get_kind_display()
    until = f" until {day(other.to_on)}" if other.to_on else " and has no end date"
    return (
        f"{other.person} is also {kind}{until}. Enter their end date on the page of "
        f"the post unless both are {kind}."
    )


def _has_not_left(before, after) -> str:
    kind = before.post.get_kind_display()
    end = f"left on {day(before.to_on)}" if before.to_on else "has no end date"
    return (
        f"{after.person} became {kind} on {day(after.from_on)}, but {before.person} "
        f"{end}. Enter {'an earlier' if before.to_on else 'an'} end date unless both "
        f"are {kind}."
    )
