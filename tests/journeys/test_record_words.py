"""Text in the forms of records in a browser: editor, picker, pasted lists."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from priorities.models import Strand
from reports.models import HeadlineFigure
from tests.journeys import test_browser
from tests.journeys.site import fresh, pick, settle

pytestmark = test_browser.pytestmark
FIGURE = "[=total community-safety-fund 2016-17]"


@pytest.fixture
def strand(site):
    return Strand.objects.get(priority__code="asb-2016")


def ready(page):
    page.wait_for_selector("[data-word-tools][data-ready]", state="attached")
    return page


def paste(page, box, html="", text=""):
    page.locator(box).evaluate(
        """(box, [html, text]) => {
          const clipboardData = new DataTransfer();
          if (html) clipboardData.setData("text/html", html);
          clipboardData.setData("text/plain", text);
          box.dispatchEvent(new ClipboardEvent("paste", {
            clipboardData, bubbles: true, cancelable: true,
          }));
        }""",
        [html, text],
    )


def test_figure_in_rich_words_of_a_record(window, officer, strand):
    page = ready(window(officer, reverse("records:edit", args=["strands", strand.pk])))
    page.select_option("#id_progress_reason", "")
    page.click("label:text-is('Progress')")  # leads into the words, as for any box
    settle(page, "#id_progress")
    page.keyboard.type("We had =")
    pick(page, "Community Safety Fund 2016-17 total")
    page.keyboard.type(" of it.")
    assert page.inner_text("#id_progress .chip") == "£778,813"
    page.click("button:has-text('Save strand')")

    page.wait_for_selector(".work-messages")
    assert fresh(strand).progress == f"<p>We had {FIGURE} of it.</p>"
    ready(page)
    page.locator("#id_progress .chip", has_text="£778,813").wait_for()


@pytest.mark.long
def test_figure_in_a_line_of_a_row_just_added(window, officer, report):
    page = ready(
        window(officer, reverse("records:edit", args=["documents", report.pk]))
    )
    page.click("button:has-text('Add a figure')")
    number = HeadlineFigure.objects.filter(report=report).count()
    row = page.locator("#headline_figures [data-row]").last
    box = row.locator("[name$=-figure]")
    box.click()
    row.get_by_role("button", name="Insert a figure: Figure").click()
    pick(page, "Community Safety Fund 2016-17 total")

    expect(box).to_have_value(FIGURE)
    row.locator(".word-reads", has_text="Will show as: £778,813").wait_for()
    row.locator("[name$=-label]").fill("to spend")
    page.click("button:has-text('Save document')")
    page.wait_for_selector(".work-messages")
    rows = HeadlineFigure.objects.filter(report=report)
    assert rows.count() == number + 1
    assert rows.get(label="to spend").figure == FIGURE


WORD = """<html><body>
<p class=MsoNormal>We did:</p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp;&nbsp; </span></span></span>
<![endif]>First<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span
style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span>Inner</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span>Second</p>
<p class=MsoNormal>And then.</p></body></html>"""
LISTED = (
    "<p>We did:</p><ul><li><p>First</p><ul><li><p>Inner</p></li></ul></li>"
    "<li><p>Second</p></li></ul><p>And then.</p>"
)


@pytest.mark.long
@pytest.mark.parametrize(
    ("html", "text", "kept"),
    [
        (WORD, "", LISTED),
        (
            "<p>·&nbsp;&nbsp;&nbsp;One</p><p>·&nbsp;&nbsp;&nbsp;<b>Two</b></p>"
            "<p>1.&nbsp;&nbsp;A</p><p>2.&nbsp;&nbsp;B</p>",
            "",
            "<ul><li><p>One</p></li><li><p><strong>Two</strong></p></li></ul>"
            "<ol><li><p>A</p></li><li><p>B</p></li></ol>",
        ),
        (
            "",
            "•\tOne\no\tInner\n•\tTwo",
            "<ul><li><p>One</p><ul><li><p>Inner</p></li></ul></li>"
            "<li><p>Two</p></li></ul>",
        ),
        ("<p>o clock – and 1. thing</p>", "", "<p>o clock – and 1. thing</p>"),
    ],
)
def test_lists_pasted_from_word(html, text, kept, window, officer, strand):
    page = ready(window(officer, reverse("records:edit", args=["strands", strand.pk])))
    paste(page, "#id_progress", html, text)
    page.wait_for_selector(".rich[data-pasting]", state="detached")

    typed = page.input_value("[name=progress]").removesuffix("<p></p>")
    assert typed == kept
