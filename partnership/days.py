"""Days as documents print them."""

import calendar
import datetime as dt


def day(date: dt.date) -> str:
    """21 September 2017."""
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"
