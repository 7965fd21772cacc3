"""Cells of a spreadsheet: what each kind reads, refuses and writes."""

import datetime as dt
from decimal import Decimal

import pytest

from partnership.core.imports.cells import widgets
from partnership.core.imports.columns.column_help import choices_of
from partnership.models import Group
from partnership.models.wording import DEFAULTS, Word, use_terms

# What openpyxl gives for a number depends on how the cell was typed.
AS_READ = [
    (12, "12"),
    (12.0, "12"),
    (12.5, "12.5"),
    (0.1, "0.1"),
    (-3.25, "-3.25"),
    # The rest of a sum in binary, as a workbook stores it.
    (0.1 + 0.2, "0.3"),
    (1.1 * 3, "3.3"),
    (1234567.125, "1234567.125"),
    (" 1,234.5 ", "1234.5"),
    ("−3", "-3"),
    (Decimal("7.25"), "7.25"),
]


@pytest.mark.parametrize(("value", "number"), AS_READ)
def test_number_is_read_as_the_sheet_shows_it(value, number):
    assert widgets.DecimalWidget(4).clean(value) == Decimal(number)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.12345, "more than 4 decimal places"),
        (1 / 3, "more than 4 decimal places"),
        ("0.12345", "more than 4 decimal places"),
        ("12 %", "is a percentage, but the column is not in percent"),
        ("twelve", "is not a number"),
        ("1,23", "has a comma before its last digits. Did you mean 1.23"),
        ("1.2E+05", "was shortened by a spreadsheet program"),
        ("12,34,567", "is not a number"),
        ("١٢", "is not a number"),
        (True, "is not a number"),
        (float("nan"), "is not a number"),
        (float("inf"), "is not a number"),
        (1e300, "is not a number"),
    ],
)
def test_number_with_too_many_decimals_is_refused(value, words):
    with pytest.raises(ValueError, match=words):
        widgets.DecimalWidget(4).clean(value)


@pytest.mark.parametrize(
    ("value", "pounds"),
    [
        (64180, "64180"),
        (64180.37, "64180.37"),
        (0.1 + 0.2, "0.30"),
        (1e5, "100000"),
        ("£64,180.50", "64180.50"),
        ("-£12", "-12"),
    ],
)
def test_pounds_are_read_to_the_penny(value, pounds):
    assert widgets.PoundsWidget().clean(value) == Decimal(pounds)


@pytest.mark.parametrize("value", [0.005, 64180.375, "64k", "12 5", True])
def test_invalid_amount_is_refused(value):
    with pytest.raises(ValueError, match="“"):
        widgets.PoundsWidget().clean(value)


@pytest.mark.parametrize(
    ("value", "number"), [(12, 12), (12.0, 12), ("-3", -3), ("1,200", 1200)]
)
def test_whole_number(value, number):
    assert widgets.WholeNumberWidget().clean(value) == number


@pytest.mark.parametrize("value", [12.7, "12.5", "1,20", True, "x"])
def test_fraction_is_refused_for_a_whole_number(value):
    with pytest.raises(ValueError, match="is not a whole number"):
        widgets.WholeNumberWidget().clean(value)


@pytest.mark.parametrize(
    ("number", "written"), [("12.0000", "12"), ("12.5000", "12.5"), ("100", "100")]
)
def test_number_is_written_without_idle_decimals(number, written):
    assert str(widgets.DecimalWidget(4).render(Decimal(number))) == written


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "yes"),
        (False, "no"),
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (dt.date(2016, 3, 31), "2016-03-31"),
        (dt.datetime(2016, 3, 31, 9), "2016-03-31"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_text_is_as_the_sheet_shows_it(value, text):
    assert widgets.text_of(value) == text


@pytest.mark.parametrize(
    "value",
    [
        *("31/03/2016", "31.3.2016", "2016-03-31", "31 March 2016", "31 Mar 2016"),
        *("31/3/16", "31st March 2016", "31-Mar-16", "Thursday 31 March 2016"),
        *("Thu 31st Mar 2016", "March 31, 2016", "2016-03-31T09:00", "31/03/2016 9:00"),
        *("31 March 2016 at 2:30pm", "31st of March, 2016", "2016/03/31", "20160331"),
    ],
)
def test_day(value):
    assert widgets.DateWidget().clean(value) == dt.date(2016, 3, 31)


@pytest.mark.parametrize("value", ["31 Ma 2016", "30/02/2016", "31/3", 31])
def test_invalid_date_is_refused(value):
    with pytest.raises(ValueError, match="is not a date"):
        widgets.DateWidget().clean(value)


def test_date_that_a_program_made_of_a_year_is_the_year_again():
    assert widgets.YearWidget().clean(dt.datetime(2011, 12, 1)) == 2011
    with pytest.raises(ValueError, match="contains a date .01/11/2011."):
        widgets.YearWidget().clean(dt.date(2011, 11, 1))


@pytest.mark.parametrize("value", [None, "", "  "])
@pytest.mark.parametrize(
    ("widget", "empty"),
    [
        (widgets.DecimalWidget(2), None),
        (widgets.PoundsWidget(), None),
        (widgets.TextWidget(), ""),
        (widgets.ChoiceWidget([("a", "A")]), ""),
    ],
)
def test_empty_cell(widget, empty, value):
    assert widget.clean(value) == empty


def test_choice_is_listed_in_local_terms_and_read_in_the_usual_ones_too():
    widget = widgets.widget_for(Group._meta.get_field("kind"))

    with use_terms({**DEFAULTS, "committee": Word("mirk panel")}):
        assert "scrutiny (mirk panel)" in choices_of(widget)
        assert widget.clean("Mirk panel") == "scrutiny"
        assert widget.clean("Scrutiny committee") == "scrutiny"
