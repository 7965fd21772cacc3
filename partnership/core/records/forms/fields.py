"""Form fields: how each type of model field is entered and displayed."""

import copy
import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.text import capfirst

from partnership.core.files.fields import UploadField
from partnership.core.models.display import (
    figure,
    label_of,
    whole_number,
    with_article,
)
from partnership.core.pages.forms import govuk_class, set_errors
from partnership.core.records.forms.widgets import Select
from partnership.core.text.fields import PlainTextField
from partnership.core.text.rich_text import RichTextField
from partnership.core.values.date_input import DateField
from partnership.core.values.financial_years import FinancialYearField
from partnership.core.values.money import PoundsField, PoundsFormField

# Text fields that allow more characters than this get a textarea.
ONE_LINE = 160
DATE_HINTS = {
    "from_on": "For example, 30 9 2016. Leave blank if not known.",
    "to_on": "For example, 30 9 2016. Leave blank if there is no end date.",
}
CODE_HINT = "Leave blank to create it automatically."
NUMBER = re.compile(r"[-−]?\d{1,3}(?:[ ,\u00a0]\d{3})+(?:\.\d+)?|[-−]?\d+(?:\.\d+)?")
ROWS = forms.Textarea(attrs={"rows": 8})
DASHES = BLANK_CHOICE_DASH[0][1]
NOT_A_NUMBER = "Enter a number, for example 1,233"


class NumberField(forms.DecimalField):
    """A number as people enter it: 1,233 or 5.1."""

    widget = forms.TextInput

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        text = str(value).strip()
        if not NUMBER.fullmatch(text):
            raise ValidationError(NOT_A_NUMBER)
        try:
            return Decimal(re.sub(r"[ ,\u00a0]", "", text).replace("−", "-"))
        except InvalidOperation:
            raise ValidationError(NOT_A_NUMBER) from None

    def prepare_value(self, value):
        return figure(value) if isinstance(value, Decimal) else value


class SingleLineField(forms.CharField):
    """A single line of text in a textarea, because it may be long."""

    def to_python(self, value):
        text = super().to_python(value)
        return " ".join(text.splitlines()) if text else text


class RelatedRowField(forms.ModelChoiceField):
    """A select of one row, with options fetched once for a whole page."""

    widget = Select

    def fill(self, choices):
        self.widget.choices = [("", self.empty_label or ""), *choices]


class RelatedRowsField(forms.ModelMultipleChoiceField):
    """Checkboxes for several rows, with options fetched once for a whole page."""

    widget = forms.CheckboxSelectMultiple

    def fill(self, choices):
        self.widget.choices = choices

    def clean(self, value):
        """Reject keys that are too large for the database."""
        for key in value or []:
            if whole_number(str(key)) is None:
                message = self.error_messages["invalid_choice"]
                raise ValidationError(message, params={"value": key})
        return super().clean(value)


def formfield_for(column, label="", hint="", choices=None):
    """Return the form field of a model field, in GOV.UK style.

    `choices` returns the choices, where the model field itself has none.
    """
    if choices:
        field = forms.ChoiceField(
            choices=lambda: [("", "Select"), *choices()],
            required=not column.blank,
            widget=Select,
        )
    else:
        field = _default_field(column)
    field.label = label or label_of(column)
    if isinstance(field, RelatedRowField):
        field.empty_label = "Select" if field.required else "None"
    elif isinstance(field, forms.TypedChoiceField):
        field.widget = Select()
        empty = "Select" if field.required else "None"
        field.choices = [
            (value, empty if label == DASHES else capfirst(label))
            for value, label in field.choices
        ]
    field.help_text = hint or field.help_text or _example(column)
    if isinstance(column, RichTextField):
        _allow_figures(field, "rich")
    elif column.name in getattr(column.model, "token_fields", []):
        _allow_figures(field, "line")
    _style(field, is_year=isinstance(column, FinancialYearField))
    _set_error_messages(field, column)
    if is_code(column):
        field.required = False
        field.help_text = f"{field.help_text} {CODE_HINT}".strip()
    return field


