"""What readers do on a phone without JavaScript: search, compare, follow, check."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from reports.models import Subscription
from reports.public import search_index
from reports.publication import publish as publishing
from tests.builders import a_user
from tests.journeys.site import AGREEMENT, TURN, main
from tests.reports.planting import plant
from tests.reports.publishing_help import fake_pdfs, replace_checks
from tests.responses import link_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]


@pytest.fixture
def reader(browser, site, db):
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 640}
    )
    yield context.new_page()
    context.close()


def test_reader_needs_no_script(reader, site, report, monkeypatch, media_root):
    fake_pdfs(monkeypatch)
    replace_checks(monkeypatch)
    with TURN:
        edition, _ = publishing.publish(report, a_user())
        search_index.rebuild()

    # From the home page to a passage.
    reader.goto(site)
    reader.fill("header input[name=q]", "burglaries in Cherwell")
    reader.click("header form button")
    expect(reader.locator("ol.found mark").first).to_be_visible()
    expect(reader.locator("ol.found a").first).to_be_in_viewport()
    link = reader.locator("ol.found a[href*='#section-']").first
    link.click()
    expect(reader.locator("main :target")).to_be_in_viewport()
    assert "burglar" in reader.inner_text("main :target").lower()

    # What changed since the year before.
    reader.goto(f"{site}/community-safety-agreement/2017-18/")
    reader.click("a:text-is('What changed since 2016-17')")
    expect(reader.locator("main ins:visible").first).to_be_visible()
    expect(reader.locator("main del:visible").first).to_be_visible()
    assert "Funding" in main(reader) and "Priorities" in main(reader)
    every = "main .changes li"
    assert reader.locator(f"{every}:visible").count() < reader.locator(every).count()
    reader.emulate_media(media="print")
    assert reader.locator(f"{every}:visible").count() == reader.locator(every).count()
    reader.emulate_media(media="screen")

    # By email, and no longer: whoever asks again is sent the link to stop.
    for word, button, done in [
        ("confirm", "Confirm", "You now follow"),
        ("stop", "Unsubscribe", "You have unsubscribed"),
    ]:
        reader.goto(site + AGREEMENT)
        reader.click("main a:has-text('Follow')")
        reader.fill("#id_email", "ana@example.org")
        reader.click("button:text-is('Send me a link')")
        with TURN:
            link = link_in(mail.outbox[-1], f"/{word}/")
        reader.goto(site + link)
        reader.click(f"button:text-is('{button}')")
        assert done in main(reader)
    with TURN:
        assert not Subscription.objects.exists()

    # The file that was published, and one that was not.
    with TURN, edition.pdf.open("rb") as stored:
        content = stored.read()
    for pdf, answer in [
        (content, "This is the PDF file of edition 1"),
        (content + b"x", "We have not published this file"),
    ]:
        reader.goto(site + reverse("reports:verify"))
        file = {"name": "mine.pdf", "mimeType": "application/pdf", "buffer": pdf}
        reader.set_input_files("#file", file)
        reader.click("button:text-is('Check')")
        assert answer in main(reader)

    # The data of the edition.
    reader.goto(site + AGREEMENT)
    data = reader.locator("main a[href$='.csv']").first.get_attribute("href")
    answer = reader.request.get(site + data)
    assert re.match("text/csv", answer.headers["content-type"])
    assert reader.context.cookies() == []


def long_word(field, pk):
    is_name = field.name in {"name", "title", "label", "text", "theme", "counted"}
    return f"{pk}{'W' * 300}"[: field.max_length] if is_name else None


def test_long_words_do_not_widen_a_page(reader, site):
    with TURN:
        planted, _left_out = plant(long_word)
    assert {"Priority.title", "Partnership.name", "FundingLine.label"} <= planted

    for address in [
        *("/", "/documents/", "/priorities/", "/objectives/", "/measures/"),
        *("/funding/", "/partners/", "/partnerships/", "/a-to-z/", "/compare/"),
        *("/funding/lines/youth/", "/partners/cherwell-dc/", "/objectives/pcc-1/"),
        *("/measures/all-crime/", "/grant-return/2016-17/end-year/", AGREEMENT),
    ]:
        assert reader.goto(site + address).status == 200
        wide = reader.locator("html").evaluate("page => page.scrollWidth")
        assert wide == 320, address
