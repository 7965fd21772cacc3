"""Tables of priorities and measures: every order, and the text of their cells."""

from decimal import Decimal

import pytest
from django.test import RequestFactory
from django_tables2 import RequestConfig

from partnership.core.releases.queries import public_rows
from partnership.core.values import financial_years
from partnership.core.values.missing import Qualifier, Reason
from partnership.core.values.periods import financial_year
from priorities import formatting
from priorities.measure_releases import MEASURE
from priorities.models import Measure, Target
from priorities.queries.series import Change, computed_change
from priorities.queries.target_results import target_results
from priorities.tables import MeasureTable, ObservationTable, PriorityTable
from priorities.views import latest_rows
from tests.builders import (
    a_measure,
    a_priority,
    a_reported_change,
    a_target,
    an_area,
    an_observation,
)
from tests.priorities.latest import latest_in


def priorities():
    a_priority()
    return public_rows("priority")


def observations():
    return MEASURE.content(an_observation().measure.code)["figures"]


def latest():
    return latest_rows(an_observation().area.code)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table_class", "rows"),
    [
        (PriorityTable, priorities),
        (ObservationTable, observations),
        (MeasureTable, latest),
    ],
)
def test_every_sortable_column_sorts(table_class, rows):
    data = rows()
    for column in table_class(data).columns:
        if column.orderable:
            for sort in (column.name, f"-{column.name}"):
                request = RequestFactory().get("/", {"sort": sort})
                table = RequestConfig(request).configure(table_class(data))
                assert table.as_html(request).count("aria-sort") == 1


@pytest.mark.django_db
def test_priorities_of_a_year_are_sorted_by_number():
    partnership = a_priority(number=2, title="Second").partnership
    a_priority(number=1, title="First", partnership=partnership)

    table = PriorityTable(public_rows("priority"))

    assert [row.record["name"] for row in table.rows] == ["First", "Second"]


COUNT = Measure()
PERCENT = Measure(unit=Measure.Unit.PERCENT, desired_direction=Measure.Direction.DOWN)


@pytest.mark.parametrize(
    ("measure", "change", "words"),
    [
        (COUNT, None, "n/a"),
        (COUNT, Change(True, Decimal("56.07")), "up 56%"),
        (COUNT, Change(False, Decimal("2.94")), "down 2.9%"),
        (COUNT, Change(True, None, words="slightly", stated=True), "up slightly"),
        (COUNT, Change(True, None, stated=True), "up"),
        (COUNT, Change(None, Decimal(0)), "about the same"),
        (COUNT, computed_change(COUNT, Decimal(3), Decimal(5)), "up 2"),
        (COUNT, computed_change(COUNT, Decimal(0), Decimal(4)), "up 4"),
        (PERCENT, Change(True, Decimal("0.5"), in_points=True), "up 0.5 points: worse"),
        (PERCENT, Change(False, Decimal("5"), stated=True), "down 5%: better"),
    ],
)
def test_change_is_shown_in_words(measure, change, words):
    assert formatting.change_words(measure, change) == words


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        (Measure.Unit.COUNT, "34556.0000", "34,556"),
        (Measure.Unit.PERCENT, "24.6000", "24.6%"),
        (Measure.Unit.POUNDS, "1200", "£1,200"),
        (Measure.Unit.PER_1000, "8.9", "8.9 per 1,000 people"),
        (Measure.Unit.COUNT, "-3", "−3"),
    ],
)
def test_value_is_shown_in_its_unit(unit, value, words):
    assert formatting.in_unit(Measure(unit=unit), Decimal(value)) == words


@pytest.mark.django_db
def test_latest_is_compared_with_the_same_kind_of_period_only():
    area, measure = an_area(), a_measure()
    an_observation(
        measure=measure,
        area=area,
        starts_on="2015-01-01",
        ends_on="2015-12-31",
        period_kind="calendar-year",
    )
    an_observation(measure=measure, area=area)

    [row] = latest_in(area)

    assert row.previous is None
    assert row.previous_value == "n/a"


@pytest.mark.django_db
def test_two_inexact_figures_have_no_change_but_name_the_period():
    area, measure = an_area(), a_measure(desired_direction=Measure.Direction.UP)
    for year, value in {2015: 550, 2016: 320}.items():
        an_observation(
            measure=measure,
            area=area,
            value=value,
            qualifier=Qualifier.OVER,
            starts_on=financial_years.first_day(year),
            ends_on=financial_years.last_day(year),
        )

    [cells] = [row.cells for row in MeasureTable(latest_rows(area.code)).rows]

    assert [cells[name] for name in ("value", "previous")] == ["over 320", "over 550"]
    assert "n/a" in cells["change"]
    assert "worse" not in cells["change"]
    assert "compared with 2015-16" in cells["period"]


@pytest.mark.django_db
def test_latest_uses_a_reported_change_without_an_earlier_figure():
    observation = an_observation()
    a_reported_change(measure=observation.measure, area=observation.area, amount=11)

    [row] = latest_in(observation.area)

    assert row.change_words == "up 11%"
    assert row.previous_value == "not given"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("comparison", "value", "verdict"),
    [
        (Target.Comparison.AT_LEAST, 100, "met"),
        (Target.Comparison.AT_LEAST, 99, "missed"),
        (Target.Comparison.AT_MOST, 99, "met"),
        (Target.Comparison.AT_MOST, None, "not known"),
    ],
)
def test_target_is_shown_with_the_actual(comparison, value, verdict):
    target = a_target(value=100, comparison=comparison)
    reason = "" if value else Reason.NOT_AVAILABLE
    an_observation(measure=target.measure, area=target.area, value=value, reason=reason)

    [result] = target_results(target.measure, target.measure.observations.all())

    assert result.verdict == verdict


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("year", "words"), [(2016, "not given"), (2090, "not yet due")]
)
def test_actual_of_a_period_that_has_not_ended_is_not_yet_due(year, words):
    target = a_target(period=financial_year(year))

    [result] = target_results(target.measure, [])

    assert (result.actual_words, result.verdict) == (words, "not known")
