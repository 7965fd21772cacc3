"""Amounts in pounds: how they are stored, parsed and formatted."""

import re
from copy import copy
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator
from django.db import models
from django.utils.functional import cached_property

ZERO = Decimal("0.00")
MAX_DIGITS = 12
TOO_LONG = (
    f"Enter an amount with no more than {MAX_DIGITS} digits before the decimal point "
    "and 2 after it"
)
# Commas and spaces may only separate thousands: 12 5 is not a number.
PATTERN = re.compile(
    r"(?P<sign>[-−]?) ?£? ?(?P<pounds>[0-9]{1,3}(?:,[0-9]{3})+"
    r"|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?P<pence>\.[0-9]{1,2})?"
)
THOUSANDS = re.compile(r"£? ?(?P<number>[0-9]{1,9}(?:\.[0-9]+)?) ?k", re.I)


def number(amount: Decimal) -> str:
    """Format 64180 as 64,180 and 64180.37 as 64,180.37. A minus is U+2212."""
    text = f"{abs(amount):,.2f}".removesuffix(".00")
    return f"−{text}" if amount < 0 else text


def pounds(amount: Decimal) -> str:
    """Format an amount as £64,180, with pence only if there are any."""
    text = number(amount)
    return f"−£{text[1:]}" if text.startswith("−") else f"£{text}"


def signed(amount: Decimal) -> str:
    """Format a change as +8,133, −8,000 or 0."""
    return f"+{number(amount)}" if amount > 0 else number(amount)


def parse(text) -> Decimal:
    """Parse £64,180, 64180 or 64,180.00 as a Decimal.

    Raises ValueError with a message for the user.
    """
    typed = str(text).strip()
    if match := THOUSANDS.fullmatch(typed):
        meant = number(Decimal(match["number"]) * 1000)
        raise ValueError(f"“{text}” is an abbreviation. Did you mean {meant}?")
    match = PATTERN.fullmatch(typed)
    if match is None:
        raise ValueError(
            f"“{text}” is not an amount in pounds. Enter an amount, for example 46,500"
        )
    digits = re.sub(r"[^0-9]", "", match["pounds"])
    if len(digits.lstrip("0")) > MAX_DIGITS:
        raise ValueError(TOO_LONG)
    amount = Decimal(digits + (match["pence"] or ""))
    return -amount if match["sign"] else amount


class PoundsFormField(forms.DecimalField):
    """A form field for amounts with or without pound sign and commas."""

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
        """The validators of DecimalField, with messages that say what to enter."""
        found = [copy(check) for check in super().validators]
        for check in found:
            if isinstance(check, DecimalValidator):
                check.messages = dict.fromkeys(check.messages, TOO_LONG)
        return found

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PoundsFormField, **kwargs})
