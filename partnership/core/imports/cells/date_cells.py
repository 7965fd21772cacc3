"""Read dates in the forms that people use; never month first in numbers."""

import datetime as dt
import re
from contextlib import suppress

from partnership.core.imports.ambiguity import AmbiguousCell, Option
from partnership.core.imports.cells.number_cells import is_number
from partnership.core.values import financial_years, periods
from partnership.core.values.periods import month_end

MONTHS = {name.lower(): number for name, number in periods.MONTHS.items()}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR = r"(?:19|20)?[0-9]{2}"
DAY_AND_MONTH = rf"(?:(?:[0-3]?[0-9])(?:st|nd|rd|th)?\s*)?(?:{MONTH_NAMES})\.?"
NOISE = re.compile(
    r"\(?\by(?:ea)?r\.?\s*[1-9]\b\)?:?|"
    r"\b(?:financial|fiscal|fin\.?|fy|f/y)\b(?:\s+(?:year|yr))?|"
    r"\b(?:crime|reporting) year\b|\byears?:?\b(?=\s*[0-9])|"
    r"\((?:actuals?|provisional|estimated?|p|r)\)|"
    r"\[\s*(?:note\s*)?[a-z0-9]{1,3}\s*\]|[*†‡]|\bfy(?=[0-9])"
)
TWO_YEARS = re.compile(rf"({YEAR})\s*(?:[-/_]|to)\s*((?:19|20)?[0-9]{{1,2}})")
YEAR_END = re.compile(rf"f\.?y\.?e\.? ?({YEAR})")
RUN_TOGETHER = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})")
ONE_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
SHORT_YEAR = re.compile(r"[0-9]{2}")
MONTH = re.compile(rf"(?P<month>{MONTH_NAMES})\.?[\s,'-]*(?P<year>{YEAR})")
MONTH_FIRST = re.compile(r"(?P<month>0?[1-9]|1[0-2])[/.-](?P<year>(?:19|20)[0-9]{2})")
# No period or date is longer, and searching a longer text is slow.
LONGEST = 150


def full_year(digits: str) -> int:
    """Return 2016 for “16” and 1998 for “98”."""
    year = int(digits)
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def tidy(text: str) -> str:
    """Return a year or period in lower case, with plain dashes and spaces."""
    text = re.sub(r"[–—‐‑−]", "-", str(text).strip().lower())
    text = re.sub(r"\s+", " ", text)
    return text.strip(" .,:'’‘\"()")


def without_noise(text: str) -> str:
    return " ".join(NOISE.sub(" ", text).split()).strip(" .,:-()")


def two_years(text: str) -> int | None:
    """Return the first year of 2016-17, 16/17, 2017/8, 201617 or FYE 2017."""
    if match := YEAR_END.fullmatch(text):
        return checked(full_year(match[1]) - 1, text)
    match = TWO_YEARS.fullmatch(text) or RUN_TOGETHER.fullmatch(text)
    if match is None:
        return None
    first, last = full_year(match[1]), match[2]
    if len(match[1]) == 2 and len(last) != 2:
        return None
    if (first + 1) % 10 ** len(last) != int(last):
        raise ValueError(
            f"“{text}” is not one financial year. The year from April {first} is "
            f"{financial_years.label(first)}"
        )
    return checked(first, text)


def is_short_years(text) -> bool:
    """Whether a heading is 4 digits that may be the 2 years of “1819”."""
    text = str(text).strip()
    is_pair = len(text) == 4 and text.isascii() and text.isdigit()
    is_pair = is_pair and int(text[2:]) == int(text[:2]) + 1
    return is_pair and not ONE_YEAR.fullmatch(text)


def first_of_years(words: str, count: int) -> int | None:
    """Return the first year of “2016-19” if it spans this many years."""
    pairs = [m.groups() for m in TWO_YEARS.finditer(tidy(words)) if len(m[1]) == 4]
    if not pairs:
        return None
    first, last = (sorted(map(full_year, years)) for years in zip(*pairs, strict=True))
    return first[0] if last[-1] - first[0] == count else None


def checked(year, text):
    low, high = financial_years.FIRST_YEAR, financial_years.LAST_YEAR
    if not low <= year <= high:
        raise ValueError(f"“{text}” must be between {low} and {high}")
    return year


TIME = re.compile(
    r"[T ,]+(?:at\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*"
    r"(?:am|pm|Z|[+-]\d\d:?\d\d)?$",
    re.I | re.A,
)
WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+", re.I)
_DAY = r"(?P<day>\d{1,2})"
_MONTH = rf"(?P<month>{MONTH_NAMES})\.?"
# Forms of a date, all with a day, a month and a year.
DATES = [
    re.compile(pattern, re.I | re.A)
    for pattern in (
        rf"{_DAY}\s*[/.-]\s*(?P<month>\d{{1,2}})\s*[/.-]\s*(?P<year>\d{{4}}|\d{{2}})",
        rf"(?P<year>[1-9]\d{{3}})[-/.](?P<month>\d{{1,2}})[-/.]{_DAY}",
        rf"{_DAY}(?:st|nd|rd|th)?(?:\s+of)?[\s/.-]*{_MONTH}[\s,/'’-]*"
        r"(?P<year>\d{4}|\d{2})",
        rf"{_MONTH}\s*{_DAY}(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)",
    )
]
NO_DATE = {
    *("present", "current", "ongoing", "on-going", "to date", "now", "date", "today"),
    *("until further notice", "n/a", "na", "-", "", "tbc", "tba", "unknown", "none"),
    *("not known", "open", "open ended", "open-ended", "permanent", "to be confirmed"),
}
EPOCH = dt.date(1899, 12, 30)
SERIALS = range(20_000, 80_000)


