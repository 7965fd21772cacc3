"""The calendar: dates that do not exist, weekdays, spans of time, past and future."""

import calendar
import datetime as dt
from dataclasses import dataclass

from partnership.core.values.dates import day as day_words
from reports.checks.comparators.base import (
    ERROR,
    WARNING,
    Mistake,
    comparator,
    error,
    mistake,
)
from reports.checks.comparators.wording import in_words
from reports.text.forms import pattern
from reports.text.periods import days_of
from reports.text.phrases import phrase
from reports.text.quantities import DURATION, worded
from reports.text.reader import Reading
from reports.text.roles import claims_of
from reports.text.spans import Placed

# How many days each unit has, and by how many units a length may be rounded.
UNITS = {
    "day": (1, 1),
    "week": (7, 0.6),
    "fortnight": (14, 0.5),
    "month": (30.44, 1.05),
    "year": (365.25, 0.3),
    "decade": (3652.5, 0.2),
}


@comparator(11)
def days_exist(reading: Reading):
    """31 November, and Tuesday 14 May 2018, which was a Monday."""
    for date in reading.dates:
        if reading.text[date.start : date.end].endswith(" may"):
            continue  # “The fall from 128 to 96 may be so described”
        later = phrase("date.a-weekday").match(reading.bare, date.end)
        if date.is_impossible:
            yield _no_such_day(reading, date)
        elif date.day and later:
            yield from _other_weekday(reading, date.day, *later.span("name"))
        elif date.weekday and date.day:
            end = date.start + len(date.weekday)
            yield from _other_weekday(reading, date.day, date.start, end)


def _no_such_day(reading, date) -> Mistake:
    last = calendar.monthrange(date.year or 2000, date.month)[1]
    name = calendar.month_name[date.month]
    start = date.start + (len(date.weekday) + 1 if date.weekday else 0)
    return error(
        "date-impossible",
        (start, date.end),
        f"“{reading.text[start : date.end]}” does not exist: "
        f"{name}{f' {date.year}' if date.year else ''} has {last} days.",
        "Correct the date.",
    )


def _other_weekday(reading, day, start, end):
    """“Tuesday 22 March 2018”, “22 March 2018, a Wednesday”."""
    right = calendar.day_name[day.weekday()]
    if right.lower() != reading.low[start:end]:
        yield error(
            "date-impossible",
            (start, end),
            f"{day_words(day)} is a {right}, not a {reading.text[start:end]}.",
            f"Write {right}, or correct the date.",
            right,
        )


@dataclass(frozen=True)
class Point(Placed):
    """One end of a span of time: where it is named, and its first and last day."""

    start: int
    end: int
    first: dt.date
    last: dt.date


def _day(reading, date):
    """“From 2 April to 30 April 2018”: the year is stated once."""
    years = {date.year for date in reading.dates if date.year}
    if date.day or len(years) != 1 or date.year or date.is_impossible:
        return date.day
    try:
        return dt.date(*years, date.month, date.number)
    except ValueError:
        return None


def _points(reading) -> list[Point]:
    """Return the two ends of the only span in a sentence; none if there are several."""
    found = [
        Point(*date.span, day, day)
        for date in reading.dates
        if (day := _day(reading, date))
    ]
    found += [
        Point(*period.span, period.period.start, period.period.end)
        for period in reading.periods
        if period.period.kind == "as-at"
    ]
    spans = [
        period
        for period in reading.periods
        if period.lead in {"from", "between"}
        and period.period.kind not in {"as-at", "financial-year"}
        and "months" not in period.text
        and any(word in period.text for word in (" to ", " and ", "until"))
    ]
    if not found and len(spans) == 1:
        (span,) = spans
        middle, (first, last) = span.start + len(span.text) // 2, days_of(span.period)
        found = [
            Point(span.start, middle, first, first),
            Point(middle, span.end, last, last),
        ]
    return sorted(found, key=lambda span: span.start) if len(found) == 2 else []


@comparator(12)
def spans_run_forwards(reading: Reading):
    """“From 18 April 2018 to 4 April 2018” ends before it begins."""
    for first, last in zip(reading.dates, reading.dates[1:], strict=False):
        begins, ends = (_day(reading, end) for end in (first, last))
        is_from = phrase("date.from").search(reading.bare[: first.start])
        between = reading.bare[first.end : last.start]
        if not begins or not ends or begins <= ends or not is_from:
            continue
        if phrase("date.backwards").match(between):
            yield error(
                "duration-contradicted",
                (first.start, last.end),
                f"{day_words(ends)} is before {day_words(begins)}.",
                "Correct one of the dates.",
            )


@comparator(13)
def lengths_agree(reading: Reading):
    """“Six weeks, from 2 July to 30 July”."""
    spans = [c.quantity for c in claims_of(reading) if c.quantity.unit == DURATION]
    source, points = reading, _points(reading) if spans else []
    if spans and not points and reading.before and phrase("date.it").match(reading.low):
        source, points = reading.before, _points(reading.before)
    if not points or not _is_span(source, *points):
        return
    for span in spans:
        unit = span.text.split()[-1].rstrip("s'")
        if source is reading:
            is_stated = _is_stated_here(reading, span)
        else:
            is_stated = phrase("date.lasted").search(reading.low)
        if unit in UNITS and is_stated and not _has_length(span, unit, *points):
            yield _wrong_length(source, span, unit, *points)


