"""Figures that are worked out: years, combined areas and rates, with their notes."""

import datetime as dt

import pytest

from partnership.core.releases.kinds import plain
from partnership.core.releases.parts import Parts
from partnership.core.values.periods import parse
from partnership.models import Area
from partnership.models.combined_areas import area_of, combined_areas
from priorities.formatting import in_unit
from priorities.measure_releases import MEASURE, measure_rows
from priorities.models import Measure, Observation
from priorities.queries.derived import figures_in
from priorities.queries.series import read_series
from tests.builders import (
    a_coverage,
    a_measure,
    a_partnership,
    a_population,
    a_series_break,
    an_area,
    an_observation,
)
from tests.refusals import assert_unique

pytestmark = pytest.mark.django_db

QUARTERS = [
    "quarter April to June 2014",
    "quarter July to September 2014",
    "quarter October to December 2014",
    "quarter January to March 2015",
]


def observe(measure, area, label, value, **kwargs):
    given = {"measure": measure, "area": area, "value": value}
    return an_observation(period=parse(label), **given, **kwargs)


def figure(measure, area, label):
    return read_series([measure.code]).observation(
        measure.code, area.code, parse(label).code
    )


@pytest.mark.database
@pytest.mark.parametrize(
    ("rule", "value", "note"),
    [
        ("sum", 100, "Sum of 4 quarters."),
        ("last", 40, "Last of 4 quarters."),
        ("none", None, ""),
    ],
)
def test_year_is_worked_out_from_quarters(rule, value, note):
    measure, area = a_measure(adds_up=rule), an_area()
    for number, label in enumerate(QUARTERS, start=1):
        observe(measure, area, label, number * 10)

    found = figure(measure, area, "2014-15")

    assert (found and (found.value, found.note)) == (value and (value, note))


def test_average_is_weighted_by_its_denominator():
    measure = a_measure(unit=Measure.Unit.PERCENT, adds_up="average")
    area = an_area()
    for label, part, whole in zip(
        QUARTERS, [1, 1, 1, 9], [10, 10, 10, 10], strict=True
    ):
        observe(
            measure, area, label, part * 100 / whole, numerator=part, denominator=whole
        )

    assert figure(measure, area, "2014-15").value == 30


def test_percentage_that_is_the_last_one_has_its_counts_only():
    measure, area = a_measure(unit=Measure.Unit.PERCENT, adds_up="last"), an_area()
    for label, part in zip(QUARTERS, [1, 2, 3, 4], strict=True):
        counts = {"numerator": part, "denominator": 10}
        observe(measure, area, label, part * 10, **counts)

    found = figure(measure, area, "2014-15")

    assert (found.value, found.numerator, found.denominator) == (40, 4, 10)


def test_year_with_a_missing_quarter_is_not_worked_out():
    measure, area = a_measure(adds_up="sum"), an_area()
    for label in QUARTERS[1:]:
        observe(measure, area, label, 10)

    assert figure(measure, area, "2014-15") is None


@pytest.mark.parametrize("starts_on", ["2014-07-01", "2015-01-01"])
def test_year_with_a_break_between_its_quarters_is_not_worked_out(starts_on):
    measure, area = a_measure(adds_up="sum"), an_area()
    for label in QUARTERS:
        observe(measure, area, label, 10)
    a_series_break(measure=measure, starts_on=starts_on)

    assert figure(measure, area, "2014-15") is None


def test_combined_area_with_one_known_district_is_not_worked_out():
    csp = a_partnership()
    whole, north = an_area(kind=Area.Kind.COMBINED), an_area(name="North")
    for area in (whole, north):
        a_coverage(partnership=csp, area=area)
    measure = a_measure()
    observe(measure, north, "2014-15", 10)

    assert figure(measure, whole, "2014-15") is None


def test_entered_year_comes_first():
    measure, area = a_measure(adds_up="sum"), an_area()
    for label in QUARTERS:
        observe(measure, area, label, 10)
    observe(measure, area, "2014-15", 41)

    assert figure(measure, area, "2014-15").value == 41


def test_months_have_names():
    assert parse("March 2016").label == "March 2016"
    assert parse("march-2016").code == "march-2016"


@pytest.mark.database
def test_combined_area_is_the_sum_of_its_districts():
    csp = a_partnership()
    whole = an_area(kind=Area.Kind.COMBINED)
    north, south = an_area(name="North"), an_area(name="South")
    for area in (whole, north, south):
        a_coverage(partnership=csp, area=area)
    measure = a_measure()
    observe(measure, north, "2014-15", 10)
    observe(measure, south, "2014-15", 5)
    observe(measure, north, "2013-14", 7)

    found = figure(measure, whole, "2014-15")

    assert (found.value, found.note) == (15, "Sum of North and South.")
    assert figure(measure, whole, "2013-14") is None


