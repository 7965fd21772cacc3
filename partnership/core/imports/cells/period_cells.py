"""Read periods and years in the forms that people and statistics use."""

import datetime as dt
import re

from django.utils.text import capfirst

from partnership.core.imports.ambiguity import AmbiguousCell, Option
from partnership.core.imports.cells.date_cells import (
    DAY_AND_MONTH,
    EPOCH,
    LONGEST,
    MONTH,
    MONTH_FIRST,
    MONTH_NAMES,
    MONTHS,
    ONE_YEAR,
    SERIALS,
    SHORT_YEAR,
    TWO_YEARS,
    YEAR,
    checked,
    date_for_year,
    date_of,
    date_or_none,
    dates_between,
    full_year,
    month_number,
    tidy,
    two_years,
    without_noise,
)
from partnership.core.imports.cells.figure_cells import DoubtfulCell
from partnership.core.values import financial_years, periods
from partnership.core.values.periods import Period, PeriodKind, month_end

FINANCIAL = re.compile(r"fin|fiscal|fy|f/y|april|march")
# “31 March 2017” or “Mar 17”.
LAST_MONTH = rf"(?P<month>{DAY_AND_MONTH})[\s,'-]*(?P<year>{YEAR})"
ENDING = re.compile(
    rf"(?:the\s+)?(?:rolling\s+)?(?:(?P<count>[0-9]{{1,2}})\s*(?:months?|mths?|mnths?|m)|(?:financial\s+)?y(?:ea)?r|ye|y\.?/?e\.?)"
    rf"\s*+(?:[-:]\s*+)?(?:(?:to|ending|ended|end|up to)\s*+)?"
    rf"(?:the\s+)?(?:end\s+(?:of\s+)?)?{LAST_MONTH}"
)
ROLLING = re.compile(r"^r\s?12m?\b")  # “r12 to sep 18”
SPAN = re.compile(
    rf"(?P<first>{DAY_AND_MONTH})[\s'-]*(?P<began>{YEAR})?\s*(?:to|-|/)\s*"
    rf"{LAST_MONTH}"
)
AS_AT = re.compile(rf"(?:as\s+)?at\s+{LAST_MONTH}")
QUARTER_ENDING = re.compile(
    rf"(?:quarter|qtr|month)\s+(?:ending|ended|to)\s+{LAST_MONTH}"
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
    """Return a period from any of its forms; ask if a form can mean several."""
    if isinstance(value, dt.date):
        return _period_of_date(date_of(value))
    text = str(value).strip()
    refusal = not_a_period(text)
    if len(text) > LONGEST:
        raise refusal
    if re.fullmatch("[0-9]{5}", text) and int(text) in SERIALS:
        return period_of(EPOCH + dt.timedelta(days=int(text)))
    plain = tidy(text)
    try:
        return _whole(periods.parse(plain))  # the labels of our own downloads
    except (ValueError, OverflowError) as error:
        is_own = isinstance(error, ValueError) and "is not a period" not in str(error)
        refusal = error if is_own else refusal
    for reader in READERS:
        try:
            if found := reader(plain):
                return _whole(found)
        except OverflowError:
            continue
        except AmbiguousCell as question:
            question.args = (str(question).replace(f"“{plain}”", f"“{text}”"),)
            raise
    raise refusal


def _period_of_date(day):
    """Read a date as the year that a spreadsheet mistook for it; ask about months."""
    if (day.day, day.month) == (1, (day.year + 1) % 100):
        return periods.financial_year(day.year)
    _ask_about_month_end(day, f"{day:%B %Y}")
    raise _ask_about_date_for_years(day, periods.financial_year)


def not_a_period(text: str) -> ValueError:
    return ValueError(
        f"“{text}” is not a period. Enter a period, for example 2015, 2016-17, "
        "12 months to September 2015, or April to December 2015"
    )


def _whole(period):
    """Return “April 2016 to March 2017” or “Jan–Dec 2016” as the year that it is."""
    if period.kind == PeriodKind.PART_YEAR:
        start, end = period.start, period.end
        year = periods.calendar_year(start.year)
        if (start, end) == (year.start, year.end):
            return year
        return span(start.year, start.month, end.year, end.month)
    return period


ISO_MONTH = re.compile(r"(?P<year>(?:19|20)[0-9]{2})-?(?P<month>0[1-9]|1[0-2])")


def _month(text):
    """Ask about April 2016, 2016-04 and 04/2016, but not about 2011-12."""
    forms = (MONTH, MONTH_FIRST, ISO_MONTH)
    match = next(filter(None, (form.fullmatch(text) for form in forms)), None)
    if match is None:
        return None
    year, month = full_year(match["year"]), month_number(match["month"])
    if match.re is ISO_MONTH and (year + 1) % 100 == month:
        return None
    raise _ask_about_month(text, year, month)


def _month_number(words):
    return MONTHS[re.sub(r"^[0-9]+(?:st|nd|rd|th)?\s*", "", words).rstrip(".")]


def _end_of(match) -> tuple[int, int]:
    """Return the year and month of “5 April 2017”; refuse it, as no month ends then."""
    words, year = match["month"], full_year(match["year"])
    month, day = _month_number(words), re.match("[0-9]*", words)[0]
    last = month_end(year, month).day
    if day and int(day) != last and not (month == 2 and int(day) == 28):
        raise ValueError(
            f"A period ends on the last day of a month, so it cannot end on {words} "
            f"{year}. Enter it like this: 12 months to March 2017"
        )
    return year, month


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
    year, month = _end_of(match)
    if match["count"] is None and month == 3:
        return periods.financial_year(year - 1)
    first = year * 12 + month - int(match["count"] or 12)
    start = dt.date(first // 12, first % 12 + 1, 1)
    return Period(start, month_end(year, month), PeriodKind.MONTHS_TO)


def _month_and_year(match):
    name = list(periods.MONTHS)[int(match["month"]) - 1].lower()
    return f"{int(match['day'])} {name} {match['year']}"


def _quarter_ending(text):
    match = QUARTER_ENDING.fullmatch(DAY_IN_NUMBERS.sub(_month_and_year, text))
    if match is None:
        return None
    year, month = _end_of(match)
    if text.startswith("month"):
        return span(year, month, year, month, PeriodKind.MONTH)
    return _quarter_to(year, month) if month % 3 == 0 else None


def _quarter_to(year, month):
    return span(year, month - 2, year, month, PeriodKind.QUARTER)


def _span(text):
    match = SPAN.fullmatch(text)
    if match is None:
        return None
    first, (year, last) = _month_number(match["first"]), _end_of(match)
    began = full_year(match["began"]) if match["began"] else year - (first > last)
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
    if plain != short:  # “FY2016”
        return None
    year = int(short)
    found = {
        "calendar": _quarter_to(year, 3 * number),
        "financial": financial_quarter(year, number),
    }
    raise AmbiguousCell(
        "quarter",
        f"“{text}” does not say whether its quarters start in January or in April",
        [Option(key, capfirst(period.label), period) for key, period in found.items()],
    )


def financial_quarter(year: int, number: int) -> Period:
    return _quarter_to(year, 3 * number + 3) if number < 4 else _quarter_to(year + 1, 3)


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
    is_short = SHORT_YEAR.fullmatch(short) and "f" in text
    if is_short or (ONE_YEAR.fullmatch(short) and short != text):
        year = full_year(short)
        question = _ask_about_lone_year(text, year, periods.financial_year)
        if not FINANCIAL.search(text):
            whole = periods.calendar_year(year)
            option = Option("calendar", f"The calendar year {year}", whole)
            question.options.append(option)
        raise question
    return None


def _ask_about_lone_year(text, year, value_of):
    starts, ends = financial_years.label(year), financial_years.label(year - 1)
    start, end = f"starts in April {year}", f"ends in March {year}"
    return AmbiguousCell(
        "lone-year",
        f"“{text}” does not say which financial year is meant: {starts} or {ends}",
        [
            Option("starts", f"The year that {start}: {starts}", value_of(year)),
            Option("ends", f"The year that {end}: {ends}", value_of(year - 1)),
        ],
    )


def _ask_about_month(text, year, month, may_be_quarter=False):
    start, end = dt.date(year, month, 1), month_end(year, month)
    name = periods.month_name(start)
    options = [
        Option("during", f"During {name}", Period(start, end, PeriodKind.MONTH)),
        Option("at", f"At the end of {name}", Period(start, end, PeriodKind.AS_AT)),
    ]
    if may_be_quarter:
        whole = _quarter_to(year, month)
        options.append(Option("quarter", f"In the {whole.label}", whole))
    return AmbiguousCell(
        "month",
        f"“{text}” may be the whole month or its last day. Select what it means",
        options,
    )


def short_years(text: str) -> DoubtfulCell:
    """Return “1819” as a cell that asks whether it is 2018-19."""
    label = financial_years.label(full_year(text.strip()[:2]))
    return DoubtfulCell(
        text,
        "short-years",
        f"“{text}” may be the financial year {label}",
        [Option("years", f"Yes, {label}", label)],
    )


def if_cumulative(text: str) -> str:
    """Return a quarter or month as a cell that asks whether it starts in April."""
    try:
        period = period_of(text)
        year = financial_years.of(period.start)
    except (ValueError, TypeError):
        return text
    is_part = period.kind in (PeriodKind.QUARTER, PeriodKind.MONTH)
    if not is_part or period.start == financial_years.first_day(year):
        return text
    whole = span(year, 4, period.end.year, period.end.month)
    return DoubtfulCell(
        text,
        "cumulative",
        "The file says that its figures are cumulative. Does each start in April?",
        [
            Option("from-april", f"Yes, so “{text}” is {whole.label}", whole.label),
            Option("alone", f"No, “{text}” is that time alone"),
        ],
    )


def month_of_year(year: str, rest: str) -> list[str]:
    """Return “January 2017” in a list for 2016-17 and “Jan”, or an empty list."""
    word = tidy(rest).rstrip(".")
    number = MONTHS.get(word)
    if number is None:
        return []
    name = next(name for name, other in periods.MONTHS.items() if other == number)
    try:
        first = two_years(without_noise(tidy(year)))
    except ValueError:
        return []  # “2015-18”
    if first is None:
        return [f"{name} {year}"] if ONE_YEAR.fullmatch(tidy(year)) else []
    return [f"{name} {first + (number < 4)}"]


def _month_end(text):
    """Ask about “31 March 2017” as about “March 2017”."""
    if day := date_or_none(text):
        _ask_about_month_end(day, text)


def _ask_about_month_end(day, text):
    """Ask about the first or last day of a month as about the month."""
    is_last = day == month_end(day.year, day.month)
    if is_last or day.day == 1:
        may_be_quarter = is_last and day.month % 3 == 0
        raise _ask_about_month(text, day.year, day.month, may_be_quarter)


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
    year = periods.calendar_year(start.year)
    is_year = (start, end) == (year.start, year.end)
    return year if is_year else span(start.year, start.month, end.year, end.month)


CALENDAR = re.compile(
    r"\b(?:calendar|cal\.?) (?:year|yr)s?\b|\bcy(?=[\s0-9])|\(calendar(?=\)|$)"
)


def _calendar(text):
    """Read “calendar year 2016” and “2016 (calendar year)”."""
    year = tidy(CALENDAR.sub(" ", text)) if CALENDAR.search(text) else ""
    is_year = ONE_YEAR.fullmatch(year.strip("() "))
    return periods.calendar_year(int(is_year[0])) if is_year else None


# The first that knows the form of a text decides.
READERS = (
    _quarter_ending,
    _calendar,
    _month,
    _ending,
    _quarter,
    _half,
    _to_date,
    _span,
    _years,
    _at,
    _dates,
    _month_end,
)


def year_of(value) -> int:
    """Return a financial year as its first year; ask about a lone year."""
    if isinstance(value, dt.date):
        return _year_of_date(value)
    text = str(value).strip()
    refusal = f"“{text}” is not a financial year. Enter a year, for example 2016-17"
    if len(text) > LONGEST:
        raise ValueError(refusal)
    if not re.sub("[–—−’‘]", "-", text).isascii():
        raise ValueError(f"“{value}” must contain only plain letters and numbers")
    plain = tidy(text)
    short = without_noise(plain)
    if (year := two_years(short)) is not None:
        return year
    if ONE_YEAR.fullmatch(short) or (SHORT_YEAR.fullmatch(short) and "f" in plain):
        raise _ask_about_lone_year(text, checked(full_year(short), text), int)
    if day := date_or_none(text):
        raise _ask_about_date(day)
    if (year := _whole_year(text)) is None:
        raise ValueError(refusal)
    return year


def years_between(value) -> tuple[str, str]:
    """Return the first and last year of “2015-18” or “April 2015 to March 2018”."""
    match, first, last = TWO_YEARS.fullmatch(without_noise(tidy(value))), 0, 0
    if match and len(match[1]) == 4:  # “04/16” is a month
        first, last = map(full_year, match.groups())
    elif not match and (period := period_of(value)).start:
        if (period.start.month, period.end.month) == (4, 3):
            first, last = period.start.year, period.end.year
    if not first < last:
        raise ValueError(f"“{value}” is not a span of years, such as 2015-18")
    return financial_years.label(first), financial_years.label(last - 1)


def _year_of_date(value):
    if (value.day, value.month) == (1, (value.year + 1) % 100):
        return value.year  # a spreadsheet's change of 2011-12 to a date
    if value.month == value.day + 1:
        raise _ask_about_date_for_years(value, int)
    raise _ask_about_date(value)


def _whole_year(text) -> int | None:
    """Return the financial year that a period is exactly, if it is one."""
    try:
        period = period_of(text)
    except ValueError:
        return None
    year = financial_years.of(period.start) if period.start else 0
    whole = periods.financial_year(year) if year else None
    is_whole = whole and (period.start, period.end) == (whole.start, whole.end)
    return year if is_whole else None


def _ask_about_date_for_years(value, read):
    """Return the question about 10 November, which 10-11 may have become."""
    if value.month != value.day + 1:
        return date_for_year(value)
    year = 2000 + value.day
    label = financial_years.label(year)
    return AmbiguousCell(
        "date-of-years",
        f"The cell has the date {value.day} {value:%B %Y}. A spreadsheet program may "
        f"have made it from {label[2:]}. Select what it means",
        [Option("years", f"The financial year {label}", read(year))],
    )


def _ask_about_date(value):
    year = financial_years.of(value)
    label = financial_years.label(year)
    return AmbiguousCell(
        "date-in-year",
        str(date_for_year(value)),
        [Option("of-date", f"The financial year of the date, so {label}", year)],
    )
