"""A county in one workbook: put right in the browser, imported, undone, done again."""

import io
import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from funding.models import FundingLine
from partnership.core.imports.county import county_import, county_workbook
from priorities.models import Observation, Priority
from reports.models import Report
from tests.imports.test_round_trip import (
    clear,
    county_with_an_agreement,
    documents,
    workbook_with_mistakes,
)
from tests.journeys.site import TURN

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]


def correct(page, right):
    """Enter the right values in place of the wrong ones of all lists that are shown."""
    boxes = page.get_by_label("Correct value for", exact=False)
    for number in range(boxes.count()):
        box = boxes.nth(number)
        box.fill(right[box.input_value()])
    page.get_by_role("button", name="Check corrected values").click()
    page.wait_for_load_state()


def test_county_in_one_workbook(window, officer, site, media_root, tmp_path):
    with TURN:
        clear()
        report = county_with_an_agreement()
        before, key = documents(), report.natural_key()
        data = county_workbook.write()
        clear()
        workbook, right = workbook_with_mistakes(data)
    page = window(officer, "/staff/workbook/")
    page.set_input_files(
        "#id_file",
        {
            "name": "county.xlsx",
            "mimeType": "application/octet-stream",
            "buffer": workbook,
        },
    )
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("There is a problem", exact=False).first).to_be_visible()

    for _ in range(len(right)):  # later lists are checked once earlier ones are right
        if page.get_by_role("button", name="Check corrected values").count():
            correct(page, right)
    page.get_by_role("button", name=re.compile("Import [0-9]+ records")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("county.xlsx")

    address = page.url
    with TURN:
        counts = [m.objects.count() for m in (Observation, FundingLine, Priority)]
        assert (counts[0], counts[1] >= 12, counts[2]) == (60, True, 5)
        assert documents() == before
        agreement = Report.objects.get_by_natural_key(*key)
    page.goto(site + reverse("documents:preview", args=[agreement.pk]))
    total = page.get_by_role("row", name=re.compile(r"^Total .*24,000$"))
    expect(total.first).to_be_visible()

    page.goto(address)
    page.get_by_role("button", name="Undo import").click()
    expect(page.get_by_text(" undone.", exact=False)).to_be_visible()
    with TURN:
        assert county_import.is_empty()

    path = tmp_path / "county.xlsx"
    path.write_bytes(data)
    with TURN:
        call_command("import_workbook", str(path), stdout=io.StringIO())
        assert documents() == before