def covering(*areas):
    csp = a_partnership()
    for area in areas:
        a_coverage(partnership=csp, area=area)
    return csp


def test_partnerships_that_share_an_area_have_figures_of_their_own():
    shared, north, south = an_area(), an_area(), an_area()
    first, second = covering(shared, north), covering(shared, south)
    measure = a_measure()
    for area, value in ((shared, 1), (north, 10), (south, 100)):
        observe(measure, area, "2014-15", value)

    found = [figure(measure, area_of(one), "2014-15") for one in (first, second)]

    assert [row.value for row in found] == [11, 101]


def test_order_of_coverage_makes_no_difference():
    north, south = an_area(code="north"), an_area(code="south")

    areas = [area_of(covering(*both)) for both in ((north, south), (south, north))]

    assert {(area.pk, area.code) for area in areas} == {
        (areas[0].pk, "north-and-south")
    }


def test_area_that_will_end_is_covered_until_then():
    csp = covering(north := an_area(), an_area())
    csp.coverage.filter(area=north).update(to_on=dt.date(2999, 3, 31))

    assert len(combined_areas()[area_of(csp)]) == 2
    assert area_of(csp, dt.date(2999, 4, 1)) == csp.areas.exclude(pk=north.pk).get()


@pytest.mark.parametrize("is_part_of_another", [False, True])
def test_split_area_continues_as_the_sum_of_its_successors(
    is_part_of_another,
):
    """Unless one of the new areas has a part of another old one as well."""
    covering(old := an_area(name="Vale", to_on=dt.date(2014, 3, 31)))
    starts = {"from_on": dt.date(2014, 4, 1)}
    north, south = an_area(name="North", **starts), an_area(name="South", **starts)
    old.successors.set([north, south])
    if is_part_of_another:
        an_area(to_on=old.to_on).successors.set([south])
    measure = a_measure()
    for area, period, value in (
        (old, "2013-14", 20),
        (north, "2014-15", 10),
        (south, "2014-15", 5),
    ):
        observe(measure, area, period, value)

    found = figure(measure, old, "2014-15")
    latest = [row.value for row in figures_in(old, Measure.objects.all())][-1]

    if is_part_of_another:
        assert (found, latest) == (None, 20)
    else:
        words = "Sum of North and South, which replaced Vale."
        assert (found.value, found.note, latest) == (15, words, 15)
    assert figure(measure, north, "2013-14") is None


@pytest.mark.parametrize(("unit", "words"), [("count", "Sum of "), ("percent", "")])
def test_area_that_merged_and_was_split_later_has_both_sums(unit, words):
    """Only those that replaced it are said to have done so."""
    ends = {year: dt.date(year, 3, 31) for year in (2014, 2018)}
    starts = {year: dt.date(year, 4, 1) for year in (2014, 2018)}
    covering(mid := an_area(name="Mid", from_on=starts[2014], to_on=ends[2018]))
    old = [an_area(name=name, to_on=ends[2014]) for name in ("North", "South")]
    new = [an_area(name=name, from_on=starts[2018]) for name in ("East", "West")]
    for area in old:
        area.successors.set([mid])
    mid.successors.set(new)
    measure = a_measure(unit=unit)
    for areas, label in ((old, "2013-14"), (new, "2018-19")):
        for area in areas:
            counts = {"numerator": 5, "denominator": 10} if unit == "percent" else {}
            observe(measure, area, label, 50, **counts)

    notes = [figure(measure, mid, label).note for label in ("2013-14", "2018-19")]

    together = "" if words else " together"
    assert notes == [
        f"{words}North and South{together}.",
        f"{words}East and West{together}, which replaced Mid.",
    ]
    assert len(figures_in(mid, Measure.objects.all())) == 2


def test_partnership_keeps_its_series_when_two_of_its_areas_merge():
    """Its area is another one then, whose earlier figure is of three areas."""
    ends, starts = dt.date(2014, 3, 31), dt.date(2014, 4, 1)
    north, south = an_area(name="North", to_on=ends), an_area(name="South", to_on=ends)
    coast = an_area(name="Coast")
    csp = covering(north, south, coast)
    vale = an_area(name="Vale", from_on=starts)
    a_coverage(partnership=csp, area=vale)
    for old in (north, south):
        old.successors.set([vale])
    measure = a_measure()
    for area, value in ((north, 1), (south, 2), (coast, 4)):
        observe(measure, area, "2013-14", value)
    for area, value in ((vale, 8), (coast, 16)):
        observe(measure, area, "2014-15", value)

    area = area_of(csp)

    assert area.name == "Coast and Vale"
    values = [figure(measure, area, label).value for label in ("2013-14", "2014-15")]
    assert values == [7, 24]
    assert [row.value for row in figures_in(area, Measure.objects.all())] == [24, 7]
    [row] = measure_rows(area.code)
    assert [one["value"] for one in row["latest"]] == ["24"]
    assert [one["previous"] for one in row["latest"]] == ["7"]


