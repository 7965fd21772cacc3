"""Import and export: money."""

import datetime as dt
from decimal import Decimal
from functools import partial

import pytest
from tablib import Dataset

from funding import resources
from funding.models import Allocation, FundingLine, Settlement
from partnership.core.imports.rows.resource import RESOURCES
from tests import builders

# As a workbook hands out a date: a time without a zone.
WORKBOOK_DATE = partial(dt.datetime, tzinfo=None)


@pytest.fixture
def settled(db):
    """A settlement of 2016-17 with the line “lights”, and a loader for its file."""
    settlement = builders.a_settlement(
        fund=builders.a_fund(code="fund"),
        partnership=builders.a_partnership(code="testshire"),
    )
    shared = {"fund": settlement.fund, "partnership": settlement.partnership}
    builders.a_line(code="lights", **shared)

    def load(**cells):
        key = {"fund": "fund", "partnership": "testshire", "year": "2016-17"}
        row = key | {"line": "lights"} | cells
        dataset = Dataset(list(row.values()), headers=list(row))
        return resources.AllocationResource().import_data(dataset)

    return load


@pytest.mark.parametrize(
    ("cell", "pounds"),
    [
        ("£64,180", "64180"),
        ("64180.37", "64180.37"),
        (64180.37, "64180.37"),
        (64180.369999999995, "64180.37"),
        (64180, "64180"),
    ],
)
def test_pounds_are_read_in_common_formats(settled, cell, pounds):
    assert settled(amount=cell).problems == []

    assert Allocation.objects.get().amount_gbp == Decimal(pounds)


@pytest.mark.parametrize("cell", ["٦٤١٨٠", True, "1_000", "12 5", "£"])
def test_invalid_pounds_have_a_plain_error(settled, cell):
    [problem] = settled(amount=cell).problems

    assert problem.startswith("Row 2, column amount: “")
    assert "is not an amount in pounds" in problem


def test_reference_that_is_not_there_names_its_columns(settled):
    [problem] = settled(year="2015-16", amount=1).problems

    assert problem == (
        "Row 2, column fund, partnership, year: There is no settlement “fund, "
        "testshire, 2015-16”. Add it first or correct this value"
    )


def test_misspelt_code_suggests_the_nearest(settled):
    [problem] = settled(line="ligts", amount=1).problems

    assert "There is no funding line “ligts”. Did you mean “Lights" in problem


def test_incomplete_reference_is_rejected(settled):
    [problem] = settled(amount=1, **{"lead person": "sam", "lead post": None}).problems

    assert problem == (
        "Row 2, column lead person, lead post, lead since: Fill in all of lead person, "
        "lead post, or leave them all blank"
    )


@pytest.mark.parametrize(
    ("since", "problems"),
    [
        ("", 1),
        ("2012-05-01", 0),
        ("2013-05-01", 1),
    ],
)
def test_lead_who_had_the_post_twice_is_named_with_the_first_day(
    since, problems, settled
):
    first = builders.a_tenure(from_on=dt.date(2012, 5, 1), to_on=dt.date(2014, 4, 30))
    names = {"lead person": first.person.code, "lead post": first.post.code}
    assert settled(amount=1, **names).problems == []
    shared = {"person": first.person, "post": first.post}
    builders.a_tenure(**shared, from_on=dt.date(2018, 5, 1))

    found = settled(amount=2, **names, **{"lead since": since})

    assert len(found.problems) == problems
    assert Allocation.objects.get().lead == first


def test_empty_cells_of_a_workbook_are_empty_text(settled):
    empty = {"note": None, "purpose": None, "conditions": None, "qualifier": None}

    assert settled(amount=5, **empty).problems == []
    assert settled(amount=5, **empty).totals["skip"] == 1

    row = Allocation.objects.get()
    assert (row.note, row.conditions, row.qualifier) == ("", "", "exact")


@pytest.mark.database
def test_missing_column_leaves_values_unchanged(settled):
    settled(amount=5, note="kept")
    settled(amount=6)

    row = Allocation.objects.get()
    assert (row.amount_gbp, row.note) == (6, "kept")


