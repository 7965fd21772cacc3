"""The download with years across: the table people know, imported unchanged."""

import io
from types import SimpleNamespace

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from partnership.core.imports.ambiguity import Choices
from partnership.core.imports.previews import commands
from partnership.core.values.missing import Qualifier, Reason
from tests import builders
from tests.partnership.records.helpers import an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(client):
    """The download: a subtotal, every qualifier and reason, and two partnerships."""
    fund = builders.a_fund(name="Safety Fund")
    for name in ("North Partnership", "South Partnership"):
        shared = {"fund": fund, "partnership": builders.a_partnership(name=name)}
        years = [builders.a_settlement(year=year, **shared) for year in (2015, 2016)]
        top = builders.a_line(label=f"All of {name}", **shared)
        for settlement in years:
            builders.an_allocation(settlement=settlement, line=top, amount_gbp=300)
        for number in (100, "200.5"):
            line = builders.a_line(parent=top, **shared)
            builders.an_allocation(
                settlement=years[1], line=line, amount_gbp=number, note="why"
            )
    rest = [{"qualifier": q, "amount_gbp": 7} for q in Qualifier if q != "exact"]
    rest += [{"reason": r} for r in Reason if r != Reason.IN_ANOTHER_LINE]
    rest += [{"reason": Reason.IN_ANOTHER_LINE, "in_line": top}]
    for about in rest:
        line = builders.a_line(**shared)
        builders.an_allocation(settlement=years[0], line=line, **about)
    client.force_login(an_officer())
    return client.get(reverse("funding:allocations_by_year")).content


def test_lines_are_down_and_years_across_with_totals(table):
    sheet = load_workbook(io.BytesIO(table)).worksheets[0]

    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "Safety Fund: North Partnership"
    assert rows[2] == ["Line", "2015-16", "2016-17"]
    assert rows[3] == ["All of North Partnership", 300, 300]
    assert [row[1:] for row in rows[4:]] == [[None, 100], [None, 200.5], [300, 300.5]]
    assert rows[-1][0] == "Total"


def test_download_is_imported_unchanged(table, tmp_path):
    path = tmp_path / "allocations-by-year.xlsx"
    path.write_bytes(table)
    options = SimpleNamespace(slug="allocations", choices=Choices(), dry_run=False)

    report = commands.import_file(path, options)

    assert report["errors"] == []
    assert report["status"] == "unchanged"
    assert "add up to" not in " ".join(report["notes"])


def test_line_that_was_split_later_counts_in_each_year(table):
    book = load_workbook(io.BytesIO(table))

    assert [cell.value for cell in list(book.worksheets[0])[-1]] == [
        *("Total", 300, 300.5)
    ]
