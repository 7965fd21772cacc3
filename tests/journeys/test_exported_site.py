"""The exported site in a browser: from a folder of a web server, and from a disk."""

from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from reports.publication import publish as publishing
from tests.builders import a_user
from tests.journeys.site import TURN, main
from tests.journeys.test_browser import at_every_width
from tests.reports.publishing_help import fake_pdfs, replace_checks

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]


class Files(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@contextmanager
def served(folder):
    """The address at which a web server hands out a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_exported_site_is_read_in_any_folder(
    browser, site, report, settings, monkeypatch, media_root, tmp_path, db
):
    fake_pdfs(monkeypatch)
    replace_checks(monkeypatch)
    with TURN:
        settings.SHOW_DRAFTS = False
        publishing.publish(report, a_user())
        call_command("export_site", str(tmp_path / "archive" / "2017"))

    with served(tmp_path) as address:
        page = browser.new_page()
        page.goto(f"{address}/archive/2017/")
        page.fill("header input[name=q]", "burglary")
        page.click("header form button")
        page.click("#results a[href*='#section-'] >> nth=0")
        expect(page.locator("main :target")).to_be_in_viewport()
        assert "burglary" in page.inner_text("main :target").lower()
        page.go_back()
        expect(page.locator("#results a").first).to_be_visible()
        assert list(at_every_width(page, page.url)) == []
        page.close()

    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "archive" / "2017" / "index.html").as_uri())
    page.click("footer a:text-is('A to Z')")
    page.click("nav[aria-label=Letters] a:text-is('C')")
    page.click("main a:text-is('Cherwell Community Safety Partnership')")
    assert "Areas covered" in main(page)
    context.close()
