"""Read periods and years in the forms that people and statistics use."""

import datetime as dt
import re

from django.utils.text import capfirst

from partnership.core.imports.ambiguity import AmbiguousCell, Option
from partnership.core.imports.date_cells import (
    DAY_AND_MONTH,
    LONGEST,
    MONTH,
    MONTH_FIRST,
    MONTH_NAMES,
    MONTHS,
    ONE_YEAR,
    SHORT_YEAR,
    YEAR,
    checked,
    date_for_year,
    date_of,
    dates_between,
    full_year,
    tidy,
    two_years,
    without_noise,
)
from partnership.core.values import financial_years, periods
from partnership.core.values.periods import Period, PeriodKind, month_end

FINANCIAL = re.compile(r"fin|fiscal|fy|f/y|april|march")
ENDING = re.compile(
    rf"(?:the\s+)?(?:rolling\s+)?(?:(?P<count>[0-9]{{1,2}})\s*(?:months?|mths?|mnths?|m)|(?:financial\s+)?y(?:ea)?r|ye|y\.?/?e\.?)"
    rf"\s*+(?:[-:]\s*+)?(?:(?:to|ending|ended|end|up to)\s*+)?"
    rf"(?:the\s+)?(?:end\s+(?:of\s+)?)?(?P<month>{DAY_AND_MONTH})"
    rf"[\s,'-]*(?P<year>{YEAR})"
)
ROLLING = re.compile(r"^r\s?12m?\b")  # “r12 to sep 18”
SPAN = re.compile(
    rf"(?P<first>{DAY_AND_MONTH})[\s'-]*(?P<began>{YEAR})?\s*(?:to|-|/)\s*"
    rf"(?P<last>{DAY_AND_MONTH})[\s,'-]*(?P<year>{YEAR})"
)
AS_AT = re.compile(
    rf"(?:as\s+)?at\s+(?P<month>{DAY_AND_MONTH})[\s,'-]*(?P<year>{YEAR})"
)
_Q = r"(?:q|qtr|quarter)\s*\.?\s*(?P<quarter>[1-4])"
_ORDINAL = r"(?P<quarter>1st|2nd|3rd|4th|first|second|third|fourth) quarter(?: of)?"
QUARTER = [
    re.compile(rf"{_Q}[\s,:/-]*(?:of\s*)?(?P<rest>.+)"),
    re.compile(rf"{_ORDINAL}[\s,:/-]*(?P<rest>.+)"),
    re.compile(rf"(?P<rest>.+?)[\s,:/-]*{_Q}"),
]
MONTHS_BESIDE = re.compile(  # “q1 (jan-mar) 2018”
    r"(?P<before>[0-9/ -]*)(?P<quarter>(?:q|qtr|quarter)\s?[1-4])\s*"
    rf"\((?P<months>(?:{MONTH_NAMES})\s*(?:-|to)\s*(?:{MONTH_NAMES}))\)?"
    r"(?P<after>[0-9/ -]*)"
)
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
HALF = re.compile(r"(?:h([12])\s*[,:-]?\s*(.+)|(.+?)[\s,:-]*h([12]))")
TO_DATE = re.compile(
    r"(?:(?P<year>.+?)[\s,:-]*\(?(?:f?ytd|year[ -]to[ -]date|to date)\)?"
    r"|(?:f?ytd|year[ -]to[ -]date)[\s,:(-]*(?P<after>.+?)\)?)"
)


def period_of(value) -> Period:
    """Return a period from any of its forms; ask where several are meant by one."""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        if (value.day, value.month) == (1, (value.year + 1) % 100):
            return periods.financial_year(value.year)
        if value.day == 1 or value == month_end(value.year, value.month):
            is_quarter = value.day != 1 and value.month % 3 == 0
            raise _ask_about_month(
                f"{value:%B %Y}", value.year, value.month, is_quarter
            )
        raise date_for_year(value)
    text = str(value).strip()
    if len(text) > LONGEST:
        raise not_a_period(text)
    plain = tidy(text)
    try:
        return _whole(periods.parse(plain))  # the labels of our own downloads
    except (ValueError, OverflowError) as error:
        refusal = error
    readers = (
        _calendar,
        _iso_month,
        _ending,
        _quarter,
        _half,
        _to_date,
        _span,
        _years,
        _month,
        _at,
        _dates,
    )
    readers += (_quarter_ending, _month_end)
    if QUARTER_ENDING.fullmatch(DAY_IN_NUMBERS.sub(_month_and_year, plain)):
        readers = (_quarter_ending,)
    for reader in readers:
        try:
            found = reader(plain)
        except OverflowError:
            found = None
        if found is not None:
            return found
    if isinstance(refusal, OverflowError) or "is not a period" in str(refusal):
        raise not_a_period(text) from None
    raise refusal