def date_of(value) -> dt.date:
    """Return a date: day first, ISO or in words. Never month first in numbers."""
    if isinstance(value, dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    _ask_about_serial(value)
    text = str(value).strip()
    if len(text) <= LONGEST:
        text = WEEKDAY.sub("", TIME.sub("", text))
    if tidy(text) in NO_DATE:
        raise AmbiguousCell(
            "no-date",
            f"“{text}” is not a date. Leave the date blank?",
            [Option("blank", "Yes, leave it blank")],
        )
    if match := next(filter(None, (form.fullmatch(text) for form in DATES)), None):
        with suppress(ValueError):  # 31 February
            year, month = full_year(match["year"]), month_number(match["month"])
            return dt.date(year, month, int(match["day"]))
    _ask_about_part_of_date(text, match)
    raise ValueError(f"“{value}” is not a date. Enter it like this: 31/03/2016")


def date_or_none(value) -> dt.date | None:
    try:
        return date_of(value)
    except ValueError:
        return None


def month_number(word: str) -> int:
    return MONTHS.get(word.lower()) or int(word)


MONTH_END = re.compile(r"(?:by )?(?:the )?end (?:of )?(?:the )?")


def _ask_about_part_of_date(text, match):
    """Ask about a date without its day or month, or with the month first."""
    if match and (found := _with_month_first(match)):
        raise AmbiguousCell(
            "month-first",
            f"“{text}” seems to have the month first. Is it {found:%d/%m/%Y}?",
            [Option("yes", f"Yes, {found:%d/%m/%Y}", found)],
        )
    plain = tidy(text)
    month = MONTH_END.sub("", plain, count=1)
    if found := MONTH_FIRST.fullmatch(text) or MONTH.fullmatch(month):
        year, number = full_year(found["year"]), month_number(found["month"])
        raise _ask_about_day(text, year, number, is_end=month != plain)
    if ONE_YEAR.fullmatch(plain):
        days = [dt.date(int(plain), number, 1) for number in (1, 4)]
        raise AmbiguousCell(
            "year-without-day",
            f"“{text}” does not say which day is meant",
            [Option(f"{day:%m}", f"{day:%d/%m/%Y}", day) for day in days],
        )


def _with_month_first(match) -> dt.date | None:
    """Return 31 October 2016 for 10/31/2016."""
    try:
        year, month = full_year(match["year"]), int(match["day"])
        return dt.date(year, month, int(match["month"]))
    except ValueError:
        return None


def _ask_about_day(text, year, month, is_end):
    days = {"first": dt.date(year, month, 1), "last": month_end(year, month)}
    if is_end:
        del days["first"]
    return AmbiguousCell(
        "month-without-day",
        f"“{text}” does not say which day is meant",
        [
            Option(key, f"The {key} day of the month, so {day:%d/%m/%Y}", day)
            for key, day in days.items()
        ],
    )


def _ask_about_serial(value):
    """Ask about 42461, as a number or as text, which may be a date."""
    text = str(value).strip()
    is_text = len(text) == 5 and text.isascii() and text.isdigit()
    number = float(text) if is_text else value
    if is_number(number) and number % 1 == 0 and int(number) in SERIALS:
        day = EPOCH + dt.timedelta(days=int(number))
        raise AmbiguousCell(
            "serial",
            f"“{number:.0f}” is a number. As a date it would be {day:%d/%m/%Y}",
            [Option("date", f"It is the date {day:%d/%m/%Y}", day)],
        )


SINCE = re.compile(r"(?:since|from)\s+(?!.*(?:\sto\s|\suntil\s|[–-]))", re.I)
BETWEEN = re.compile(r"\s(?:to|until)\s|[-–/]")


def dates_between(text) -> tuple[dt.date, dt.date]:
    """Return the two dates of “1 April 2014 – 31 March 2016” or of ISO dates."""
    words = str(text).strip().removeprefix("from ")
    first, last = map(date_or_none, cells_between(words))
    if first and last:
        return first, last
    raise ValueError(f"“{text}” is not a span of dates")


def cells_between(text) -> tuple[str, str]:
    """Return the dates of “May 2014 – June 2016” as text; “since May 2014” has one."""
    words = str(text).strip()
    if since := SINCE.match(words):
        words = f"{words[since.end() :]} to present"
    for match in BETWEEN.finditer(words) if len(words) <= LONGEST else ():
        first, last = words[: match.start()].strip(), words[match.end() :].strip()
        if tidy(first) not in NO_DATE and _may_be_date(first) and _may_be_date(last):
            return first, "" if tidy(last) in NO_DATE else last
    raise ValueError(f"“{text}” is not a span of dates")


def _may_be_date(text) -> bool:
    try:
        date_of(text)
    except AmbiguousCell:
        return True
    except ValueError:
        return False
    return True


def date_for_year(value):
    return ValueError(
        f"This cell contains a date ({value:%d/%m/%Y}) instead of a year or period. "
        "Format the column as text and enter it like this: 2016-17"
    )
