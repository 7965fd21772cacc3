"""Tables of public pages: headers, sorting, pagination and empty text."""

import pytest
from django.test import RequestFactory
from django_tables2 import RequestConfig

from partnership.core.pages.tables import (
    PER_PAGE,
    Column,
    NumberColumn,
    PoundsColumn,
    Table,
    YearColumn,
)
from partnership.core.releases.queries import public_rows
from partnership.models import Partner
from partnership.partners.tables import PartnershipTable, PartnerTable
from tests.builders import a_membership, a_partner, a_partnership, a_website


class MoneyTable(Table):
    caption = "Grants"

    name = Column("Name")
    year = YearColumn("Year")
    amount = PoundsColumn("Amount")
    share = NumberColumn("Share", orderable=False)

    class Meta(Table.Meta):
        order_by = "name"


ROWS = [
    {"name": "B", "year": 2016, "amount": 64180, "share": 1},
    {"name": "A", "year": 2014, "amount": 100, "share": None},
]


def html(table, address="/"):
    request = RequestFactory().get(address)
    RequestConfig(request).configure(table)
    return table.as_html(request)


def test_caption_has_the_default_order():
    assert "Sorted by name (A to Z)" in html(MoneyTable(ROWS))


@pytest.mark.parametrize(
    ("sort", "words", "first"),
    [
        ("-name", "Sorted by name (Z to A)", "B"),
        ("year", "Sorted by year (oldest first)", "A"),
        ("-amount", "Sorted by amount (largest first)", "B"),
    ],
)
def test_caption_has_the_requested_order(sort, words, first):
    table = MoneyTable(ROWS)

    page = html(table, f"/?sort={sort}")

    assert words in page
    assert next(iter(table.body))[1][0].content == first


@pytest.mark.parametrize(
    "sort", ["nothing", "share", "", "-", "name,year", "__class__"]
)
def test_unknown_order_is_ignored(sort):
    assert "Sorted by name (A to Z)" in html(MoneyTable(ROWS), f"/?sort={sort}")


def test_only_the_sorted_column_has_aria_sort():
    page = html(MoneyTable(ROWS), "/?sort=-year")

    assert page.count("aria-sort") == 1
    assert 'aria-sort="descending"' in page


def test_headers_have_scopes_and_the_first_cell_is_a_row_header():
    page = html(MoneyTable(ROWS))

    assert page.count('scope="col"') == 4
    assert page.count('scope="row"') == 2


def test_sort_link_has_other_parameters_but_not_the_page():
    page = html(MoneyTable(ROWS), "/?year=2016-17&page=2")

    assert 'href="?year=2016-17&amp;sort=-name"' in page


def test_columns_print_years_and_pounds():
    page = html(MoneyTable(ROWS))

    assert "2016-17" in page
    assert "£64,180" in page


def test_no_cell_is_empty():
    assert "not given" in html(MoneyTable(ROWS))


def test_words_are_escaped():
    row = {"name": "<b>x</b>", "year": 2016, "amount": 1, "share": 1}

    assert "&lt;b&gt;x" in html(MoneyTable([row]))


def test_empty_table_offers_to_clear_the_filters():
    table = MoneyTable([], empty_text="No grants match.")
    table.clear_url = "/grants/"

    page = html(table)

    assert "No grants match." in page
    assert 'href="/grants/"' in page
    assert "<table" not in page


@pytest.mark.parametrize(
    "asked", ["per_page=100000", "per_page=-5", "page=zz", "page=9"]
)
def test_pages_have_one_size_whatever_is_asked_for(asked):
    rows = [{**ROWS[0], "name": f"{n:03}"} for n in range(PER_PAGE + 1)]
    table = MoneyTable(rows)

    page = html(table, f"/?{asked}")

    assert 'aria-label="Pagination"' in page
    assert len(list(table.body)) <= PER_PAGE


@pytest.fixture
def rows(db):
    service = a_partner(parent=a_partner(), kind=Partner.Kind.SERVICE)
    a_membership(partner=service)
    a_website(partnership=a_partnership(county_partnership=a_partnership()))


@pytest.mark.parametrize(
    ("table_class", "kind"),
    [(PartnerTable, "partner"), (PartnershipTable, "partnership")],
)
def test_every_sortable_column_sorts(rows, table_class, kind):
    for column in table_class(public_rows(kind)).columns:
        if column.orderable:
            for sort in (column.name, f"-{column.name}"):
                page = html(table_class(public_rows(kind)), f"/?sort={sort}")
                assert page.count("aria-sort") == 1
