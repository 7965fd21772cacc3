"""Cells as people type them: years, periods, figures, reasons, long text."""

import datetime as dt
from decimal import Decimal

import pytest

from partnership.core.imports.ambiguity import AmbiguousCell
from partnership.core.imports.cells import (
    figure_cells,
    number_cells,
    period_cells,
    text_cells,
)
from partnership.core.imports.columns.headings_across import names_the_figure
from partnership.core.imports.fields.names import fold_name
from partnership.core.values.periods import Period, PeriodKind, financial_year

Q2 = Period(dt.date(2016, 7, 1), dt.date(2016, 9, 30), PeriodKind.QUARTER)
Q4 = Period(dt.date(2017, 1, 1), dt.date(2017, 3, 31), PeriodKind.QUARTER)
TO_MARCH = financial_year(2013)


@pytest.mark.parametrize(
    "text",
    [
        *("2016-17", "2016/17", "2016–17", "2016_17", "2016-2017", "2016/2017"),
        *("2016 to 2017", "2016/7", "16/17", "16-17", "FY16/17", "FY 2016-17"),
        *(
            "201617",
            "FYE 2017",
            "FYE17",
            "Financial year 2016-17",
            "2016-17 financial year",
            "2016/17 [r]",
        ),
        *("April 2016 to March 2017", "Apr 16 - Mar 17", "Apr-16 to Mar-17"),
        *("year ending March 2017", "Year ended 31 March 2017", "YE Mar 2017"),
        *("1 April 2016 to 31 March 2017", "year to March 2017", "2016-17*"),
    ],
)
def test_financial_year_in_all_forms(text):
    assert period_cells.year_of(text) == 2016


@pytest.mark.parametrize(
    ("text", "years"),
    [
        *((t, ("2015-16", "2017-18")) for t in ("2015-18", "2015 to 2018")),
        ("April 2015 - March 2018", ("2015-16", "2017-18")),
        ("2015/16 to 2017/18", ("2015-16", "2017-18")),
        *((text, None) for text in ("04/16", "2015", "May 2015 to March 2018", "")),
    ],
)
def test_span_of_years(text, years):
    try:
        found = period_cells.years_between(text)
    except ValueError:
        found = None

    assert found == years


@pytest.mark.parametrize("text", ["2017", "FY17", "FY2017", "Financial year 2017"])
def test_lone_year_is_asked_about(text):
    with pytest.raises(AmbiguousCell) as found:
        period_cells.year_of(text)

    assert found.value.kind == "lone-year"
    assert "is meant: 2017-18 or 2016-17" in str(found.value)
    assert [option.value for option in found.value.options] == [2017, 2016]


@pytest.mark.parametrize(
    ("words", "is_figure"),
    [
        *(("figure", True), ("rate", True), ("number of offences", True)),
        *(("offences rate", False), ("burglary", False), ("number burglary", False)),
    ],
)
def test_heading_that_only_describes_the_figure(words, is_figure):
    assert names_the_figure(words) is is_figure


