"""Every kind of public page in a real browser: axe, widths, keyboard, no script.

These tests only read.
"""

import os
import re
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver, resolve, reverse
from playwright.sync_api import expect

from partnership.core.values.disk_space import NO_SPACE
from reports.publication import rendering
from tests.journeys.site import AGREEMENT, CHROMIUM
from tests.reports.pdf_words import pages_of
from tests.reports.small_documents import a_document

WIDTHS = [320, 768, 1280]
MISSING = "/no-such-page/"
PAGES = [
    "/",
    "/documents/",
    "/priorities/",
    "/priorities/?year=2011-12&partnership=oxford-csp",
    "/funding/",
    "/funding/?sort=-y2016",
    "/measures/",
    "/measures/?q=nothing-so-named",
    "/measures/mh-detentions/",  # with bars
    "/partners/",
    "/partnerships/",
    "/partnerships/cherwell-csp/",  # with money
    "/accessibility/",
    "/follow/",
    "/follow/type/community-safety-agreement/",
    "/objectives/",
    "/data/",
    "/search/?q=burglary",
    "/verify/",
    "/a-to-z/",
    "/compare/?old=community-safety-agreement/2016-17"
    "&new=community-safety-agreement/2017-18",
    "/privacy/",
    MISSING,
]
# Looked at by other journeys, because something has to be published or sent before.
OF_OTHER_JOURNEYS = {
    *("reports:edition", "reports:editions", "reports:shared_link"),
    *("reports:confirm_subscription", "reports:stop_subscription"),
}
# Addresses of files, of what only programs read, and of what only takes a form.
NO_PAGES = {
    *("reports:sitemap", "reports:robots", "reports:openapi", "reports:grants_data"),
    *("reports:register_data", "reports:notices_data", "reports:document_tables"),
    *("reports:edition_tables", "reports:edition_table", "reports:line_data"),
    *("reports:record_data", "reports:list_data", "reports:feed"),
    *("reports:feed_of_topic", "reports:document_file", "reports:shared_link_file"),
    *("reports:edition_json", "reports:edition_html", "reports:edition_pdf"),
    *("reports:document_pdf", "reports:document_json", "partnership:health"),
    *("partnership:theme", "partnership:discard_unsaved"),
}
FOR_USERS = ("admin/", "account/", "staff/", "mine/")
# Only what is broken is reported in full; the rest of axe's answer takes long to read.
AXE = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"
LANDMARKS = {
    "main#main": 1,
    "body > header": 1,
    "body > footer": 1,
    "h1": 1,
    "main h1": 1,
    "header nav[aria-label=Sections]": 1,
    "nav:not([aria-label], [aria-labelledby])": 0,
}

pytestmark = [
    pytest.mark.browser,
    # Without this mark there is no test database, and the site would use the real one.
    pytest.mark.django_db,
    pytest.mark.skipif(
        not os.path.exists(CHROMIUM), reason="There is no chromium on this machine."
    ),
]


@pytest.fixture(scope="module")
def documents(site):
    """The address of every document of the sample."""
    from reports import document_types
    from reports.models import Report

    reports = Report.objects.select_related("partnership")
    # A county with districts has an agreement in place of a partnership plan.
    kinds = set(document_types.DOCUMENT_TYPES) - {"partnership-plan"}
    assert {report.document_type for report in reports} == kinds
    return [f"/{report.path}/" for report in reports]


@pytest.fixture(scope="module")
def pages(site):
    """One page of each other kind, the detail pages by rows of the sample."""
    from funding.models import Fund, FundingLine
    from partnership.models import Partner, Partnership
    from priorities.models import Measure, Objective, Priority

    details = [
        (
            "priorities:priority_detail",
            Priority.objects.filter(earlier_links__isnull=False),
        ),
        ("priorities:measure_detail", Measure.objects.filter(targets__isnull=False)),
        (
            "priorities:measure_detail",
            Measure.objects.filter(reported_changes__isnull=False),
        ),
        ("priorities:objective_detail", Objective.objects.all()),
        ("funding:fund_detail", Fund.objects.all()),
        ("funding:line_detail", FundingLine.objects.filter(measures__isnull=False)),
        ("partnership:partner_detail", Partner.objects.filter(services__isnull=False)),
        ("partnership:partnership_detail", Partnership.objects.filter(is_home=True)),
    ]
    found = [reverse(name, args=[rows.first().code]) for name, rows in details]
    return [*PAGES, *found]


