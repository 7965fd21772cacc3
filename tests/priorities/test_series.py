"""Changes between figures: computed where both are known, else as the source says."""

from decimal import Decimal

import pytest

from partnership.core.values import periods
from partnership.core.values.missing import Reason
from priorities.models import Measure, ReportedChange
from priorities.queries.series import computed_change, read_series, reported_change
from tests.builders import a_measure, a_reported_change, an_area, an_observation

pytestmark = pytest.mark.database


def computed(first, last, unit=Measure.Unit.COUNT):
    return computed_change(Measure(unit=unit), Decimal(first), Decimal(last))


@pytest.mark.parametrize(
    ("first", "last", "up", "amount"),
    [
        (790, 1233, True, "56.08"),
        (1870, 2461, True, "31.60"),
        (100, 94, False, "6.00"),
        # Less than half of one per cent is no change.
        (266, 267, None, "0.38"),
        (200, 201, True, "0.50"),
        (5, 5, None, "0.00"),
    ],
)
def test_change_of_a_count_is_in_per_cent(first, last, up, amount):
    change = computed(first, last)

    assert (change.up, change.in_points) == (up, False)
    assert round(change.amount, 2) == Decimal(amount)
    assert change.absolute == last - first


def test_change_from_zero_has_no_percentage():
    change = computed(0, 4)

    assert (change.up, change.amount, change.absolute) == (True, None, 4)
    assert computed(0, 0).up is None


@pytest.mark.parametrize(
    ("first", "unit", "small"),
    [
        (19, Measure.Unit.COUNT, True),
        (20, Measure.Unit.COUNT, False),
        (0, Measure.Unit.COUNT, True),
        (3, Measure.Unit.POUNDS, False),
        (3, Measure.Unit.PERCENT, False),
    ],
)
def test_counts_below_twenty_are_a_small_base(first, unit, small):
    assert computed(first, 30, unit).has_small_base == small


def test_change_of_a_percentage_is_in_points():
    change = computed("29.7", "24.6", Measure.Unit.PERCENT)

    assert (change.up, change.amount, change.in_points) == (False, Decimal("5.1"), True)


@pytest.mark.django_db
class TestStated:
    @pytest.mark.parametrize(
        ("direction", "up"), [("up", True), ("down", False), ("same", None)]
    )
    def test_direction(self, direction, up):
        change = reported_change(a_reported_change(direction=direction))

        assert (change.up, change.amount, change.stated) == (up, Decimal(5), True)
        assert change.absolute is None

    def test_change_without_amount_has_the_wording_of_the_source(self):
        row = a_reported_change(
            reason=Reason.NOT_GIVEN, words="slightly", in_points=True
        )

        change = reported_change(row)

        assert (change.amount, change.words) == (None, "slightly")
        assert change.in_points


@pytest.mark.django_db
class TestSeries:
    @pytest.fixture
    def area(self):
        return an_area(code="testshire")

    @pytest.fixture
    def measure(self):
        return a_measure(code="thefts")

    def observe(self, measure, area, year, value):
        period = periods.calendar_year(year)
        given = {"reason": Reason.NOT_GIVEN} if value is None else {"value": value}
        row = an_observation(measure=measure, area=area, period=period, **given)
        return row.period.code

    def state(self, measure, area, base, period):
        bases, ends = periods.calendar_year(base), periods.calendar_year(period)
        return a_reported_change(
            measure=measure,
            area=area,
            base=bases,
            period=ends,
            direction=ReportedChange.Direction.DOWN,
        )

    def test_observation_is_found_by_codes(self, measure, area):
        self.observe(measure, area, 2015, 12)

        series = read_series(["thefts"])

        assert series.observation("thefts", "testshire", "2015").value == 12
        assert series.observation("thefts", "testshire", "2014") is None
        assert series.periods["thefts", "testshire"] == ["2015"]

    def test_calculated_change_is_preferred(self, measure, area):
        self.observe(measure, area, 2014, 10)
        self.observe(measure, area, 2015, 12)
        self.state(measure, area, 2014, 2015)

        change = read_series(["thefts"]).change("thefts", "testshire", "2014", "2015")

        assert (change.up, change.stated) == (True, False)

    def test_reported_change_is_used_if_a_figure_is_missing(self, measure, area):
        self.observe(measure, area, 2014, None)
        self.observe(measure, area, 2015, 12)
        self.state(measure, area, 2014, 2015)

        change = read_series(["thefts"]).change("thefts", "testshire", "2014", "2015")

        assert (change.up, change.stated) == (False, True)

    def test_no_change_is_invented(self, measure, area):
        self.observe(measure, area, 2015, 12)

        series = read_series(["thefts"])

        assert series.change("thefts", "testshire", "2014", "2015") is None

    def test_areas_can_be_selected(self, measure, area):
        self.observe(measure, area, 2015, 12)
        self.observe(measure, an_area(code="elsewhere"), 2015, 12)

        series = read_series(["thefts"], ["testshire"])

        assert list(series.periods) == [("thefts", "testshire")]

    @pytest.mark.parametrize("rows", [1, 4])
    def test_series_are_read_in_six_queries(
        self, area, rows, django_assert_num_queries
    ):
        codes = []
        for number in range(rows):
            measure = a_measure(code=f"measure-{number}")
            codes.append(measure.code)
            self.observe(measure, area, 2010 + number, 5)
            self.state(measure, area, 2014, 2015)

        with django_assert_num_queries(6):
            series = read_series(codes)

        assert len(series.observations) == len(series.stated) == rows
