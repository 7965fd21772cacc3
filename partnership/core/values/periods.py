"""Periods of figures: a start, an end and a type."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from django.db import models

from partnership.core.values import financial_years

MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}


class PeriodKind(models.TextChoices):
    FINANCIAL_YEAR = "financial-year", "financial year"
    CALENDAR_YEAR = "calendar-year", "calendar year"
    MONTHS_TO = "months-to", "months to"
    PART_YEAR = "part-year", "part of a year"
    QUARTER = "quarter", "quarter"
    MONTH = "month", "month"
    YEAR_TO_DATE = "year-to-date", "year to date"
    AS_AT = "as-at", "at a month"
    SO_FAR = "so-far", "up to a month"
    NOT_GIVEN = "not-given", "period not given"


# Types whose days are all counted, so that the same days have the same figure.
WHOLE_KINDS = [
    PeriodKind.FINANCIAL_YEAR,
    PeriodKind.CALENDAR_YEAR,
    PeriodKind.MONTHS_TO,
    PeriodKind.PART_YEAR,
    PeriodKind.QUARTER,
    PeriodKind.MONTH,
]


def month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def month_name(day: dt.date) -> str:
    return f"{calendar.month_name[day.month]} {day.year}"


# Types of periods that can be shorter than a year and are counted over all their days.
SEASONAL = {
    PeriodKind.MONTHS_TO,
    PeriodKind.PART_YEAR,
    PeriodKind.QUARTER,
    PeriodKind.MONTH,
}


@dataclass(frozen=True, order=True)
class Period:
    """A time span and its type; dates are None if not given."""

    start: dt.date | None
    end: dt.date | None
    kind: str = PeriodKind.FINANCIAL_YEAR

    @property
    def label(self) -> str:
        """As shown in documents: 2016-17, 2015, 12 months to September 2015."""
        return _label(self)

    @property
    def code(self) -> str:
        """The label without spaces, for tokens: 12-months-to-september-2015."""
        return _code(self)

    @property
    def months(self) -> int | None:
        """How many calendar months it touches; None if it is not given."""
        return None if self.start is None or self.end is None else _months(self)

    def is_like(self, other: "Period") -> bool:
        """Whether figures of both may be compared: same type and length, both given.

        A figure up to a month counts from the start of a year that is not given, so
        that only those up to the same month of two years are of one length. That of a
        year to date without a last month is not known.
        """
        is_alike = self.kind == other.kind and self.months == other.months
        if self.kind == PeriodKind.SO_FAR and self.end and other.end:
            is_alike = is_alike and self.end.month == other.end.month
        if self.kind == PeriodKind.YEAR_TO_DATE and self.months == 12:
            is_alike = self == other
        return is_alike and self.months is not None

    def is_same_time_of_year(self, other: "Period") -> bool:
        """Whether both are alike and, if shorter than years, in the same months.

        Crime and much else has seasons, so that February is compared with February.
        """
        if not self.is_like(other) or self.start is None or other.start is None:
            return False
        has_seasons = self.kind in SEASONAL and (self.months or 0) % 12 != 0
        return not has_seasons or self.start.month == other.start.month

    def later(self, years: int) -> "Period":
        """The same period some years later; the end of a month stays the end."""
        if self.start is None or self.end is None:
            return self
        return Period(
            years_later(self.start, years), years_later(self.end, years), self.kind
        )


def years_later(day: dt.date, years: int) -> dt.date:
    """The same day of another year; the end of February stays the end."""
    last = month_end(day.year, day.month)
    if day == last:
        return month_end(day.year + years, day.month)
    return day.replace(year=day.year + years)


# Cached because the same few periods are formatted many times.
@lru_cache(maxsize=2048)
def _label(period: Period) -> str:
    return LABELS[period.kind](period)


@lru_cache(maxsize=2048)
def _code(period: Period) -> str:
    return re.sub(r"[ ,]+", "-", period.label.lower())


def _months(period):
    start, end = period.start, period.end
    return (end.year - start.year) * 12 + end.month - start.month + 1


def _span(period):
    start, end = period.start, period.end
    if start.year == end.year:
        return f"{calendar.month_name[start.month]} to {month_name(end)}"
    return f"{month_name(start)} to {month_name(end)}"


LABELS = {
    PeriodKind.FINANCIAL_YEAR: lambda p: financial_years.label(
        financial_years.of(p.start)
    ),
    PeriodKind.CALENDAR_YEAR: lambda p: str(p.start.year),
    PeriodKind.MONTHS_TO: lambda p: f"{_months(p)} months to {month_name(p.end)}",
    PeriodKind.PART_YEAR: _span,
    PeriodKind.QUARTER: lambda p: f"quarter {_span(p)}",
    PeriodKind.MONTH: lambda p: month_name(p.end),
    PeriodKind.YEAR_TO_DATE: lambda p: (
        f"{financial_years.label(financial_years.of(p.start))}, year to date"
    ),
    PeriodKind.AS_AT: lambda p: f"at {month_name(p.end)}",
    PeriodKind.SO_FAR: lambda p: f"to {month_name(p.end)}",
    PeriodKind.NOT_GIVEN: lambda p: "period not given",
}


def financial_year(year: int) -> Period:
    return Period(
        financial_years.first_day(year),
        financial_years.last_day(year),
        PeriodKind.FINANCIAL_YEAR,
    )


def calendar_year(year: int) -> Period:
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), PeriodKind.CALENDAR_YEAR)


def parse(text: str) -> Period:
    """Parse the label or code of a period.

    Accepts 2015, 2016-17, “12 months to September 2015”, “April to December 2015”,
    “quarter January to March 2016”, “March 2016”, “2016-17, year to date”,
    “at September 2017”, “to September 2017”. Raises ValueError with a message for the
    user.
    """
    words = re.sub(r"[\s,]+", "-", str(text).strip().lower())
    for pattern, build in READERS:
        if match := pattern.fullmatch(words):
            return build(match)
    raise ValueError(
        f"“{text}” is not a period. Enter a period, for example 2015, 2016-17, "
        "12 months to September 2015, or April to December 2015"
    )


def _month(name: str) -> int:
    return MONTHS[name.capitalize()]


def _span_of(match, kind):
    year = int(match["year"])
    first, last = _month(match["first"]), _month(match["last"])
    begins = int(match["began"] or (year if first <= last else year - 1))
    if (begins, first) > (year, last):
        raise ValueError(f"A period cannot end in {year} before it starts")
    return Period(dt.date(begins, first, 1), month_end(year, last), kind)


def _at(match, kind):
    year, month = int(match["year"]), _month(match["month"])
    return Period(dt.date(year, month, 1), month_end(year, month), kind)


def _months_to(match):
    year, month = int(match["year"]), _month(match["month"])
    first = year * 12 + month - int(match["count"])
    start = dt.date(first // 12, first % 12 + 1, 1)
    return Period(start, month_end(year, month), PeriodKind.MONTHS_TO)


def _to_date(match):
    year = financial_years.parse(match[1])
    return Period(
        financial_years.first_day(year),
        financial_years.last_day(year),
        PeriodKind.YEAR_TO_DATE,
    )


# Only digits 0 to 9 and plausible years match, so every match is a period.
_NAMES = "|".join(MONTHS).lower()
_YEAR = r"[12][0-9]{3}"
_YEARS = rf"({_YEAR}[-/][0-9]{{2,4}})"
_AT = rf"(?P<month>{_NAMES})-(?P<year>{_YEAR})"
_SPAN = (
    rf"(?P<first>{_NAMES})(?:-(?P<began>{_YEAR}))?"
    rf"-to-(?P<last>{_NAMES})-(?P<year>{_YEAR})"
)
READERS = [
    (re.compile(rf"({_YEAR})"), lambda m: calendar_year(int(m[1]))),
    (re.compile(_YEARS), lambda m: financial_year(financial_years.parse(m[1]))),
    (re.compile(rf"{_YEARS}-year-to-date"), _to_date),
    (re.compile(rf"(?P<count>[1-9][0-9]{{0,2}})-months-to-{_AT}"), _months_to),
    (re.compile(_SPAN), lambda m: _span_of(m, PeriodKind.PART_YEAR)),
    (re.compile(f"quarter-{_SPAN}"), lambda m: _span_of(m, PeriodKind.QUARTER)),
    (re.compile(_AT), lambda m: _at(m, PeriodKind.MONTH)),
    (re.compile(f"at-{_AT}"), lambda m: _at(m, PeriodKind.AS_AT)),
    (re.compile(f"to-{_AT}"), lambda m: _at(m, PeriodKind.SO_FAR)),
    (
        re.compile("period-not-given"),
        lambda m: Period(None, None, PeriodKind.NOT_GIVEN),
    ),
]


def period_fields(prefix=""):
    """Return the 3 model fields of a period: start, end and type."""
    return (
        models.DateField(f"{prefix} first day".strip(), null=True, blank=True),
        models.DateField(f"{prefix} last day".strip(), null=True, blank=True),
        models.CharField(
            f"{prefix} period".strip(),
            max_length=16,
            choices=PeriodKind,
            default=PeriodKind.FINANCIAL_YEAR,
        ),
    )


class PeriodModel(models.Model):
    """A model with the fields of a period."""

    starts_on, ends_on, period_kind = period_fields()

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        return Period(self.starts_on, self.ends_on, self.period_kind)

    @period.setter
    def period(self, period: Period):
        self.starts_on, self.ends_on = period.start, period.end
        self.period_kind = period.kind
