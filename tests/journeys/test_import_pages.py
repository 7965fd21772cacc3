"""The import pages in a real browser: axe, widths, from upload to undo."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import reverse
from playwright.sync_api import expect

from tests.builders import a_report
from tests.imports.test_files_people_send import funding_table
from tests.journeys.test_browser import AXE
from tests.reports.editor import word_files

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]

FILE = {"name": "Funding.xlsx", "mimeType": "application/vnd.ms-excel"}


def check(page, name, tmp_path):
    """No violation of axe and no sideways scrolling at two widths."""
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=tmp_path / f"{name}-{width}.png", full_page=True)
        page.evaluate(AXE_SCRIPT)
        found = [(v["id"], v["nodes"][0]["html"]) for v in page.evaluate(AXE)]
        assert found == [], (name, width)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, (name, width)


def test_import_from_upload_to_undo(window, officer, media_root, tmp_path):
    page = window(officer, "/staff/allocations/import/")
    check(page, "upload", tmp_path)

    page.set_input_files("#id_file", FILE | {"buffer": funding_table()})
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Preview your import")
    page.get_by_text("Check which rows are read").click()
    page.get_by_text("Check columns").click()
    check(page, "preview", tmp_path)
    page.get_by_text("Correct the values instead").first.click()
    label = page.get_by_label("Correct value for row 5, line", exact=True)
    label.select_option(label="Youth Offending / Early Intervention Service")
    page.locator("#questions").get_by_role("button").last.click()
    page.get_by_role("button", name="Import", exact=False).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Import complete")
    check(page, "complete", tmp_path)

    page.get_by_role("link", name="Report and undo").click()
    check(page, "report", tmp_path)
    page.get_by_role("button", name="Undo import").click()
    expect(page.get_by_text("Import of “Funding.xlsx” undone.")).to_be_visible()


@pytest.mark.long
def test_word_file_from_upload_to_undo(window, officer, report, media_root, tmp_path):
    draft = a_report(partnership=report.partnership, year=2020, period="2020-21")
    page = window(officer, reverse("records:edit", args=["documents", draft.pk]))
    page.get_by_role("link", name="Start from a Word file").click()
    check(page, "word-upload", tmp_path)

    file = word_files.an_agreement()
    file.add_heading("Vision", 1)
    file.add_paragraph("We want streets where all feel safe by day and night. " * 9)
    content = {"name": "Agreement.docx", "mimeType": "application/octet-stream"}
    content["buffer"] = word_files.saved(file).getvalue()
    page.set_input_files("#id_file", content)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Preview your Word file")
    page.get_by_text("Read all", exact=False).click()
    check(page, "word-preview", tmp_path)
    bins = page.get_by_label("Section for “3. Wheelie bins”")
    expect(bins).to_have_value("new")
    bins.select_option(label="Leave out")
    page.get_by_role("button", name="Import into draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Word file imported")
    check(page, "word-done", tmp_path)

    page.get_by_role("button", name="Import into Allocations").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Preview your import")
    page.go_back()
    page.get_by_role("link", name="Report and undo").click()
    page.get_by_role("button", name="Undo import").click()
    expect(page.get_by_text("Import of “Agreement.docx” undone.")).to_be_visible()


def test_workbook_page(window, officer, media_root, tmp_path):
    check(window(officer, "/staff/workbook/"), "workbook", tmp_path)
    check(window(officer, "/staff/imports/"), "imports", tmp_path)
