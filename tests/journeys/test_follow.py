"""A reader follows documents by email, in a browser: subscribes, confirms, stops."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from partnership.core.background import periodic
from reports.models import Announcement, Subscription
from reports.publication import publish as publishing
from tests.builders import a_user
from tests.journeys.site import TURN, main
from tests.journeys.test_browser import at_every_width
from tests.reports.publishing_help import fake_pdfs, replace_checks
from tests.responses import link_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]
PAGE = "/community-safety-agreement/2016-17/"


@pytest.fixture
def reader(browser, site, db):
    """A page without scripts, as an anonymous reader."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def accessible(page):
    assert list(at_every_width(page, page.url)) == []


def test_reader_subscribes_confirms_gets_an_email_and_stops(
    reader, site, report, monkeypatch, media_root
):
    fake_pdfs(monkeypatch)
    replace_checks(monkeypatch)
    reader.goto(site + "/documents/")
    reader.click("main a:text-is('Follow documents')")
    accessible(reader)
    reader.click("a:text-is('Community Safety Agreement')")

    # A wrong address is refused, and the right one gets a link.
    reader.click("button:text-is('Send me a link')")
    assert "Enter your email address" in main(reader)
    accessible(reader)
    reader.fill("#id_email", "ana@example.org")
    reader.click("button:text-is('Send me a link')")
    assert "Check your email" in main(reader)
    accessible(reader)
    with TURN:
        confirm = link_in(mail.outbox[-1], "/confirm/")
    reader.goto(site + confirm)
    accessible(reader)
    reader.click("button:text-is('Confirm')")
    assert "You now follow these documents" in main(reader)
    accessible(reader)

    # On publication, the worker sends the email.
    with TURN:
        publishing.publish(report, a_user())
        past = timezone.now() - dt.timedelta(minutes=2)
        Announcement.objects.update(created_at=past)
        periodic.enqueue_due_work()
        message = mail.outbox[-1]
    assert message.to == ["ana@example.org"]
    assert message.subject.startswith("Published: ")
    assert PAGE in message.body

    reader.goto(site + link_in(message, "/stop/"))
    accessible(reader)
    reader.click("button:text-is('Unsubscribe')")
    assert "You have unsubscribed" in main(reader)
    accessible(reader)
    with TURN:
        assert not Subscription.objects.exists()
    assert reader.context.cookies() == []
