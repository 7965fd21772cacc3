"""The first day of a county: from an empty site to a first draft agreement."""

import io

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from reports.models import Passage
from tests.imports.test_round_trip import clear
from tests.journeys.site import TURN
from tests.journeys.test_browser import at_every_width
from tests.reports.editor import word_files

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]

COUNTY = {
    "Areas": [
        {"code": "testland", "name": "Testland", "type": "police area"},
        {"code": "testshire", "name": "Testshire", "type": "county"},
    ],
    "Partnerships": [
        {
            "code": "safer-testshire",
            "name": "Safer Testshire Partnership",
            "short name": "Safer Testshire",
            "type": "county",
            "is home": "yes",
            "police area": "Testland",
        }
    ],
}


def filled_in(path):
    """The starter workbook with the rows of two lists, as an officer fills it in."""
    book = load_workbook(io.BytesIO(path.read_bytes()))
    for name, rows in COUNTY.items():
        headings = [cell.value for cell in book[name][1]]
        for row in rows:
            assert row.keys() <= set(headings)
            book[name].append([row.get(heading) for heading in headings])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


FORMS = [
    (
        "Add the police area and the county",
        [
            {"Name": "Testland", "Type": "Police area"},
            {"Name": "Testshire", "Type": "County", "Parent": "Testland"},
        ],
    ),
    (
        "Add the organisations",
        [{"Name": "Testshire Council", "Type": "County council"}],
    ),
    (
        "Add your partnership",
        [
            {
                "Name": "Safer Testshire Partnership",
                "Short name": "Safer Testshire",
                "Type": "County partnership",
                "Police area": "Testland",
                "Home partnership": True,
            }
        ],
    ),
    (
        "Add the police and crime plan",
        [
            {
                "Title": "Police and Crime Plan 2026-29",
                "Area": "Testland",
                "First year": "2026-27",
                "Last year": "2028-29",
            }
        ],
    ),
    ("Add this year’s", [{"Period": "2026-27", "Reporting year": "2026-27"}]),
]


def test_five_forms_lead_to_a_first_draft(window, officer):
    with TURN:
        clear()
    page = window(officer, "/staff/")
    for done, (link, rows) in enumerate(FORMS):
        for row in rows:
            expect(page.get_by_text("Done", exact=True)).to_have_count(done)
            page.get_by_role("link", name=link).click()
            for label, value in row.items():
                field = page.get_by_label(label, exact=True)
                if value is True:
                    field.check()
                elif field.evaluate("one => one.localName") == "select":
                    field.select_option(label=value)
                else:
                    field.fill(value)
            page.locator("form .govuk-button").get_by_text("Save").first.click()
            expect(page.get_by_text(" added.")).to_be_visible()
            page.get_by_role("link", name="This year").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2026-27: overview")

    page.get_by_role("link", name="Continue writing").click()

    breadcrumb = page.get_by_role("navigation", name="Breadcrumb")
    expect(breadcrumb).to_contain_text("2026-27")


def test_empty_site_gets_a_county_and_a_first_draft(window, officer, media_root):
    with TURN:
        clear()
    page = window(officer, "/staff/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Get started")
    assert list(at_every_width(page, "the first day")) == []

    with page.expect_download() as download:
        page.get_by_role("link", name="Download starter workbook").click()
    workbook = filled_in(download.value.path())
    page.get_by_role("link", name="Upload a workbook").click()
    file = {"name": "county.xlsx", "mimeType": "application/octet-stream"}
    page.set_input_files("#id_file", file | {"buffer": workbook})
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Import 3 records").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("county.xlsx")

    page.goto(page.url.partition("/staff/")[0] + "/staff/documents/new/")
    page.locator("#id_document_type").select_option("community-safety-agreement")
    page.locator("#id_partnership").select_option(label="Safer Testshire Partnership")
    page.locator("#id_period").fill("2016-17")
    page.locator("#id_year").fill("2016-17")
    page.get_by_role("button", name="Save document").click()
    page.get_by_role("link", name="Community Safety Agreement", exact=False).click()
    page.get_by_role("link", name="Start from a Word file").click()
    content = word_files.saved(word_files.an_agreement()).getvalue()
    page.set_input_files("#id_file", file | {"name": "a.docx", "buffer": content})
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Import into draft").click()
    page.get_by_role("link", name="Review the text").click()

    expect(page.get_by_text("It was a good year for Testshire.")).to_be_visible()
    with TURN:
        assert Passage.objects.count() == 7
