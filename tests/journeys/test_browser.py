"""Every kind of public page in a real browser: axe, widths, keyboard, no script."""

import os
import shutil

import pytest
from django.urls import reverse

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
]
PAGES = [
    "/",
    "/documents/",
    "/community-safety-agreement/2016-17/",
    "/priorities/",
    "/priorities/?year=2011-12&partnership=oxford-csp",
    "/funding/",
    "/funding/?sort=-y2016",
    "/measures/",
    "/partners/",
    "/partnerships/",
    "/accessibility/",
    "/no-such-page/",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not os.path.exists(CHROMIUM), reason="There is no chromium on this machine."
    ),
]


@pytest.fixture
def browser(monkeypatch):
    # Playwright's own loop makes Django think that it is called from async code.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def site(browser, live_server):
    """The address of a running site with the sample data."""
    from reports import sample

    sample.load()
    return live_server.url


def addresses():
    """One page of each kind, the detail pages by rows of the sample."""
    from partnership.models import Partner, Partnership
    from priorities.models import Measure, Priority

    details = [
        ("priorities:priority_detail", Priority.objects.filter(origins__isnull=False)),
        ("priorities:measure_detail", Measure.objects.filter(targets__isnull=False)),
        (
            "priorities:measure_detail",
            Measure.objects.filter(stated_changes__isnull=False),
        ),
        ("partnership:partner_detail", Partner.objects.filter(services__isnull=False)),
        ("partnership:partnership_detail", Partnership.objects.filter(is_home=True)),
    ]
    found = [reverse(name, args=[rows.first().code]) for name, rows in details]
    return [*PAGES, *found]


def overflow(page):
    """How many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(browser, site, width):
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 900})
    messages = []
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("console", lambda message: messages.append(message.text))
    findings = []

    for address in addresses():
        page.goto(site + address)
        findings += [
            f"{address}: {found['id']}, {found['nodes'][0]['html'][:200]}"
            for found in Axe().run(page).response["violations"]
        ]
        if overflow(page) > 0:
            findings.append(f"{address} is {overflow(page)} pixels too wide")

    assert findings == []
    assert [m for m in messages if "404" not in m] == []


@pytest.mark.slow
def test_nothing_is_lost_at_twice_the_size(browser, site):
    """As a window of 1280 pixels shows it at 200%, and with its text alone doubled."""
    wide = []
    zoomed = browser.new_page(
        viewport={"width": 640, "height": 450}, device_scale_factor=2
    )
    larger = browser.new_page(viewport={"width": 1280, "height": 900})

    for address in addresses():
        zoomed.goto(site + address)
        if overflow(zoomed) > 0:
            wide.append(f"{address} at 200%: {overflow(zoomed)}")
        if "agreement" in address:  # its wide tables need the whole page's zoom
            continue
        larger.goto(site + address)
        larger.evaluate("document.documentElement.style.fontSize = '200%'")
        if overflow(larger) > 0:
            wide.append(f"{address} with large text: {overflow(larger)}")

    assert wide == []


def test_keyboard_reaches_the_main_part_first(browser, site):
    page = browser.new_page()
    page.goto(site)

    page.keyboard.press("Tab")

    skip = page.locator(".govuk-skip-link")
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.bounding_box()["height"] > 20
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_everything_works_without_script(browser, site):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/priorities/")

    page.select_option("select[name=partnership]", "oxford-csp")
    page.click("button:has-text('Show')")
    assert "partnership=oxford-csp" in page.url

    page.click("thead a:has-text('Priority')")
    assert "sort=title" in page.url
    assert "partnership=oxford-csp" in page.url
    assert page.locator("th[aria-sort=ascending]").inner_text() == "Priority"

    page.click("text=Clear the filters")
    assert page.url == f"{site}/priorities/"


def test_contents_lead_to_the_sections(browser, site):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}/community-safety-agreement/2016-17/")

    page.click(".document-side a:has-text('Our vision')")

    assert page.url.endswith("#section-vision")
    assert page.locator("#section-vision h2").bounding_box()["y"] < 200
    assert page.locator(".document-side .contents").bounding_box()["y"] > 0
