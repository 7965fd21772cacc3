"""The periods that follow each other: months, quarters, years and running figures."""

import datetime as dt
from collections.abc import Iterator

from django.db import models

from partnership.core.values import financial_years
from partnership.core.values.periods import Period, PeriodKind, month_end


class Frequency(models.TextChoices):
    """How often there is a figure: the type of its periods, and when they end."""

    MONTH = "month", "every month"
    QUARTER = "quarter", "every quarter"
    MONTHS_TO_MONTH = "months-to-month", "12 months to the end of each month"
    MONTHS_TO = "months-to", "12 months to the end of each quarter"
    SO_FAR_MONTH = "so-far-month", "year to date at the end of each month"
    SO_FAR = "so-far", "year to date at the end of each quarter"
    AS_AT_MONTH = "as-at-month", "as at the end of each month"
    AS_AT = "as-at", "as at the end of each quarter"
    AS_AT_YEAR = "as-at-year", "as at the end of each financial year"
    FINANCIAL_YEAR = "financial-year", "every financial year"
    CALENDAR_YEAR = "calendar-year", "every calendar year"


# The type of a frequency's periods, how many months each has, and how many the next one
# ends later.
PERIODS_OF = {
    Frequency.MONTH: (PeriodKind.MONTH, 1, 1),
    Frequency.QUARTER: (PeriodKind.QUARTER, 3, 3),
    Frequency.MONTHS_TO_MONTH: (PeriodKind.MONTHS_TO, 12, 1),
    Frequency.MONTHS_TO: (PeriodKind.MONTHS_TO, 12, 3),
    Frequency.SO_FAR_MONTH: (PeriodKind.SO_FAR, 1, 1),
    Frequency.SO_FAR: (PeriodKind.SO_FAR, 1, 3),
    Frequency.AS_AT_MONTH: (PeriodKind.AS_AT, 1, 1),
    Frequency.AS_AT: (PeriodKind.AS_AT, 1, 3),
    Frequency.AS_AT_YEAR: (PeriodKind.AS_AT, 1, 12),
    Frequency.FINANCIAL_YEAR: (PeriodKind.FINANCIAL_YEAR, 12, 12),
    Frequency.CALENDAR_YEAR: (PeriodKind.CALENDAR_YEAR, 12, 12),
}


def kind_of(frequency: str) -> PeriodKind:
    return PERIODS_OF[Frequency(frequency)][0]


def ending(frequency: str, last: dt.date, later: int = 0) -> Period:
    """The period that ends with the month of a day, or some months later."""
    kind, length, _step = PERIODS_OF[Frequency(frequency)]
    months = last.year * 12 + last.month - 1 + later
    first = months - length + 1
    start = dt.date(first // 12, first % 12 + 1, 1)
    return Period(start, month_end(months // 12, months % 12 + 1), kind)


def periods_of(frequency: str, year: int) -> list[Period]:
    """The periods in a financial year; the calendar year it starts in."""
    kind, _length, step = PERIODS_OF[Frequency(frequency)]
    last = financial_years.last_day(year)
    if kind == PeriodKind.CALENDAR_YEAR:
        last = dt.date(year, 12, 31)
    return [ending(frequency, last, later) for later in range(step - 12, 1, step)]


def following(frequency: str, period: Period, number: int = 1) -> Period:
    """Return the next period, or one further away: -1 is the one before."""
    if period.end is None:
        raise ValueError("A period without an end has none after it")
    step = PERIODS_OF[Frequency(frequency)][2]
    return ending(frequency, period.end, number * step)


def period_at(frequency: str, day: dt.date) -> Period:
    """The period that is the first to end on or after a day."""
    is_calendar = frequency == Frequency.CALENDAR_YEAR
    year = day.year if is_calendar else financial_years.of(day)
    return next(p for p in periods_of(frequency, year) if p.end and day <= p.end)


def ended_between(frequency: str, last: Period, until: dt.date) -> Iterator[Period]:
    """The periods after one that end by a day."""
    period = following(frequency, last)
    while period.end is not None and period.end <= until:
        yield period
        period = following(frequency, period)
