"""Officers' windows on the site with the sample, one browser for each file.

The site's threads and the test share the one connection of a database in memory. A page
of the workplace asks several things at once (who else is here, keep the draft, show
the preview), so requests take turns here, as they would not on a real installation.
"""

import threading

import pytest
from django.core.handlers.wsgi import WSGIHandler

from tests.signing_in import PASSWORD, somebody

TURN = threading.RLock()
AGREEMENT = "/community-safety-agreement/2016-17/"


@pytest.fixture(scope="module")
def in_turn():
    """Requests are answered one after the other."""
    answer = WSGIHandler.get_response

    def answered(handler, request):
        with TURN:
            return answer(handler, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WSGIHandler, "get_response", answered)
        yield


@pytest.fixture
def officer(site):
    return somebody("officer", email="alex@example.org", name="Alex Example")


@pytest.fixture
def other(site):
    return somebody("officer", email="dan@example.org", name="Dan Example")


@pytest.fixture
def report(site):
    from reports.models import Report

    return Report.objects.get(
        kind="community-safety-agreement", period="2016-17", partnership__is_home=True
    )


@pytest.fixture
def window(browser, site, in_turn, db):
    """Opens a page as an officer, from the sign-in that stands before it.

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
        context.on("console", lambda said: heard(said.text))
        context.on("weberror", lambda one: faults.append(str(one.error)))
        page = context.new_page()
        page.set_default_timeout(15000)
        page.goto(site + address)
        sign_in(page, user)
        page.wait_for_url(f"**{address}*")
        return page

    yield opened
    for context in contexts:
        context.close()
    with TURN:
        assert faults == []


def sign_in(page, user):
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")


def fresh(row):
    """A row as it is stored now."""
    with TURN:
        return type(row).objects.get(pk=row.pk)


def main(page):
    return page.inner_text("main")
