"""A contributor sends a return and a part in a real browser: axe and widths."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from funding.models import Allocation, MonitoringReturn
from partnership.models import Partnership
from reports.models import Contribution
from tests.journeys import test_browser
from tests.journeys.test_browser import LANDMARKS, at_every_width, look
from tests.journeys.test_signing_in import own, sign_in
from tests.signing_in import user_with_roles

pytestmark = test_browser.pytestmark
READY = "[data-word-tools][data-ready]"


@pytest.fixture
def contributor():
    """Whoever leads the Public Health grant, and writes for Oxford."""
    grants = Allocation.objects.filter(line__code="public-health")
    lead = grants.exclude(lead=None).first().lead
    grants.filter(settlement__year=2016).update(lead=lead)
    return user_with_roles(
        "contributor",
        email="sender@example.org",
        name="Jo Example",
        person=lead.person,
        partnership=Partnership.objects.get(code="oxford-csp"),
    )


@pytest.fixture
def mid_year():
    rows = MonitoringReturn.objects.filter(line__code="public-health", kind="mid-year")
    rows.update(due_on=dt.date(2016, 10, 28))
    return rows.get()


@pytest.fixture
def part():
    row = Contribution.objects.get(partnership__code="oxford-csp")
    row.body = ""
    row.save()
    return row


@pytest.fixture
def page(browser, site, contributor):
    with browser.new_context() as context:
        page = context.new_page()
        sign_in(page, site, contributor)
        yield page


def write(page, box, words):
    page.wait_for_selector(READY, state="attached")
    page.fill(box, words)


def test_contributor_sends_a_return(page, site, mid_year):
    expect(page).to_have_url(f"{site}/mine/")
    address = reverse("funding:return_update", args=[mid_year.pk])
    page.click(f"a[href='{address}']")
    page.fill("#id_spent_gbp", "£28,563")
    write(page, "#id_narrative", "The café opened a second kitchen.")

    page.click("button:has-text('Save and come back later')")
    assert "saved. You can make changes" in page.inner_text(
        ".govuk-notification-banner"
    )
    page.click(f"a[href='{address}']")
    expect(page.locator("#id_spent_gbp")).to_have_value("28,563")
    page.click("button:has-text('Check your answers')")
    assert "The café opened a second kitchen." in page.inner_text("main")
    page.click("button:text-is('Submit')")

    assert page.locator("main textarea").count() == 0
    assert page.inner_text(".mine-state .govuk-tag") == "Submitted"
    mid_year.refresh_from_db()
    assert mid_year.received_on is not None


def test_contributor_sends_a_part(page, site, part):
    page.goto(site + reverse("reports:my_contribution", args=[part.pk]))
    page.click("button:has-text('Check your answers')")
    assert "You cannot submit this yet" in page.inner_text(".govuk-error-summary")

    page.click(".govuk-error-summary a")
    write(page, "#id_body", "We lit the bridges.")
    page.click("button:has-text('Check your answers')")
    page.click("button:text-is('Submit')")

    part.refresh_from_db()
    assert part.body == "<p>We lit the bridges.</p>"
    assert part.received_on is not None


LISTED = (
    '<p>We <strong>did</strong>, see <a href="https://www.example.org/">here</a>:</p>'
    "<ul><li>One</li><li>Two</li></ul>"
)


@pytest.mark.long
def test_formatting_is_kept_when_a_contributor_saves(page, site, part):
    part.body = LISTED
    part.save()
    page.goto(site + reverse("reports:my_contribution", args=[part.pk]))
    page.wait_for_selector(READY, state="attached")
    assert page.locator("#id_body li").all_inner_texts() == ["One", "Two"]
    page.click("button:has-text('Save and come back later')")

    part.refresh_from_db()
    assert part.body == LISTED


TOOLS = ["bold", "list", "numbers", "link", "undo"]


def test_contributor_writes_in_the_editor(page, site, part):
    page.goto(site + reverse("reports:my_contribution", args=[part.pk]))
    page.wait_for_selector(READY, state="attached")
    tools = page.locator("[role=toolbar] button")
    assert tools.evaluate_all("all => all.map(one => one.dataset.do)") == TOOLS
    assert page.locator("[data-by-hand]").count() == 0

    page.click("label[for=id_body]")
    page.wait_for_selector("#id_body.ProseMirror-focused")
    page.keyboard.type("We did:")
    page.keyboard.press("Enter")
    page.click("[data-do=list]")
    page.click("[data-do=bold]")
    page.keyboard.type("Bridges")
    page.click("[data-do=bold]")
    page.keyboard.type(" lit")
    assert list(at_every_width(page, "the editor", [320])) == []

    page.click("button:has-text('Check your answers')")
    page.wait_for_url("**/check/")
    part.refresh_from_db()
    assert part.body == (
        "<p>We did:</p><ul><li><p><strong>Bridges</strong> lit</p></li></ul>"
    )


@pytest.mark.long
@pytest.mark.slow
def test_nothing_is_wrong_with_the_pages(browser, site, contributor, mid_year, part):
    sent = MonitoringReturn.objects.get(
        line=mid_year.line, kind="end-year", year=mid_year.year
    )
    MonitoringReturn.objects.filter(pk=sent.pk).update(received_on=dt.date(2017, 4, 28))
    pages = ["/mine/", reverse("funding:return_update", args=[sent.pk])]
    for row, names in [
        (mid_year, ["funding:return_update", "funding:return_confirm"]),
        (part, ["reports:my_contribution", "reports:my_contribution_check"]),
    ]:
        pages += [reverse(name, args=[row.pk]) for name in names]

    with browser.new_context() as context:
        page = context.new_page()
        sign_in(page, site, contributor)
        page.close()
        assert own(look(context, site, pages, LANDMARKS)) == []


@pytest.mark.long
@pytest.mark.slow
def test_failures_leave_nothing_wrong(browser, site, contributor, mid_year):
    with browser.new_context() as context:
        page = context.new_page()
        sign_in(page, site, contributor)
        address = site + reverse("funding:return_update", args=[mid_year.pk])

        page.goto(address)
        page.fill("#id_spent_gbp", "10k")
        page.click("button:has-text('Save and come back later')")
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        assert list(at_every_width(page, "a return with a problem")) == []

        page.goto(address)
        mid_year.narrative = "<p>Written by an officer.</p>"
        mid_year.save()
        write(page, "#id_narrative", "Written by the sender.")
        page.click("button:has-text('Save and come back later')")
        assert "Written by an officer." in page.inner_text(".notice")
        page.wait_for_selector(READY, state="attached")
        assert page.inner_text("#id_narrative").strip() == "Written by the sender."
        assert list(at_every_width(page, "a return that changed")) == []
