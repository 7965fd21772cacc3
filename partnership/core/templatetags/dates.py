"""Filters for dates and times, available in every template."""

import datetime as dt

from django import template

from partnership.core.values import dates

register = template.Library()


def _date_filter(formatter):
    """Return a filter that formats a local date, or an empty string for None."""
    return lambda date: formatter(dates.local_day(date)) if date else ""


register.filter("day", _date_filter(dates.day))
register.filter("weekday", _date_filter(dates.weekday))


@register.filter
def iso_day(text):
    """A date stored as ISO text, in words; an empty string without one."""
    return dates.day(dt.date.fromisoformat(text)) if text else ""


@register.filter
def clock(moment):
    return dates.clock(moment) if moment else ""


@register.filter
def moment(when):
    return dates.moment(when) if when else ""


@register.filter
def full_moment(when):
    return dates.full_moment(when) if when else ""
