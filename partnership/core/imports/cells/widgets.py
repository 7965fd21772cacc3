"""Widgets that read, validate and write spreadsheet cells."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches

from django.db import models
from django.utils import timezone
from import_export import widgets

from partnership.core.imports.ambiguity import AmbiguousCell, Option
from partnership.core.imports.cells import (
    date_cells,
    figure_cells,
    number_cells,
    period_cells,
    text_cells,
)
from partnership.core.imports.formats import safe_cell, unsafe_cell
from partnership.core.text import rich_text
from partnership.core.text.characters import CONTROLS, visible
from partnership.core.values import financial_years, money, periods
from partnership.core.values.urls import AddressField

WHOLE = re.compile(r"-?\d+(?:\.0+)?|-?\d{1,3}(?:,\d{3})+", re.A)
# “1st instalment”, “No. 2”, “Priority 3”, “4.”.
ORDINAL = re.compile(
    r"(\d{1,3})(?:(?:st|nd|rd|th)(?: [a-z]+)?|[.):]+)(?: \([a-z ]+\))?|"
    r"(?:no\.?|number|#|instalment|payment|q|qtr|quarter|priority|objective|aim|action|strand|theme|"
    r"ref\.?|outcome)[ :]*(\d{1,3})[.):]*",
    re.I | re.A,
)
# “Mid-2015”, of estimates of the population.
MID_YEAR = re.compile(r"mid[- ]?(?:year[- ])?(\d{4})|(\d{4}) mid[- ]?year", re.I | re.A)
# “P1”, a reference of the file’s own.
LETTER_AND_NUMBER = re.compile(r"[a-z]{1,2}[ .-]?(\d{1,2})", re.I | re.A)
# “1.2”, the second action of the first priority.
NUMBER_WITHIN = re.compile(r"\d{1,2}\.(\d{1,2})", re.A)
ESCAPED_LINE_ENDS = re.compile(r"(?:_x000[dD]_)?\s*\n|_x000[aAdD]_")
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
    text = unsafe_cell(str(value))
    if (
        "_x00" in text and text[0] != "'"
    ):  # how Excel writes line ends in files that others make
        text = ESCAPED_LINE_ENDS.sub("\n", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if CONTROLS.search(text):
        raise ValueError("The text contains a character that cannot be displayed")
    return visible(text)


# Dates before or so far ahead are probably mistyped.
FIRST_YEAR, YEARS_AHEAD = 1800, 30
# The kind of question about a column that is read from names.
FROM_NAME = "from-name"


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
    """Text; an empty cell becomes an empty string, never None.

    A text that would be read otherwise, such as a name “None”, is written with an
    apostrophe before it, which says that the text is meant.
    """

    empty = ""

    def read(self, value):
        text = text_of(value).strip()
        is_meant = text[:1] == "'" and not self._is_read_as_it_is(text[1:])
        return text[1:] if is_meant else self.read_text(text)

    def read_text(self, text):
        """Return what a text means."""
        text = text_cells.check_letters(text)
        return "" if text in figure_cells.DASHES else text

    def write(self, value):
        return value if self._is_read_as_it_is(value) else f"'{value}"

    def _is_read_as_it_is(self, text) -> bool:
        try:
            found = self.clean(safe_cell(text))
        except ValueError:
            return False
        return found == visible(text.replace("\r\n", "\n")).strip()


class WordsWidget(TextWidget):
    """The words of a field, on one line if it has only one. Asks about “none”.

    In a required field, “n/a” is text.
    """

    def __init__(self, field):
        super().__init__()
        self.is_needed = not field.blank
        self.is_line = not isinstance(field, models.TextField)

    def read_text(self, text):
        text = super().read_text(text)
        if self.is_line:
            text = " ".join(text.split("\n"))
        if not self.is_needed or figure_cells.reason_in(text) is None:
            figure_cells.ask_if_none(text, text)
        return text


class RichTextWidget(TextWidget):
    """Rich text, cleaned as the field does, so that it equals the stored text."""

    def read_text(self, text):
        text = super().read_text(text)
        html = rich_text.cleaned(text_cells.to_html(text))
        figure_cells.ask_if_none(text, html, reasons=True)
        return html


class AddressWidget(TextWidget):
    """A web address; the scheme defaults to https."""

    def read_text(self, text):
        text = super().read_text(text)
        try:
            figure_cells.ask_if_none(text, text, reasons=True)
        except AmbiguousCell as question:
            del question.options[1:]  # it cannot be an address
            raise
        return text if not text or ":" in text.split("/")[0] else f"https://{text}"


class DecimalWidget(CellWidget):
    """A decimal number in ASCII digits with at most `places` decimal places.

    If it `is_percent`, it may have a percent sign.
    """

    def __init__(self, places, *, is_percent=False):
        super().__init__()
        self.places, self.is_percent = places, is_percent

    def read(self, value):
        if self.is_percent and isinstance(value, str):
            value = value.strip().removesuffix("%")
        if isinstance(value, str) and value.strip().endswith("%"):
            raise ValueError(
                f"“{value.strip()}” is a percentage, but the column is not in percent. "
                "Enter the figure as it is measured"
            )
        return number_cells.rounded(value, number_cells.parse(value), self.places)

    def write(self, value):
        whole = value == value.to_integral_value()
        return value.quantize(Decimal(1)) if whole else value.normalize()


class PoundsWidget(CellWidget):
    """An amount in pounds, with or without pound sign and commas, to the penny."""

    def read(self, value):
        return number_cells.rounded(value, number_cells.parse(value, pounds=True), 2)

    def write(self, value):
        return round(value, 2)


class WholeNumberWidget(CellWidget):
    """A whole number; 12.7 is rejected, not truncated to 12."""

    def read(self, value):
        if isinstance(value, figure_cells.HeadedCell):  # below “(thousands)”
            value = float(figure_cells.in_full(value, number_cells.parse(value)))
        text = f"{value:.15g}" if isinstance(value, float) else str(value).strip()
        if match := ORDINAL.fullmatch(text) or MID_YEAR.fullmatch(text):
            text = match[1] or match[2]
        if WHOLE.fullmatch(text):
            return int(float(text.replace(",", "")))
        try:
            number = number_cells.parse(text)
        except AmbiguousCell as question:
            question.options = [
                replace(option, value=int(option.value))
                for option in question.options
                if not option.value % 1
            ]
            if question.options:
                raise
            number = None
        except ValueError:
            number = None
        if number is None or number % 1:
            raise ValueError(f"“{value}” is not a whole number")
        return int(number)


class OrderWidget(WholeNumberWidget):
    """The number of a record in its list; asks about “1.2”."""

    def read(self, value):
        text = text_of(value).strip()
        if match := LETTER_AND_NUMBER.fullmatch(text):
            return int(match[1])
        match = NUMBER_WITHIN.fullmatch(text)
        if match is None or match[1] == "0":
            return super().read(value)
        raise AmbiguousCell(
            "number-within",
            f"“{text_of(value)}” has 2 parts. Select what to store",
            [Option("last", f"The part after the point: {match[1]}", int(match[1]))],
        )


class YearWidget(CellWidget):
    """A financial year, for example 2016-17."""

    def read(self, value):
        return period_cells.year_of(number_text(value))

    def write(self, value):
        return financial_years.label(value)


def number_text(value):
    """Return a number as text without trailing zeros; leave anything else."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return f"{value:.15g}" if is_number else value


