"""Patterns of months and years in the forms that people and statistics use."""

import re

from partnership.core.values import financial_years, periods

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
RUN_TOGETHER = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})")
ONE_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
SHORT_YEAR = re.compile(r"[0-9]{2}")
MONTH = re.compile(rf"(?P<month>{MONTH_NAMES})\.?[\s,'-]*(?P<year>{YEAR})")
MONTH_FIRST = re.compile(r"(0?[1-9]|1[0-2])[/.-]((?:19|20)[0-9]{2})")
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
    """Return the first year of 2016-17, 16/17, 2016-2017, 2017/8 or 201617."""
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


YEARS_BETWEEN = re.compile(r"((?:19|20)[0-9]{2})\s*(?:[-/]|to)\s*((?:19|20)?[0-9]{2})")


def years_between(value) -> tuple[str, str]:
    """Return the first and last financial year of “2015-18” or “2016/17”."""
    text = without_noise(tidy(value))
    match = YEARS_BETWEEN.fullmatch(text)
    first, last = (full_year(match[1]), full_year(match[2])) if match else (0, 0)
    if not first < last:
        raise ValueError(f"“{value}” is not a span of years, such as 2015-18")
    return financial_years.label(first), financial_years.label(last - 1)


def checked(year, text):
    low, high = financial_years.FIRST_YEAR, financial_years.LAST_YEAR
    if not low <= year <= high:
        raise ValueError(f"“{text}” must be between {low} and {high}")
    return year
