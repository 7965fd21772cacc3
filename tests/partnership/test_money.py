"""Amounts in pounds: parsing, formatting and form fields."""

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from partnership.core.values import money
from partnership.core.values.money import PoundsField, PoundsFormField

amounts = st.decimals(
    min_value=-999_999_999_999, max_value=999_999_999_999, places=2
).filter(lambda amount: amount or not amount.is_signed())


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("£64,180", "64180"),
        ("64180", "64180"),
        ("64,180.00", "64180.00"),
        ("64180.37", "64180.37"),
        ("64180.5", "64180.5"),
        (" £ 64 180 ", "64180"),
        ("64\u00a0180", "64180"),
        ("12,345,678.90", "12345678.90"),
        ("0", "0"),
        ("-8,000", "-8000"),
        ("−8,000", "-8000"),
        ("-£8,000", "-8000"),
        (64180, "64180"),
        (Decimal("0.05"), "0.05"),
    ],
)
def test_parse_reads_what_people_write(text, amount):
    assert money.parse(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("10k", "10,000"), ("£10K", "10,000"), ("46.5 k", "46,500"), ("0.0001k", "0.10")],
)
def test_parse_asks_about_thousands(text, meant):
    with pytest.raises(ValueError, match=f"Did you mean {meant}\\?"):
        money.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "£", "-", "n/a", "tbc", None, True),
        *("1e3", "1_000", "NaN", "sNaN", "inf", "-Infinity", "0x10"),
        *("٦٤١٨٠", "𝟞𝟜", "６４", "²"),
        *(
            "1,00",
            "64,18",
            "64,1800",
            ",180",
            "64.180,00",
            "1 2 3",
            "12 5",
            "1,000 000",
        ),
        *(".5", "5.", "0.005", "5.5.5", "£5m", "$5", "€5", "(500)", "=1+1", "5-"),
    ],
)
def test_parse_refuses_the_rest(text):
    with pytest.raises(ValueError, match="is not an amount in pounds. Enter an amount"):
        money.parse(text)


@given(amounts)
def test_what_is_printed_is_read_back(amount):
    assert money.parse(money.number(amount)) == amount
    assert money.parse(money.pounds(amount)) == amount


@given(st.text())
def test_parse_gives_a_number_or_a_value_error(text):
    try:
        amount = money.parse(text)
    except ValueError:
        return
    assert amount.is_finite()
    assert amount == round(amount, 2)


@pytest.mark.parametrize(
    ("amount", "number", "pounds", "signed"),
    [
        ("0", "0", "£0", "0"),
        ("64180", "64,180", "£64,180", "+64,180"),
        ("64180.00", "64,180", "£64,180", "+64,180"),
        ("64180.37", "64,180.37", "£64,180.37", "+64,180.37"),
        ("0.5", "0.50", "£0.50", "+0.50"),
        ("-8000", "−8,000", "−£8,000", "−8,000"),
        ("-0.05", "−0.05", "−£0.05", "−0.05"),
    ],
)
def test_printed_forms(amount, number, pounds, signed):
    amount = Decimal(amount)

    assert money.number(amount) == number
    assert money.pounds(amount) == pounds
    assert money.signed(amount) == signed


class PoundsForm(forms.Form):
    amount = PoundsField("amount", null=True, blank=True).formfield()


@pytest.mark.parametrize(
    ("typed", "amount"), [("£64,180", Decimal("64180")), ("", None)]
)
def test_form_field_gives_the_amount(typed, amount):
    form = PoundsForm({"amount": typed})

    assert form.is_valid()
    assert form.cleaned_data["amount"] == amount


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("10k", "Did you mean 10,000?"),
        ("1e3", "is not an amount in pounds"),
        ("1000000000000000", "no more than 12 digits before the decimal point"),
    ],
)
def test_form_field_errors(typed, expected):
    form = PoundsForm({"amount": typed})

    assert not form.is_valid()
    assert expected in form.errors["amount"][0]


def test_form_field_takes_a_number_as_it_is():
    """As an initial value comes; how it was written makes no difference."""
    field = PoundsForm.base_fields["amount"]

    assert field.clean(Decimal("1E+3")) == 1000
    with pytest.raises(ValidationError, match="no more than 12 digits"):
        field.clean(Decimal("0.005"))


def test_form_field_shows_what_is_stored_as_people_type_it():
    assert isinstance(PoundsForm.base_fields["amount"], PoundsFormField)
    assert 'value="64,180"' in str(
        PoundsForm(initial={"amount": Decimal("64180.00")})["amount"]
    )
    assert 'value="10k"' in str(PoundsForm({"amount": "10k"})["amount"])


@pytest.mark.parametrize(
    ("typed", "changed"), [("£64,180", False), ("64180.00", False), ("64181", True)]
)
def test_form_field_knows_a_change(typed, changed):
    form = PoundsForm({"amount": typed}, initial={"amount": Decimal("64180.00")})

    assert form.has_changed() is changed


@pytest.mark.parametrize("amount", ["1e15", "0.005"])
def test_model_field_accepts_pounds_and_pence_only(amount):
    with pytest.raises(ValidationError) as caught:
        PoundsField().clean(Decimal(amount), None)
    assert set(caught.value.messages) == {money.TOO_LONG}


@pytest.mark.parametrize("amount", ["NaN", "Infinity"])
def test_model_field_refuses_an_invalid_amount(amount):
    with pytest.raises(ValidationError):
        PoundsField().clean(Decimal(amount), None)