@pytest.mark.parametrize("text", ["2016-18", "soon", "17", "Q2 2016-17", "1617", "-"])
def test_invalid_financial_year_is_refused(text):
    with pytest.raises(ValueError, match="“"):
        period_cells.year_of(text)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        *((text, Q2) for text in ("Q2 2016-17", "2016/17 Q2", "Quarter 2 2016-17")),
        *(
            (text, Q2)
            for text in ("Qtr 2, 2016/17", "2nd quarter of 2016-17", "q2 16/17")
        ),
        ("Q4 2016/17", Q4),
        *((t, TO_MARCH) for t in ("Year to 31/3/14", "2013/14", "YE 31st March 2014")),
        (
            "year ending December 2015",
            Period(dt.date(2015, 1, 1), dt.date(2015, 12, 31), PeriodKind.MONTHS_TO),
        ),
        (
            "12 months ending Sept 2015",
            Period(dt.date(2014, 10, 1), dt.date(2015, 9, 30), PeriodKind.MONTHS_TO),
        ),
        (
            "Jul-Sep 2016",
            Period(dt.date(2016, 7, 1), dt.date(2016, 9, 30), PeriodKind.PART_YEAR),
        ),
        (
            "Oct 2015 – Mar 2016",
            Period(dt.date(2015, 10, 1), dt.date(2016, 3, 31), PeriodKind.PART_YEAR),
        ),
        (
            "H1 2016-17",
            Period(dt.date(2016, 4, 1), dt.date(2016, 9, 30), PeriodKind.PART_YEAR),
        ),
        (
            "as at 31 March 2016",
            Period(dt.date(2016, 3, 1), dt.date(2016, 3, 31), PeriodKind.AS_AT),
        ),
        (
            "2013-14 to 2015-16",
            Period(dt.date(2013, 4, 1), dt.date(2016, 3, 31), PeriodKind.PART_YEAR),
        ),
        # As our own downloads write a month.
        (
            "March 2016",
            Period(dt.date(2016, 3, 1), dt.date(2016, 3, 31), PeriodKind.MONTH),
        ),
        (
            "2016/17 YTD",
            Period(dt.date(2016, 4, 1), dt.date(2017, 3, 31), PeriodKind.YEAR_TO_DATE),
        ),
    ],
)
def test_period_in_the_forms_of_statistics(text, period):
    assert period_cells.period_of(text) == period


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Q2 2016", "quarter"),
        ("Mar-16", "month"),
        (dt.date(2016, 3, 1), "month"),
        ("Financial year 2016", "lone-year"),
    ],
)
def test_period_that_may_mean_two_things_is_asked_about(text, kind):
    with pytest.raises(AmbiguousCell) as found:
        period_cells.period_of(text)

    assert found.value.kind == kind
    assert len({option.value for option in found.value.options}) == 2


@pytest.mark.parametrize(
    ("text", "number", "reason", "qualifier"),
    [
        ("2,364", "2,364", "", ""),
        ("up to 2,364", "2,364", "", "up-to"),
        ("Max. £500", "£500", "", "up-to"),
        ("about 12", "12", "", "about"),
        ("c.500", "500", "", "about"),
        ("~500", "500", "", "about"),
        ("just under 5,000", "5,000", "", "just-under"),
        ("more than 20", "20", "", "over"),
        (">20", "20", "", "over"),
        ("at least 7", "7", "", "at-least"),
        ("500+", "500", "", "at-least"),
        ("est. 40", "40", "", "estimated"),
        ("12 (r)", "12", "", "revised"),
        ("12 [p]", "12", "", "provisional"),
        ("12p", "12", "", "provisional"),
        ("12e", "12", "", "estimated"),
        ("£1.2m (est.)", "£1.2m", "", "estimated"),
        ("3k approx", "3k", "", "about"),
        ("c £5k p", "£5k p", "", "about"),  # which is refused, not £5
        ("nil", "0", "", ""),
        ("[x]", None, "not-available", ""),
        ("..", None, "not-available", ""),
        ("n/a", None, "not-applicable", ""),
        ("N/A", None, "not-applicable", ""),
        ("[z]", None, "not-applicable", ""),
        ("[c]", None, "suppressed", ""),
        ("TBC", None, "not-yet-decided", ""),
        ("to be agreed", None, "not-yet-decided", ""),
        ("not yet due", None, "not-yet-due", ""),
        ("not given", None, "not-given", ""),
        *((f"{t} above", None, "in-another-line", "") for t in ("Incl.", "see line")),
        *((t, t, "", "") for t in ("see note below", "shown as % below", "as above")),
    ],
)
def test_figure_with_text_next_to_it(text, number, reason, qualifier):
    found = figure_cells.split(text)

    assert (found.number, found.reason, found.qualifier) == (number, reason, qualifier)


@pytest.mark.parametrize(
    ("text", "number", "mark"),
    [
        ("57,127*", "57,127", "*"),
        ("57,127 **", "57,127", "**"),
        ("12 [note 3]", "12", "3"),
        ("12†", "12", "†"),
        ("12²", "12", "2"),
    ],
)
def test_mark_of_a_note_is_not_part_of_the_figure(text, number, mark):
    found = figure_cells.split(text)

    assert (found.number, found.mark) == (number, mark)


