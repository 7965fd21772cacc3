"""Form fields: how each type of model field is entered and displayed."""

import copy
import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import (
    DecimalValidator,
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
)
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH

from partnership.core.models.display import (
    figure,
    label_of,
)
from partnership.core.records.widgets import Select
from partnership.core.text.fields import PlainTextField
from partnership.core.text.rich_text import RichTextField
from partnership.core.values.date_input import DayBox
from partnership.core.values.financial_years import FinancialYearField
from partnership.core.values.money import (
    PoundsField,
    PoundsFormField,
)

# Text fields that allow more characters than this get a textarea.
ONE_LINE = 160
MADE_CODE = "Leave blank to create it automatically."
NUMBER = re.compile(r"[-−]?\d{1,3}(?:[ ,\u00a0]\d{3})+(?:\.\d+)?|[-−]?\d+(?:\.\d+)?")
ROWS = forms.Textarea(attrs={"rows": 8})
DASHES = BLANK_CHOICE_DASH[0][1]
NOT_A_NUMBER = "Enter a number, for example 1,233"


class NumberBox(forms.DecimalField):
    """A number as people enter it: 1,233 or 5.1."""

    widget = forms.TextInput

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        typed = str(value).strip()
        if not NUMBER.fullmatch(typed):
            raise ValidationError(NOT_A_NUMBER)
        try:
            return Decimal(re.sub(r"[ ,\u00a0]", "", typed).replace("−", "-"))
        except InvalidOperation:
            raise ValidationError(NOT_A_NUMBER) from None

    def prepare_value(self, value):
        return figure(value) if isinstance(value, Decimal) else value


class LineBox(forms.CharField):
    """A single line of text in a textarea, because it may be long."""

    def to_python(self, value):
        text = super().to_python(value)
        return " ".join(text.splitlines()) if text else text


class RowBox(forms.ModelChoiceField):
    """A select of one row, with options fetched once for a whole page."""

    widget = Select

    def fill(self, choices):
        self.widget.choices = [("", self.empty_label or ""), *choices]


class RowsBox(forms.ModelMultipleChoiceField):
    """Checkboxes for several rows, with options fetched once for a whole page."""

    widget = forms.CheckboxSelectMultiple

    def fill(self, choices):
        self.widget.choices = choices


def box_for(column, label="", hint="", options=None):
    """Return the form field of a model field, in GOV.UK style.

    `options` returns the choices, where the model field itself has none.
    """
    if options:
        box = forms.ChoiceField(
            choices=lambda: [("", "Select"), *options()],
            required=not column.blank,
            widget=Select,
        )
    else:
        box = _plain_box(column)
    box.label = label or label_of(column)
    if isinstance(box, RowBox):
        box.empty_label = "Select" if box.required else "None"
    elif isinstance(box, forms.TypedChoiceField):
        box.widget = Select()
        empty = "Select" if box.required else "None"
        box.choices = [(v, empty if w == DASHES else w) for v, w in box.choices]
    box.help_text = hint or box.help_text
    if isinstance(column, RichTextField):
        _hold_figures(box, "rich")
    elif column.name in getattr(column.model, "token_fields", []):
        _hold_figures(box, "line")
    _dress(box, is_year=isinstance(column, FinancialYearField))
    _word(box, column)
    if is_code(column):
        box.required = False
        box.help_text = f"{box.help_text} {MADE_CODE}".strip()
    return box


def _hold_figures(box, kind):
    """Mark a field whose text may contain figures; the page's script offers them."""
    box.holds_figures = True
    box.widget.attrs["data-editor"] = kind


def is_code(column) -> bool:
    """Whether the field is the row's permanent code, which can be generated."""
    return column.name == "code" and isinstance(column, models.SlugField)


