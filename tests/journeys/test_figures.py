"""“Show sources” in a real browser: by keyboard, pointer and touch."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import test_browser

pytestmark = test_browser.pytestmark
BUTTON = "[data-figures]"
BOX = "#figure-origin"
ADDRESS = "/scrutiny-paper/2017-09-21/"


@pytest.fixture
def page(browser, site):
    with browser.new_context(has_touch=True) as context:
        page = context.new_page()
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


def test_figures_cannot_be_reached_until_they_are_asked_for(page):
    figure = page.locator(".document-body .bound").first

    assert figure.get_attribute("tabindex") is None
    assert "source " in figure.get_attribute("title")
    figure.hover()
    expect(page.locator(BOX)).to_be_hidden()


def test_title_of_a_field_is_shown_on_focus(page):
    title = page.locator(".document-body .bound").first.get_attribute("title")

    page.click(BUTTON)
    figure = page.locator(".document-body .bound").first
    figure.focus()

    assert page.get_attribute(BUTTON, "aria-pressed") == "true"
    assert page.inner_text(BOX) == re.sub(r"\s+", " ", title)
    assert figure.get_attribute("aria-describedby") == "figure-origin"
    assert figure.get_attribute("title") is None


def test_escape_takes_the_box_away_and_leaves_the_focus(page, figure):
    figure.focus()
    page.keyboard.press("Escape")

    expect(page.locator(BOX)).to_be_hidden()
    expect(figure).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(BOX)).to_be_visible()


def test_pointer_can_go_into_the_box_and_it_stays(page, figure):
    page.clock.install()
    figure.hover()
    page.locator(BOX).hover()
    page.clock.fast_forward(1000)  # the box lingers for less

    expect(page.locator(BOX)).to_be_visible()


def test_box_goes_when_the_pointer_has_left(page, figure):
    figure.hover()
    page.locator("h1").hover()

    page.locator(BOX).wait_for(state="hidden")


def test_tap_shows_the_box_and_another_elsewhere_takes_it_away(page, figure):
    figure.tap()
    expect(page.locator(BOX)).to_be_visible()

    page.locator("h1").tap()
    expect(page.locator(BOX)).to_be_hidden()


def test_box_stays_within_a_narrow_window(page, figure):
    page.set_viewport_size({"width": 320, "height": 700})
    for one in page.locator(".document-body .bound").all()[:10]:
        one.focus()
        box = page.locator(BOX).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


def test_second_press_makes_all_as_it_was(page, figure):
    page.click(BUTTON)

    assert figure.get_attribute("tabindex") is None
    assert "source " in figure.get_attribute("title")
    assert page.get_attribute(BUTTON, "aria-pressed") == "false"


def test_axe_finds_nothing_while_a_box_is_open(page, figure):
    figure.focus()

    assert list(test_browser.at_every_width(page, ADDRESS)) == []


def test_without_script_there_is_no_button_and_the_titles_stay(browser, site):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}{ADDRESS}")

        expect(page.locator(BUTTON)).to_be_hidden()
        assert "source " in page.locator(".bound").first.get_attribute("title")
