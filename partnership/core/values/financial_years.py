"""Financial years, from 1 April to 31 March.

A year is stored as the integer in which it starts: 2016 is 2016-17.
"""

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import CharField

# The Crime and Disorder Act dates from 1998; baselines start a little earlier.
FIRST_YEAR = 1990
LAST_YEAR = 2100

PATTERN = re.compile(
    r"(?:FY)?\s*(\d{4})\s*(?:(?:[-/_–]|to)\s*(\d{4}|\d\d?))?", re.I | re.A
)


def label(year: int) -> str:
    """Format 2016 as 2016-17."""
    return f"{year}-{(year + 1) % 100:02}"


def span(first: int, last: int | None) -> str:
    """Format 2023 and 2025 as 2023-26, and one year as 2023-24."""
    return f"{first}-{((last or first) + 1) % 100:02}"


def first_day(year: int) -> dt.date:
    return dt.date(year, 4, 1)


def last_day(year: int) -> dt.date:
    return dt.date(year + 1, 3, 31)


def of(day: dt.date) -> int:
    """Return the financial year that contains a date."""
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1


def parse(text) -> int:
    """Parse 2016-17, 2016/17, 2016-2017, 2017/8, FY2016 or 2016 as its first year.

    Raises ValueError with a message for the user.
    """
    match = PATTERN.fullmatch(str(text).strip())
    if match is None:
        raise ValueError(
            f"“{text}” is not a financial year. Enter a year, for example 2016-17"
        )
    start = int(match[1])
    if match[2]:
        digits = 10 ** len(match[2])
        if (start + 1) % digits != int(match[2]):
            raise ValueError(
                f"“{text}” is not one financial year. The year from April {start} is "
                f"{label(start)}"
            )
    if not FIRST_YEAR <= start <= LAST_YEAR:
        raise ValueError(f"“{text}” must be between {FIRST_YEAR} and {LAST_YEAR}")
    return start


class FinancialYearFormField(CharField):
    """A form field for a financial year, for example 2016-17."""

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return parse(text)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None

    def prepare_value(self, value):
        return label(value) if isinstance(value, int) else value

    def has_changed(self, initial, data):
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True


class FinancialYearField(models.PositiveSmallIntegerField):
    """A financial year, stored as the integer in which it starts."""

    description = "Financial year"

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("help_text", "For example, 2016-17.")
        kwargs.setdefault(
            "validators", [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
        )
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return models.Field.formfield(
            self, **{"form_class": FinancialYearFormField, **kwargs}
        )
