"""What the assessment shows of each measure: latest, earlier, and elsewhere."""

import datetime as dt
from decimal import Decimal

import pytest

from partnership.core.values import periods
from partnership.core.values.missing import Reason
from partnership.models import Area
from partnership.models.combined_areas import area_of
from priorities.models import Measure
from priorities.queries.assessment import assessment_rows
from tests.builders import (
    a_coverage,
    a_home_partnership,
    a_measure,
    a_reported_change,
    an_area,
    an_observation,
)

pytestmark = pytest.mark.django_db

YEAR = 2016


@pytest.fixture
def home():
    return a_home_partnership()


@pytest.fixture
def area(home):
    area = an_area(code="testshire")
    a_coverage(partnership=home, area=area)
    return area


@pytest.fixture
def nation():
    return an_area(code="nation", kind=Area.Kind.NATION)


def observe(measure, area, year, value=None, **kwargs):
    period = periods.calendar_year(year)
    given = {"reason": Reason.NOT_GIVEN} if value is None else {"value": Decimal(value)}
    return an_observation(measure=measure, area=area, period=period, **given, **kwargs)


def state(measure, area, base, year, **kwargs):
    first, last = periods.calendar_year(base), periods.calendar_year(year)
    return a_reported_change(
        measure=measure, area=area, base=first, period=last, **kwargs
    )


def assessed(**kwargs):
    return a_measure(is_assessed=True, **kwargs)


def findings(home):
    """Each finding's measure, latest and previous value, and base."""
    return [
        (
            f.measure.code,
            f.latest.value if f.latest else None,
            f.previous.value if f.previous else None,
            f.base.label if f.base else None,
        )
        for f in assessment_rows(area_of(home), YEAR)
    ]


def test_partnership_without_an_area_has_none(home):
    assessed()

    assert area_of(home) is None
    assert assessment_rows(area_of(home), YEAR) == []


def test_areas_covered_are_added_up(home, area):
    other = an_area(name="Aaa")
    a_coverage(partnership=home, area=other)
    a_coverage(
        partnership=home, area=an_area(name="Old"), to_on=dt.date(YEAR - 5, 3, 31)
    )
    measure = assessed()
    for place, value in ((area, 70), (other, 50)):
        observe(measure, place, YEAR - 1, value)

    [row] = assessment_rows(area_of(home), YEAR)

    assert area_of(home).name == f"Aaa and {area.name}"
    assert (row.latest.value, row.latest.note) == (120, f"Sum of Aaa and {area.name}.")


def test_measure_without_figures_is_omitted(home, area):
    assessed()

    assert assessment_rows(area_of(home), YEAR) == []


def test_only_assessed_measures_are_included_in_order_of_their_themes(home, area):
    for order, theme in enumerate(("Place", "People", "Place")):
        measure = assessed(code=f"{theme}-{order}", order=order, theme=theme)
        observe(measure, area, 2015, 5)
    observe(a_measure(code="other"), area, 2015, 5)

    assert [row[0] for row in findings(home)] == ["Place-0", "Place-2", "People-1"]


def test_latest_is_compared_with_the_two_before(home, area):
    measure = assessed(code="thefts")
    for year, value in ((2012, 5), (2013, 10), (2014, 20), (2015, 40)):
        observe(measure, area, year, value)

    assert findings(home) == [
        ("thefts", 40, 20, "2014"),
        ("thefts", 40, 10, "2013"),
    ]
    assert [f.change.amount for f in assessment_rows(area_of(home), YEAR)] == [100, 300]


def test_figures_unknown_at_the_start_of_the_year_are_omitted(home, area):
    measure = assessed(code="thefts")
    observe(measure, area, 2015, 40)
    observe(measure, area, 2016, 50)

    assert findings(home) == [("thefts", 40, None, None)]


def test_missing_earlier_figure_has_no_change(home, area):
    measure = assessed(code="thefts")
    observe(measure, area, 2014)
    observe(measure, area, 2015, 40)

    [finding] = assessment_rows(area_of(home), YEAR)

    assert finding.previous.reason == Reason.NOT_GIVEN
    assert finding.change is None


def test_reported_change_is_shown_with_the_latest_figure(home, area):
    measure = assessed(code="thefts")
    observe(measure, area, 2015, 40, note="not this one")
    state(measure, area, 2011, 2015, note="Recording changed.")

    [finding] = assessment_rows(area_of(home), YEAR)

    assert (finding.latest.value, finding.base.label) == (40, "2011")
    assert finding.change.stated
    assert finding.note == "Recording changed."


def test_reported_change_is_omitted_if_it_can_be_calculated(home, area):
    measure = assessed(code="thefts")
    observe(measure, area, 2014, 20)
    observe(measure, area, 2015, 40)
    state(measure, area, 2014, 2015)

    [finding] = assessment_rows(area_of(home), YEAR)

    assert not finding.change.stated


def test_reported_change_without_figures_is_included(home, area):
    state(assessed(code="asb"), area, 2014, 2015)

    [finding] = assessment_rows(area_of(home), YEAR)

    assert finding.latest is None
    assert finding.change.up


def test_nation_is_compared_over_the_same_period(home, area, nation):
    measure = assessed(unit=Measure.Unit.PER_1000)
    observe(measure, area, 2015, "3.3")
    observe(measure, nation, 2015, "1.5")
    observe(measure, nation, 2014, "9")

    [finding] = assessment_rows(area_of(home), YEAR)

    assert finding.comparator.area == nation
    assert finding.comparator.observation.value == Decimal("1.5")


def test_national_change_is_used_without_a_national_figure(home, area, nation):
    measure = assessed()
    observe(measure, area, 2014, 20)
    observe(measure, area, 2015, 40)
    state(measure, nation, 2014, 2015)

    [finding] = assessment_rows(area_of(home), YEAR)

    assert finding.comparator.observation is None
    assert finding.comparator.change.stated


def test_only_nations_are_compared(home, area):
    measure = assessed()
    observe(measure, area, 2015, 5)
    observe(measure, an_area(), 2015, 5)

    [finding] = assessment_rows(area_of(home), YEAR)

    assert finding.comparator is None


@pytest.mark.parametrize("rows", [1, 4])
def test_query_count_does_not_grow(home, area, nation, rows):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(rows):
        measure = assessed()
        for year in range(2015 - rows, 2016):
            observe(measure, area, year, 5)
            observe(measure, nation, year, 5)
        state(measure, area, 2010, 2015)

    with CaptureQueriesContext(connection) as queries:
        found = assessment_rows(area_of(home), YEAR)
        [f.latest.area.name for f in found]

    assert len(found) >= rows
    assert len(queries) == 9
