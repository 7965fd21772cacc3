"""Read financial years; ask about a year that stands alone."""

import datetime as dt
import re

from partnership.core.imports.ambiguity import AmbiguousCell, Option
from partnership.core.imports.date_cells import (
    LONGEST,
    ONE_YEAR,
    SHORT_YEAR,
    checked,
    date_for_year,
    date_of,
    full_year,
    tidy,
    two_years,
    without_noise,
)
from partnership.core.imports.period_cells import period_of
from partnership.core.values import financial_years

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
