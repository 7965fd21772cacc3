"""Signing in and managing people in a real browser: axe, widths, keyboard."""

import pytest
from playwright.sync_api import expect

from tests.journeys import test_browser
from tests.journeys.test_browser import LANDMARKS, at_every_width, look
from tests.signing_in import PASSWORD, an_app, user_with_roles

pytestmark = test_browser.pytestmark
STRANGERS = [
    "/account/sign-in/",
    "/account/sign-up/",
    "/account/deactivated/",
    "/account/password/reset/",
    "/account/password/reset/sent/",
    "/account/password/reset/done/",
    "/account/password/reset/1-none/",
    "/account/council/error/",
    "/account/council/cancelled/",
]
SIGNED_IN = [
    "/account/sign-out/",
    "/account/again/",
    "/account/password/change/",
    "/account/two-step/",
    "/account/two-step/app/",
    "/account/two-step/codes/new/",
    "/account/users/",
    "/account/users/invite/",
]


def sign_in(page, site, user):
    page.goto(f"{site}/account/sign-in/")
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)


@pytest.fixture
def admin():
    return user_with_roles("admin", email="boss@example.org", name="Alex Example")


@pytest.fixture
def signed_in(browser, site, admin):
    """A window in which an admin has signed in."""
    with browser.new_context() as context:
        page = context.new_page()
        sign_in(page, site, admin)
        page.close()
        yield context


def own(issues):
    """Without what the browser itself notes: advice on passwords, a page's status."""
    notes = ["Password forms should have", "status of 401"]
    return [text for text in issues if not any(note in text for note in notes)]


@pytest.mark.long
@pytest.mark.slow
def test_nothing_is_wrong_with_the_pages_of_signing_in(browser, site):
    assert own(look(browser, site, STRANGERS, LANDMARKS)) == []


@pytest.mark.long
@pytest.mark.slow
def test_account_pages_are_accessible(signed_in, site, admin):
    person = f"/account/users/{user_with_roles('member').pk}/"

    assert own(look(signed_in, site, [*SIGNED_IN, person], LANDMARKS)) == []


@pytest.mark.long
@pytest.mark.slow
def test_nothing_is_wrong_with_codes(signed_in, browser, site, admin):
    an_app(admin)
    with browser.new_context() as context:
        page = context.new_page()
        sign_in(page, site, admin)
        assert page.inner_text("h1") == "Enter your code"
        assert list(at_every_width(page, "code")) == []

    pages = ["/account/two-step/app/remove/", "/account/two-step/again/"]
    assert own(look(signed_in, site, pages, LANDMARKS)) == []


def test_problem_has_the_focus_and_leads_to_its_box(browser, site):
    page = browser.new_page()
    page.goto(f"{site}/account/sign-in/")
    page.press("#id_login", "Enter")
    page.wait_for_selector(".govuk-error-summary")

    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_login")).to_be_focused()
    assert list(at_every_width(page, "sign-in with problems", [320])) == []
    page.close()
