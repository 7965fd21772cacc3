"""The calendar: days that there are not, weekdays, spans of time, past and to come."""

import calendar
import datetime as dt
import re

from partnership.core.values.dates import day as day_words
from reports.checks.comparators.base import ERROR, WARNING, comparator, error, mistake
from reports.text.forms import pattern
from reports.text.periods import is_impossible
from reports.text.phrases import phrase
from reports.text.quantities import DURATION
from reports.text.reader import Reading
from reports.text.roles import claims_of

_LENGTHS = {
    "day": 1,
    "week": 7,
    "fortnight": 14,
    "month": 30.44,
    "year": 365.25,
    "decade": 3652.5,
}


@comparator(11)
def days_exist(reading: Reading):
    """31 November, and Tuesday 14 May 2018, which was a Monday."""
    for date in reading.dates:
        if is_impossible(date):
            last = calendar.monthrange(date.year or 2000, date.month)[1]
            name = calendar.month_name[date.month]
            start = date.start + (len(date.weekday) + 1 if date.weekday else 0)
            yield error(
                "date-impossible",
                (start, date.end),
                f"“{reading.text[start : date.end]}” does not exist: "
                f"{name}{f' {date.year}' if date.year else ''} has {last} days.",
                "Correct the date.",
            )
        elif date.day and (
            later := phrase("date.a-weekday").match(reading.bare, date.end)
        ):
            yield from _other_weekday(reading, date, later)
        elif date.weekday and date.day:
            right = calendar.day_name[date.day.weekday()]
            if right.lower() != date.weekday:
                end = date.start + len(date.weekday)
                yield error(
                    "date-impossible",
                    (date.start, end),
                    f"{day_words(date.day)} is a {right}, not a "
                    f"{reading.text[date.start : end]}.",
                    f"Write {right}, or correct the date.",
                    right,
                )


def _other_weekday(reading, date, later):
    """“22 March 2018, a Wednesday”."""
    if date.day is None:
        return
    right = calendar.day_name[date.day.weekday()]
    start, end = later.span("name")
    if right.lower() != later["name"]:
        yield error(
            "date-impossible",
            (start, end),
            f"{day_words(date.day)} is a {right}, not a {reading.text[start:end]}.",
            f"Write {right}, or correct the date.",
            right,
        )


@comparator(13)
def spans_agree(reading: Reading):
    """“Six weeks, from 2 July to 30 July”, “2017-19 … a single year”."""
    yield from _spans(reading)
    yield from _years(reading)


def _day(reading, date):
    """“From 2 April to 30 April 2018”: the year is stated once."""
    years = {one.year for one in reading.dates if one.year}
    if date.day or len(years) != 1 or date.year or is_impossible(date):
        return date.day
    try:
        return dt.date(*years, date.month, date.number)
    except ValueError:
        return None


def _points(reading):
    """The two ends of the one span that a sentence, or the one before, tells."""
    days = [
        (d.start, d.end, day, day) for d in reading.dates if (day := _day(reading, d))
    ]
    months = [
        (p.start, p.end, p.period.start, p.period.end)
        for p in reading.periods
        if p.period.kind == "as-at"
    ]
    found = sorted(days + months)
    spans = [
        p
        for p in reading.periods
        if p.lead in {"from", "between"}
        and p.period.kind not in {"as-at", "financial-year"}
        and (" to " in p.text or " and " in p.text or "until" in p.text)
    ]
    if not found and len(spans) == 1:
        one = spans[0]
        middle = one.start + len(one.text) // 2
        return [
            (one.start, middle, one.period.start, one.period.start),
            (middle, one.end, one.period.end, one.period.end),
        ]
    return found if len(found) == 2 else None


def _spans(reading):
    spans = [c.quantity for c in claims_of(reading) if c.quantity.unit == DURATION]
    if not spans:
        return
    source = reading
    points = _points(reading)
    if points is None and reading.before and phrase("date.it").match(reading.low):
        source, points = reading.before, _points(reading.before)
    if points is None:
        return
    (a0, a1, first, first_end), (b0, b1, last, last_end) = points
    between = source.bare[a1:b0] or " to "
    starts = phrase("date.from").search(source.bare[:a0])
    ends = phrase("date.to").search(between)
    if not starts or not ends or last <= first:
        return
    for q in spans:
        if source is reading and not phrase("date.lasting").search(
            reading.bare[: q.start]
        ):
            if not phrase("date.long").match(reading.bare[q.end :]):
                continue
        if source is not reading and not phrase("date.lasted").search(reading.low):
            continue
        unit = re.sub(r"'?s?'?$", "", q.text.split()[-1])
        size = _LENGTHS.get(unit)
        if size is None:
            continue
        days = (last - first).days
        least, most = days / size, ((last_end - first).days + 1) / size
        value = float(q.value)
        slack = {
            "day": 1,
            "week": 0.6,
            "fortnight": 0.5,
            "month": 1.05,
            "year": 0.3,
            "decade": 0.2,
        }[unit]
        if unit == "month" and first == first_end:
            slack = 0.6  # both ends are days
        if q.bound:
            slack *= 2
        if least - slack <= value <= most + slack:
            continue
        stated = (
            f"From {source.text[a0:a1]} to {source.text[b0:b1]}"
            if between != " to " or b0 > a1
            else f"From {source.text[a0:b1]}"
        )
        yield error(
            "duration-contradicted",
            q,
            f"{stated} is {_span_words(first, last, unit)}, not {q.text}.",
            "Correct the length or the dates.",
        )


