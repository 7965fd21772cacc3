"""Follow the tour of the officer guide in a browser, and take its pictures.

`make guide` runs this. Each step follows docs/guide/first-day.md by the text of links
and buttons, so it fails if the guide no longer matches the site.
"""

import io
import os
import sys

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.guide.site import ROOT, running_site, signed_in

PICTURES = ROOT / "docs" / "guide" / "pictures"
SHOWN_WIDTH = 1000
COLOURS = 128
# Milliseconds for the picker's list, which is updated with each letter, and for the
# cursor.
SETTLED = 800
SEARCH = "Search by name, area or year"
SENTENCE = " in the year. There were 9,058 incidents of anti-social behaviour in"
REASON = "Agreed with the committee in March."


def take(page, name):
    """Save the window as a small picture."""
    shot = page.screenshot()
    with Image.open(io.BytesIO(shot)) as whole:
        height = round(whole.height * SHOWN_WIDTH / whole.width)
        small = whole.convert("RGB").resize((SHOWN_WIDTH, height))
    reduced = small.quantize(COLOURS, dither=Image.Dither.NONE)
    reduced.save(PICTURES / f"{name}.png", optimize=True)


def show(element):
    """Scroll an element to the middle of the window."""
    element.evaluate("element => element.scrollIntoView({block: 'center'})")


def press(page, button):
    page.get_by_role("button", name=button, exact=True).first.click()


def follow(page, link):
    page.locator("main, header").get_by_role(
        "link", name=link, exact=True
    ).first.click()


def open_document(page, title, period):
    follow(page, "Documents")
    row = page.locator("tbody tr").filter(has_text=title).filter(has_text=period)
    row.get_by_role("link").first.click()


def sign_in(page):
    take(page, "sign-in")
    press(page, "Sign in")
    page.get_by_role("heading", name="overview").wait_for()


def check_progress_for_the_year(page):
    page.get_by_label("Year", exact=True).select_option("2016-17")
    press(page, "Change year")
    take(page, "this-year")


def correct_an_amount(page):
    follow(page, "Funding")
    page.locator("tbody tr", has_text="2016-17").get_by_role("link").first.click()
    follow(page, "Edit allocations")
    amount = page.locator("tr", has_text="Cherwell").get_by_role("textbox").first
    amount.fill("64,280")
    amount.blur()
    page.get_by_text("over the settlement").first.wait_for()
    take(page, "allocations")
    press(page, "Save allocations")
    page.get_by_text("1 line saved.").wait_for()
    open_document(page, "Community Safety Agreement", "2016-17")
    follow(page, "Edit text")
    follow(page, "Preview draft")
    page.get_by_text("64,280").first.wait_for()


def restore_the_amount(page):
    follow(page, "Funding")
    page.locator("tbody tr", has_text="2016-17").get_by_role("link").first.click()
    follow(page, "Edit allocations")
    page.locator("tr", has_text="Cherwell").get_by_role("textbox").first.fill("64,180")
    press(page, "Save allocations")
    page.get_by_text("1 line saved.").wait_for()


def update_a_priority(page):
    follow(page, "Priorities")
    page.get_by_label("First year", exact=True).select_option("2016-17")
    page.get_by_label("Partnership", exact=True).select_option(
        label="Safer Oxfordshire Partnership"
    )
    press(page, "Apply filters")
    follow(page, "Reduce anti-social behaviour")
    page.wait_for_selector("[data-word-tools][data-ready]", state="attached")
    progress = page.locator("#id_strands-0-progress")
    progress.fill(
        "Officers of all four districts met in May and agreed one way to record visits."
    )
    show(progress)
    take(page, "progress")
    press(page, "Save priority")
    page.get_by_text("” saved.").wait_for()


def write_a_section(page):
    open_document(page, "Community Safety Agreement", "2016-17")
    take(page, "document")
    follow(page, "Edit text")
    page.locator(".editor-outline").get_by_text("Introduction").click()
    page.locator("[contenteditable=true]").first.click()
    page.wait_for_timeout(SETTLED)
    page.keyboard.press("Control+End")
    page.wait_for_timeout(SETTLED)
    page.keyboard.press("Enter")
    page.keyboard.type("The grant was ")
    press(page, "Insert a figure")
    page.get_by_label(SEARCH).fill("community safety fund total 2016-17")
    page.get_by_role("option").first.wait_for()
    page.wait_for_timeout(SETTLED)
    show(page.get_by_label(SEARCH))
    take(page, "insert-a-figure")
    page.get_by_role("option").first.click()
    press(page, "Insert")
    page.locator(".picker").wait_for(state="detached")
    page.keyboard.type(f"{SENTENCE} Oxfordshire in 2015. See ")
    press(page, "Insert a cross-reference")
    page.get_by_label("Search by number or title").fill("resourcing")
    page.get_by_role("option").first.wait_for()
    page.wait_for_timeout(SETTLED)
    page.get_by_role("option").first.click()
    press(page, "Insert")
    page.locator(".picker").wait_for(state="detached")
    page.keyboard.type(".")
    add_and_delete_a_table(page)
    issues = page.locator("[data-issues]")
    issues.get_by_text("full stop").wait_for(state="detached")
    issues.get_by_text("9,058").first.wait_for()
    page.evaluate("scrollTo(0, 0)")
    take(page, "editor")
    press(page, "Save")
    page.get_by_text("Saved at").wait_for()