def _plain_box(column):
    kinds = [
        (PoundsField, {"form_class": PoundsFormField}),
        (RichTextField, {"form_class": PlainTextField, "widget": ROWS}),
        (models.TextField, {"widget": forms.Textarea(attrs={"rows": 4})}),
        (models.DateField, {"form_class": DayBox}),
        (models.DecimalField, {"form_class": NumberBox}),
        (models.ManyToManyField, {"form_class": RowsBox}),
        (models.ForeignKey, {"form_class": RowBox}),
    ]
    if isinstance(column, FinancialYearField):
        return column.formfield()
    for kind, options in kinds:
        if isinstance(column, kind):
            return column.formfield(**options)
    if isinstance(column, models.IntegerField):
        return column.formfield(widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    long = isinstance(column, models.CharField) and (column.max_length or 0) > ONE_LINE
    if long and not column.choices and not isinstance(column, models.URLField):
        return column.formfield(
            form_class=LineBox, widget=forms.Textarea(attrs={"rows": 2})
        )
    return column.formfield()


def _dress(box, is_year):
    """Set classes and widths; the width suggests how much to enter."""
    widget = box.widget
    if isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
        look = "govuk-checkboxes__input"
    elif isinstance(widget, forms.Select):
        look = "govuk-select"
    elif isinstance(widget, forms.Textarea):
        look = "govuk-textarea"
    else:
        look = "govuk-input"
    if isinstance(box, NumberBox | PoundsFormField):
        look += " govuk-input--width-10"
        widget.attrs.setdefault("inputmode", "decimal")
    elif isinstance(box, forms.IntegerField) or is_year:
        look += " govuk-input--width-5"
    widget.attrs["class"] = look
    widget.attrs.pop("maxlength", None)
    widget.attrs.pop("cols", None)
    widget.is_required = False


def _word(box, column):
    """Set the error messages."""
    name = str(box.label).lower() if box.label[1:2].islower() else box.label
    if name.endswith(" (£)"):
        name = name.removesuffix(" (£)")
    box.error_messages |= {
        "required": _wanted(box, column, name),
        "invalid_choice": "This option is no longer available. Select another",
        "unique": f"This {name} is already in use. Enter a different one",
        "blank": _wanted(box, column, name),
        "null": _wanted(box, column, name),
    }
    if isinstance(box, forms.IntegerField):
        box.error_messages["invalid"] = "Enter a whole number, for example 3"
    sentences = {
        forms.SlugField: "Use only letters, numbers and hyphens, for example "
        "oxford-csp",
        forms.URLField: "Enter a web address, for example https://www.example.org/",
    }
    shape = next((w for kind, w in sentences.items() if isinstance(box, kind)), "")
    if shape:
        box.error_messages["invalid"] = shape
    box.validators = [
        _worded(copy.copy(check), shape, isinstance(box, PoundsFormField))
        for check in box.validators
    ]


def _wanted(box, column, name):
    """Return the error for a required field that is empty."""
    if isinstance(column, FinancialYearField):
        return "Enter a year, for example 2016-17"
    if isinstance(box, forms.ChoiceField | forms.ModelChoiceField):
        return "Select an option"
    if isinstance(box, forms.IntegerField):
        return "Enter a number, for example 3"
    return f"Enter the {name}"


LIMITS = {
    MaxLengthValidator: "Must be %(limit_value)d characters or fewer. You have entered "
    "%(show_value)d",
    MinValueValidator: "Must be %(limit_value)s or more",
    MaxValueValidator: "Must be %(limit_value)s or less",
}


def _fits(check) -> str:
    """Return the error for a number with too many digits."""
    before = (check.max_digits or 0) - (check.decimal_places or 0)
    return (
        f"Enter a number with up to {before} digits before the decimal point and "
        f"{check.decimal_places} after it"
    )


def _worded(check, shape, pounds=False):
    """Return one of Django's validators with our own message."""
    for kind, message in LIMITS.items():
        if isinstance(check, kind):
            check.message = message
            return check
    if isinstance(check, DecimalValidator) and not pounds:
        check.messages = dict.fromkeys(check.messages, _fits(check))
    elif shape and hasattr(check, "regex"):
        check.message = shape
    return check