def _span_words(first, last, unit):
    days = (last - first).days
    months = round(days / 30.44)
    weeks = round(days / 7)
    words = "no one two three four five six seven eight nine ten eleven twelve".split()
    if unit in {"day", "week", "fortnight"}:
        named = words[weeks] if weeks < len(words) else str(weeks)
        return f"{days} days, {named} weeks" if weeks != 1 else f"{days} days, one week"
    if months % 12 == 0 and months:
        number = months // 12
        return (
            f"{words[number] if number < 13 else number} "
            f"year{'s' if number > 1 else ''} ({months} months)"
        )
    return f"{months} months"


def _years(reading):
    """“The plan for 2017-19 covers the single year …”."""
    for period in reading.periods:
        if not period.is_range or period.period.start.month not in {1, 4}:
            continue
        found = phrase("date.one-year").search(reading.bare)
        number = phrase("date.years").search(reading.bare)
        first, last = period.period.start.year, period.period.end.year
        years = last - first + (period.period.start.month == 1)
        if found and years > 1:
            ends = [p.period for p in reading.periods if p is not period]
            right = ends[0].end.year if ends else first + 1
            yield error(
                "duration-contradicted",
                period,
                f"{reading.text[period.start : period.end]} is {years} years. One "
                f"year is {right - 1}-{right % 100:02}.",
                "Correct the years.",
            )
        elif number:
            value = {"two": 2, "three": 3, "four": 4, "five": 5}.get(number[1]) or int(
                number[1]
            )
            # “In three years, 2014 to 2017” counts from one figure to the other.
            if value not in {years, last - first}:
                yield error(
                    "duration-contradicted",
                    number.span(),
                    f"{reading.text[period.start : period.end]} is {years} years, not "
                    f"{number[1]}.",
                    "Correct the years.",
                )


_DID = pattern("verbs.past")
# Certainly of the past; a bare “elected” may also be said of a council that sits.


@comparator(29)
def past_is_past(reading: Reading):
    """Something stated as done on a day that the document has not reached."""
    day = reading.known.draft.report.dated_on
    if day is None:
        return
    for date in reading.dates:
        if date.day and date.day > day:
            yield from _not_yet(
                reading, date.start, date.end, date.day, day, (date.start, date.end)
            )
    for period in reading.periods:
        after = reading.bare[period.end :]
        over = phrase("date.is-over").match(after)
        if (
            period.period.end > day
            and (over or "ended" in period.text)
            and not any(
                d.start < period.end and period.start < d.end for d in reading.dates
            )
        ):
            yield _future(reading, (period.start, period.end), day)
        elif period.period.kind == "as-at" and period.period.start > day:
            yield from _not_yet(
                reading,
                period.start,
                period.end,
                period.period.start,
                day,
                (period.start, period.end),
            )


def _not_yet(reading, start, end, moment, day, span):
    before = reading.bare[max(0, start - 60) : start]
    ended = phrase("date.ended").search(before)
    clause = reading.bare
    if phrase("date.was-to").search(clause):
        return
    if not ended:
        if phrase("date.to-come").search(before) and not phrase("date.event-of").search(
            before
        ):
            return
        if phrase("date.by").search(before):
            return
        if phrase("date.will").search(clause):
            return
        if not _DID.search(clause):
            return
        if not phrase("date.on").search(before):
            return
        if phrase("date.arranged").search(clause) and not phrase(
            "date.at-meeting"
        ).search(clause):
            return
    yield _future(reading, span, day)


def _future(reading, span, day):
    return mistake(
        "future-as-past",
        ERROR if phrase("date.finite").search(reading.bare) else WARNING,
        span,
        f"{reading.text[span[0] : span[1]]} is after the date of this "
        f"document, {day_words(day)}, so this has not yet happened.",
        "Correct the date, or write it as something to come.",
    )
