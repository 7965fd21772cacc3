"""Every type of page of the staff area in a browser: axe, widths, large text."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from funding.models import Settlement
from partnership.models import Term
from priorities.models import Measure, Priority, Strand
from reports.assembly import document_templates
from reports.models import Passage
from tests.journeys import test_browser
from tests.journeys.site import TURN
from tests.journeys.test_browser import LANDMARKS, at_every_width, look, overflow

pytestmark = [*test_browser.pytestmark, pytest.mark.slow]


@pytest.fixture
def pages(report):
    """One page of each kind."""
    priority = Priority.objects.get(code="asb-2016")
    strand = Strand.objects.get(priority=priority)
    settlement = Settlement.objects.get(year=2016)
    template = document_templates.for_type(report.partnership, "partnership-plan")

    def of(name, *args):
        return reverse(name, args=args)

    return [
        "/staff/",
        of("records:index"),
        of("records:list", "priorities"),
        f"{of('records:list', 'terms')}?q=nothing-so-named",
        of("records:list", "observations"),
        of("records:import", "allocations"),
        of("records:add", "priorities"),
        of("records:edit", "priorities", priority.pk),
        of("records:edit", "strands", strand.pk),
        of("records:delete", "priorities", priority.pk),
        of("records:history", "priorities", priority.pk),
        of("records:recent_changes"),
        of("funding:allocations_table", settlement.pk),
        of("funding:rollover"),
        of("staff:figures_due"),
        of("staff:my_work"),
        of("records:workbook"),
        of("records:list", "document-templates"),
        of("documents:templates"),
        of("documents:template", template.pk),
        of("documents:template_section", template.pk, "resourcing"),
        of("documents:carry_over", report.pk),
        f"{of('priorities:grid', Measure.objects.first().pk)}?kind=month",
        of("editor:section", report.pk, "vision"),
        of("editor:section", report.pk, "assessment"),
        f"{of('editor:find_figures')}?of=documents/{report.pk}&q=fund&section=vision",
        f"{of('editor:find_references')}?of=documents/{report.pk}",
        f"{of('editor:find_figures')}?of=strands&q=fund",
        of("documents:check_results", report.pk),
        of("documents:publish", report.pk),
        of("documents:preview", report.pk),
        of("reports:mine"),
        f"{of('staff:search')}?q=cherwell",
        of("editor:section", report.pk, "at-a-glance"),
    ]


@pytest.mark.long
def test_nothing_is_wrong_with_any_page(window, site, officer, pages):
    page = window(officer, "/staff/all/")

    # What the browser says is among the issues, breaches of the policy too.
    assert look(page.context, site, pages, LANDMARKS) == []


@pytest.mark.long
def test_nothing_is_lost_at_twice_the_size(window, site, officer, pages):
    """As a window of 1280 pixels shows it at 200%, and with its text alone doubled."""
    page = window(officer, "/staff/all/")
    wide = []
    for address in pages:
        page.set_viewport_size({"width": 640, "height": 450})
        page.goto(site + address)
        if overflow(page) > 0:
            wide.append(f"{address} at 200%: {overflow(page)}")
        if "/preview/" in address:  # wide tables need the whole page's zoom
            continue
        page.set_viewport_size({"width": 1280, "height": 900})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if overflow(page) > 0:
            wide.append(f"{address} with large text: {overflow(page)}")
    assert wide == []


@pytest.mark.long
def test_nothing_is_wrong_with_a_conflict_of_forms(window, officer):
    term = Term.objects.create(term="Day centre", meaning="First words.")
    page = window(officer, reverse("records:edit", args=["terms", term.pk]))
    with TURN:
        term.meaning = "Their words."
        term.save()
    page.fill("#id_meaning", "My words.")
    page.click("button:text-is('Save term')")

    assert page.inner_text("h1") == "Someone else has changed this"
    assert list(at_every_width(page, "conflict")) == []


@pytest.mark.long
def test_nothing_is_wrong_with_a_conflict_of_words(window, officer, report):
    address = reverse("editor:section", args=[report.pk, "vision"])
    page = window(officer, address)
    page.wait_for_selector("[data-editor][data-ready]")
    with TURN:
        row = Passage.objects.get(report=report, key="vision.text")
        row.body = "<p>Their words.</p>"
        row.save()
    page.focus("#words .ProseMirror")
    page.keyboard.press("Control+a")
    page.keyboard.type("My words.")
    page.click(".editor-save button")

    expect(page.locator("h1")).to_have_text("Someone else has changed this section")
    assert list(at_every_width(page, "conflict")) == []


def test_nothing_is_wrong_with_problems(window, officer):
    row = Settlement.objects.get(year=2016).allocations.get(line__code="youth")
    page = window(
        officer, reverse("funding:allocations_table", args=[row.settlement_id])
    )
    page.fill(f"[name=line-{row.line_id}-amount]", "10k")
    page.click("button:text-is('Save allocations')")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert list(at_every_width(page, "the table with a problem", [320])) == []

    page.goto(page.url.replace("/table/", "/"))
    page.fill("#id_total_gbp", "a lot")
    page.click("button:has-text('Save settlement')")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert list(at_every_width(page, "a form with a problem", [320])) == []


@pytest.mark.long
def test_nothing_is_wrong_with_an_import(window, officer):
    """The box without a file, a check with a wrong row, one that is right, and done."""
    page = window(officer, reverse("records:import", args=["terms"]))
    page.click("button:text-is('Continue')")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert list(at_every_width(page, "an import without a file")) == []

    choose(page, "term,full version\nTST,Test\n,Nothing\n")
    assert "There is a problem with 1 row" in page.inner_text(".govuk-error-summary")
    assert list(at_every_width(page, "a check with a problem")) == []

    choose(page, "term,full version,tie\nTST,Test,red\n")
    assert list(at_every_width(page, "a check")) == []
    page.click("button:text-is('Import 1 term')")
    assert "1 term imported: 1 new, 0 changed." in page.inner_text("main")
    assert list(at_every_width(page, "what was imported")) == []


def choose(page, text):
    """Upload a file of this text, and wait for the check of its rows."""
    file = {"name": "terms.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.set_input_files("#id_file", file)
    page.click("button:text-is('Continue')")
    page.wait_for_selector(".import-counts")


def test_nothing_is_wrong_with_an_open_picker(window, officer, report):
    page = window(officer, reverse("editor:section", args=[report.pk, "vision"]))
    page.wait_for_selector("[data-editor][data-ready]")
    page.click(".editor-tools button[data-do=figure]")
    page.keyboard.type("community safety fund")
    page.wait_for_selector(".picker [role=option]")
    assert list(at_every_width(page, "the picker", [320])) == []

    page.keyboard.press("Escape")
    page.click(".editor-tools button[data-do=link]")
    assert list(at_every_width(page, "the box for a link", [320])) == []
