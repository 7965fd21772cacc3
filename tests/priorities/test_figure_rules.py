"""Figures that cannot be true are refused, or asked about, wherever they come from."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from tablib import Dataset

from partnership.core.models import hooks, integrity
from partnership.core.values.missing import Qualifier
from partnership.core.values.periods import PeriodKind, calendar_year, financial_year
from priorities.models import Measure, Observation
from priorities.resources import ObservationResource
from tests.builders import (
    a_coverage,
    a_measure,
    a_partnership,
    a_reported_change,
    a_series_break,
    a_target,
    an_area,
    an_observation,
)
from tests.refusals import assert_breaks, assert_refused, assert_unique

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def errors(row):
    """The messages of a row that is not valid, by field."""
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    return {name: " ".join(found) for name, found in caught.value.message_dict.items()}


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        ("count", "-5", "must be a whole number, 0 or more"),
        ("count", "12.5", "must be a whole number, 0 or more"),
        ("percent", "650", "must be between 0 and 100"),
        ("percent", "-5", "must be between 0 and 100"),
        ("percent", "100.1", "must be between 0 and 100"),
        ("per-1000", "-0.1", "must be 0 or more"),
        ("days", "-1", "must be 0 or more"),
    ],
)
def test_impossible_figure_is_refused(unit, value, words):
    row = an_observation(measure=a_measure(unit=unit), value=Decimal(value))

    assert words in errors(row)["value"]
    assert any(words in sentence for _rule, sentence in integrity.errors())

    row.measure.allows_any_number = True
    row.measure.save()
    Observation.objects.get().full_clean()


@pytest.mark.parametrize(
    ("make", "given", "words"),
    [
        (a_target, {"value": Decimal("12.5")}, "must be a whole number, 0 or more"),
        (
            a_reported_change,
            {"direction": "down", "amount": 101},
            "A fall must be 100%",
        ),
        (a_reported_change, {"in_points": True, "amount": 101}, "points must be 100"),
        (a_reported_change, {"period": financial_year(2090)}, "starts on 1 April 2090"),
    ],
)
def test_impossible_target_or_change_is_refused(make, given, words):
    row = make(**given)

    assert words in " ".join(errors(row).values())
    assert any(words in sentence for _rule, sentence in integrity.errors())


def test_district_count_above_its_county_is_found():
    county = an_area(kind="county", name="Testshire")
    whole = an_observation(area=county, value=Decimal(10))
    district = an_area(kind="district", parent=county)
    row = an_observation(measure=whole.measure, area=district, value=Decimal(20))

    words = "no more than that of Testshire, 10, which it is part of"
    assert words in errors(row)["value"]
    assert "no less than that of" in errors(whole)["value"]
    assert any(words in sentence for _rule, sentence in integrity.errors())
    for saved in (row, whole):
        [message] = hooks.messages_after_save([saved])
        assert "20 is more than Testshire, 10, of which it is part." in message
    row.note = "Includes the motorway"
    row.save()
    row.full_clean()
    assert not integrity.errors() + hooks.messages_after_save([row, whole])


@pytest.mark.parametrize(
    ("total", "qualifiers", "is_found"),
    [
        (15, ("exact", "exact"), False),
        (16, ("exact", "provisional"), True),
        (16, ("about", "exact"), False),
        (16, ("exact", "up-to"), False),
        (16, ("forecast", "forecast"), False),
    ],
)
def test_count_entered_for_several_areas_is_the_sum_of_theirs(
    total, qualifiers, is_found
):
    north, south = an_area(name="North"), an_area(name="South")
    both = an_area(name="Vale", kind="combined")
    csp = a_partnership()
    for area in (both, north, south):
        a_coverage(partnership=csp, area=area)
    measure = a_measure()
    of_both, of_north = qualifiers
    rows = [
        an_observation(
            measure=measure, area=area, value=Decimal(value), qualifier=qualifier
        )
        for area, value, qualifier in (
            *((north, 10, of_north), (south, 5, "exact")),
            (both, total, of_both),
        )
    ]

    words = "16 is not the sum of North and South, 15."
    found = any(words in sentence for _rule, sentence in integrity.errors())
    messages = [hooks.messages_after_save([row]) for row in rows]
    assert found == is_found
    assert [words in str(message) for message in messages] == [is_found] * 3


@pytest.mark.parametrize(
    ("unit", "value"),
    [("count", "0"), ("percent", "0"), ("percent", "100"), ("pounds", "-3.50")],
)
def test_possible_figure_is_saved(unit, value):
    an_observation(measure=a_measure(unit=unit), value=Decimal(value)).full_clean()


def test_part_of_a_percentage_is_not_more_than_its_whole():
    row = an_observation(
        measure=a_measure(unit=Measure.Unit.PERCENT),
        value=50,
        numerator=Decimal(12),
        denominator=Decimal(10),
    )

    assert "no more than the denominator, 10" in errors(row)["numerator"]


def test_percentage_unlike_its_numbers_needs_a_note():
    measure = a_measure(unit=Measure.Unit.PERCENT)
    row = an_observation(measure=measure, value=60, numerator=300, denominator=400)

    assert "300 of 400 is 75.0%, not 60%. Correct one of them" in errors(row)["value"]
    assert integrity.errors()
    row.note = "The survey is weighted"
    row.save()
    row.full_clean()
    assert not integrity.errors()


def test_figure_of_a_period_that_has_not_begun_is_a_forecast():
    period = financial_year(2090)
    row = an_observation(period=period)

    assert "starts on 1 April 2090" in errors(row)["value"]

    row.qualifier = Qualifier.FORECAST
    row.full_clean()


def test_target_of_a_period_that_has_not_begun_is_saved():
    a_target(period=financial_year(2090)).full_clean()


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"to_on": dt.date(2016, 3, 31)}, "ended on 31 March 2016"),
        ({"from_on": dt.date(2017, 4, 1)}, "began on 1 April 2017"),
    ],
)
def test_figure_outside_an_areas_life_needs_a_note(dates, words):
    row = an_observation(area=an_area(**dates), value=5)

    assert words in errors(row)["note"]

    row.note = "Recast by the Home Office"
    row.full_clean()


def test_figure_in_the_year_an_area_ended_is_saved():
    an_observation(area=an_area(to_on=dt.date(2016, 6, 1)), value=5).full_clean()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("12 months to March 2014", "for the same days"),
        ("April 2013 to March 2014", "have the same measure, area and period"),
    ],
)
def test_one_year_has_one_figure_however_it_is_named(name, words):
    a_measure(code="crimes")
    an_area(code="testshire")
    rows = [
        ("crimes", "testshire", "2013-14", 30001),
        ("crimes", "testshire", name, 30500),
    ]

    dataset = Dataset(*rows, headers=["measure", "area", "period", "value"])
    result = ObservationResource().import_data(dataset)

    assert result.problems
    assert all(words in problem for problem in result.problems)
    assert not Observation.objects.exists()


def test_figure_at_a_month_does_not_conflict_with_one_for_the_month():
    measure, area = a_measure(), an_area()
    days = {"starts_on": dt.date(2016, 9, 1), "ends_on": dt.date(2016, 9, 30)}
    an_observation(measure=measure, area=area, period_kind=PeriodKind.AS_AT, **days)

    an_observation(measure=measure, area=area, period_kind="part-year", **days)


def test_part_larger_than_its_whole_is_asked_about():
    whole, area = a_measure(name="All crime"), an_area()
    part = a_measure(name="Burglary", part_of=whole)
    period = calendar_year(2015)
    days = {
        "starts_on": period.start,
        "ends_on": period.end,
        "period_kind": period.kind,
        "area": area,
    }
    total = an_observation(measure=whole, value=Decimal(400), **days)
    row = an_observation(measure=part, value=Decimal(500), **days)

    for saved in (row, total):
        [message] = hooks.messages_after_save([saved])
        assert "500 is more than All crime, 400" in message


def test_revised_figure_keeps_the_one_it_replaces():
    row = an_observation(value=120, note="Late reports")
    row.value, row.qualifier = Decimal(130), Qualifier.REVISED
    row.save()

    assert Observation.objects.get().full_note == "Revised from 120. Late reports"


def test_breaks_and_counts_are_whole():
    assert_breaks(
        an_observation, "observation_numerator_not_negative", {"numerator": Decimal(-1)}
    )
    assert_breaks(
        an_observation, "observation_break_has_note", {"is_break": True, "note": ""}
    )
    day = ["measure", "starts_on"]
    of_area = {"area": an_area()}
    assert_unique(a_series_break, "seriesbreak_one_a_day", [*day, "area"], of_area)
    assert_unique(a_series_break, "seriesbreak_one_a_day_for_all_areas", day)


def test_same_days_are_refused_by_the_database():
    first = an_observation()
    row = an_observation(
        measure=first.measure,
        area=first.area,
        starts_on=None,
        **{"ends_on": None, "period_kind": "not-given"},
    )
    row.starts_on, row.ends_on = first.starts_on, first.ends_on
    row.period_kind = PeriodKind.MONTHS_TO

    assert_refused(row, "observation_one_for_the_same_days")
