"""Widgets that read, validate and write spreadsheet cells."""

import datetime as dt
import re
from decimal import Decimal

from django.db import models
from import_export import widgets

from partnership.core.imports.formats import (
    CONTROLS,
    unsafe_cell,
)
from partnership.core.text import rich_text
from partnership.core.values import financial_years, money, periods
from partnership.core.values.urls import AddressField

NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.A)
WHOLE = re.compile(r"-?\d+", re.A)
DAY_FIRST_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.A)
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?", re.A)
EXACT_PERIOD = re.compile(r"([a-z-]+) (\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)", re.A)


def text_of(value) -> str:
    """Return a cell's value as text, as it appears in the spreadsheet."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    text = unsafe_cell(str(value)).replace("\r\n", "\n").replace("\r", "\n")
    if CONTROLS.search(text):
        raise ValueError("The text contains a character that cannot be displayed")
    return text


class CellWidget(widgets.Widget):
    """Widget with `read` and `write`; an empty cell is read as `empty`."""

    empty = None

    def clean(self, value, row=None, **kwargs):
        if value is None or (isinstance(value, str) and not value.strip()):
            return self.empty
        return self.read(value)

    def render(self, value, obj=None, **kwargs):
        return None if value is None else self.write(value)

    def read(self, value):
        raise NotImplementedError

    def write(self, value):
        return value


class TextWidget(CellWidget):
    """Text; an empty cell becomes an empty string, never None."""

    empty = ""

    def read(self, value):
        return text_of(value).strip()


class RichTextWidget(TextWidget):
    """Rich text, cleaned as the field does, so that it equals the stored text."""

    def read(self, value):
        return rich_text.cleaned(super().read(value))


class AddressWidget(TextWidget):
    """A web address; the scheme defaults to https."""

    def read(self, value):
        text = super().read(value)
        return text if ":" in text.split("/")[0] else f"https://{text}"


class DecimalWidget(CellWidget):
    """A decimal number in ASCII digits with at most `places` decimal places."""

    def __init__(self, places):
        super().__init__()
        self.places = places

    def read(self, value):
        number = Decimal(self.digits(value).replace(",", "").replace("−", "-"))
        if number != round(number, self.places):
            raise ValueError(
                f"“{value}” must have no more than {self.places} decimal places"
            )
        return number

    def digits(self, value):
        if isinstance(value, float):
            exact = repr(value)
            short = len(exact.partition(".")[2]) <= self.places
            text = exact if short else f"{value:.15g}"  # the precision a workbook keeps
        else:
            text = str(value).strip() if not isinstance(value, bool) else ""
        if text.endswith("%"):
            alone = text[:-1].rstrip()
            raise ValueError(f"“{text}” has a percent sign. Enter {alone} without it")
        if not NUMBER.fullmatch(text):
            raise ValueError(f"“{value}” is not a number. Enter it like this: 1234.5")
        return text

    def write(self, value):
        whole = value == value.to_integral_value()
        return value.quantize(Decimal(1)) if whole else value.normalize()


class PoundsWidget(CellWidget):
    """An amount in pounds, with or without pound sign and commas, to the penny."""

    def read(self, value):
        if isinstance(value, float):
            value = f"{value:.15g}"
        return money.parse(value)

    def write(self, value):
        return round(value, 2)


class WholeNumberWidget(CellWidget):
    """A whole number; 12.7 is rejected, not truncated to 12."""

    def read(self, value):
        text = f"{value:.15g}" if isinstance(value, float) else str(value).strip()
        if not WHOLE.fullmatch(text):
            raise ValueError(f"“{value}” is not a whole number")
        return int(text)


def year_text(value):
    """Return a year as text; undo a spreadsheet's change of 2011-12 to a date."""
    if not isinstance(value, dt.date):
        text = text_of(value).strip().replace("–", "-")
        if not text.isascii():
            raise ValueError(f"“{value}” must contain only plain letters and numbers")
        return text
    if (value.day, value.month) == (1, (value.year + 1) % 100):
        return financial_years.label(value.year)
    raise ValueError(
        f"This cell contains a date ({value:%d/%m/%Y}) instead of a year or period. "
        "Format the column as text and enter it like this: 2016-17"
    )