def _example(column) -> str:
    """Return an example as the hint, for fields that have no other hint."""
    if isinstance(column, PoundsField):
        return "For example, 46,500 or £46,500."
    if isinstance(column, models.DateField):
        return DATE_HINTS.get(column.name, "For example, 30 9 2016.")
    return ""


def _allow_figures(field, kind):
    """Mark a field whose text may contain figures; the page's script offers them."""
    field.allows_figures = True
    field.widget.attrs["data-editor"] = kind


def is_code(column) -> bool:
    """Whether the field is the row's permanent code, which can be generated."""
    return column.name == "code" and isinstance(column, models.SlugField)


def _default_field(column):
    kinds = [
        (PoundsField, {"form_class": PoundsFormField}),
        (RichTextField, {"form_class": PlainTextField, "widget": ROWS}),
        (models.TextField, {"widget": forms.Textarea(attrs={"rows": 4})}),
        (models.DateField, {"form_class": DateField}),
        (models.DecimalField, {"form_class": NumberField}),
        (models.ManyToManyField, {"form_class": RelatedRowsField}),
        (models.ForeignKey, {"form_class": RelatedRowField}),
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
            form_class=SingleLineField, widget=forms.Textarea(attrs={"rows": 2})
        )
    return column.formfield()


def _style(field, is_year):
    """Set classes and widths; the width suggests how much to enter."""
    widget = field.widget
    is_upload = isinstance(field, UploadField)
    look = "govuk-file-upload" if is_upload else govuk_class(widget)
    if isinstance(field, NumberField | PoundsFormField):
        look += " govuk-input--width-10"
        widget.attrs.setdefault("inputmode", "decimal")
    elif isinstance(field, forms.IntegerField) or is_year:
        look += " govuk-input--width-5"
    widget.attrs["class"] = look
    widget.attrs.pop("maxlength", None)
    widget.attrs.pop("cols", None)
    widget.is_required = False


def _set_error_messages(field, column):
    """Set the field's error messages, with its label or an example."""
    name = str(field.label).lower() if field.label[1:2].islower() else field.label
    if name.endswith(" (£)"):
        name = name.removesuffix(" (£)")
    set_errors(field)
    field.error_messages |= {
        "required": _required_message(field, column, name),
        "invalid_choice": "This option is no longer available. Select another",
        "unique": f"This {name} is already in use. Enter a different one",
        "blank": _required_message(field, column, name),
        "null": _required_message(field, column, name),
    }
    if isinstance(field, forms.IntegerField):
        field.error_messages["invalid"] = "Enter a whole number, for example 3"
    sentences = {
        forms.SlugField: "Use only letters, numbers and hyphens, for example "
        "oxford-csp",
        forms.URLField: "Enter a web address, for example https://www.example.org/",
    }
    shape = next((w for kind, w in sentences.items() if isinstance(field, kind)), "")
    if shape:
        field.error_messages["invalid"] = shape
    field.validators = [
        _with_own_message(copy.copy(check), shape, isinstance(field, PoundsFormField))
        for check in field.validators
    ]


def _required_message(field, column, name):
    """Return the error for a required field that is empty."""
    if isinstance(column, FinancialYearField):
        return "Enter a year, for example 2016-17"
    if isinstance(field, forms.ModelMultipleChoiceField):
        return f"Select at least one {column.related_model._meta.verbose_name}"
    if isinstance(field, forms.ModelChoiceField):
        return f"Select {with_article(str(column.related_model._meta.verbose_name))}"
    if isinstance(field, forms.ChoiceField):
        return f"Select {with_article(name)}"
    if isinstance(field, forms.IntegerField):
        return "Enter a number, for example 3"
    if isinstance(field, UploadField):
        return f"Select the {name}"
    return f"Enter the {name}"


def _too_many_digits(check) -> str:
    """Return the error for a number with too many digits."""
    before = (check.max_digits or 0) - (check.decimal_places or 0)
    return (
        f"Enter a number with up to {before} digits before the decimal point and "
        f"{check.decimal_places} after it"
    )


def _with_own_message(check, shape, pounds=False):
    """Return one of Django's validators with our own message."""
    if isinstance(check, DecimalValidator) and not pounds:
        check.messages = dict.fromkeys(check.messages, _too_many_digits(check))
    elif shape and hasattr(check, "regex"):
        check.message = shape
    return check
