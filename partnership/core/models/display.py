"""Values as display text: labels, choices, names of rows, dates, pounds."""

from decimal import Decimal

from django.db import models
from django.utils.functional import lazy
from django.utils.text import capfirst

from partnership.core.files.fields import StoredFileField
from partnership.core.files.names import describe
from partnership.core.text.html import to_text
from partnership.core.text.rich_text import RichTextField
from partnership.core.values import financial_years, money
from partnership.core.values.dates import day, full_moment
from partnership.core.values.financial_years import FinancialYearField
from partnership.core.values.money import PoundsField

NONE = "None"


def with_article(noun: str) -> str:
    if noun.startswith("other "):
        return f"an{noun}"
    is_vowel = noun[:1].lower() in "aeiou" and not noun.lower().startswith("uni")
    return f"{'an' if is_vowel else 'a'} {noun}"


def _label_of(field) -> str:
    """Return a field's verbose name with a capital: “Total stated (£)”."""
    return capfirst(str(field.verbose_name))


# Filled in when it is read: classes of forms, filters and tables are cached, and
# the terms of a county can change.
label_of = lazy(_label_of, str)


def figure(number: Decimal) -> str:
    """Format a number without trailing zeros: 1,233 or 5.1."""
    return f"{number.normalize():,f}"


def display_value(field, value, names=None) -> str:
    """Return a value as text; `names` maps (model, key) to a related row's name."""
    if value is None or value == "":
        return NONE
    if field.is_relation:
        return (names or {}).get((field.related_model, value)) or "no longer recorded"
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    for field_class, formatter in FORMATTERS.items():
        if isinstance(field, field_class):
            return formatter(value)
    return str(value)


FORMATTERS = {
    FinancialYearField: financial_years.label,
    PoundsField: money.pounds,
    StoredFileField: describe,
    RichTextField: to_text,
    models.DecimalField: figure,
    models.BooleanField: lambda value: "Yes" if value else "No",
    models.DateTimeField: full_moment,
    models.DateField: day,
}


def with_count(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: “1 row”, “1,204 rows”, “2 duties”."""
    return f"{number:,} {singular if number == 1 else plural or f'{singular}s'}"


def whole_number(text, digits=15) -> int | None:
    """Parse a number of rows, page or key from a request; None for anything else."""
    is_number = isinstance(text, str) and text.isascii() and text.isdigit()
    return int(text) if is_number and len(text) <= digits else None
