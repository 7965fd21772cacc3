"""Pasting and typing in a real browser: the clipboard, the notice, and undo."""

# ruff: noqa: E501 (what programs put on the clipboard comes in long lines)

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from reports.models import Passage
from tests.journeys import test_browser
from tests.journeys.site import TURN, settle

pytestmark = test_browser.pytestmark
WORDS = "#words .ProseMirror"
COPY = """([html, text]) => {
  const items = {"text/plain": new Blob([text], {type: "text/plain"})};
  if (html) items["text/html"] = new Blob([html], {type: "text/html"});
  return navigator.clipboard.write([new ClipboardItem(items)]);
}"""


@pytest.fixture(scope="module")
def pasted_words():
    """What is in the text box, without the paragraphs in items and cells."""

    def read(page):
        html = page.input_value("#words textarea")
        return re.sub(r"(?<=<li>)<p>(.*?)</p>|(?<=<t[dh]>)<p>(.*?)</p>", r"\1\2", html)

    return read


@pytest.fixture
def writing(window, officer, report):
    with TURN:
        row = Passage.objects.get(report=report, key="vision.text")
        row.body = "<p>Before.</p>"
        row.save()
    address = reverse("editor:section", args=[report.pk, "vision"])
    page = window(officer, address, permissions=["clipboard-read", "clipboard-write"])
    page.wait_for_selector("[data-editor][data-ready]")
    page.focus(WORDS)
    settle(page, WORDS)
    return page


def copy(page, html="", text="copied"):
    """Put something on the clipboard, as if from a page of another site.

    The browser reads the styles of what is copied, which our pages do not allow.
    """
    other = page.context.new_page()
    address = page.url.partition("/staff/")[0] + "/elsewhere/"
    other.route(address, lambda route: route.fulfill(body="<!doctype html>x"))
    other.goto(address)
    other.evaluate(COPY, [html, text])
    other.close()
    page.bring_to_front()


def paste(page, html="", text="copied"):
    """Copy something elsewhere and paste it over all there is."""
    copy(page, html, text)
    page.focus(WORDS)
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+v")
    page.wait_for_selector(".rich[data-pasting]", state="detached")


@pytest.mark.long
def test_every_program_pastes_cleanly(writing, pasted_words):
    """One page for all: what matters is that the browser’s clipboard leaves it whole."""
    cases = [
        (
            '<b style="font-weight:normal" id="docs-internal-guid-0"><p dir="ltr"><span '
            'style="font-weight:400">Normal </span><span style="font-weight:700">bold'
            "</span></p></b>",
            "<p>Normal <strong>bold</strong></p>",
            "",
        ),
        (
            '<p class="MsoNormal">The fund is <del>£50,000</del><ins>£60,000</ins> in '
            "total. <s>Struck</s> words.</p>",
            "<p>The fund is £60,000 in total. words.</p>",
            "Left out: 1 tracked deletion and 1 piece of struck-out text.",
        ),
        (
            '<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style='
            '"mso-list:Ignore">1.&nbsp;&nbsp;</span>First.</p><p class=MsoListParagraph '
            'style="margin-left:36pt">More.</p><p class=MsoListParagraph style="mso-list:'
            'l0 level1 lfo1"><span style="mso-list:Ignore">2.&nbsp;</span>Second.</p>',
            "<ol><li>First.<p>More.</p></li><li>Second.</li></ol>",
            "",
        ),
        (
            '<ol start="3"><li>Three</li></ol><h1>One</h1><h2>Two</h2><p>x</p>',
            '<ol start="3"><li>Three</li></ol><h3>One</h3><h4>Two</h4><p>x</p>',
            "2 headings are now at the nearest level.",
        ),
        (
            '<div><ul role="list"><li aria-level="1"><p>First</p></li></ul></div><div>'
            '<ul role="list"><li aria-level="2"><p>Sub</p></li></ul></div>',
            "<ul><li>First<ul><li>Sub</li></ul></li></ul>",
            "",
        ),
        (
            "<p class=MsoCaption>Table 1: Crime</p><table><tr><td><b>Area</b></td><td>"
            "<b>n</b></td></tr><tr><td>Oxford</td><td>12</td></tr></table><p>x</p>",
            "<table><caption>Crime</caption><tbody><tr><th>Area</th><th>n</th></tr><tr>"
            "<td>Oxford</td><td>12</td></tr></tbody></table><p>x</p>",
            "1 caption is now the table’s title and the first row of 1 table",
        ),
        (
            '<p>Crime fell<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.</p><div>'
            '<p><a href="#ftnt_ref1" id="ftnt1">[1]</a> Police figures.</p></div>',
            "<p>Crime fell<small>Police figures.</small>.</p>",
            "1 footnote is now a note.",
        ),
    ]
    page = writing
    for html, result, message in cases:
        paste(page, html)
        shown = re.sub(r' (?:col|row)span="1"', "", pasted_words(page))
        assert shown == result
        notice = page.locator(".editor-notice")
        if message:
            expect(notice).to_contain_text(message)
        else:
            expect(notice).to_have_count(0)


