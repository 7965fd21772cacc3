"""Periods: parsing, formatting and model fields."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.core.values import financial_years, periods
from partnership.core.values.periods import Period, PeriodKind, month_end
from priorities.models import Observation

calendar_years = st.integers(1000, 2999)
months = st.tuples(calendar_years, st.integers(1, 12))


def spans(kind):
    """Whole months, the last not before the first."""
    return st.tuples(months, months).map(
        lambda ends: Period(dt.date(*min(ends), 1), month_end(*max(ends)), kind)
    )


def months_to(end, count):
    year, month = end
    first = year * 12 + month - count
    start = dt.date(first // 12, first % 12 + 1, 1)
    return Period(start, month_end(year, month), PeriodKind.MONTHS_TO)


def whole_year(kind):
    return st.integers(financial_years.FIRST_YEAR, financial_years.LAST_YEAR).map(
        lambda year: Period(
            financial_years.first_day(year), financial_years.last_day(year), kind
        )
    )


def one_month(kind):
    return months.map(lambda at: Period(dt.date(*at, 1), month_end(*at), kind))


BY_KIND = {
    PeriodKind.FINANCIAL_YEAR: whole_year(PeriodKind.FINANCIAL_YEAR),
    PeriodKind.CALENDAR_YEAR: calendar_years.map(periods.calendar_year),
    PeriodKind.MONTHS_TO: st.builds(months_to, months, st.integers(1, 999)),
    PeriodKind.PART_YEAR: spans(PeriodKind.PART_YEAR),
    PeriodKind.QUARTER: spans(PeriodKind.QUARTER),
    PeriodKind.YEAR_TO_DATE: whole_year(PeriodKind.YEAR_TO_DATE),
    PeriodKind.AS_AT: one_month(PeriodKind.AS_AT),
    PeriodKind.SO_FAR: one_month(PeriodKind.SO_FAR),
    PeriodKind.MONTH: one_month(PeriodKind.MONTH),
    PeriodKind.NOT_GIVEN: st.just(Period(None, None, PeriodKind.NOT_GIVEN)),
}


def test_every_kind_is_tried():
    assert set(BY_KIND) == set(PeriodKind)


@pytest.mark.parametrize("kind", BY_KIND)
@given(data=st.data())
def test_label_and_code_are_read_back(kind, data):
    period = data.draw(BY_KIND[kind])

    assert periods.parse(period.label) == period
    assert periods.parse(period.code) == period


@pytest.mark.parametrize("kind", BY_KIND)
@given(data=st.data())
def test_code_fits_a_token(kind, data):
    code = data.draw(BY_KIND[kind]).code

    assert set(code) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@given(st.text() | st.from_regex(r"[0-9]{1,6} months to [A-Za-z]+ [0-9]{4}"))
def test_parse_gives_a_whole_period_or_a_value_error(text):
    try:
        period = periods.parse(text)
    except ValueError:
        return
    assert period.kind == PeriodKind.NOT_GIVEN or period.start <= period.end


@pytest.mark.parametrize(
    ("text", "start", "end", "kind", "label"),
    [
        ("2015", "2015-01-01", "2015-12-31", "calendar-year", "2015"),
        ("2016-17", "2016-04-01", "2017-03-31", "financial-year", "2016-17"),
        ("2016/17", "2016-04-01", "2017-03-31", "financial-year", "2016-17"),
        ("2016-2017", "2016-04-01", "2017-03-31", "financial-year", "2016-17"),
        (
            " 12  months to SEPTEMBER 2015",
            "2014-10-01",
            "2015-09-30",
            "months-to",
            "12 months to September 2015",
        ),
        (
            "3 months to February 2016",
            "2015-12-01",
            "2016-02-29",
            "months-to",
            "3 months to February 2016",
        ),
        (
            "April to December 2015",
            "2015-04-01",
            "2015-12-31",
            "part-year",
            "April to December 2015",
        ),
        (
            "October to March 2016",
            "2015-10-01",
            "2016-03-31",
            "part-year",
            "October 2015 to March 2016",
        ),
        (
            "quarter January to March 2016",
            "2016-01-01",
            "2016-03-31",
            "quarter",
            "quarter January to March 2016",
        ),
        (
            "2016-17, year to date",
            "2016-04-01",
            "2017-03-31",
            "year-to-date",
            "2016-17, year to date",
        ),
        ("at September 2017", "2017-09-01", "2017-09-30", "as-at", "at September 2017"),
        (
            "to September 2017",
            "2017-09-01",
            "2017-09-30",
            "so-far",
            "to September 2017",
        ),
    ],
)
def test_parse_reads_what_documents_print(text, start, end, kind, label):
    period = periods.parse(text)

    assert (str(period.start), str(period.end)) == (start, end)
    assert period.kind == kind
    assert period.label == label


def test_code_is_the_label_without_blanks():
    period = periods.parse("12 months to September 2015")

    assert period.code == "12-months-to-september-2015"
    assert periods.parse("2016-17, year to date").code == "2016-17-year-to-date"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "is not a period. Enter a period, for example 2015, 2016-17"),
        ("2016-18", "is not one financial year"),
        ("0000", "is not a period"),
        ("9999", "is not a period"),
        ("0000-01", "is not a period"),
        ("٢٠١٥", "is not a period"),
        ("２０１５", "is not a period"),
        ("1e3", "is not a period"),
        ("2016-7", "is not a period"),
        ("Sept 2015", "is not a period"),
        ("31 March 2016", "is not a period"),
        ("0 months to September 2015", "is not a period"),
        ("٣ months to September 2015", "is not a period"),
        ("100000 months to January 2000", "is not a period"),
        ("12 months to May 0001", "is not a period"),
        ("at May 0000", "is not a period"),
        ("2016-18, year to date", "is not one financial year"),
        ("March 2016 to January 2016", "cannot end in 2016 before it starts"),
        ("May 2020 to April 2015", "cannot end in 2015 before it starts"),
        (None, "is not a period"),
    ],
)
def test_parse_raises_an_error_with_the_reason(text, expected):
    with pytest.raises(ValueError, match=expected):
        periods.parse(text)


def test_month_end_knows_leap_years():
    assert month_end(2016, 2) == dt.date(2016, 2, 29)
    assert month_end(2017, 2) == dt.date(2017, 2, 28)


@pytest.mark.parametrize(
    ("text", "months", "later"),
    [
        ("2016-17", 12, "2018-19"),
        ("12 months to September 2015", 12, "12 months to September 2017"),
        ("at February 2014", 1, "at February 2016"),
        ("period not given", None, "period not given"),
    ],
)
def test_period_has_a_length_and_moves_by_years(text, months, later):
    period = periods.parse(text)

    assert period.months == months
    assert period.later(2).label == later


def test_day_of_another_year_keeps_the_end_of_a_month():
    assert periods.years_later(dt.date(2014, 2, 28), 2) == dt.date(2016, 2, 29)
    assert periods.years_later(dt.date(2014, 2, 27), 2) == dt.date(2016, 2, 27)


def test_periods_are_alike_if_type_and_length_are():
    year, longer = periods.parse("2016-17"), periods.parse("18 months to March 2017")

    assert year.is_like(periods.parse("2014-15"))
    assert not year.is_like(periods.parse("2016"))
    assert not longer.is_like(periods.parse("12 months to March 2017"))
    assert not periods.parse("period not given").is_like(year)


def test_dates_of_a_period_may_be_unknown():
    start, end, kind = periods.period_fields()

    assert start.null and end.null and not kind.null


def test_columns_are_long_enough_for_every_kind():
    column = Observation._meta.get_field("period_kind")

    assert max(map(len, PeriodKind.values)) <= column.max_length


def test_row_takes_and_gives_a_period():
    period = periods.parse("12 months to September 2015")
    row = Observation(period=period)

    assert row.starts_on == dt.date(2014, 10, 1)
    assert row.ends_on == dt.date(2015, 9, 30)
    assert row.period_kind == "months-to"
    assert row.period == period