def not_a_period(text: str) -> ValueError:
    return ValueError(
        f"“{text}” is not a period. Enter a period, for example 2015, 2016-17, "
        "12 months to September 2015, or April to December 2015"
    )


def _whole(period):
    """Return “April 2016 to March 2017” as the financial year that it is."""
    if period.kind == PeriodKind.PART_YEAR:
        start, end = period.start, period.end
        return span(start.year, start.month, end.year, end.month)
    return period


ISO_MONTH = re.compile(r"((?:19|20)[0-9]{2})-?(0[1-9]|1[0-2])")


def _iso_month(text):
    """Ask about 2016-04 and 04/2016 as about April 2016, but not about 2011-12."""
    if match := MONTH_FIRST.fullmatch(text):
        raise _ask_about_month(text, int(match[2]), int(match[1]))
    match = ISO_MONTH.fullmatch(text)
    if match is None or (int(match[1]) + 1) % 100 == int(match[2]):
        return None
    raise _ask_about_month(text, int(match[1]), int(match[2]))


def _month_number(words):
    return MONTHS[re.sub(r"^[0-9]+(?:st|nd|rd|th)?\s*", "", words).rstrip(".")]


def span(began, first, year, last, kind=PeriodKind.PART_YEAR) -> Period:
    """Return a span of months; a financial year if it is exactly one."""
    start, end = dt.date(began, first, 1), month_end(year, last)
    if start > end:
        raise ValueError(f"A period cannot end in {year} before it starts")
    whole = start == financial_years.first_day(began) and end == (
        financial_years.last_day(began)
    )
    return Period(start, end, PeriodKind.FINANCIAL_YEAR if whole else kind)


DAY_IN_NUMBERS = re.compile(
    r"(?P<day>[0-9]{1,2})[/.](?P<month>0?[1-9]|1[0-2])[/.](?P<year>(?:19|20)?[0-9]{2})\b"
)