def test_paste_is_undone_in_one_step_and_typed_text_is_kept(writing, pasted_words):
    page = writing
    page.keyboard.press("Control+End")
    page.keyboard.type(" Typed.")
    copy(page, "<p> <s>Old</s> Pasted.</p>")
    page.keyboard.press("Control+v")
    expect(page.locator(".editor-notice")).to_contain_text("struck-out text")
    expect(page.locator(".editor-notice")).to_be_in_viewport()
    assert pasted_words(page) == "<p>Before. Typed.Pasted.</p>"
    page.click(".editor-notice button")

    expect(page.locator(".editor-notice")).to_have_count(0)
    assert pasted_words(page) == "<p>Before. Typed.</p>"


def test_paste_without_a_connection_keeps_the_text(writing):
    page = writing
    page.route("**/staff/paste/", lambda route: route.abort())
    paste(page, "<p>One <b>two</b></p>", "One two")

    expect(page.locator(".editor-notice")).to_contain_text("You are offline")
    expect(page.locator(WORDS)).to_have_text("One two")


def test_lines_copied_from_a_pdf_are_joined(writing, pasted_words):
    paste(
        writing,
        text="Most types of crime fell in the county last year, and\nthe districts agree that "
        "this is due to the work of\nmany partners.\nViolence rose.",
    )

    expect(writing.locator(".editor-notice")).to_contain_text(
        "2 line breaks inside paragraphs are now spaces."
    )
    assert pasted_words(writing) == (
        "<p>Most types of crime fell in the county last year, and the districts agree that "
        "this is due to the work of many partners.</p><p>Violence rose.</p>"
    )


def test_lines_of_plain_text_become_a_list(writing, pasted_words):
    paste(writing, text="- one\n- two\n- three")

    assert pasted_words(writing) == ("<ul><li>one</li><li>two</li><li>three</li></ul>")


def test_typing_is_never_lost(writing):
    page = writing
    sentence = "Meet at 10 @ the Town Hall and x = 5. Ask @10am, a=b, alex@example.org."
    page.keyboard.press("Control+a")
    page.keyboard.type(sentence)

    expect(page.locator(WORDS)).to_have_text(sentence)
    expect(page.locator(".picker")).to_have_count(0)


@pytest.mark.long
@pytest.mark.parametrize("leave", ["Escape", "click", "cancel", "Control+s"])
def test_leaving_the_picker_restores_the_typed_text(leave, writing):
    page = writing
    page.keyboard.press("Control+End")
    page.keyboard.type(" At @home")
    page.wait_for_selector(".picker [role=combobox]:focus")
    if leave == "click":
        page.click("h1")
    elif leave == "cancel":
        page.click(".picker [data-cancel]")
    else:
        page.keyboard.press(leave)

    page.wait_for_selector(".picker", state="detached")
    expect(page.locator(WORDS)).to_have_text("Before. At @home")
    page.focus(WORDS)
    if leave == "click":
        page.keyboard.press("Control+End")  # a click elsewhere moves the caret
    page.keyboard.type(" now")
    expect(page.locator(WORDS)).to_have_text("Before. At @home now")