@pytest.mark.parametrize(
    "cell",
    ["1/4/2016", "01/04/2016", "2016-04-01", "1 April 2016", "1 Apr 2016"]
    + [WORKBOOK_DATE(2016, 4, 1), dt.date(2016, 4, 1)],
)
def test_date_is_day_first_and_compares_as_a_day(db, cell):
    settlement = builders.a_settlement()
    headers = ["fund", "partnership", "year", "agreed on"]
    key = [settlement.fund.code, settlement.partnership.code, "2016-17"]
    dataset = Dataset([*key, cell], headers=headers)

    assert resources.SettlementResource().import_data(dataset).totals["update"] == 1
    assert resources.SettlementResource().import_data(dataset).totals["skip"] == 1

    assert Settlement.objects.get().agreed_on == dt.date(2016, 4, 1)


@pytest.mark.parametrize(
    ("stored", "cell", "skipped"),
    [(" One. ", "One.", 1), ("One.", "One. Two.", 0), ("", "One.", 0)],
)
def test_text_that_differs_in_white_space_only_is_unchanged(db, stored, cell, skipped):
    row = builders.a_settlement(difference_explained=stored)
    headers = ["fund", "partnership", "year", "difference explained"]
    key = [row.fund.code, row.partnership.code, "2016-17"]

    result = resources.SettlementResource().import_data(
        Dataset([*key, cell], headers=headers)
    )

    row.refresh_from_db()
    assert result.totals["skip"] == skipped
    assert row.difference_explained == (stored if skipped else cell)


@pytest.mark.database
def test_heading_below_its_lines_in_the_file_is_found(db):
    fund, partnership = builders.a_fund(), builders.a_partnership()
    shared = [fund.code, partnership.code]
    dataset = Dataset(
        ["lamps", *shared, "Lamps", "lights"],
        ["lights", *shared, "Lights", ""],
        headers=["code", "fund", "partnership", "label", "parent"],
    )

    result = RESOURCES[FundingLine]().import_data(dataset)

    assert result.problems == []
    assert FundingLine.objects.get(code="lamps").parent.code == "lights"


def test_lines_without_a_position_are_in_the_order_of_the_file(db):
    fund, partnership = builders.a_fund(), builders.a_partnership()
    first = builders.a_line(fund=fund, partnership=partnership, order=4)
    names = ["Wardens", "Lamps", "Youth work"]
    dataset = Dataset(
        *([fund.code, partnership.code, name] for name in names),
        headers=["fund", "partnership", "label"],
    )

    assert RESOURCES[FundingLine]().import_data(dataset).problems == []

    labels = [line.label for line in FundingLine.objects.all()]
    assert labels == [first.label, *names]


def test_problem_names_the_row_of_the_file_though_rows_were_moved(db):
    fund, partnership = builders.a_fund(), builders.a_partnership()
    shared = [fund.code, partnership.code]
    dataset = Dataset(
        ["lamps", *shared, "", "lights"],
        ["lights", *shared, "Lights", ""],
        headers=["code", "fund", "partnership", "label", "parent"],
    )

    result = RESOURCES[FundingLine]().import_data(dataset)

    assert result.problems == ["Row 2, column label: This cell must not be empty"]
    assert FundingLine.objects.count() == 0


@pytest.mark.database
def test_queries_of_an_import_grow_with_its_rows_and_no_faster(
    db, django_assert_max_num_queries
):
    settlement = builders.a_settlement()
    shared = {"fund": settlement.fund, "partnership": settlement.partnership}
    key = [settlement.fund.code, settlement.partnership.code, "2016-17"]
    lines = [builders.a_line(**shared) for _ in range(8)]
    headers = ["fund", "partnership", "year", "line", "amount"]

    def queries(count):
        rows = [[*key, line.code, 5] for line in lines[:count]]
        resource = resources.AllocationResource()
        with django_assert_max_num_queries(1000) as counted:
            resource.import_data(Dataset(*rows, headers=headers), dry_run=True)
        return len(counted)

    two, four, eight = queries(2), queries(4), queries(8)

    assert eight - four == 2 * (four - two)
    assert (four - two) / 2 < 30
