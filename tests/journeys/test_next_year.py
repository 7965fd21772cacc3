"""The agreement of the next year, made from this year's, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from funding.models import Allocation
from partnership.core.models.imports import ImportRun
from priorities.models import Priority
from reports.assembly.carry_over import unread
from reports.models import Report
from tests.journeys import test_browser
from tests.journeys.site import TURN, main

pytestmark = [*test_browser.pytestmark, pytest.mark.long]

AGREEMENT = "community-safety-agreement"
MOST_CLICKS = 40
# Counts what the user presses, on all pages of a tab.
COUNT = """
    addEventListener("click", (event) => {
      const before = Number(sessionStorage.clicks || 0);
      if (event.isTrusted) sessionStorage.clicks = before + 1;
    }, true);
"""


def clicks(page):
    return int(page.evaluate("sessionStorage.clicks || 0"))


def set_up(page):
    page.get_by_role("link", name="Set up 2018-19").click()
    assert page.inner_text("h1") == "Set up 2018-19"
    page.get_by_role("button", name="Preview").click()
    assert "Allocations: 8" in main(page)
    page.get_by_role("button", name="Set up 2018-19").click()
    assert "2018-19 is set up" in main(page)


def enter_amounts(page):
    """What is new: each amount, over “not yet decided”; the tab key leads on."""
    page.get_by_role("link", name="Settlements").click()
    page.locator("tr", has_text="2018-19").get_by_role("link").first.click()
    page.get_by_role("link", name="Edit allocations").click()
    undecided = "tr:has(option[value=not-yet-decided]:checked)"
    names = page.locator(f"{undecided} input[name$=-amount]").evaluate_all(
        "(boxes) => boxes.map((box) => box.name)"
    )
    assert len(names) == 8
    for place, name in enumerate(names, 1):
        page.fill(f"[name={name}]", f"{place},000.50")
    page.get_by_role("button", name="Save allocations").click()
    assert "lines saved." in main(page)


def read_texts(page, report):
    page.get_by_role("link", name="Documents", exact=True).click()
    row = page.locator("tr", has_text="2018-19").filter(has_text="Agreement")
    row.get_by_role("link").first.click()
    page.get_by_role("link", name="Start from an earlier document").click()
    # An officer opens one, and leaves the others as they are.
    page.get_by_label("Select all").check()
    page.locator("[name=key]").first.uncheck()
    page.get_by_role("button", name="Mark selected as reviewed").click()
    assert "marked as reviewed" in main(page)
    with TURN:
        assert unread(report).count() == 1
    page.get_by_role("link", name="Edit").last.click()


def test_agreement_is_made_in_few_clicks(window, site, officer):
    page = window(officer, reverse("staff:dashboard"))
    page.context.add_init_script(COUNT)
    page.reload()

    set_up(page)
    enter_amounts(page)
    with TURN:
        report = Report.objects.get(document_type=AGREEMENT, period="2018-19")
        made = Allocation.objects.filter(settlement__year=2018)
        assert made.exclude(amount_gbp=None).count() == 8
    read_texts(page, report)

    assert clicks(page) <= MOST_CLICKS
    page.goto(site + reverse("documents:preview", args=[report.pk]))
    assert "Community Safety Agreement 2018-19" in page.inner_text("h1")
    assert "8,000.50" in page.inner_text("#section-resourcing")
    with TURN:
        last = Priority.objects.filter(from_year=2018, partnership__is_home=True).last()
        run = ImportRun.objects.get()
    assert last.title in page.inner_text("#section-priorities")
    # What has been changed since cannot be undone with the year.
    page.goto(site + reverse("records:import_report", args=[run.pk]))
    assert "This cannot be undone" in main(page)


def test_year_set_up_by_a_double_click_is_undone_at_once(window, site, officer):
    with TURN:
        before = Report.objects.count(), Allocation.objects.count()
    page = window(officer, reverse("staff:dashboard"))
    page.get_by_role("link", name="Set up 2018-19").click()
    page.get_by_role("button", name="Set up 2018-19").dblclick()
    expect(page.get_by_role("main")).to_contain_text("2018-19 is set up")
    with TURN:
        assert ImportRun.objects.count() == 1
        report = Report.objects.get(document_type=AGREEMENT, period="2018-19")
    to_read = page.get_by_role("link", name=f"Review the text of {report}")
    expect(to_read).to_be_visible()

    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_role("main")).to_contain_text("undone")
    expect(to_read).to_be_hidden()
    with TURN:
        assert (Report.objects.count(), Allocation.objects.count()) == before


PASTE = """(box, text) => {
    const data = new DataTransfer();
    data.setData("text", text);
    const how = { clipboardData: data, bubbles: true, cancelable: true };
    box.dispatchEvent(new ClipboardEvent("paste", how));
}"""


def test_amounts_are_pasted_and_lines_added_and_moved(window, site, officer):
    cherwell = Allocation.objects.get(line__code="csp-cherwell", settlement__year=2016)
    address = reverse("funding:allocations_table", args=[cherwell.settlement_id])
    page = window(officer, address)
    labels = page.locator("[data-name]")
    box = page.locator(f"[name=line-{cherwell.line_id}-amount]")
    oxford = page.locator("[data-line=csp-oxford] [data-amount]")

    # In another order than the table, with a short name, and a total that is no line.
    first, rest = "Youth justice\t300\nOxford\t1,000", "\nCHERWELL\t2,000.50"
    box.evaluate(PASTE, f"Name\t2016-17\n{first}\nTotal\t3,300.50{rest}")
    assert page.inner_text("[data-pasted]") == "3 amounts pasted. Left out: Total."
    assert box.input_value() == "2,000.50"
    assert oxford.input_value() == "1,000"

    page.fill("[name=new-label]", "Street lights")
    page.fill("[name=new-amount]", "400")
    page.get_by_role("button", name="Save allocations").click()
    assert "4 lines saved." in main(page)
    assert labels.last.inner_text() == "Street lights"
    page.get_by_role("button", name="Move Street lights up").click()
    page.wait_for_selector(
        "[data-spoken]:text('Street lights moved.')", state="attached"
    )
    assert labels.last.inner_text() != "Street lights"