@pytest.mark.parametrize("text", ["-", "–", "<5", "less than 5", "*", "[low]", "none"])
def test_sign_that_means_several_things_is_asked_about(text):
    with pytest.raises(AmbiguousCell):
        figure_cells.split(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("34 556", "34556"), ("34,556.50", "34556.50"), ("£34,556", "34556")),
        *(("34\u00a0556", "34556"), ("34\u202f556", "34556"), ("£ 500", "500")),
        *(("-500", "-500"), ("−500", "-500"), ("500-", "-500"), ("£-500", "-500")),
        *(("50p", "0.50"), ("GBP 500", "500"), (".5", "0.5"), ("500.", "500")),
    ],
)
def test_amount_as_typed(text, number):
    assert number_cells.parse(text, pounds=True) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        *("year to 05/04/2017", "year ending 5 April 2017", "quarter to 5 April 2017"),
        *("6 April 2016 to 5 April 2017", "6 April 2016 to 30 April 2017"),
    ],
)
def test_period_within_a_month_is_refused(text):
    with pytest.raises(ValueError, match="day"):
        period_cells.period_of(text)


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("(500)", "brackets", [-500, 500]),
        ("£(1,250)", "brackets", [-1250, 1250]),
        ("(£500)", "brackets", [-500, 500]),
        ("35k", "unit", [35_000]),
        ("£1.2m", "unit", [1_200_000]),
        ("£2b", "unit", [2_000_000_000]),
        ("2 million", "unit", [2_000_000]),
    ],
)
def test_abbreviated_amount_is_asked_about(text, kind, values):
    with pytest.raises(AmbiguousCell) as found:
        number_cells.parse(figure_cells.split(text, pounds=True).number, pounds=True)
    assert found.value.kind == kind
    assert [option.value for option in found.value.options] == values


def test_fraction_of_a_penny_is_asked_about():
    with pytest.raises(AmbiguousCell, match="Round it to 33,333.33?") as found:
        number_cells.rounded(100_000 / 3, number_cells.parse(100_000 / 3), 2)

    (option,) = found.value.options
    assert option.value == Decimal("33333.33")
    assert option.label == "Round to the nearest penny, so 33,333.33"
    assert number_cells.rounded("12.5", Decimal("12.5"), 2) == Decimal("12.5")
    assert number_cells.rounded(0.1 + 0.2, number_cells.parse(0.1 + 0.2), 2) == (
        Decimal("0.3")
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("We did:\n• a\n• b", "<p>We did:</p><ul><li>a</li><li>b</li></ul>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("Aims: • a • b", "<p>Aims:</p><ul><li>a</li><li>b</li></ul>"),
        ("under <eighteen>", "<p>under &lt;eighteen&gt;</p>"),
        ("<to be confirmed>", "<p>&lt;to be confirmed&gt;</p>"),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("<jo@example.org>", "<p>&lt;jo@example.org&gt;</p>"),
        ("<p>a <eighteen</p>", "<p>a &lt;eighteen</p>"),
        ("<p>kept</p>", "<p>kept</p>"),
        ("-5 is a figure", "<p>-5 is a figure</p>"),
        ("The oak\no two", "<p>The oak</p><ul><li>two</li></ul>"),
    ],
)
def test_long_text_as_typed(text, html):
    assert text_cells.to_html(text) == html


def test_letters_read_wrongly_are_asked_about():
    with pytest.raises(AmbiguousCell, match="Should it be “café”"):
        text_cells.check_letters("cafÃ©")

    assert text_cells.check_letters("café, Ångström") == "café, Ångström"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("London, City of", "City of London"),
        ("Health & Social Care", "health and social care"),
        ("Séan O’Neill", "Sean O Neill"),
        ("The Youth Service", "youth service"),
        ("Somerset East_Mendip", "Somerset East Mendip"),
    ],
)
def test_names_are_compared_as_people_do(first, second):
    assert fold_name(first) == fold_name(second)
