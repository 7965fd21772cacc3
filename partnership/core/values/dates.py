"""Format dates and times for documents and pages."""

import calendar
import datetime as dt
import time

from django.utils import timezone

EPOCH, SECONDS_A_DAY = dt.date(1970, 1, 1).toordinal(), 24 * 60 * 60


def day(date: dt.date) -> str:
    """21 September 2017."""
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"


def has_come(date: dt.date) -> bool:
    """Whether a day is today or earlier, in local time."""
    today = EPOCH + time.time() // SECONDS_A_DAY  # in UTC
    return date.toordinal() < today or date <= timezone.localdate()  # slower


def weekday(date: dt.date) -> str:
    """Thursday 21 September 2017."""
    return f"{calendar.day_name[date.weekday()]} {day(date)}"


def clock(moment: dt.datetime) -> str:
    """2:41pm, in local time."""
    local = timezone.localtime(moment)
    hour = local.hour % 12 or 12
    return f"{hour}:{local.minute:02}{'am' if local.hour < 12 else 'pm'}"


def moment(when: dt.datetime) -> str:
    """16 May 2016 at 3:05pm."""
    return f"{day(local_day(when))} at {clock(when)}"


def full_moment(when: dt.datetime) -> str:
    """Monday 16 May 2016 at 3:05pm."""
    return f"{weekday(local_day(when))} at {clock(when)}"


def local_day(date: dt.date) -> dt.date:
    """Return the local date of a date or time."""
    if isinstance(date, dt.datetime):
        return timezone.localtime(date).date() if timezone.is_aware(date) else date
    return date
