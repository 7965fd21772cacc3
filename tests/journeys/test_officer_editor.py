"""Writing a section in a real browser: tools, pickers, two people, nothing lost."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from partnership.core.models import AutosavedDraft
from reports.models import Passage
from tests import builders
from tests.journeys import test_browser
from tests.journeys.site import TURN, main, pick, settle, sign_in

pytestmark = test_browser.pytestmark
KEY = "vision.text"
WORDS = "#words .ProseMirror"
STATE = "[data-state]"
GROUND = "<p>One.</p><p>Two.</p><p>Three.</p>"


@pytest.fixture
def section(report):
    """The address of a section whose words are three short paragraphs."""
    row = Passage.objects.get(report=report, key=KEY)
    row.body = GROUND
    row.save()
    return reverse("editor:section", args=[report.pk, "vision"])


@pytest.fixture
def writing(window, section):
    """Opens the section, ready to be written in."""

    def opened(user, **options):
        page = window(user, section, **options)
        return ready(page)

    return opened


def ready(page):
    page.wait_for_selector("[data-editor][data-ready]")
    return page


def stored(report, key=KEY):
    with TURN:
        body = Passage.objects.get(report=report, key=key).body
    return body.replace("\n", "")  # between paragraphs, where it says nothing


def at_the_end(page):
    """The cursor behind the last word, by keyboard."""
    page.focus(WORDS)
    settle(page, WORDS)
    page.keyboard.press("Control+End")


def wait_for_text(page, words, place=STATE):
    page.locator(place, has_text=words).wait_for()


def save(page):
    page.keyboard.press("Control+s")
    wait_for_text(page, "Saved at")


def use(page, tool):
    page.click(f".editor-tools button[data-do={tool}]")


def test_section_with_a_table_a_link_and_a_figure(writing, officer, report):
    page = writing(officer)
    page.focus(WORDS)
    settle(page, WORDS)
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    use(page, "bold")
    page.keyboard.type("The grant")
    use(page, "bold")
    page.keyboard.type(" is =")
    pick(page, "Community Safety Fund 2016-17 total")
    page.keyboard.type(", as @")
    pick(page, "resourcing")
    page.keyboard.type(" says.")
    page.keyboard.press("Control+k")
    page.fill("#ask-href", "https://www.example.org/grant")
    page.fill("#ask-text", "Read more")
    page.keyboard.press("Enter")
    use(page, "table")
    page.fill("#ask-caption", "Who pays")
    page.fill("#ask-rows", "1")
    page.click(".picker button:text-is('Insert')")
    for cell, words in enumerate(["Partner", "Share", "County", "Half"]):
        page.locator(f"{WORDS} th, {WORDS} td").nth(cell).click()
        page.keyboard.type(words)
    use(page, "note")
    page.keyboard.type("up to March.")

    shown = page.locator("[data-shown]")
    shown.locator("td:has-text('Half')").wait_for()
    shown.locator(".table-note:text-is('Note: up to March.')").wait_for()
    save(page)
    body = stored(report)
    assert "The grant is £778,813" in shown.inner_text()
    assert "<strong>The grant</strong> is [=total community-safety-fund 2016" in body
    assert "[@section resourcing] says." in body
    assert '<a href="https://www.example.org/grant">Read more</a>' in body
    assert "<caption>Who pays</caption>" in body
    assert "<td><p>Half</p></td>" in body or "<td>Half</td>" in body
    page.reload()
    ready(page)
    assert page.locator(f"{WORDS} .chip").all_inner_texts()[0] == "£778,813"
    assert page.inner_text(f"{WORDS} th >> nth=0") == "Partner"

    page.locator(f"{WORDS} td").first.click()
    use(page, "less-column")
    assert page.locator(f"{WORDS} td").all_inner_texts() == ["Half"]
    use(page, "no-table")
    save(page)
    left = stored(report)
    assert "Who pays" not in left and "<table" not in left
    assert "Read more" in left and "Note: up to March." in left


def test_link_without_text_is_added_and_a_wrong_one_has_an_error_at_its_field(
    writing, officer
):
    page = writing(officer)
    page.focus(WORDS)
    settle(page, WORDS)
    page.keyboard.press("Control+k")
    page.fill("#ask-href", "our own site")
    page.keyboard.press("Enter")
    page.wait_for_selector(".picker [role=alert]:has-text('Enter a web address')")
    expect(page.locator("#ask-href")).to_have_value("our own site")
    page.fill("#ask-href", "example.org/grant")
    page.keyboard.press("Enter")

    link = page.locator(f"{WORDS} a[href='https://example.org/grant']")
    link.wait_for()
    assert link.inner_text() == "example.org/grant"


@pytest.mark.long
def test_whole_task_by_keyboard_alone(browser, site, officer, report, section):
    """From the sign-in page: nothing is clicked, and nothing has the focus."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site + section)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # the skip link
        tab_to(page, "#id_login")
        page.keyboard.type(officer.email)
        sign_in_by_keyboard(page)
        ready(page)
        page.keyboard.press("Tab")
        skip = "document.activeElement.className"
        assert "govuk-skip-link" in page.evaluate(skip)
        page.keyboard.press("Enter")
        tab_to(page, ".editor-tools button[data-do=bold]")
        for tool in ["italic", "heading", "italic", "bold", "reference", "figure"]:
            back = tool in {"reference", "figure"} or (
                tool in {"italic", "bold"} and page.evaluate(DO) != "bold"
            )
            page.keyboard.press("ArrowLeft" if back else "ArrowRight")
            assert page.evaluate(DO) == tool
        page.keyboard.press("Tab")
        expect(page.locator(WORDS)).to_be_focused()

        settle(page, WORDS)
        page.keyboard.press("Control+End")
        page.keyboard.type(" We share =")
        pick(page, "Community Safety Fund 2016-17 total")
        page.keyboard.type(".")
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")  # leaves the words: no trap
        tab_to(page, ".editor-save button")
        page.keyboard.press("Enter")
        wait_for_text(page, "saved at")

    assert stored(report).endswith(
        "Three. We share [=total community-safety-fund 2016-17].</p>"
    )


