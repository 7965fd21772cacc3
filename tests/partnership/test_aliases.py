"""Other names of records, by date: in imports, data checks and documents."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from pytest_django.asserts import assertContains
from tablib import Dataset

from funding.models import Allocation
from funding.resources import AllocationResource
from partnership.core.imports.columns.headings_across import without_marks
from partnership.core.imports.fields import names
from partnership.core.imports.fields.names import LONGEST, NameIndex, fold_name
from partnership.core.models import integrity
from partnership.core.models.registry import RECORD_TYPES
from partnership.models import Alias, Area
from priorities.models import Observation
from priorities.resources import ObservationResource
from reports.text.draft import draft_of
from reports.text.knowledge import knowledge_of
from tests.builders import a_line, a_measure, a_settlement, an_alias, an_area
from tests.imports.reading import read_rows
from tests.imports.spreadsheets import Tab, xlsx
from tests.partnership.records.helpers import posted
from tests.refusals import assert_breaks, assert_unique
from tests.reports.checks.checking import draft_with

pytestmark = pytest.mark.django_db

APRIL_2014 = dt.date(2014, 4, 1)


@pytest.fixture
def area():
    return an_area(code="north-testshire", name="North Testshire")


def test_import_accepts_another_name(area):
    a_measure(code="crimes")
    an_alias(record_code=area.code, name="Testshire, North")
    an_alias(kind="measure", record_code="crimes", name="Offences recorded")

    dataset = Dataset(headers=["measure", "area", "period", "value"])
    dataset.append(["offences recorded", "Testshire, North", "2015", 5])
    result = ObservationResource().import_data(dataset)

    assert result.problems == []
    assert Observation.objects.get().area == area


def test_name_of_two_records_is_not_accepted(area):
    a_measure(code="crimes")
    for code in (area.code, an_area().code):
        an_alias(record_code=code, name="The north")

    dataset = Dataset(headers=["measure", "area", "period", "value"])
    dataset.append(["crimes", "The north", "2015", 5])
    [problem] = ObservationResource().import_data(dataset).problems

    assert "There is more than one area “The north”" in problem


@pytest.mark.parametrize("place", ["cell", "heading", "title"])
@pytest.mark.parametrize(
    ("period", "name"),
    [
        ("2012-13", "North Testshire"),
        ("2015-16", "North Newshire"),
        # On either side of the change, so that it may be either.
        ("2014", None),
    ],
)
def test_import_reads_a_name_as_that_of_the_rows_own_period(area, period, name, place):
    """The same name passed from one area to another."""
    a_measure(code="crimes")
    newer = an_area(name="North Newshire")
    change = {area: {"to_on": dt.date(2014, 3, 31)}, newer: {"from_on": APRIL_2014}}
    for row, dates in change.items():
        an_alias(record_code=row.code, name="The north", **dates)

    rows = [["Measure", "Area", "Period", "Value"], ["crimes", "The north", period, 5]]
    if place == "heading":
        rows = [["Measure", "Period", "The north"], ["crimes", period, 5]]
    if place == "title":
        rows = [["Figures of the north"], [], ["Measure", "Period", "Value"]]
        rows.append(["crimes", period, 5])
    resource = ObservationResource()
    dataset = read_rows(resource, xlsx([Tab(rows)]))
    problems = resource.import_data(dataset).problems

    assert [row.area.name for row in Observation.objects.all()] == [name][: bool(name)]
    assert ("more than one area" in "".join(problems)) == (name is None)


@pytest.mark.parametrize("year", ["2013-14", "2014-15"])
def test_import_refuses_another_name_that_was_not_used_in_the_year(area, year):
    settlement = a_settlement(year=int(year[:4]))
    shared = {"fund": settlement.fund, "partnership": settlement.partnership}
    line = a_line(**shared)
    an_alias(kind="line", record_code=line.code, name="Lights", from_on=APRIL_2014)

    dataset = Dataset(headers=["fund", "partnership", "year", "line", "amount"])
    codes = [settlement.fund.code, settlement.partnership.code]
    dataset.append([*codes, year, "Lights", 5])
    problems = AllocationResource().import_data(dataset).problems

    refused = year == "2013-14"
    assert (
        "was not in use as another name on the dates of this row" in "".join(problems)
    ) == refused
    assert Allocation.objects.count() == (not refused)


@pytest.mark.parametrize(
    ("dates", "is_known"),
    [
        ({}, True),
        ({"to_on": APRIL_2014}, False),
        ({"from_on": APRIL_2014, "to_on": dt.date(2016, 4, 1)}, True),
        ({"from_on": dt.date(2017, 4, 1)}, False),
    ],
)
def test_checks_know_the_names_of_the_documents_period(dates, is_known):
    report = draft_with("<p>Lamps.</p>")  # of 2016-17
    an_alias(record_code=report.partnership.areas.get().code, name="The north", **dates)

    assert ("the north" in knowledge_of(draft_of(report)).names) == is_known


def test_alias_belongs_to_a_record(area):
    row = Alias(kind="partner", record_code=area.code, name="The north")

    with pytest.raises(ValidationError, match="There is no partner with the code"):
        row.full_clean()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"from_on": dt.date(2015, 4, 1), "to_on": None}, "__all__"),
        ({"kind": "measure"}, "is_printed"),
        ({"from_on": dt.date(2010, 1, 1), "to_on": dt.date(2014, 4, 1)}, "from_on"),
        ({"from_on": dt.date(2014, 4, 2), "to_on": dt.date(2015, 4, 1)}, None),
    ],
)
def test_record_has_one_printed_name_on_each_day(area, given, field):
    shared = {"kind": "area", "record_code": area.code, "is_printed": True}
    an_alias(name="Old", from_on=APRIL_2014, to_on=APRIL_2014, **shared)
    a_measure(code=area.code)
    alias = Alias(**{"name": "Older", "to_on": dt.date(2013, 3, 31), **shared, **given})

    if field is None:
        return alias.full_clean()
    with pytest.raises(ValidationError) as error:
        alias.full_clean()
    assert list(error.value.message_dict) == [field]


def test_alias_of_a_deleted_record_is_found(area):
    an_alias(record_code=area.code, name="Old Testshire")
    area.delete()

    sentences = [sentence for _rule, sentence in integrity.errors()]
    assert any("Old Testshire: there is no area" in line for line in sentences)


def test_record_of_another_name_is_chosen_by_its_own(officer, area):
    a_measure(code="crimes", name="All crime")
    record = RECORD_TYPES["aliases"]
    page = officer.get(record.add_url)
    choices = page.context["record_form"].form.fields["record_code"].choices
    named = {label: code for code, label in choices}
    assert named["All crime (measure)"] == "crimes"

    code = named["North Testshire (area)"]
    officer.post(
        record.add_url, posted(page, kind="area", record_code=code, name="Old Field")
    )

    assert Alias.objects.get(name="Old Field").record == area
    assertContains(officer.get(record.list_url), "North Testshire (area)")


def test_alias_is_added_once_with_dates_in_order():
    assert_unique(an_alias, "alias_once", ["kind", "record_code", "name"])
    assert_breaks(
        an_alias,
        "alias_ends_after_start",
        {"from_on": dt.date(2016, 4, 1), "to_on": dt.date(2016, 3, 31)},
    )
    assert_breaks(an_alias, "alias_printed_has_an_end", {"is_printed": True})


@pytest.mark.parametrize(
    "text",
    [
        ", ".join(f"Cllr Ann Example {n}" for n in range(16)),
        *("a, " * 3000, "Mr " * 1500, "(a) " * 2000, "Mr " * 160, "(a) " * 120),
    ],
)
def test_long_list_of_names_is_read_at_once(text, monkeypatch):
    index, folded = NameIndex(Area, [an_area()]), []
    monkeypatch.setattr(
        names, "fold_name", lambda text: folded.append(text) or fold_name(text)
    )

    assert index.codes_of(text) == set()
    assert len(folded) < 200


@pytest.mark.parametrize(
    "text",
    ["North Testshire, Testshire", "(a) Cllr North Testshire", "Testshire, Cllr North"],
)
def test_name_is_found_behind_titles_and_beside_its_county(area, text):
    region = an_area(name="Testshire", kind=Area.Kind.REGION)
    index = NameIndex(Area, [area, region])

    assert index.codes_of(text) == (
        {area.code} if text != "Testshire, Cllr North" else set()
    )


def test_two_districts_side_by_side_are_not_the_first(area):
    index = NameIndex(Area, [area, an_area(name="South Testshire")])

    assert index.codes_of("North Testshire, South Testshire") == set()


def test_long_heading_is_cut_before_marks_are_taken_out():
    assert len(without_marks("[" * 100_000)) == LONGEST