class PeriodWidget(CellWidget):
    """A period by its label, for example “12 months to September 2015”."""

    def read(self, value):
        value = number_text(value)
        if isinstance(value, str) and (match := EXACT_PERIOD.fullmatch(value.lower())):
            kind, start, end = match.groups()
            if kind in periods.PeriodKind.values:
                dates = map(dt.date.fromisoformat, (start, end))
                return periods.Period(*dates, periods.PeriodKind(kind))
        return period_cells.period_of(value)

    def write(self, period):
        if period.start is None and period.kind != periods.PeriodKind.NOT_GIVEN:
            return None  # the row has no period yet
        if periods.parse(period.label) == period:
            return period.label
        return f"{period.kind} {period.start} to {period.end}"


class DateWidget(CellWidget):
    """A date: ISO, day first, in words or a date cell. Never month first in numbers."""

    def read(self, value):
        day = date_cells.date_of(value)
        if day.year in range(FIRST_YEAR, timezone.localdate().year + YEARS_AHEAD):
            return day
        raise AmbiguousCell(
            "far-date",
            f"“{text_of(value)}” is in the year {day.year}. Is that right?",
            [Option("keep", f"Yes, store {day:%d/%m/%Y}", day)],
        )


class YesNoWidget(CellWidget):
    """Yes or no, in any of the ways spreadsheets write it."""

    WORDS = dict.fromkeys(["yes", "y", "true", "t", "1", "✓", "✔"], True) | (
        dict.fromkeys(["no", "n", "false", "f", "0", "✗", "✘"], False)
    )

    def read(self, value):
        word = text_of(value).strip().casefold()
        if word not in self.WORDS:
            raise ValueError(f"“{value}” is not an option. Enter yes or no")
        return self.WORDS[word]

    def write(self, value):
        return "yes" if value else "no"