def add_and_delete_a_table(page):
    page.keyboard.press("Enter")
    press(page, "Table")
    page.get_by_label("Table title").fill("Visits in the year")
    press(page, "Insert")
    page.locator("[contenteditable=true] th").first.wait_for()
    page.wait_for_timeout(SETTLED)
    page.keyboard.type("District")
    page.keyboard.press("Tab")
    page.keyboard.type("Visits")
    headings = page.locator("[contenteditable=true] th").all_inner_texts()
    if headings != ["District", "Visits"]:
        raise AssertionError(f"The table has the headings {headings}.")
    press(page, "Delete table")
    page.locator("[contenteditable=true] p[data-caption]").wait_for(state="detached")


def deal_with_check_results(page):
    follow(page, "Check and publish")
    page.get_by_role("link", name="Figures to link").click()
    show(page.locator(".issue", has_text="9,058").first)
    take(page, "typed-figure")
    press(page, "Link selected figures")
    page.get_by_text("linked.").first.wait_for()
    warning = page.locator("article").first
    warning.locator("summary", has_text="Accept this warning").click()
    warning.get_by_label("Why are you accepting").select_option("other")
    warning.get_by_label("Another reason", exact=True).fill(REASON)
    show(warning)
    take(page, "accept-a-warning")
    warning.get_by_role("button", name="Accept warning").click()
    page.get_by_text("Warning accepted:").first.wait_for()
    page.get_by_role("link", name="Accepted (").click()
    page.get_by_role("button", name="Reopen warning").first.wait_for()


def view_history_and_restore(page):
    follow(page, "This year")
    follow(page, "Full history")
    page.get_by_role(
        "link", name="Reduce anti-social behaviour (2016-17), strand"
    ).filter(has_text="changed").first.click()
    take(page, "history")
    page.get_by_role("link", name="Restore this version").last.click()
    press(page, "Restore this version")
    page.get_by_text("has been restored").wait_for()


def set_up_the_next_year(page):
    follow(page, "This year")
    follow(page, "Set up 2018-19")
    take(page, "next-year")
    press(page, "Preview")
    page.get_by_text("What will be added").wait_for()
    press(page, "Set up 2018-19")
    page.get_by_text("2018-19 is set up").wait_for()


def publish(page):
    press(page, "Sign in")
    open_document(page, "Strategy summary", "2011-14")
    follow(page, "Check results")
    while page.locator("article").count():
        warning = page.locator("article").first
        warning.locator("summary", has_text="Accept this warning").click()
        warning.get_by_label("Why are you accepting").select_option("other")
        warning.get_by_label("Another reason", exact=True).fill(REASON)
        warning.get_by_role("button", name="Accept warning").click()
        page.get_by_text("Warning accepted:").first.wait_for()
    page.locator(".actions").get_by_role("link", name="Publish", exact=True).click()
    take(page, "publish")
    press(page, "Publish")
    press(page, "Publish edition 1")
    page.get_by_text("Edition 1 published.").wait_for(timeout=90_000)


OFFICER = [
    sign_in,
    check_progress_for_the_year,
    correct_an_amount,
    restore_the_amount,
    update_a_priority,
    write_a_section,
    deal_with_check_results,
    view_history_and_restore,
    set_up_the_next_year,
]


def walk(site):
    with sync_playwright() as playwright:
        with signed_in(playwright, site, "officer") as page:
            for step in OFFICER:
                sys.stdout.write(f"{step.__name__.replace('_', ' ')}\n")
                step(page)
        with signed_in(playwright, site, "publisher") as page:
            sys.stdout.write("publish\n")
            publish(page)


def main():
    PICTURES.mkdir(parents=True, exist_ok=True)
    if site := os.environ.get("SITE"):
        walk(site)
        return
    with running_site() as site:
        walk(site)


if __name__ == "__main__":
    main()
