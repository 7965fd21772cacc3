"""Charts of a measure that an officer adds to a section."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from partnership.core.values.periods import calendar_year, financial_year
from partnership.models import Area
from reports.assembly.build import assemble
from reports.assembly.build_context import context_for
from reports.assembly.carry_over import carry_over
from reports.blocks.chart_figures import figures_of
from reports.models import MeasureChart
from tests import builders
from tests.partnership.records.helpers import posted

pytestmark = pytest.mark.django_db

Form = MeasureChart.Form


@pytest.fixture
def county():
    area = builders.an_area(code="marlshire", name="Marlshire", kind=Area.Kind.COUNTY)
    home = builders.a_home_partnership(code="safer-marlshire")
    builders.a_coverage(partnership=home, area=area)
    return home


@pytest.fixture
def report(county):
    return builders.a_report(
        document_type="partnership-plan",
        partnership=county,
        year=2024,
        period="2024-25",
    )


@pytest.fixture
def measure():
    return builders.a_measure(code="thefts", name="Thefts", desired_direction="down")


@pytest.fixture
def area(county):
    return county.areas.get()


def figure(measure, area, year, value, period=financial_year, **kwargs):
    days = period(year)
    return builders.an_observation(
        measure=measure, area=area, period=days, value=value, **kwargs
    )


def added(report, measure, form):
    builders.a_measure_chart(
        report=report, measure=measure, form=form, section="introduction"
    )
    return introduction(report)[-2:]


def introduction(report):
    """The blocks of the section; the rest of the document need not be complete."""
    document = assemble(context_for(report))
    [section] = [one for one in document.sections if one.key == "introduction"]
    return section.blocks


def test_line_shows_like_periods_to_the_end_of_the_document(report, measure, area):
    for year, value in ((2022, 400), (2023, 450), (2024, 500), (2025, 900)):
        figure(measure, area, year, value)
    figure(measure, area, 2023, 77, calendar_year)

    chart, table = added(report, measure, Form.LINE)

    assert chart.caption == "Thefts, Marlshire: up 25% from 2022-23 to 2024-25"
    assert "2022-23: 400; 2023-24: 450; 2024-25: 500." in chart.sentence
    assert [row.cells[0].text for row in table.rows] == [
        *("2022-23", "2023-24", "2024-25")
    ]
    assert [row.cells[2].text for row in table.rows] == ["n/a", "up 13%", "up 11%"]


def test_title_and_line_do_not_cross_a_break(report, measure, area):
    for year, value in ((2021, 90), (2022, 400), (2023, 450), (2024, 460)):
        figure(measure, area, year, value)
    builders.a_series_break(
        measure=measure, starts_on=dt.date(2023, 4, 1), note="New counting rules"
    )

    chart, table = added(report, measure, Form.LINE)

    assert chart.caption == "Thefts, Marlshire: up 2.2% from 2023-24 to 2024-25"
    assert "from 2023-24: New counting rules." in chart.detail
    assert table.rows[2].cells[2].text == "n/a"
    wide = chart.drawings[0]
    crossing = [s for s in wide.shapes if s.attributes.get("class") == "l1"]
    assert len([s for s in crossing if s.name == "line"]) == 2


@pytest.mark.parametrize("last", [dt.date(2024, 4, 1), dt.date(2024, 10, 1)])
def test_two_breaks_leave_the_newest_part(last, report, measure, area):
    """Also if the second is within the newest year."""
    for year, value in ((2021, 90), (2022, 400), (2023, 450), (2024, 460)):
        figure(measure, area, year, value)
    for day in (dt.date(2022, 4, 1), last):
        builders.a_series_break(measure=measure, starts_on=day, note="Recounted")

    chart, _table = added(report, measure, Form.BARS)

    assert chart.caption == "Thefts, Marlshire: 460 in 2024-25"


def test_target_says_in_words_whether_it_is_met(report, measure, area):
    figure(measure, area, 2023, 480)  # without a target, so it is left out
    days = figure(measure, area, 2024, 500).period
    builders.a_target(
        measure=measure, area=area, period=days, value=450, comparison="at-most"
    )

    chart, table = added(report, measure, Form.TARGET)

    assert chart.caption == "Thefts, Marlshire: target missed in 2024-25, with 500"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["2024-25", "500", "450", "Missed"]
    ]


def test_targets_are_read_at_once(report, measure, area):
    shared = {"report": report, "measure": measure, "section": "introduction"}
    chart, counts = builders.a_measure_chart(form=Form.TARGET, **shared), []
    for years in (range(2023, 2025), range(2010, 2023)):
        for year in years:
            days = figure(measure, area, year, 500).period
            builders.a_target(measure=measure, area=area, period=days, value=450)
        with CaptureQueriesContext(connection) as queries:
            figures = figures_of(context_for(report), chart)
        counts.append(len(queries))

    assert (len(figures.targets), counts[0]) == (15, counts[1])


def test_other_areas_are_those_with_a_figure_for_the_same_period(report, measure, area):
    figure(measure, area, 2024, 500)
    for name, year, value in (("Sumshire", 2024, 400), ("Oldshire", 2023, 1)):
        kind = Area.Kind.COMPARATOR
        figure(measure, builders.an_area(name=name, kind=kind), year, value)

    chart, table = added(report, measure, Form.COMPARED)

    assert chart.caption == "Thefts: Marlshire higher than in Sumshire, 2024-25"
    assert len(table.rows) == 2


def test_districts_are_side_by_side(report, measure, area):
    for name, value in (("Northwold", 30), ("Eastley", 10), ("Westley", 10)):
        district = builders.an_area(name=name, kind=Area.Kind.DISTRICT, parent=area)
        figure(measure, district, 2024, value)

    chart, table = added(report, measure, Form.DISTRICTS)

    assert chart.caption == (
        "Thefts: highest in Northwold, lowest in Eastley and Westley, 2024-25"
    )
    assert [row.cells[1].text for row in table.rows] == ["30", "10", "10"]


def test_parts_with_one_figure_together_are_side_by_side_with_the_others(
    report, measure, area
):
    values = {"Northwold": 30, "Eastley": None, "Westley": None}
    parts = {}
    for name, value in values.items():
        kind = Area.Kind.UNITARY if value else Area.Kind.DISTRICT
        parts[name] = builders.an_area(name=name, kind=kind, parent=area)
        if value:
            figure(measure, parts[name], 2024, value)
    both = builders.an_area(name="East and West", kind=Area.Kind.COMBINED)
    csp = builders.a_partnership()
    for place in (both, parts["Eastley"], parts["Westley"]):
        builders.a_coverage(partnership=csp, area=place)
    figure(measure, both, 2024, 25)

    _chart, table = added(report, measure, Form.DISTRICTS)
    assert [row.cells[0].text for row in table.rows] == ["Northwold", "East and West"]

    figure(measure, parts["Eastley"], 2024, 12)
    figure(measure, parts["Westley"], 2024, 13)

    report.charts.all().delete()
    _chart, table = added(report, measure, Form.DISTRICTS)
    assert [row.cells[1].text for row in table.rows] == ["30", "13", "12"]


def test_areas_side_by_side_are_those_of_the_newest_period(report, measure, area):
    """Two of three merged, so that fewer areas have a figure of the new year."""
    shared = {"parent": area, "kind": Area.Kind.DISTRICT}
    change = {"to_on": dt.date(2024, 3, 31)}
    old = [builders.an_area(**shared, **change) for _ in "12"]
    kept = builders.an_area(name="Northwold", **shared)
    new = builders.an_area(name="Vale", from_on=dt.date(2024, 4, 1), **shared)
    for row in old:
        row.successors.set([new])
        builders.a_coverage(area=row)
    for place, year, value in (
        *((row, 2023, 10) for row in (*old, kept)),
        *((kept, 2024, 12), (new, 2024, 21)),
    ):
        figure(measure, place, year, value)

    chart, table = added(report, measure, Form.DISTRICTS)

    assert [row.cells[0].text for row in table.rows] == ["Vale", "Northwold"]
    assert "2024-25" in chart.caption


def test_missing_figure_does_not_bring_back_a_time_of_fewer_areas(
    report, measure, area
):
    shared = {"parent": area, "kind": Area.Kind.DISTRICT}
    kept = builders.an_area(name="Northwold", **shared)
    vale, _hill = (
        builders.an_area(name=name, from_on=dt.date(2019, 4, 1), **shared)
        for name in ("Vale", "Hill")
    )
    for place, year, value in ((kept, 2015, 9), (kept, 2020, 12), (vale, 2020, 21)):
        figure(measure, place, year, value)

    chart, _table = added(report, measure, Form.DISTRICTS)

    assert "2020-21" in chart.caption


def test_figures_that_are_not_exact_are_not_ranked(report, measure, area):
    for name, value in (("Northwold", 30), ("Eastley", 10)):
        district = builders.an_area(name=name, kind=Area.Kind.DISTRICT, parent=area)
        figure(measure, district, 2024, value, qualifier="up-to")

    chart, _table = added(report, measure, Form.DISTRICTS)

    assert chart.caption == "Thefts in Northwold and Eastley, 2024-25"


def test_chart_without_figures_says_so(report, measure):
    builders.a_measure_chart(
        report=report, measure=measure, form=Form.LINE, section="introduction"
    )

    assert introduction(report)[-1].text == (
        "There are no figures for the chart “Thefts, line over time”."
    )


def test_charts_are_carried_over(report, measure, county):
    chart = builders.a_measure_chart(
        report=report, measure=measure, section="introduction", from_year=2020
    )
    later = builders.a_report(
        document_type=report.document_type,
        partnership=county,
        year=2025,
        period="2025-26",
    )

    carry_over(later, report)

    [copied] = later.charts.all()
    assert (copied.measure, copied.form, copied.from_year) == (
        *(chart.measure, chart.form, 2021),
    )


def test_officer_adds_a_chart_from_the_editor(client, report, measure, area):
    figure(measure, area, 2024, 500)
    client.force_login(builders.a_user(is_superuser=True))
    section = f"/staff/documents/{report.pk}/edit/introduction/"
    page = client.get(section).content.decode()
    address = f"/staff/charts/new/?report={report.pk}&amp;section=introduction"
    assert address in page

    new = client.get(address.replace("&amp;", "&"))
    data = posted(new, measure=measure.pk)
    response = client.post("/staff/charts/new/", data)

    assert response.status_code == 302
    assert "Thefts, line over time" in client.get(section).content.decode()


def test_section_has_a_chart_once(report, measure):
    """The constraint measurechart_once_a_section."""
    chart = builders.a_measure_chart(report=report, measure=measure)

    with pytest.raises(IntegrityError):
        MeasureChart.objects.create(
            report=report, measure=measure, form=chart.form, section=chart.section
        )
