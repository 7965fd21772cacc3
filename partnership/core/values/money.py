"""Pounds: how they are stored, read and printed."""

import re
from copy import copy
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator
from django.db import models
from django.utils.functional import cached_property

ZERO = Decimal("0.00")
TOO_LONG = (
    "This is more than fits: at most 12 figures before the point and 2 after it. Enter "
    "pounds in full, like 46,500 or 46,500.50."
)
# A comma or a blank parts thousands and nothing else: 12 5 is no number.
TYPED = re.compile(
    r"(?P<sign>[-−]?) ?£? ?(?P<pounds>[0-9]{1,3}(?:,[0-9]{3})+"
    r"|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?P<pence>\.[0-9]{1,2})?"
)
THOUSANDS = re.compile(r"£? ?(?P<number>[0-9]{1,9}(?:\.[0-9]+)?) ?k", re.I)


def number(amount: Decimal) -> str:
    """64180 as 64,180; 64180.37 as 64,180.37. A minus is U+2212."""
    text = f"{abs(amount):,.2f}".removesuffix(".00")
    return f"−{text}" if amount < 0 else text


def pounds(amount: Decimal) -> str:
    """£64,180; pence only where there are any."""
    text = number(amount)
    return f"−£{text[1:]}" if text.startswith("−") else f"£{text}"


def signed(amount: Decimal) -> str:
    """A change: +8,133, −8,000, 0."""
    return f"+{number(amount)}" if amount > 0 else number(amount)


def parse(text) -> Decimal:
    """The Decimal of £64,180, 64180 or 64,180.00.

    Raises ValueError, worded for the person who typed it, for anything else.
    """
    typed = str(text).strip()
    if match := THOUSANDS.fullmatch(typed):
        meant = number(Decimal(match["number"]) * 1000)
        raise ValueError(f"“{text}” is short for thousands. Did you mean {meant}?")
    match = TYPED.fullmatch(typed)
    if match is None:
        raise ValueError(
            f"“{text}” is not an amount in pounds. Enter pounds in full, like 46,500."
        )
    amount = Decimal(re.sub(r"[^0-9]", "", match["pounds"]) + (match["pence"] or ""))
    return -amount if match["sign"] else amount


class PoundsFormField(forms.DecimalField):
    """A box in which pounds are typed as people type them."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        for check in self.validators:
            if isinstance(check, DecimalValidator):
                check.messages = dict.fromkeys(check.messages, TOO_LONG)

    widget = forms.TextInput

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return parse(value)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None

    def prepare_value(self, value):
        return number(value) if isinstance(value, Decimal) else value


class PoundsField(models.DecimalField):
    """Pounds and pence at cash prices; never thousands, never a float."""

    description = "Pounds"

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)

    @cached_property
    def validators(self):
        """The library's checks, with words that say what to type."""
        found = [copy(check) for check in super().validators]
        for check in found:
            if isinstance(check, DecimalValidator):
                check.messages = dict.fromkeys(check.messages, TOO_LONG)
        return found

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PoundsFormField, **kwargs})
