"""Financial years: parsing, formatting and form fields."""

import datetime as dt

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from partnership.core.values import financial_years
from partnership.core.values.financial_years import (
    FinancialYearField,
    FinancialYearFormField,
)

any_year = st.integers(financial_years.FIRST_YEAR, financial_years.LAST_YEAR)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2016-17", 2016),
        (" 2016-17 ", 2016),
        ("2016 - 17", 2016),
        ("2016/17", 2016),
        ("2016–17", 2016),
        ("2016_17", 2016),
        ("2016-2017", 2016),
        ("2016 to 17", 2016),
        ("2017/8", 2017),
        ("1999-00", 1999),
        ("1999-2000", 1999),
        ("2099-00", 2099),
        ("FY2016", 2016),
        ("fy 2016", 2016),
        ("2016", 2016),
        (2016, 2016),
        ("1990", 1990),
        ("2100", 2100),
    ],
)
def test_parse_reads_what_people_write(text, year):
    assert financial_years.parse(text) == year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-18", "is not one financial year.*is 2016-17"),
        ("2016-15", "is not one financial year"),
        ("2016-16", "is not one financial year"),
        ("2016-2018", "is not one financial year"),
        ("2016-1", "is not one financial year"),
        ("1989", "must be between 1990 and 2100"),
        ("2101-02", "must be between"),
        ("", "is not a financial year. Enter a year, for example 2016-17"),
        ("16-17", "is not a financial year"),
        ("2016-", "is not a financial year"),
        ("2016-017", "is not a financial year"),
        ("2016-17-18", "is not a financial year"),
        ("20161", "is not a financial year"),
        ("2016.0", "is not a financial year"),
        ("-2016", "is not a financial year"),
        ("1e3", "is not a financial year"),
        ("٢٠١٦", "is not a financial year"),
        ("２０１６", "is not a financial year"),
        ("2016-١٧", "is not a financial year"),
        ("next year", "is not a financial year"),
        (None, "is not a financial year"),
        (True, "is not a financial year"),
    ],
)
def test_parse_raises_an_error_with_the_reason(text, expected):
    with pytest.raises(ValueError, match=expected):
        financial_years.parse(text)


@given(any_year)
def test_label_is_read_back(year):
    assert financial_years.parse(financial_years.label(year)) == year


@given(any_year)
def test_year_has_its_own_days_and_no_others(year):
    day = dt.timedelta(days=1)
    first, last = financial_years.first_day(year), financial_years.last_day(year)

    assert financial_years.of(first) == financial_years.of(last) == year
    assert financial_years.of(first - day) == year - 1
    assert financial_years.of(last + day) == year + 1


def test_label_of_a_century():
    assert financial_years.label(1999) == "1999-00"


class YearForm(forms.Form):
    year = FinancialYearFormField(required=False)


@pytest.mark.parametrize(("typed", "year"), [("2016/17", 2016), ("", None)])
def test_form_field_gives_the_starting_year(typed, year):
    form = YearForm({"year": typed})

    assert form.is_valid()
    assert form.cleaned_data["year"] == year


def test_form_field_repeats_the_reason():
    form = YearForm({"year": "2016-18"})

    assert not form.is_valid()
    assert "is not one financial year" in form.errors["year"][0]


def test_form_field_shows_the_label_and_what_was_typed():
    assert 'value="2016-17"' in str(YearForm(initial={"year": 2016})["year"])
    assert 'value="2016-18"' in str(YearForm({"year": "2016-18"})["year"])


@pytest.mark.parametrize(
    ("typed", "changed"),
    [("2016-17", False), ("2016/7", False), ("2017-18", True), ("x", True)],
)
def test_form_field_knows_a_change(typed, changed):
    form = YearForm({"year": typed}, initial={"year": 2016})

    assert form.has_changed() is changed


def test_model_field_limits_years():
    field = FinancialYearField()

    assert field.clean(2016, None) == 2016
    for year in [financial_years.FIRST_YEAR - 1, financial_years.LAST_YEAR + 1]:
        with pytest.raises(ValidationError):
            field.clean(year, None)


def test_model_field_is_a_text_box():
    box = FinancialYearField().formfield()

    assert isinstance(box, FinancialYearFormField)
    assert box.widget.input_type == "text"
    assert box.help_text == "For example, 2016-17."


def test_model_field_takes_another_widget():
    box = FinancialYearField().formfield(widget=forms.HiddenInput)

    assert box.widget.input_type == "hidden"