def kinds_of_pages(patterns, prefix="", namespace=""):
    """The names of all addresses but those for users, with their namespaces."""
    for pattern in patterns:
        place = f"{prefix}{pattern.pattern}"
        if place.startswith(FOR_USERS):
            continue
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from kinds_of_pages(pattern.url_patterns, place, inner)
        else:
            yield f"{namespace}{pattern.name}"


def test_every_kind_of_page_is_looked_at(documents, pages):
    """A new kind of page is added to `PAGES`, or looked at in a journey."""
    paths = [address.partition("?")[0] for address in [*documents, *pages]]
    looked_at = {resolve(path).view_name for path in paths if path != MISSING}

    of_users = {"reports:shared", "reports:shared_draft"}
    kinds = set(kinds_of_pages(get_resolver().url_patterns)) - of_users
    assert looked_at | OF_OTHER_JOURNEYS | NO_PAGES == kinds


def overflow(page):
    """How many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def at_every_width(page, address, widths=WIDTHS):
    """What axe finds at each width, and where the page is wider than its window."""
    from axe_playwright_python.base import AXE_SCRIPT

    page.evaluate(AXE_SCRIPT)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for found in page.evaluate(AXE):
            markup = found["nodes"][0]["html"][:200]
            yield f"{address} at {width}: {found['id']}, {markup}"
        if overflow(page) > 0:
            yield f"{address} at {width} is {overflow(page)} pixels too wide"


def landmarks(page, address, wanted):
    """Which of a page's landmarks are missing or repeated."""
    for selector, count in wanted.items():
        if page.locator(selector).count() != count:
            yield f"{address}: {page.locator(selector).count()} of {selector}"


def cells_without_header(page, address):
    """Cells that a screen reader cannot name at the width of a phone.

    Whatever the styles make of a table, it stays one in the accessibility tree, where
    each cell has a header above it or in its row.
    """
    page.set_viewport_size({"width": 320, "height": 900})
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    nodes = {node["nodeId"]: node for node in tree["nodes"]}

    def below(node, *roles):
        for name in node.get("childIds", []):
            if (child := nodes.get(name)) is None:
                continue
            if child.get("role", {}).get("value") in roles:
                yield child
            else:
                yield from below(child, *roles)

    tables = [n for n in nodes.values() if n.get("role", {}).get("value") == "table"]
    shown = page.locator("table:visible").count()
    if len(tables) != shown:
        yield f"{address}: {shown} tables, {len(tables)} of them in the tree"
    for table in tables:
        columns = 0
        for row in below(table, "row"):
            headers = len(list(below(row, "columnheader")))
            columns = max(columns, headers)
            cells = list(below(row, "cell", "gridcell"))
            is_named = any(below(row, "rowheader")) or len(cells) <= columns
            if cells and not is_named:
                words = [cell.get("name", {}).get("value", "") for cell in cells]
                yield f"{address}: no header for {words}"


def look(browser, site, addresses, wanted, widths=WIDTHS):
    """All that is wrong with some pages, including what the browser reports."""
    page = browser.new_page()
    issues = []
    page.on("pageerror", lambda error: issues.append(f"{page.url}: {error}"))
    page.on("console", lambda said: issues.append(f"{page.url}: {said.text}"))
    for address in addresses:
        page.goto(site + address)
        issues += landmarks(page, address, wanted)
        issues += at_every_width(page, address, widths)
        issues += cells_without_header(page, address)
    page.close()
    return issues


def test_cells_without_header_are_found(browser, site):
    page = browser.new_page()
    page.goto(site + "/verify/")
    rows = "<tr><th scope=row>A</th><td>1</td></tr><tr><td>2</td><td>3</td></tr>"
    page.set_content(f"<table><caption>Two</caption>{rows}</table>")
    assert len(list(cells_without_header(page, "it"))) == 1
    page.close()


