"""One browser and one site with the sample, for all journeys.

The sample is never committed: the site's threads and the tests share the one
connection of a database in memory. A page of the staff area sends several requests at
once (who else is here, save the draft, show the preview), so requests and the
statements of tests take turns here, as they would not on a real installation: two
threads that use the connection at the same moment can wait for each other for ever.
"""

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.test import Client

from tests import sample_copy, signing_in
from tests.journeys.site import CHROMIUM, TURN

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
]

# Timeout in milliseconds: long enough for a busy machine.
PATIENCE = 60_000


@pytest.fixture(scope="package")
def playwright():
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's own loop makes Django think that it is called from async code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield playwright


@pytest.fixture(scope="package")
def in_turn():
    """Requests are answered one after the other, and statements wait for them."""
    answer = WSGIHandler.get_response

    def answered(handler, request):
        with TURN:
            return answer(handler, request)

    def executed(execute, *args):
        with TURN:
            return execute(*args)

    with pytest.MonkeyPatch.context() as patch, connection.execute_wrapper(executed):
        patch.setattr(WSGIHandler, "get_response", answered)
        yield


@pytest.fixture(scope="package")
def site(playwright, in_turn, django_db_setup, django_db_blocker):
    """The address of a running site with the sample data, rolled back at the end."""
    from pytest_django.live_server_helper import LiveServer

    with django_db_blocker.unblock():
        if not connection.is_in_memory_db():
            pytest.skip("The site is tried on SQLite in memory only.")
        with transaction.atomic():
            sample_copy.insert()
            server = LiveServer("localhost")
            yield server.url
            server.stop()
            transaction.set_rollback(True)


@pytest.fixture(scope="package")
def browser(playwright, site):
    """A browser that closes before the site does, and its connections with it."""
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield chromium
    chromium.close()


@pytest.fixture
def officer(site):
    return signing_in.user_with_roles(
        "officer", email="alex@example.org", name="Alex Example"
    )


@pytest.fixture
def other(site):
    return signing_in.user_with_roles(
        "officer", email="dan@example.org", name="Dan Example"
    )


@pytest.fixture
def report(site):
    from reports.models import Report

    return Report.objects.get(
        document_type="community-safety-agreement",
        period="2016-17",
        partnership__is_home=True,
    )


@pytest.fixture
def window(browser, site, db):
    """Opens a page as a user who is signed in.

    Whatever the test does, no page of it may break the Content-Security-Policy, and no
    script may fail.
    """
    contexts, faults = [], []

    def heard(text):
        if "Security Policy" in text:
            faults.append(text)

    def opened(user, address, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        context.add_cookies([session_of(user, site)])
        context.on("console", lambda said: heard(said.text))
        context.on("weberror", lambda one: faults.append(str(one.error)))
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(site + address)
        return page

    yield opened
    for context in contexts:
        context.close()
    with TURN:
        assert faults == []


def session_of(user, site):
    """The cookie of a user who has just signed in."""
    client = Client()
    with TURN:
        signing_in.sign_in(client, user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": site}