@pytest.mark.long
def test_table_is_only_deleted_on_purpose(writing):
    page = writing
    paste(
        page,
        "<p>Above</p><table><caption>Title</caption><tr><th>Area</th><th>n</th></tr><tr>"
        "<td>Oxford</td><td>12</td></tr></table><p>Below</p>",
    )
    cells = page.locator(f"{WORDS} th, {WORDS} td")
    cells.first.click()
    settle(page, WORDS)
    page.keyboard.press("End")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    page.wait_for_selector(f"{WORDS} .selectedCell")
    page.keyboard.press("Delete")
    expect(cells).to_have_text(["", "", "", ""])

    page.locator(f"{WORDS} p:text-is('Below')").click()
    page.keyboard.press("Home")
    settle(page, WORDS)
    page.keyboard.press("Backspace")
    page.locator(f"{WORDS} p:text-is('Above')").click()
    page.keyboard.press("End")
    settle(page, WORDS)
    page.keyboard.press("Delete")
    expect(page.locator(f"{WORDS} table")).to_have_count(1)
    expect(page.locator(f"{WORDS} [data-caption]")).to_have_text("Title")

    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(page.locator(".editor-notice")).to_contain_text("1 table was deleted")
    page.click(".editor-notice button")
    expect(page.locator(f"{WORDS} table")).to_have_count(1)


@pytest.mark.long
def test_title_of_a_table_stays_in_an_empty_text_and_tab_leads_out(writing):
    page = writing
    for key in ("Control+a", "Delete"):
        page.keyboard.press(key)
    copy(
        page,
        "<table><caption>Title</caption><tr><th>Area</th><th>n</th></tr><tr><td>Oxford"
        "</td><td>12</td></tr></table>",
    )
    page.keyboard.press("Control+v")
    expect(page.locator(f"{WORDS} [data-caption]")).to_have_text("Title")

    page.locator(f"{WORDS} td").last.click()
    settle(page, WORDS)
    page.keyboard.press("Tab")
    expect(page.locator(WORDS)).not_to_be_focused()
    expect(page.locator(f"{WORDS} tr")).to_have_count(2)


@pytest.mark.long
def test_note_is_added_and_changed(writing, pasted_words):
    page = writing
    page.keyboard.press("Control+End")
    page.click(".editor-tools button[data-do=footnote]")
    page.fill("#ask-words", "Police recorded crime")
    page.keyboard.press("Enter")
    chip = page.locator(f"{WORDS} .note-chip")
    expect(chip).to_have_attribute("aria-label", "Note: Police recorded crime")
    chip.click()
    page.fill("#ask-words", "All crime")
    page.keyboard.press("Enter")

    expect(chip).to_have_attribute("aria-label", "Note: All crime")
    assert pasted_words(page) == "<p>Before.<small>All crime</small></p>"
    page.click(".note-chip")
    page.keyboard.press("Escape")
    page.keyboard.type(" now")
    assert "</small> now" in pasted_words(page)


@pytest.mark.long
@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>One</li><li>Two</li></ul>",
        "<h3>Head</h3><p>Text</p>",
        "<table><caption>Crime</caption><tbody><tr><th>n</th></tr><tr><td>1</td></tr>"
        "</tbody></table>",
    ],
)
def test_list_heading_and_table_pasted_after_words_stay_whole(
    html, writing, pasted_words
):
    writing.keyboard.press("Control+End")
    copy(writing, html)
    writing.focus(WORDS)
    writing.keyboard.press("Control+v")
    writing.wait_for_selector(".rich[data-pasting]", state="detached")

    assert pasted_words(writing) == f"<p>Before.</p>{html}"