# The words of a table that are broken over lines, and how wide the page is.
BROKEN_WORDS = """() => {
  const broken = [], texts = document.createTreeWalker(document.body, 4);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (!node.parentElement.closest("table")) continue;
    for (const word of node.data.matchAll(/\\w+/g)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (range.getClientRects().length > 1) broken.push(word[0]);
    }
  }
  return [broken, document.documentElement.scrollWidth];
}"""


def test_own_tables_scroll_on_a_phone_and_break_no_word(browser):
    words = ["Neighbourhoods", "Responsibilities", "Accommodation", "Communication"]
    cells = "".join(f"<td><p>{word} and more</p></td>" for word in words)
    table = f"<table><tbody>{f'<tr>{cells}</tr>' * 2}</tbody></table>"
    texts = f"{table}<ul><li><p>In a list</p>{table}</li></ul>"
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.set_content(rendering.as_html(a_document({"Tables": texts}, "paper")))

    assert page.evaluate(BROKEN_WORDS) == [[], 320]
    page.close()


DOCUMENT = LANDMARKS | {
    "nav#contents[aria-labelledby]": 1,
    "main .document-main .document-body": 1,
    "main form": 0,  # readers only read
}


@pytest.mark.slow
def test_nothing_is_wrong_with_a_document_of_each_style(browser, site):
    addresses = [AGREEMENT, "/scrutiny-paper/2017-09-21/"]

    assert look(browser, site, addresses, DOCUMENT, [320]) == []


@pytest.mark.long
@pytest.mark.slow
def test_nothing_is_wrong_with_any_kind_of_document(browser, site, documents):
    assert look(browser, site, documents, DOCUMENT) == []


@pytest.mark.long
@pytest.mark.slow
def test_nothing_is_wrong_with_any_other_page(browser, site, pages):
    issues = look(browser, site, pages, LANDMARKS)

    # The browser itself notes the status of the page that is not there.
    assert [text for text in issues if "status of 404" not in text] == []


def error_page(name):
    """One of the pages for errors, with a text that was not saved."""
    request = RequestFactory().get("/error/")
    request.user, request.session = AnonymousUser(), {}
    context = {"texts": [("Reason", "Counted twice.")], "message": NO_SPACE}
    return render_to_string(name, context, request)


def answer_with(html):
    return lambda route: route.fulfill(body=html, content_type="text/html")


@pytest.mark.long
@pytest.mark.slow
def test_nothing_is_wrong_with_pages_for_errors(browser, site):
    names = [
        path.name for path in Path(settings.BASE_DIR, "templates").glob("[45]??*.html")
    ]
    assert len(names) > 7
    with closing(browser.new_context()) as context:
        for name in names:
            context.route(f"{site}/{name}", answer_with(error_page(name)))
        headings = {"h1": 1, "main h1": 1}
        assert look(context, site, [f"/{name}" for name in names], headings) == []


@pytest.mark.long
@pytest.mark.slow
def test_nothing_is_lost_at_twice_the_size(browser, site, documents, pages):
    """As a window of 1280 pixels shows it at 200%, and with its text alone doubled."""
    wide = []
    zoomed = browser.new_page(
        viewport={"width": 640, "height": 450}, device_scale_factor=2
    )
    larger = browser.new_page(viewport={"width": 1280, "height": 900})

    for address in [*documents, *pages]:
        zoomed.goto(site + address)
        if overflow(zoomed) > 0:
            wide.append(f"{address} at 200%: {overflow(zoomed)}")
        if address in documents:  # wide tables need the whole page's zoom
            continue
        larger.goto(site + address)
        larger.evaluate("document.documentElement.style.fontSize = '200%'")
        if overflow(larger) > 0:
            wide.append(f"{address} with large text: {overflow(larger)}")

    assert wide == []


