"""Days and times in templates; every template has these filters."""

from django import template

from partnership import days

register = template.Library()


def _told(tell):
    """A filter that tells a day, by local time, and nothing where there is none."""
    return lambda date: tell(days.local_day(date)) if date else ""


register.filter("day", _told(days.day))
register.filter("weekday", _told(days.weekday))


@register.filter
def clock(moment):
    return days.clock(moment) if moment else ""


@register.filter
def moment(when):
    return days.moment(when) if when else ""


@register.filter
def full_moment(when):
    return days.full_moment(when) if when else ""
