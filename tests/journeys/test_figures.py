"""“Show sources” in a real browser: by keyboard, pointer and touch."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.journeys import test_browser

pytestmark = test_browser.pytestmark
BUTTON = "[data-figures]"
BOX = "#figure-origin"
ADDRESS = "/scrutiny-paper/2017-09-21/"


@pytest.fixture(scope="module")
def document(site):
    """The page as the site answers it, so that it is made once for all tests."""
    answer = Client().get(ADDRESS)
    return {"body": answer.content, "headers": dict(answer.headers)}


@pytest.fixture
def page(browser, site, document):
    with browser.new_context(has_touch=True) as context:
        page = context.new_page()
        page.route(f"{site}{ADDRESS}", lambda route: route.fulfill(**document))
        page.faults = []
        page.on("console", lambda one: page.faults.append(one.text))
        page.on("pageerror", lambda one: page.faults.append(str(one)))
        page.goto(f"{site}{ADDRESS}")
        yield page
        assert [one for one in page.faults if "Security Policy" in one] == []


@pytest.fixture
def figure(page):
    """The first figure in words, after a reader has asked where figures come from."""
    page.click(BUTTON)
    return page.locator(".document-body .bound").first


def test_sources_are_shown_on_request_and_hidden_again(page):
    figure = page.locator(".document-body .bound").first
    title = figure.get_attribute("title")
    assert "source " in title
    assert figure.get_attribute("tabindex") is None
    figure.hover()
    expect(page.locator(BOX)).to_be_hidden()

    page.click(BUTTON)
    figure.focus()
    assert page.get_attribute(BUTTON, "aria-pressed") == "true"
    assert page.inner_text(BOX) == re.sub(r"\s+", " ", title)
    assert figure.get_attribute("aria-describedby") == "figure-origin"
    assert figure.get_attribute("title") is None

    page.click(BUTTON)
    assert page.get_attribute(BUTTON, "aria-pressed") == "false"
    assert figure.get_attribute("tabindex") is None
    assert figure.get_attribute("title") == title


def test_pointer_can_enter_the_box_which_closes_when_it_leaves(page, figure):
    page.clock.install()
    figure.hover()
    page.locator(BOX).hover()
    page.clock.fast_forward(1000)  # the box lingers for less
    expect(page.locator(BOX)).to_be_visible()

    page.locator("h1").hover()
    page.clock.fast_forward(1000)
    page.locator(BOX).wait_for(state="hidden")


def test_box_is_accessible_and_stays_within_a_narrow_window(page, figure):
    figure.focus()
    assert list(test_browser.at_every_width(page, ADDRESS, [320])) == []

    for one in page.locator(".document-body .bound").all()[:10]:
        one.focus()
        box = page.locator(BOX).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


def test_escape_takes_the_box_away_and_leaves_the_focus(page, figure):
    figure.focus()
    page.keyboard.press("Escape")

    expect(page.locator(BOX)).to_be_hidden()
    expect(figure).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(BOX)).to_be_visible()


def test_tap_shows_the_box_and_another_elsewhere_takes_it_away(page, figure):
    figure.tap()
    expect(page.locator(BOX)).to_be_visible()

    page.locator("h1").tap()
    expect(page.locator(BOX)).to_be_hidden()


def test_without_script_there_is_no_button_and_the_titles_stay(browser, site, document):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.route(f"{site}{ADDRESS}", lambda route: route.fulfill(**document))
        page.goto(f"{site}{ADDRESS}")

        expect(page.locator(BUTTON)).to_be_hidden()
        assert "source " in page.locator(".bound").first.get_attribute("title")