class YearWidget(CellWidget):
    """A financial year, for example 2016-17."""

    def read(self, value):
        return financial_years.parse(year_text(value))

    def write(self, value):
        return financial_years.label(value)


class PeriodWidget(CellWidget):
    """A period by its label, for example “12 months to September 2015”."""

    def read(self, value):
        text = year_text(value)
        if match := EXACT_PERIOD.fullmatch(text.lower()):
            kind, start, end = match.groups()
            if kind in periods.PeriodKind.values:
                dates = map(dt.date.fromisoformat, (start, end))
                return periods.Period(*dates, periods.PeriodKind(kind))
        try:
            return periods.parse(text)
        except OverflowError:
            raise ValueError(f"“{text}” is not a period") from None

    def write(self, period):
        if period.start is None and period.kind != periods.PeriodKind.NOT_GIVEN:
            return None  # the row has no period yet
        if periods.parse(period.label) == period:
            return period.label
        return f"{period.kind} {period.start} to {period.end}"


class DateWidget(CellWidget):
    """A date: ISO, day first, or a date cell. Never month first."""

    def read(self, value):
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        text = str(value).strip()
        try:
            if match := DAY_FIRST_DATE.fullmatch(text):
                day, month, year = map(int, match.groups())
                return dt.date(year, month, day)
            if match := YEAR_FIRST.fullmatch(text):
                return dt.date(*map(int, match.groups()))
            if text.isascii() and re.fullmatch(r"\d{1,2} [A-Za-z]+ \d{4}", text):
                return self.in_words(text)
        except ValueError:
            pass
        raise ValueError(f"“{value}” is not a date. Enter it like this: 31/03/2016")

    @staticmethod
    def in_words(text):
        day, month, year = text.split()
        names = [name[: len(month)] for name in periods.MONTHS if len(month) >= 3]
        return dt.date(int(year), names.index(month.capitalize()) + 1, int(day))


class YesNoWidget(CellWidget):
    """Yes or no, in any of the ways spreadsheets write it."""

    WORDS = {"yes": True, "y": True, "true": True, "1": True} | {
        "no": False,
        "n": False,
        "false": False,
        "0": False,
    }

    def read(self, value):
        word = text_of(value).strip().casefold()
        if word not in self.WORDS:
            raise ValueError(f"“{value}” is not an option. Enter yes or no")
        return self.WORDS[word]

    def write(self, value):
        return "yes" if value else "no"


class ChoiceWidget(CellWidget):
    """One of a field's choices, by code or label, ignoring case.

    `accept` adds labels of earlier versions.
    """

    empty = ""

    def __init__(self, choices):
        super().__init__()
        self.codes = [code for code, label in choices if code]
        labels = {str(label).casefold(): code for code, label in choices}
        self.known = labels | {code.casefold(): code for code in self.codes}

    def accept(self, former):
        """Also read old labels, given as a dict from label to code."""
        for label, code in former.items():
            if code in self.codes:
                self.known.setdefault(label.casefold(), code)

    def read(self, value):
        word = text_of(value).strip()
        if word.casefold() not in self.known:
            choices = ", ".join(self.codes)
            raise ValueError(f"“{word}” is not an option. Use one of: {choices}")
        return self.known[word.casefold()]


def widget_for(field):
    """Return the widget for a model field's cells."""
    if field.choices:
        return ChoiceWidget(field.flatchoices)
    if isinstance(field, models.DecimalField) and not isinstance(
        field, money.PoundsField
    ):
        return DecimalWidget(field.decimal_places)
    kinds = {
        money.PoundsField: PoundsWidget,
        financial_years.FinancialYearField: YearWidget,
        models.BooleanField: YesNoWidget,
        models.DateField: DateWidget,
        models.IntegerField: WholeNumberWidget,
        rich_text.RichTextField: RichTextWidget,
        AddressField: AddressWidget,
    }
    for kind, widget in kinds.items():
        if isinstance(field, kind):
            return widget()
    return TextWidget()