BROKEN_YEARS = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    for (const years of texts.currentNode.data.matchAll(/\\d{4}-\\d{2}/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, years.index);
      range.setEnd(texts.currentNode, years.index + years[0].length);
      const lines = [...range.getClientRects()].map((box) => Math.round(box.top));
      if (new Set(lines).size > 1) found.push(texts.currentNode.data.trim());
    }
  }
  return found;
}"""


def test_years_stay_on_one_line(browser, site):
    page = browser.new_page()
    page.goto(f"{site}/funding/")

    # In some of these widths, a browser breaks a year after its hyphen.
    for width in range(240, 420, 12):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(BROKEN_YEARS) == [], width


LOWER = """(height) => {
  const filler = document.createElement("div");
  filler.style.height = height;
  document.querySelector("h2:has(+ .listing)").before(filler);
}"""


def test_heading_is_printed_with_the_first_rows_of_its_table(browser, site, tmp_path):
    page = browser.new_page()
    page.goto(f"{site}/funding/")

    # In some of these places, the room below the heading is too little for a row.
    for height in ("280mm", "4mm", "4mm", "4mm"):
        page.evaluate(LOWER, height)
        page.pdf(path=tmp_path / "funding.pdf", format="A4")
        texts = [printed.text for printed in pages_of(tmp_path / "funding.pdf")]
        [text] = [text for text in texts if "All funding lines by year" in text]
        assert "181,127" in text


def test_keyboard_reaches_the_main_part_first(browser, site):
    page = browser.new_page()
    page.goto(site)

    page.keyboard.press("Tab")

    skip = page.locator(".govuk-skip-link")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["height"] > 20
    page.keyboard.press("Enter")
    page.wait_for_url("**/#main")


def test_contents_lead_to_the_sections(browser, site):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{site}/community-safety-agreement/2016-17/")

    page.click(".document-side a:has-text('Our vision')")

    assert page.url.endswith("#section-vision")
    page.wait_for_function(
        "document.querySelector('#section-vision h2').getBoundingClientRect().y < 200"
    )
    assert page.locator(".document-side .contents").bounding_box()["y"] > 0


def test_long_contents_show_that_they_scroll(browser, site):
    page = browser.new_page(viewport={"width": 1280, "height": 500})
    page.goto(f"{site}/community-safety-agreement/2016-17/")
    side = page.locator(".document-side > div")

    look = side.evaluate("box => getComputedStyle(box).backgroundAttachment")
    assert look.startswith("local, local, scroll, scroll")
    assert side.evaluate("box => box.scrollHeight - box.clientHeight") > 100

    side.locator("a").last.focus()  # as with the keyboard
    assert side.evaluate("box => box.scrollTop") > 100


def test_long_documents_fold_on_a_phone_and_links_open_them(browser, site):
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(f"{site}/community-safety-agreement/2016-17/")
    text = page.locator("#section-objectives table").first
    button = page.get_by_role("button", name=re.compile("^(Show|Hide) +Appendix B"))
    expect(text).to_be_hidden()

    button.click()
    expect(text).to_be_visible()
    button.click()
    expect(text).to_be_hidden()

    # A long section shows how it begins.
    expect(page.locator("#section-achievements p:visible").first).to_be_visible()
    expect(page.locator("#section-achievements .is-folded").last).to_be_hidden()
    page.click("#section-achievements + .fold:has-text('Show the rest')")
    expect(page.locator("#section-achievements .is-folded")).to_have_count(0)

    page.click(".contents-narrow summary")
    page.click(".contents-narrow a:has-text('Appendix B')")
    expect(text).to_be_visible()
    page.click("text=Back to top")
    assert page.url.endswith("#main")
    page.click("text=Show the whole document")
    expect(page.locator(".is-folded")).to_have_count(0)

    # On a wider screen all is shown.
    page.set_viewport_size({"width": 1000, "height": 800})
    expect(page.locator(".fold")).to_have_count(0)
    page.close()


def test_documents_are_half_as_long_on_a_phone(browser, site, documents):
    size = {"width": 320, "height": 800}
    lengths = {}
    for has_script in (True, False):
        context = browser.new_context(java_script_enabled=has_script, viewport=size)
        page = context.new_page()
        for address in documents:
            page.goto(site + address)
            height = page.locator("body").bounding_box()["height"]
            lengths.setdefault(address, []).append(height)
        context.close()

    # A document of less than 30 screens may be read from its beginning to its end.
    long = {url: pair for url, pair in lengths.items() if pair[1] > 30 * size["height"]}
    assert AGREEMENT in long and len(long) > 3
    assert {url: pair for url, pair in long.items() if pair[0] > pair[1] / 2} == {}
