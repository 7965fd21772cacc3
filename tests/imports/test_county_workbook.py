"""A county in one workbook: written, read into an empty site, put right, undone."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import load_workbook

from funding.models import Allocation, Fund, FundingLine
from partnership.core.imports.county import county_import, county_workbook
from partnership.core.imports.previews import runs
from partnership.core.models import ImportRun
from partnership.core.models.registry import RECORD_TYPES
from partnership.models import Area, LocalTerm, Partner, Partnership
from priorities.models import Measure, Observation
from reports.models import Report
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_county():
    """A county with figures, lines and priorities that refer to each other."""
    area = builders.an_area(code="shire", name="Testshire", kind="county")
    for number in range(3):
        builders.an_area(code=f"d{number}", name=f"District {number}", parent=area)
    builders.a_coverage(area=area)
    settlement = builders.a_settlement(
        partnership=builders.a_home_partnership(code="csp"), total_gbp=600
    )
    shared = {"fund": settlement.fund, "partnership": settlement.partnership}
    top = builders.a_line(code="top", label="All lines", **shared)
    for number in range(3):
        line = builders.a_line(code=f"l{number}", parent=top, **shared)
        builders.an_allocation(settlement=settlement, line=line, amount_gbp=200)
    agreed = {"partnership": builders.a_partnership()}
    first, second = (
        builders.a_priority(number=number, code=f"p{number}", **agreed)
        for number in (1, 2)
    )
    first.contributes_to.add(second)
    plan = {"document_type": "partnership-plan", **agreed}
    whole = builders.a_report(year=2024, last_year=2026, period="2024-27", **plan)
    builders.a_report(year=2025, period="2025-26", refreshes=whole, **plan)
    for number in range(2):
        measure = builders.a_measure(code=f"m{number}")
        builders.an_observation(measure=measure, area=area, value=number)


@pytest.fixture
def admin_user_client(client, media_root):
    client.force_login(builders.a_user(is_superuser=True))
    return client


def clear():
    FundingLine.objects.update(parent=None)
    Area.objects.update(parent=None)
    Report.objects.update(refreshes=None)
    for record in reversed(county_workbook.records_in_order()):
        record.model._default_manager.all().delete()


def exported():
    """The rows of each list; their order is not part of the data."""
    datasets = {
        record.slug: county_workbook._dataset(record, None, None, False)
        for record in county_workbook.records_in_order()
    }
    return {slug: sorted(map(str, rows)) for slug, rows in datasets.items()}


def test_imported_workbook_changes_nothing(a_county, tmp_path):
    before = exported()
    path = tmp_path / "county.xlsx"
    call_command("export_workbook", str(path))
    Allocation.objects.all().delete()
    clear()
    assert county_import.is_empty()

    call_command("import_workbook", str(path))

    assert exported() == before
    report = county_import.check(path.read_bytes(), file_name="county.xlsx")
    assert (report.count, report.is_wrong) == (0, False)


def test_workbook_with_an_error_saves_nothing_and_names_the_row(a_county, tmp_path):
    book = load_workbook(io.BytesIO(county_workbook.write()))
    sheet = book["Funds"]
    headings = [cell.value for cell in sheet[1]]
    sheet.cell(2, headings.index("funder") + 1, "nobody")
    path = tmp_path / "county.xlsx"
    book.save(path)
    Allocation.objects.all().delete()
    clear()

    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_workbook", str(path))

    assert county_import.is_empty()
    report = county_import.check(path.read_bytes(), file_name="county.xlsx")
    wrong = {
        f.record.slug: [str(e) for e in f.errors] for f in report.lists if f.errors
    }
    assert list(wrong) == ["funds"]
    assert "Row 2, column funder: There is no partner “nobody”" in wrong["funds"][0]
    skipped = {found.record.slug for found in report.lists if found.skipped}
    assert {"settlements", "lines", "allocations"} <= skipped


def test_local_term_runs_as_no_formula(db):
    LocalTerm.objects.create(key="priority", name="=1+1", short_name="=2")

    book = load_workbook(io.BytesIO(county_workbook.write(is_starter=True)))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("=1+1" in str(cell.value).lower() for cell in cells)
    assert [cell for cell in cells if cell.data_type == "f"] == []


def test_starter_workbook_has_a_sheet_for_each_list_and_notes(db):
    book = load_workbook(io.BytesIO(county_workbook.write(is_starter=True)))

    assert book.sheetnames[:2] == ["Contents", "Notes"]
    assert len(book.sheetnames) == 2 + len(RECORD_TYPES)
    first = [cell.value for cell in book["Areas"][2]]
    assert first[:2] == ["Example (not imported): example-area", "Example area"]
    kinds = book["Areas"].data_validations.dataValidation
    assert any("county" in rule.formula1 for rule in kinds)
    report = county_import.check(
        county_workbook.write(is_starter=True), file_name="starter.xlsx"
    )
    assert (report.count, report.is_wrong) == (0, False)


def test_rows_below_the_example_of_the_starter_workbook_are_imported(db):
    book = load_workbook(io.BytesIO(county_workbook.write(is_starter=True)))
    book["Areas"].append(["shire", "Testshire", "county"])
    stream = io.BytesIO()
    book.save(stream)

    report = county_import.check(stream.getvalue(), file_name="starter.xlsx")

    assert (report.count, report.is_wrong) == (1, False)
    [areas] = [f for f in report.lists if f.record.slug == "areas"]
    note = "Row 2 was left out: example (“Example (not imported): example-area”)."
    assert note in areas.notes


def test_lists_come_after_those_they_refer_to():
    order = [record.model for record in county_workbook.records_in_order()]

    for earlier, later in [
        (Partner, Fund),
        (Partnership, Fund),
        (Fund, Allocation),
        (Area, Observation),
        (Measure, Observation),
    ]:
        if later in order and earlier is not Partnership:
            assert order.index(earlier) < order.index(later)


@pytest.mark.database
def test_workbook_is_corrected_in_the_browser_saved_and_undone(
    admin_user_client, a_county
):
    book = load_workbook(io.BytesIO(county_workbook.write()))
    sheet = book["Figures"]
    column = [cell.value for cell in sheet[1]].index("value") + 1
    sheet.cell(2, column, "twelve")
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    stream.name = "county.xlsx"
    client = admin_user_client

    page = client.post(reverse("records:workbook"), {"file": stream}, follow=True)

    address = page.redirect_chain[-1][0]
    [found] = [f for f in page.context["preview"]["lists"] if f["errors"]]
    fixed = client.post(
        address,
        {"cell:observations:0": "12"},
        follow=True,
    )
    assert fixed.context["preview"]["is_wrong"] is False
    assert fixed.context["preview"]["count"] == 1
    done = client.post(fixed.redirect_chain[-1][0], {"confirm": "1"}, follow=True)
    assert Observation.objects.filter(value=12).count() == 1
    run = ImportRun.objects.get()
    assert done.redirect_chain[-1][0].endswith(f"/imports/{run.pk}/")
    runs.undo(run, None)
    assert Observation.objects.filter(value=12).count() == 0