DO = "document.activeElement.dataset.do"


def sign_in_by_keyboard(page):
    from tests.signing_in import PASSWORD

    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/**")


def tab_to(page, selector, most=60):
    for _ in range(most):
        if page.locator(selector).first.evaluate(
            "one => one === document.activeElement"
        ):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by the Tab key.")


class TestTwoOfficers:
    def test_each_sees_that_the_other_is_here(self, writing, officer, other):
        writing(officer)
        page = writing(other)

        wait_for_text(page, "is also viewing this page.", "[data-others]")
        wait_for_text(page, "Alex Example (last active at ", "[data-others]")

    def test_different_paragraphs_are_joined(self, writing, officer, other, report):
        mine, theirs = writing(officer), writing(other)
        theirs.focus(WORDS)
        settle(theirs, WORDS)
        theirs.keyboard.press("Control+Home")
        theirs.keyboard.type("Theirs. ")
        save(theirs)
        at_the_end(mine)
        mine.keyboard.type(" Mine.")
        save(mine)

        assert stored(report) == "<p>Theirs. One.</p><p>Two.</p><p>Three. Mine.</p>"
        # What was joined is based on what is stored, and is not taken back.
        mine.keyboard.type(" More.")
        save(mine)
        assert stored(report) == (
            "<p>Theirs. One.</p><p>Two.</p><p>Three. Mine. More.</p>"
        )

    @pytest.mark.long
    @pytest.mark.long
    @pytest.mark.parametrize(
        ("choice", "kept"),
        [
            ("Use my version", "<p>One.</p><p>Two.</p><p>Three Mine.</p>"),
            ("Use their version", "<p>One.</p><p>Two.</p><p>Three Theirs.</p>"),
        ],
    )
    def test_same_sentence_is_asked_about(
        self, choice, kept, writing, officer, other, report
    ):
        mine, theirs = writing(officer), writing(other)
        at_the_end(theirs)
        theirs.keyboard.press("ArrowLeft")
        theirs.keyboard.type(" Theirs")
        save(theirs)
        at_the_end(mine)
        mine.keyboard.press("ArrowLeft")
        mine.keyboard.type(" Mine")
        mine.click(".editor-save button")

        expect(mine.locator("h1")).to_have_text("Someone else has changed this section")
        sides = mine.locator(".conflict-sides .side").all_inner_texts()
        assert "Theirs." in sides[0]
        assert "Mine." in sides[1]
        assert "Dan Example saved this section" in main(mine)
        assert "Mine" not in stored(report)
        mine.click(f"button:has-text('{choice}')")
        mine.wait_for_selector(WORDS)
        assert stored(report) == kept


def test_only_web_addresses_become_links_while_typing(writing, officer, report):
    page = writing(officer)
    at_the_end(page)
    page.keyboard.type(" A missing space.More at www.example.org today.")
    save(page)

    assert " A missing space.More at <a " in stored(report)
    assert stored(report).count("<a ") == 1


class TestNothingIsLost:
    def test_closed_tab(self, writing, officer, report, section, site):
        page = writing(officer)
        at_the_end(page)
        page.keyboard.type(" Typed and left.")
        context = page.context
        page.close(run_before_unload=False)

        page = context.new_page()
        page.goto(site + section)
        ready(page)
        wait_for_text(page, "You have an unsaved draft", "[data-saved-draft]")
        page.click("button:has-text('Restore draft')")
        assert "Typed and left." in page.inner_text(WORDS)
        save(page)
        assert stored(report).endswith("Three. Typed and left.</p>")

    @pytest.mark.long
    def test_draft_that_was_overlooked(self, writing, officer, section, site):
        page = writing(officer)
        for words in (" Typed and left.", " Typed without looking."):
            at_the_end(page)
            page.keyboard.type(words)
            wait_for_text(page, "Draft saved at")
            context = page.context
            page.close(run_before_unload=False)
            page = context.new_page()
            page.goto(site + section)
            ready(page)

        offers = page.locator("[data-saved-draft] button:has-text('Restore draft')")
        expect(offers).to_have_count(2)
        offers.last.click()
        assert "Typed and left." in page.inner_text(WORDS)

    @pytest.mark.long
    def test_lost_connection(self, writing, officer, report):
        page = writing(officer)
        page.context.set_offline(True)
        at_the_end(page)
        page.keyboard.type(" Typed in a tunnel.")
        page.click(".editor-bar button")
        wait_for_text(page, "You are offline, so your changes were not saved")
        page.context.set_offline(False)

        save(page)
        assert stored(report).endswith("Typed in a tunnel.</p>")

    @pytest.mark.long
    def test_comment_comes_back_into_its_own_form(self, window, officer, report, site):
        with TURN:
            row = builders.a_reviewer(report=report, user=officer)
        address = reverse("reports:shared_draft", args=[row.pk])
        page = window(officer, address)
        comment = page.locator(".review-comments details").nth(1)
        comment.locator("summary").click()
        comment.locator("[name=body]").fill("Written in a tunnel")
        page.context.set_offline(True)
        with page.expect_event("requestfailed"):
            comment.locator("button").click(no_wait_after=True)
        page.context.set_offline(False)
        page.goto(site + address)
        page.click("button:has-text('Restore text')")

        expect(comment.locator("[name=body]")).to_be_visible()
        texts = page.locator("[name=body]").evaluate_all(
            "all => all.map((a) => a.value)"
        )
        assert texts.index("Written in a tunnel") == 1
        assert not any(texts[2:])

    @pytest.mark.long
    def test_error_is_not_called_a_lost_connection(self, writing, officer, section):
        page = writing(officer)
        page.route(f"**{section}", lambda route: route.fulfill(status=500, body="x"))
        at_the_end(page)
        page.keyboard.type(" Typed in vain.")
        page.keyboard.press("Control+s")

        wait_for_text(page, "not saved because of an error")

    @pytest.mark.long
    def test_session_that_ended(self, writing, officer, report, site, section):
        page = writing(officer)
        at_the_end(page)
        page.keyboard.type(" Typed too long.")
        with TURN:
            Session.objects.all().delete()
        page.keyboard.press("Control+s")
        wait_for_text(page, "You’ve been signed out")
        assert "Typed too long." in page.inner_text(WORDS)

        again = page.context.new_page()
        again.goto(site + section)
        sign_in(again, officer)
        again.wait_for_url(f"**{section}")
        again.close()
        save(page)
        assert stored(report).endswith("Typed too long.</p>")

    @pytest.mark.long
    def test_session_that_ended_before_the_button(
        self, writing, officer, report, section
    ):
        page = writing(officer)
        at_the_end(page)
        page.keyboard.type(" Sent too late.")
        with TURN:
            Session.objects.all().delete()
        page.click(".editor-save button")
        sign_in(page, officer)
        page.wait_for_url(f"**{section}")
        ready(page)

        page.click("button:has-text('Restore draft')")
        assert "Sent too late." in page.inner_text(WORDS)
        save(page)
        assert stored(report).endswith("Sent too late.</p>")

    @pytest.mark.long
    def test_slip_in_a_short_name(self, writing, officer, report):
        page = writing(officer)
        at_the_end(page)
        page.keyboard.type(" We got [=amont csps 2016-17].")
        page.click(".editor-save button")

        summary = page.locator(".govuk-error-summary")
        assert "There is no figure called “amont”. Did you mean" in summary.inner_text()
        expect(summary).to_be_focused()
        ready(page)
        assert "We got" in page.inner_text(WORDS)
        assert stored(report) == GROUND

    @pytest.mark.long
    def test_words_and_a_reason_why_there_are_none(self, writing, officer, report):
        page = writing(officer)
        at_the_end(page)
        page.keyboard.type(" And more.")
        page.click("summary:has-text('No text to add?')")
        page.select_option("#reason-vision-text", "not-given")
        page.click(".editor-save button")

        assert "not both" in page.inner_text(".govuk-error-summary")
        ready(page)
        assert "And more." in page.inner_text(WORDS)
        page.select_option("#reason-vision-text", "")
        save(page)
        assert stored(report).endswith("And more.</p>")
        with TURN:
            assert not AutosavedDraft.objects.filter(user=officer).exists()


def test_tools_stay_in_sight_where_they_leave_room_for_the_text(writing, officer):
    page = writing(officer)
    tools = page.locator(".editor-tools").first
    for width, height, position in ((1280, 900, "sticky"), (320, 640, "static")):
        page.set_viewport_size({"width": width, "height": height})
        assert tools.evaluate("e => getComputedStyle(e).position") == position


def test_picture_is_uploaded_shown_and_saved(writing, officer, report, tmp_path):
    path = tmp_path / "lamps.png"
    path.write_bytes(builders.an_image_file())
    page = writing(officer)
    at_the_end(page)

    use(page, "picture")
    page.set_input_files("#picture-file", path)
    page.get_by_role("button", name="Insert", exact=True).click()
    expect(page.locator(".picker [data-error]")).to_contain_text(
        "what the picture shows"
    )
    page.fill("#picture-alternative_text", "A lamp in a street")
    page.fill("#picture-caption", "New lamps")
    page.get_by_role("button", name="Insert", exact=True).click()

    expect(page.locator(f"{WORDS} .chip-picture img")).to_have_js_property(
        "naturalWidth", 60
    )
    save(page)
    assert stored(report) == f"{GROUND}<p>[@picture new-lamps]</p>"
    expect(page.locator("[data-shown] figcaption")).to_contain_text("New lamps")


def test_table_without_a_title_gets_one(writing, officer, report):
    page = writing(officer)
    at_the_end(page)
    use(page, "table")
    page.get_by_role("button", name="Insert", exact=True).click()
    page.keyboard.type("Ward")

    use(page, "title")
    page.keyboard.type("Crimes by ward")
    save(page)

    assert '<table data-key="crimes-by-ward"><caption>Crimes by ward</caption>' in (
        stored(report)
    )
