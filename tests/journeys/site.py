"""What journeys need besides their fixtures: where chromium is, and rows as stored."""

import shutil
import threading

from tests.signing_in import PASSWORD

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
TURN = threading.RLock()
AGREEMENT = "/community-safety-agreement/2016-17/"


def sign_in(page, user):
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")


def settle(page, words):
    """Wait until the editor has put its cursor back, soon after it gets the focus.

    It does so in a timer of 20 ms, which is set when it marks itself as focused, so a
    longer timer of the page ends after it, however busy the machine is.
    """
    page.wait_for_selector(f"{words}.ProseMirror-focused")
    page.evaluate("() => new Promise((done) => setTimeout(done, 40))")


def pick(page, words):
    """Pick the first figure that is found for some words, by keyboard."""
    page.wait_for_selector(".picker [role=combobox]:focus")
    page.keyboard.type(words)
    page.wait_for_selector(".picker [role=option][aria-selected=true]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".picker", state="detached")


def fresh(row):
    """A row as it is stored now."""
    with TURN:
        return type(row).objects.get(pk=row.pk)


def main(page):
    return page.inner_text("main")