def _ending(text):
    text = ROLLING.sub("12 months", text)
    match = ENDING.fullmatch(DAY_IN_NUMBERS.sub(_month_and_year, text))
    if match is None:
        return None
    count, month = int(match["count"] or 12), _month_number(match["month"])
    year = full_year(match["year"])
    _check_last_day(match["month"], year)
    first = year * 12 + month - count
    if match["count"] is None and month == 3:
        return periods.financial_year(year - 1)
    start = dt.date(first // 12, first % 12 + 1, 1)
    return Period(start, month_end(year, month), PeriodKind.MONTHS_TO)


def _month_and_year(match):
    name = list(periods.MONTHS)[int(match["month"]) - 1].lower()
    return f"{int(match['day'])} {name} {match['year']}"


def _check_last_day(words, year):
    """Reject “5 April” as the end of a period: a period ends with a month."""
    month, day = _month_number(words), re.match("[0-9]*", words)[0]
    last = month_end(year, month).day
    if day and int(day) != last and not (month == 2 and int(day) == 28):
        raise ValueError(
            f"A period ends on the last day of a month, so it cannot end on {words} "
            f"{year}. Enter it like this: 12 months to March 2017"
        )


QUARTER_ENDING = re.compile(
    rf"(?:quarter|qtr|month)\s+(?:ending|ended|to)\s+(?P<month>{DAY_AND_MONTH})"
    rf"[\s,'-]*(?P<year>{YEAR})"
)


def _quarter_ending(text):
    match = QUARTER_ENDING.fullmatch(DAY_IN_NUMBERS.sub(_month_and_year, text))
    if match is None:
        return None
    year, month = full_year(match["year"]), _month_number(match["month"])
    _check_last_day(match["month"], year)
    if text.startswith("month"):
        return span(year, month, year, month, PeriodKind.MONTH)
    if month % 3:
        return None
    return span(year, month - 2, year, month, PeriodKind.QUARTER)


def _span(text):
    match = SPAN.fullmatch(text)
    if match is None:
        return None
    first, last = _month_number(match["first"]), _month_number(match["last"])
    year = full_year(match["year"])
    began = full_year(match["began"]) if match["began"] else year - (first > last)
    _check_last_day(match["last"], year)
    if re.match("(?!0?1(?![0-9]))[0-9]", match["first"]):
        raise ValueError(f"A period starts on day 1 of a month, not {match['first']}")
    return span(began, first, year, last)


def _quarter(text):
    if match := MONTHS_BESIDE.fullmatch(text):
        year = (match["before"] + match["after"]).strip(" -,")
        if ONE_YEAR.fullmatch(year):  # the months say which quarter
            found = _span(f"{match['months']} {year}")
            return Period(found.start, found.end, PeriodKind.QUARTER)
        text = f"{match['quarter']} {year}"
    for pattern in QUARTER:
        if match := pattern.fullmatch(text):
            number = ORDINALS.get(match["quarter"]) or int(match["quarter"][0])
            return quarter_in(number, match["rest"], text)
    return None


def quarter_in(number: int, rest: str, text: str) -> Period | None:
    """Return a quarter of a year; ask if the year is not said to be financial."""
    plain = tidy(rest)
    short = without_noise(plain)
    if (year := two_years(short)) is not None:
        return financial_quarter(year, number)
    if not ONE_YEAR.fullmatch(short):
        return None
    year = int(short)
    if plain != short:  # “FY2016”
        return None
    options = [
        Option("calendar", "", _calendar_quarter(year, number)),
        Option("financial", "", financial_quarter(year, number)),
    ]
    options = [Option(o.key, capfirst(o.value.label), o.value) for o in options]
    raise AmbiguousCell(
        "quarter",
        f"“{text}” does not say whether its quarters start in January or in April",
        options,
    )


def financial_quarter(year: int, number: int) -> Period:
    first = 3 * number + 1
    began, first = (year, first) if first <= 12 else (year + 1, first - 12)
    return span(began, first, began, first + 2, PeriodKind.QUARTER)


def _calendar_quarter(year, number):
    return span(year, 3 * number - 2, year, 3 * number, PeriodKind.QUARTER)


def _half(text):
    match = HALF.fullmatch(text)
    if match is None:
        return None
    year = two_years(without_noise(match[2] or match[3]))
    if year is None:
        return None
    if (match[1] or match[4]) == "1":
        return span(year, 4, year, 9)
    return span(year, 10, year + 1, 3)


def _to_date(text):
    match = TO_DATE.fullmatch(text)
    year = two_years(without_noise(match["year"] or match["after"])) if match else None
    if year is None:
        return None
    first, last = financial_years.first_day(year), financial_years.last_day(year)
    return Period(first, last, PeriodKind.YEAR_TO_DATE)


def _years(text):
    short = without_noise(text)
    if (year := two_years(short)) is not None:
        return periods.financial_year(year)
    first, _, last = short.partition(" to ")
    if last and (start := two_years(first)) and (end := two_years(last)):
        return span(start, 4, end + 1, 3)
    if ONE_YEAR.fullmatch(short) and short != text:
        year = int(short)
        options = [
            Option(
                "starts",
                f"The year that starts in April {year}",
                periods.financial_year(year),
            ),
            Option(
                "ends",
                f"The year that ends in March {year}",
                periods.financial_year(year - 1),
            ),
        ]
        if not FINANCIAL.search(text):
            whole = periods.calendar_year(year)
            options.append(Option("calendar", f"The calendar year {year}", whole))
        raise AmbiguousCell(
            "lone-year",
            f"“{text}” does not say which financial year is meant: "
            f"{financial_years.label(year)} or {financial_years.label(year - 1)}",
            options,
        )
    return None


def _month(text):
    match = MONTH.fullmatch(text)
    if match is None:
        return None
    raise _ask_about_month(text, full_year(match["year"]), MONTHS[match["month"]])


def _ask_about_month(text, year, month, may_be_quarter=False):
    start, end = dt.date(year, month, 1), month_end(year, month)
    name = periods.month_name(start)
    options = [
        Option("during", f"During {name}", Period(start, end, PeriodKind.MONTH)),
        Option("at", f"At the end of {name}", Period(start, end, PeriodKind.AS_AT)),
    ]
    if may_be_quarter:
        whole = span(year, month - 2, year, month, PeriodKind.QUARTER)
        options.append(Option("quarter", f"In the {whole.label}", whole))
    return AmbiguousCell(
        "month", f"“{text}” may mean during the month or at its end", options
    )


def month_of_year(year: str, rest: str) -> list[str]:
    """Return “January 2017” in a list for 2016-17 and “Jan”, or an empty list."""
    word = tidy(rest).rstrip(".")
    number = MONTHS.get(word)
    if number is None:
        return []
    name = next(name for name, other in periods.MONTHS.items() if other == number)
    first = two_years(without_noise(tidy(year)))
    if first is None:
        return [f"{name} {year}"] if ONE_YEAR.fullmatch(tidy(year)) else []
    return [f"{name} {first + (number < 4)}"]


def _month_end(text):
    """Ask about “31 March 2017” as about “March 2017”."""
    try:
        day = date_of(text)
    except ValueError:
        return None
    if day.day != 1 and day != month_end(day.year, day.month):
        return None
    is_quarter = day.day != 1 and day.month % 3 == 0
    raise _ask_about_month(text, day.year, day.month, is_quarter)


def _at(text):
    match = AS_AT.fullmatch(text)
    if match is None:
        return None
    year, month = full_year(match["year"]), _month_number(match["month"])
    return Period(dt.date(year, month, 1), month_end(year, month), PeriodKind.AS_AT)


def _dates(text):
    """Read “01/04/2016 - 31/03/2017” as the months that it spans."""
    try:
        start, end = dates_between(text)
    except ValueError:
        return None
    if start.day != 1 or end != month_end(end.year, end.month):
        raise ValueError(
            f"“{text}” does not start on the first day of a month and end on the last. "
            "Enter whole months, for example April to December 2015"
        )
    found = span(start.year, start.month, end.year, end.month)
    is_year = found == Period(*_year_of(start.year), found.kind)
    return periods.calendar_year(start.year) if is_year else found


def _year_of(year):
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


CALENDAR = re.compile(
    r"\b(?:calendar|cal\.?) (?:year|yr)s?\b|\bcy(?=[\s0-9])|\(calendar(?=\)|$)"
)


def _calendar(text):
    """Read “calendar year 2016” and “2016 (calendar year)”."""
    year = tidy(CALENDAR.sub(" ", text)) if CALENDAR.search(text) else ""
    is_year = ONE_YEAR.fullmatch(year.strip("() "))
    return periods.calendar_year(int(is_year[0])) if is_year else None


YEAR_EXAMPLE = "Enter a year, for example 2016-17"


def year_of(value) -> int:
    """Return a financial year as its first year; ask about a lone year."""
    if isinstance(value, dt.date):
        if (value.day, value.month) == (1, (value.year + 1) % 100):
            return value.year  # a spreadsheet's change of 2011-12 to a date
        raise _ask_about_date(value)
    text = str(value).strip()
    if len(text) > LONGEST:
        raise ValueError(f"“{text}” is not a financial year. {YEAR_EXAMPLE}")
    if not re.sub("[–—−’‘]", "-", text).isascii():
        raise ValueError(f"“{value}” must contain only plain letters and numbers")
    plain = tidy(text)
    short = without_noise(plain)
    if (year := two_years(short)) is not None:
        return year
    if ONE_YEAR.fullmatch(short) or (SHORT_YEAR.fullmatch(short) and "f" in plain):
        year = checked(full_year(short), text)
        starts, ends = financial_years.label(year), financial_years.label(year - 1)
        raise AmbiguousCell(
            "lone-year",
            f"“{text}” does not say which financial year is meant: {starts} or {ends}",
            [
                Option(
                    "starts", f"The year that starts in April {year}: {starts}", year
                ),
                Option("ends", f"The year that ends in March {year}: {ends}", year - 1),
            ],
        )
    try:
        raise _ask_about_date(date_of(text))
    except AmbiguousCell as cell:
        if cell.kind == "date-in-year":
            raise
    except ValueError:
        pass
    try:
        period = period_of(text)
    except AmbiguousCell:
        raise ValueError(f"“{text}” is not a financial year. {YEAR_EXAMPLE}") from None
    except ValueError:
        period = None
    whole = (
        period
        and period.start
        and (
            period.start == financial_years.first_day(period.start.year)
            and period.end == financial_years.last_day(period.start.year)
        )
    )
    if not whole:
        raise ValueError(f"“{text}” is not a financial year. {YEAR_EXAMPLE}")
    return period.start.year


def _ask_about_date(value):
    year = financial_years.of(value)
    label = financial_years.label(year)
    return AmbiguousCell(
        "date-in-year",
        str(date_for_year(value)),
        [Option("of-date", f"The financial year of the date, so {label}", year)],
    )