def test_area_within_another_is_not_counted_twice():
    county = an_area()
    district = an_area(parent=an_area(parent=county), kind=Area.Kind.DISTRICT)
    csp = covering(district, county)

    assert area_of(csp) == county
    assert combined_areas() == {}


def test_areas_in_a_ring_are_read():
    north = an_area()
    south = an_area(parent=an_area(parent=north))
    Area.objects.filter(pk=north.pk).update(parent=south)

    assert area_of(covering(north, an_area())) is not None


@pytest.mark.parametrize("is_marked", [True, False])
def test_break_of_a_part_or_of_a_count_applies_to_the_whole_and_to_rates(is_marked):
    north, south = an_area(), an_area()
    csp = covering(north, south)
    crimes = a_measure()
    rate = a_measure(unit=Measure.Unit.PER_1000, rate_of=crimes)
    for area in (north, south):
        a_population(area=area, year=2013, people=1000)
        observe(crimes, area, "2013-14", 10)
    observe(crimes, south, "2014-15", 20)
    marked = {"is_break": True, "note": "New system"} if is_marked else {}
    observe(crimes, north, "2014-15", 20, **marked)
    if not is_marked:
        a_series_break(measure=crimes, area=north, starts_on="2014-04-01")

    series = read_series([crimes.code, rate.code])

    for area, is_shown in ((area_of(csp), False), (north, False), (south, True)):
        for measure in (crimes, rate):
            given = measure.code, area.code, "2013-14", "2014-15"
            assert (series.change(*given) is not None) == is_shown


@pytest.mark.parametrize(
    ("unit", "households", "values"),
    [
        ("per-1000", (400, 600), [10]),
        ("per-1000-households", (400, 600), [20]),
        # A sum of some is not the sum of all.
        ("per-1000-households", (400, None), []),
    ],
)
def test_rate_of_several_areas_is_found_without_its_counts(unit, households, values):
    north, south = an_area(), an_area()
    csp = covering(north, south)
    rate = a_measure(unit=unit, rate_of=a_measure(source="Police records"))
    for area, number in zip((north, south), households, strict=True):
        a_population(area=area, year=2014, people=1000, households=number)
        observe(rate.rate_of, area, "2014-15", 10)

    found = figures_in(area_of(csp), Measure.objects.filter(pk=rate.pk))

    assert [row.value for row in found] == values
    assert {row.source for row in found} <= {rate.rate_of.source}


def test_published_figure_of_several_areas_stays_if_its_parts_change():
    north, south = an_area(), an_area()
    csp = covering(north, south)
    measure = a_measure()
    for area in (north, south):
        observe(measure, area, "2014-15", 10)
    joint = area_of(csp)
    before = plain(MEASURE.content(measure.code))
    Observation.objects.filter(area=north).update(value=15)
    csp.coverage.filter(area=south).delete()

    content = MEASURE.content(measure.code, Parts(before=before))

    [latest] = [row for row in content["latest"] if row["area_code"] == joint.code]
    assert latest["value"] == "20"


@pytest.mark.parametrize(
    ("unit", "value", "base", "words"),
    [
        ("per-1000", 12, "", "12 per 1,000 people"),
        ("per-100000", 1200, "all residents", "1,200 per 100,000 people"),
        ("per-1000-households", 30, "", "30 per 1,000 households"),
        ("per-100000-households", 3000, "", "3,000 per 100,000 households"),
        ("per-1000", None, "people aged 10 to 17", ""),
    ],
)
def test_rate_names_its_base(unit, value, base, words):
    crimes = a_measure()
    rate = a_measure(unit=unit, rate_of=crimes, base=base)
    area = an_area()
    a_population(area=area, year=2014, people=50000, households=20000)
    observe(crimes, area, "2014-15", 600)
    observe(crimes, area, "quarter April to June 2014", 150)

    series = read_series([crimes.code, rate.code])
    found = series.observation(rate.code, area.code, "2014-15")

    if value is None:
        assert found is None
        return
    of = "20,000 households" if "households" in unit else "a population of 50,000"
    assert (found.value, found.base_year) == (value, 2014)
    assert found.note == f"Worked out from 600 and {of} in mid-2014."
    assert in_unit(rate, found.value) == words
    assert len(series.periods[rate.code, area.code]) == 1


@pytest.mark.database
def test_population_is_given_once_a_year():
    assert_unique(a_population, "population_one_a_year", ["area", "year"])
