"""Read dates in the forms that people use; never month first in numbers."""

import datetime as dt
import re

from partnership.core.imports.ambiguity import AmbiguousCell, Option
from partnership.core.imports.date_patterns import (
    LONGEST,
    MONTH,
    MONTH_FIRST,
    MONTH_NAMES,
    MONTHS,
    full_year,
    tidy,
)
from partnership.core.values.periods import month_end

NUMBERS = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})", re.A)
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.A)
TIME = re.compile(
    r"[T ,]+(?:at\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*"
    r"(?:am|pm|Z|[+-]\d\d:?\d\d)?$",
    re.I | re.A,
)
WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+", re.I)
DAY_MONTH = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s/.-]*({MONTH_NAMES})\.?[\s,/'’-]*(\d{{4}}|\d{{2}})",
    re.I | re.A,
)
MONTH_DAY = re.compile(
    rf"({MONTH_NAMES})\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", re.I | re.A
)
NO_DATE = {
    *("present", "current", "ongoing", "on-going", "to date", "now", "date", "today"),
    *("until further notice", "n/a", "na", "-", "", "tbc", "tba", "unknown", "none"),
    *("not known", "open", "open ended", "open-ended", "permanent", "to be confirmed"),
}
EPOCH = dt.date(1899, 12, 30)
SERIALS = range(20_000, 80_000)


def date_of(value) -> dt.date:
    """Return a date: day first, ISO or in words. Never month first in numbers."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        _ask_about_serial(value)
    text = str(value).strip()
    if len(text) == 5 and text.isascii() and text.isdigit():
        _ask_about_serial(int(text))
    if len(text) <= LONGEST:
        text = WEEKDAY.sub("", TIME.sub("", text))
    if tidy(text) in NO_DATE:
        raise AmbiguousCell(
            "no-date",
            f"“{text}” is not a date. Leave the date blank?",
            [Option("blank", "Yes, leave it blank")],
        )
    try:
        if match := NUMBERS.fullmatch(text):
            day, month, year = match.groups()
            return dt.date(full_year(year), int(month), int(day))
        if match := YEAR_FIRST.fullmatch(text):
            return dt.date(*map(int, match.groups()))
        if match := DAY_MONTH.fullmatch(text):
            return dt.date(full_year(match[3]), MONTHS[match[2].lower()], int(match[1]))
        if match := MONTH_DAY.fullmatch(text):
            return dt.date(int(match[3]), MONTHS[match[1].lower()], int(match[2]))
    except ValueError:
        pass
    if match := MONTH_FIRST.fullmatch(text):
        raise _ask_about_day(text, int(match[2]), int(match[1]))
    if match := MONTH.fullmatch(tidy(text)):
        raise _ask_about_day(text, full_year(match["year"]), MONTHS[match["month"]])
    raise ValueError(f"“{value}” is not a date. Enter it like this: 31/03/2016")


def _ask_about_day(text, year, month):
    days = {"first": dt.date(year, month, 1), "last": month_end(year, month)}
    return AmbiguousCell(
        "month-without-day",
        f"“{text}” does not say which day is meant",
        [
            Option(key, f"The {key} day of the month, so {day:%d/%m/%Y}", day)
            for key, day in days.items()
        ],
    )


def _ask_about_serial(value):
    if value % 1 == 0 and int(value) in SERIALS:
        day = EPOCH + dt.timedelta(days=int(value))
        raise AmbiguousCell(
            "serial",
            f"“{value:.0f}” is a number. As a date it would be {day:%d/%m/%Y}",
            [Option("date", f"It is the date {day:%d/%m/%Y}", day)],
        )


BETWEEN = re.compile(r"\s(?:to|until)\s|[-–/]")


def dates_between(text) -> tuple[dt.date, dt.date]:
    """Return the two dates of “1 April 2014 – 31 March 2016” or of ISO dates."""
    words = str(text).strip().removeprefix("from ")
    for match in BETWEEN.finditer(words) if len(words) <= LONGEST else ():
        try:
            first, last = words[: match.start()], words[match.end() :]
            return date_of(first.strip()), date_of(last.strip())
        except ValueError:
            continue
    raise ValueError(f"“{text}” is not a span of dates")


def date_for_year(value):
    return ValueError(
        f"This cell contains a date ({value:%d/%m/%Y}) instead of a year or period. "
        "Format the column as text and enter it like this: 2016-17"
    )
