"""A county is exported as one workbook and imported again with the same documents."""

import io
import json
import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from funding.models import Allocation
from partnership.core.imports.county import county_import, county_workbook
from partnership.core.models import ImportRun
from partnership.core.values.fingerprints import file_sha256
from partnership.models import Area
from priorities.models import Observation, Priority
from reports.models import Report
from reports.publication import export
from tests import builders
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

DRAFT_DATE = re.compile(
    r"\d{1,2} [A-Z][a-z]+ 20\d\d(?:,? (?:at )?\d{1,2}[:.]\d\d(?:[ap]m)?)?"
)


def clear():
    """Delete all records, as in an empty installation; users are kept."""
    for record in reversed(county_workbook.records_in_order()):
        for field in record.model._meta.many_to_many:
            field.remote_field.through.objects.all()._raw_delete("default")
        record.model._default_manager.all()._raw_delete("default")
    assert county_import.is_empty()


def documents():
    """Return the tree and the page of every document, without dates of drafts."""
    found = {}
    for report in Report.objects.order_by("pk"):
        tree = json.loads(export.render(report, "json"))
        page = export.render(report, "html").decode()
        found[str(report.natural_key())] = (tree, DRAFT_DATE.sub("", page))
    return found


@pytest.mark.long
def test_sample_gives_the_same_documents_after_a_round_trip(sample_data):
    before = documents()
    data = county_workbook.write()
    clear()

    report = county_import.import_book(data, file_name="county.xlsx")

    wrong = {f.record.slug: [str(e) for e in f.errors] for f in report.lists}
    assert {slug: errors for slug, errors in wrong.items() if errors} == {}
    notes = [note for found in report.lists for note in found.notes]
    assert [note for note in notes if "is not in this document" in note] == []
    after = documents()
    assert after.keys() == before.keys()
    for key, (tree, page) in before.items():
        assert after[key][0] == tree, key
        assert after[key][1] == page, key


def county_with_an_agreement():
    """Add an agreement with 60 figures, 12 lines and 5 priorities."""
    report = a_testshire_report()
    home, year = report.partnership, report.year
    area = Area.objects.get(code="testshire")
    while Observation.objects.count() < 60:
        number = Observation.objects.count()
        measure = builders.a_measure(code=f"extra-{number}")
        builders.an_observation(measure=measure, area=area, value=number)
    while (number := Priority.objects.count()) < 5:
        builders.a_priority(
            code=f"priority-{number + 1}", partnership=home, number=number + 1
        )
    settlement = Allocation.objects.filter(settlement__year=year)[0].settlement
    while Allocation.objects.filter(settlement=settlement).count() < 12:
        line = builders.a_line(fund=settlement.fund, partnership=home)
        builders.an_allocation(settlement=settlement, line=line, amount_gbp=1)
    return report


@pytest.fixture
def a_county():
    return county_with_an_agreement()


def workbook_with_mistakes(data):
    """Return the workbook with a word for a number, a bad year and an unknown name."""
    book = load_workbook(io.BytesIO(data))
    right = {}
    for name, column, wrong in (
        ("Figures", "value", "twelve"),
        ("Settlements", "year", "2016-18"),
        ("Leads", "partnership", "Nobody"),
    ):
        sheet = book[name]
        headings = [cell.value for cell in sheet[1]]
        cell = sheet.cell(2, headings.index(column) + 1)
        right[wrong], cell.value = str(cell.value), wrong
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue(), right


@pytest.mark.long
def test_county_is_imported_with_corrections_undone_and_imported_again(
    a_county, client, media_root, tmp_path
):
    before = documents()
    data = county_workbook.write()
    clear()
    client.force_login(builders.a_user(is_superuser=True))
    stream, right = workbook_with_mistakes(data)
    file = io.BytesIO(stream)
    file.name = "county.xlsx"

    page = client.post(reverse("records:workbook"), {"file": file}, follow=True)

    for _ in range(len(right)):  # later lists are checked once earlier ones are right
        address, shown = page.redirect_chain[-1][0], page.context["preview"]
        if not shown["is_wrong"]:
            break
        fixes = {
            f"cell:{found['slug']}:{number}": right[error["value"]]
            for found in shown["lists"]
            for number, error in enumerate(found["errors"])
        }
        page = client.post(address, fixes, follow=True)
    assert not page.context["preview"]["is_wrong"]
    done = client.post(page.redirect_chain[-1][0], {"confirm": "1"}, follow=True)
    assert (Observation.objects.count(), Priority.objects.count()) == (60, 5)
    assert documents() == before
    run = ImportRun.objects.get()
    client.post(done.redirect_chain[-1][0], follow=True)
    run.refresh_from_db()
    assert run.undone_at
    assert county_import.is_empty()

    path = tmp_path / "county.xlsx"
    path.write_bytes(data)
    call_command("import_workbook", str(path), stdout=io.StringIO())

    assert documents() == before
    assert ImportRun.objects.filter(undone_at=None).get().sha256 == file_sha256(data)
