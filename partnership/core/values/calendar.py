"""The periods that follow each other: months, quarters, years and running figures."""

import datetime as dt
from collections.abc import Iterator

from partnership.core.values import financial_years
from partnership.core.values.periods import Period, PeriodKind, month_end

# How many months a period of each kind has, and how many the next one ends later.
MONTHS_OF = {
    PeriodKind.MONTH: (1, 1),
    PeriodKind.QUARTER: (3, 3),
    PeriodKind.MONTHS_TO: (12, 3),
    PeriodKind.SO_FAR: (1, 3),
    PeriodKind.AS_AT: (1, 3),
    PeriodKind.FINANCIAL_YEAR: (12, 12),
    PeriodKind.CALENDAR_YEAR: (12, 12),
}


def step_of(kind: str) -> int:
    return MONTHS_OF[PeriodKind(kind)][1]


def ending(kind: str, last: dt.date, later: int = 0) -> Period:
    """The period of a kind that ends with the month of a day, or some months later."""
    months = last.year * 12 + last.month - 1 + later
    first = months - MONTHS_OF[PeriodKind(kind)][0] + 1
    start = dt.date(first // 12, first % 12 + 1, 1)
    return Period(start, month_end(months // 12, months % 12 + 1), PeriodKind(kind))


def periods_of(kind: str, year: int) -> list[Period]:
    """The periods of a kind in a financial year; the calendar year it starts in."""
    last = financial_years.last_day(year)
    if kind == PeriodKind.CALENDAR_YEAR:
        last = dt.date(year, 12, 31)
    step = step_of(kind)
    return [ending(kind, last, later) for later in range(step - 12, 1, step)]


def following(period: Period, number: int = 1) -> Period:
    """Return the next period, or one further away: -1 is the one before."""
    if period.end is None:
        raise ValueError("A period without an end has none after it")
    return ending(period.kind, period.end, number * step_of(period.kind))


def period_at(kind: str, day: dt.date) -> Period:
    """The period of a kind that is the first to end on or after a day."""
    year = day.year if kind == PeriodKind.CALENDAR_YEAR else financial_years.of(day)
    return next(p for p in periods_of(kind, year) if p.end and day <= p.end)


def ended_between(last: Period, until: dt.date) -> Iterator[Period]:
    """The periods after one that end by a day."""
    period = following(last)
    while period.end is not None and period.end <= until:
        yield period
        period = following(period)