class ChoiceWidget(CellWidget):
    """One of a field's choices, by code or label, ignoring case and hyphens.

    `accept` adds labels of earlier versions. A label in local terms is read in the
    usual ones too.
    """

    empty = ""

    def __init__(self, choices):
        super().__init__()
        self.choices = [(code, label) for code, label in choices if code]
        self.codes = [code for code, _ in self.choices]
        labels = {plain_word(str(label)): code for code, label in choices}
        self.known = labels | {plain_word(code): code for code in self.codes}

    def accept(self, former):
        """Also read old labels, given as a dict from label to code."""
        for label, code in former.items():
            if code in self.codes:
                self.known.setdefault(plain_word(label), code)

    def read(self, value):
        word = text_of(value).strip()
        local = {plain_word(str(label)): code for code, label in self.choices}
        known = self.known | local
        if code := known.get(plain_word(word)):
            return code
        choices = ", ".join(self.codes)
        message = f"“{word}” is not an option. "
        if code := near_choice(plain_word(word), known):
            question = AmbiguousCell(
                "near-choice",
                f"{message}Did you mean “{code}”? Use one of: {choices}",
                [Option("yes", "Yes, read these words as shown", code)],
            )
            question.asked = (
                "Some words are close to an option. Are these the right options?"
            )
            question.shown = f"{word} → {code}"
            raise question
        raise ValueError(f"{message}Use one of: {choices}")


def ask_about_name(name, widget) -> str:
    """Ask whether “Vice Chair of the board” has the only option that it names.

    Returns an empty string if it names none or several.
    """
    words = f" {plain_word(name)} "
    known = widget.known | {plain_word(str(label)): c for c, label in widget.choices}
    found = {label: c for label, c in known.items() if label and f" {label} " in words}
    codes = {
        code
        for label, code in found.items()
        if not any(label != other and label in other for other in found)
    }
    if len(codes) != 1:
        return ""
    [code] = codes
    question = AmbiguousCell(
        FROM_NAME,
        "The file does not say. Select how to fill it in",
        [
            Option("yes", "Yes, read it from the names as shown", code),
            Option("no", "No, use one option for all rows", ""),
        ],
    )
    question.asked = "The file does not have this column. Read it from the names?"
    question.shown = f"{name} → {code}"
    raise question


def near_choice(word, known) -> str:
    """Return the only option like a word, or of whose words it has all or some."""
    codes = {known[label] for label in get_close_matches(word, known, 3, 0.75)}
    if not codes:
        words = set(word.split())
        codes = {
            code
            for label, code in known.items()
            if label and (set(label.split()) <= words or words <= set(label.split()))
        }
    if len(codes) != 1:
        codes = {known[first] for first in word.split()[:1] if first in known}
    return codes.pop() if len(codes) == 1 else ""


def plain_word(word):
    """Normalise a choice for comparison: lower case, spaces for hyphens."""
    return " ".join(re.sub(r"[-_–]", " ", word.casefold()).split())


def widget_for(field):
    """Return the widget for a model field's cells."""
    if field.choices:
        return ChoiceWidget(field.flatchoices)
    if isinstance(field, models.DecimalField) and not isinstance(
        field, money.PoundsField
    ):
        is_percent = field.name.endswith("percent")
        return DecimalWidget(field.decimal_places, is_percent=is_percent)
    if field.name in ("order", "number"):
        return OrderWidget()
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
    if isinstance(field, models.CharField | models.TextField):
        return WordsWidget(field)
    return TextWidget()