def _wrong_length(source, span, unit, first: Point, last: Point) -> Mistake:
    stated = source.text[first.start : last.end]
    if last.start > first.end:
        here, there = (source.text[p.start : p.end] for p in (first, last))
        stated = f"{here} to {there}"
    size = _span_words(first.first, last.first, unit)
    return error(
        "duration-contradicted",
        span,
        f"From {stated} is {size}, not {span.text}.",
        "Correct the length or the dates.",
    )


def _is_span(source, first: Point, last: Point) -> bool:
    between = source.bare[first.end : last.start] or " to "
    starts = phrase("date.from").search(source.bare[: first.start])
    ends = phrase("date.to").search(between)
    return bool(starts and ends) and last.first > first.first


def _is_stated_here(reading, span) -> bool:
    """Whether a stated length is that of the span whose ends the sentence gives."""
    before = phrase("date.lasting").search(reading.bare[: span.start])
    return bool(before or phrase("date.long").match(reading.bare[span.end :]))


def _has_length(span, unit, first: Point, last: Point) -> bool:
    size, slack = UNITS[unit]
    if unit == "month" and first.first == first.last:
        slack = 0.6  # both ends are days
    slack *= 2 if span.bound else 1
    least = (last.first - first.first).days / size
    most = ((last.last - first.first).days + 1) / size
    return least - slack <= float(span.value) <= most + slack


def _span_words(first, last, unit):
    days = (last - first).days
    months, weeks = round(days / 30.44), round(days / 7)
    if unit in {"day", "week", "fortnight"}:
        return f"{days} days, {in_words(weeks)} week{'s' if weeks != 1 else ''}"
    if months and months % 12 == 0:
        years = months // 12
        return f"{in_words(years)} year{'s' if years > 1 else ''} ({months} months)"
    return f"{months} months"


@comparator(13)
def years_are_counted(reading):
    """“The plan for 2017-19 covers the single year …”."""
    for period in reading.periods:
        if not period.is_range or period.period.start.month not in {1, 4}:
            continue
        stated = reading.text[period.start : period.end]
        first, last = period.period.start.year, period.period.end.year
        years = last - first + (period.period.start.month == 1)
        number = _beside(reading, period, "date.years")
        if years > 1 and _beside(reading, period, "date.one-year"):
            ends = [p.period for p in reading.periods if p is not period]
            right = ends[0].end.year if ends else first + 1
            one_year = f"One year is {right - 1}-{right % 100:02}"
            yield _wrong_years(period, f"{stated} is {years} years. {one_year}.")
        # “In three years, 2014 to 2017” counts from one figure to the other.
        elif number and worded(number[1]) not in {years, last - first}:
            yield _wrong_years(number, f"{stated} is {years} years, not {number[1]}.")


def _beside(reading, period, name: str):
    """A phrase in the same statement as a period."""
    start = reading.bare[: period.start].rpartition(";")[0]
    after = reading.bare[period.end :].partition(";")[0]
    return phrase(name).search(reading.bare, len(start), period.end + len(after))


def _wrong_years(where, message: str) -> Mistake:
    return error("duration-contradicted", where, message, "Correct the years.")


@comparator(29)
def past_is_past(reading: Reading):
    """Something stated as done on a day that the document has not reached."""
    day = reading.known.draft.report.dated_on
    if day is None:
        return
    for date in reading.dates:
        if date.day and date.day > day and _is_done(reading, date.start):
            yield _future(reading, date, day)
    for period in reading.periods:
        is_over = "ended" in period.text or phrase("date.is-over").match(
            reading.bare[period.end :]
        )
        is_dated = any(
            d.start < period.end and period.start < d.end for d in reading.dates
        )
        is_month = period.period.kind == "as-at" and period.period.start > day
        if period.period.end > day and is_over and not is_dated:
            yield _future(reading, period, day)
        elif is_month and _is_done(reading, period.start):
            yield _future(reading, period, day)


def _is_done(reading, start) -> bool:
    """Whether something is said to have been done at the time named there."""
    before, text = reading.bare[max(0, start - 60) : start], reading.bare
    if phrase("date.was-to").search(text):
        return False
    if phrase("date.ended").search(before):
        return True
    is_event = phrase("date.event-of").search(before)
    is_to_come = (
        phrase("date.to-come").search(before)
        and not is_event
        or phrase("date.by").search(before)
        or phrase("date.will").search(text)
        or phrase("date.arranged").search(text)
        and not phrase("date.at-meeting").search(text)
    )
    is_past = pattern("verbs.past").search(text) and phrase("date.on").search(before)
    return bool(is_past) and not is_to_come


def _future(reading, where, day) -> Mistake:
    return mistake(
        "event-tense",
        ERROR if phrase("date.finite").search(reading.bare) else WARNING,
        where,
        f"{reading.text[where.start : where.end]} is after the date of this "
        f"document, {day_words(day)}, so this has not yet happened.",
        "Correct the date, or use the future tense.",
    )
