"""Dates as people type them: the days they mean, and dates without a year."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from partnership.core.values import financial_years
from partnership.core.values.periods import MONTHS, month_end

MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
ORDINAL = r"(?:st|nd|rd|th)?"
PARTS = {
    "early": (1, 4),
    "mid": (5, 8),
    "late": (9, 12),
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "winter": (10, 12),
}
DATED = re.compile(
    rf"\b(?P<day>\d{{1,2}}){ORDINAL} (?:of )?{MONTH},? (?P<year>\d{{4}})\b"
    rf"|\b(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>\d{{4}})\b"
    rf"|\b{MONTH.replace('month', 'alone')},? (?P<of>\d{{4}})\b"
    rf"|\b(?P<part>{'|'.join(PARTS)})[- ](?:in )?(?P<part_year>\d{{4}})\b(?![-/–]\d)"
    r"|(?<=\b[Ii]n )(?P<financial>\d{4}[-/–]\d{2,4})\b"
    r"|(?<=\b[Ii]n )(?P<calendar>(?:19|20)\d{2})\b(?![-/–]\d)"
)
YEARLESS = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}}){ORDINAL} (?:of )?|(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|"
    rf"[Dd]uring|[Bb]efore|[Aa]fter|[Ll]ate|[Ee]arly|mid|end of) ){MONTH}\b"
    rf"(?!,? \d{{4}}| (?:to|and|or|until) (?:\d+ )?[A-Z][a-z]+,? \d{{4}})"
)


@dataclass(frozen=True)
class Named:
    """A date or a span that a text names: its place and its days."""

    start: int
    end: int
    text: str
    first: dt.date
    last: dt.date


@lru_cache(maxsize=8_000)
def dates_in(text: str) -> tuple[Named, ...]:
    """Dates with a year: days, months, seasons, and years that something was “in”."""
    return tuple(_dates_in(text))


def _dates_in(text):
    for match in DATED.finditer(text):
        try:
            first, last = _days(match.groupdict())
        except ValueError:
            continue
        yield Named(match.start(), match.end(), match[0], first, last)


def _days(found):
    if found["day"]:
        day = dt.date(int(found["year"]), MONTHS[found["month"]], int(found["day"]))
        return day, day
    if found["d"]:
        day = dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
        return day, day
    if found["alone"]:
        return _months(int(found["of"]), MONTHS[found["alone"]])
    if found["part"]:
        return _months(int(found["part_year"]), *PARTS[found["part"]])
    if found["financial"]:
        year = financial_years.parse(found["financial"].replace("–", "-"))
        return financial_years.first_day(year), financial_years.last_day(year)
    return _months(int(found["calendar"]), 1, 12)


def _months(year, first, last=0):
    return dt.date(year, first, 1), month_end(year, last or first)


def financial_year_in(text: str) -> int | None:
    """The financial year that is written as 2016-17, with any dash; None if none is."""
    try:
        return financial_years.parse(text.replace("–", "-"))
    except ValueError:
        return None


def last_before(day: dt.date, match: re.Match) -> str:
    """A date without a year, with the year of the last one up to a day."""
    month = MONTHS[match["month"]]
    wanted = (month, int(match["day"] or 1))
    year = day.year if wanted <= (day.month, day.day) else day.year - 1
    name = calendar.month_name[month]
    return f"{match['day']} {name} {year}" if match["day"] else f"{name} {year}"
