"""The periods that follow each other: months, quarters and years."""

import datetime as dt
from collections.abc import Iterator

from partnership.core.values import financial_years
from partnership.core.values.periods import Period, PeriodKind, month_end

MONTHS_OF = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.FINANCIAL_YEAR: 12,
    PeriodKind.CALENDAR_YEAR: 12,
}


def period_from(kind: str, first: dt.date) -> Period:
    """The period of a kind that starts on a day; its last day is worked out."""
    months = first.year * 12 + first.month - 1 + MONTHS_OF[PeriodKind(kind)] - 1
    return Period(first, month_end(months // 12, months % 12 + 1), PeriodKind(kind))


def periods_of(kind: str, year: int) -> list[Period]:
    """The periods of a kind in a financial year; the calendar year it starts in."""
    first = financial_years.first_day(year)
    if kind == PeriodKind.CALENDAR_YEAR:
        first = dt.date(year, 1, 1)
    found = [period_from(kind, first)]
    while sum(period.months or 0 for period in found) < 12:
        found.append(following(found[-1]))
    return found


def following(period: Period) -> Period:
    if period.end is None:
        raise ValueError("A period without an end has none after it")
    return period_from(period.kind, period.end + dt.timedelta(days=1))


def period_at(kind: str, day: dt.date) -> Period:
    """The period of a kind that a day is in."""
    year = day.year if kind == PeriodKind.CALENDAR_YEAR else financial_years.of(day)
    periods = periods_of(kind, year)
    return next(p for p in periods if p.start and p.end and p.start <= day <= p.end)


def ended_between(last: Period, until: dt.date) -> Iterator[Period]:
    """The periods after one that end by a day."""
    period = following(last)
    while period.end is not None and period.end <= until:
        yield period
        period = following(period)
