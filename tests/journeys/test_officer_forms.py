"""Forms of the staff area in a real browser: two users of one form, and drafts."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from funding.models import Allocation, FundingLine
from partnership.models import Partner, Partnership, Term
from priorities.models import Priority
from tests.journeys import test_browser
from tests.journeys.site import TURN, fresh, main, sign_in

pytestmark = test_browser.pytestmark
STATE = "[data-draft-state]"
SUMMARY = ".govuk-error-summary"
# The words are not typed in a plain box, where there is a script.
READY = "[data-word-tools][data-ready]"


@pytest.fixture
def term(site):
    return Term.objects.create(term="Day centre", meaning="First words.")


def place(row, slug):
    return reverse("records:edit", args=[slug, row.pk])


def problem(page):
    """What the summary says; it has the focus, and its link leads to the box."""
    summary = page.locator(SUMMARY)
    expect(summary).to_be_focused()
    assert "Your changes have not been lost." in summary.inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    return page.locator(f"{SUMMARY} li").inner_text()


def test_long_list_of_choices_is_shortened_while_someone_types(window, officer):
    page = window(officer, reverse("records:add", args=["achievements"]))
    chosen = page.get_by_label("Priority", exact=True)
    label = chosen.locator("option").last.inner_text()
    box = page.get_by_role("searchbox", name="Filter: Priority")

    box.fill("no such words")
    assert chosen.locator("option").count() == 1
    box.fill(label.upper())
    assert chosen.locator("option").count() == 2
    box.press("Enter")

    expect(chosen).to_be_focused()
    assert chosen.evaluate("select => select.selectedOptions[0].text") == label
    assert list(test_browser.at_every_width(page, "the filter")) == []

    # On a phone, the list cuts a long choice off; its whole text is below.
    whole = chosen.locator("+ .whole-choice")
    page.set_viewport_size({"width": 320, "height": 800})
    expect(whole).to_have_text(label)
    chosen.select_option("")
    expect(whole).to_have_count(0)


TWO_FRAMES = """() => new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(done));
})"""


def test_list_as_wide_as_its_choices_does_not_repeat_its_choice(window, officer):
    page = window(officer, "/")
    assert page.locator("select").count() == 3

    page.evaluate(TWO_FRAMES)

    expect(page.locator(".whole-choice")).to_have_count(0)


IN_A_TABLE = """() => {
    const options = [...Array(20).keys()].map((n) => `<option>Line ${n}</option>`);
    const table = document.createElement("table");
    table.innerHTML = `<tr><td><select aria-label="Line">${options}</select></td></tr>`;
    document.querySelector("main").append(table);
    table.dispatchEvent(new Event("rows-added", { bubbles: true }));
}"""


def test_list_of_choices_in_a_table_has_its_filter_while_it_is_used(window, officer):
    page = window(officer, reverse("records:add", args=["achievements"]))
    page.evaluate(IN_A_TABLE)
    chosen = page.get_by_label("Line", exact=True)
    box = page.locator("td .choice-filter")
    expect(box).to_be_hidden()

    chosen.focus()
    box.fill("line 17")
    box.press("Enter")

    expect(chosen).to_have_value("Line 17")


class TestTwoOfficers:
    def test_what_both_changed_is_chosen(self, window, officer, other, term):
        address = place(term, "terms")
        mine, theirs = window(officer, address), window(other, address)
        theirs.locator(
            "[data-presence]", has_text="Alex Example (last active"
        ).wait_for()
        theirs.fill("#id_meaning", "Their words.")
        theirs.click("button:text-is('Save term')")
        theirs.wait_for_selector(".work-messages")

        mine.fill("#id_meaning", "My words.")
        mine.click("button:text-is('Save term')")
        heading = mine.inner_text("h1")
        assert heading == "Someone else has changed this"
        assert "Dan Example saved changes on" in main(mine)
        assert "Their words." in main(mine)
        assert "My" in mine.inner_text(".work-clash ins")
        assert fresh(term).meaning == "Their words."
        mine.check("[id='choose-meaning-mine']")
        mine.click("button:text-is('Save combined version')")

        assert "saved." in mine.inner_text(".work-messages")
        assert fresh(term).meaning == "My words."
        mine.click(".work-tabs a:text-is('History')")
        assert "Their words." in main(mine)


class TestTheTableOfAmounts:
    def test_totals_follow_each_key_and_show_no_old_sum(self, window, officer):
        row = Allocation.objects.get(line__code="csp-cherwell", settlement__year=2016)
        page = window(
            officer, reverse("funding:allocations_table", args=[row.settlement_id])
        )
        foot, box = page.locator("tfoot"), f"[name=line-{row.line_id}-amount]"
        assert "All of it has been allocated." in foot.inner_text()

        page.fill(box, "64,280")  # and the cell is not left yet

        assert "Allocations are £100 over the settlement." in foot.inner_text()
        assert "All of it has been allocated." not in foot.inner_text()
        page.fill(box, "64,180")
        assert "All of it has been allocated." in foot.inner_text()


class TestNarrowWindows:
    def test_filters_are_folded_and_open_when_asked_for(self, window, officer):
        page = window(officer, reverse("records:list", args=["priorities"]))
        expect(page.locator(".work-filters")).to_be_visible()
        page.set_viewport_size({"width": 375, "height": 700})

        page.wait_for_selector(".work-filters", state="hidden")
        page.click("summary:text-is('Filter')")

        expect(page.locator(".work-filters")).to_be_visible()


class TestErrors:
    def test_money_that_cannot_be_read(self, window, officer):
        row = Allocation.objects.get(line__code="csp-cherwell", settlement__year=2016)
        page = window(
            officer, reverse("funding:allocations_table", args=[row.settlement_id])
        )
        box = f"[name=line-{row.line_id}-amount]"
        page.fill(box, "10k")
        page.fill(f"[name=line-{row.line_id}-note]", "As agreed in March.")
        page.click("button:text-is('Save allocations')")

        assert "10k" in problem(page)
        assert page.evaluate("document.activeElement.name") == box[6:-1]
        expect(page.locator(box)).to_have_value("10k")
        note = page.input_value(f"[name=line-{row.line_id}-note]")
        assert note == "As agreed in March."
        assert fresh(row).amount_gbp == 64180


class TestNothingIsLost:
    @pytest.mark.long
    def test_session_that_ended_before_the_button(self, window, officer, term):
        page = window(officer, place(term, "terms"))
        page.fill("#id_meaning", "Sent too late.")
        with TURN:
            Session.objects.all().delete()
        page.click("button:text-is('Save term')")
        sign_in(page, officer)
        page.wait_for_selector("#id_meaning")

        page.click("button:has-text('Restore draft saved on this computer')")
        page.click("button:text-is('Save term')")
        assert "saved." in page.inner_text(".work-messages")
        assert fresh(term).meaning == "Sent too late."
        # What was saved is not offered again.
        page.reload()
        assert page.locator("button:has-text('Restore draft')").count() == 0

    @pytest.mark.long
    def test_long_text_sent_without_session_is_offered_to_its_writer_only(
        self, window, officer, other, term, site
    ):
        """The server does not read it, so the browser has the only copy."""
        page = window(officer, place(term, "terms"))
        for user, is_offered in [(officer, True), (other, False)]:
            page.fill("#id_meaning", "Sent too late. " * 1500)
            with TURN:
                Session.objects.all().delete()
            page.click("button:text-is('Save term')")
            assert "Your text or file is too large" in main(page)
            page.click("main a:text-is('sign in')")
            sign_in(page, user)
            page.wait_for_selector("#id_meaning")
            offer = page.locator("button:has-text('Restore draft saved')")
            assert (offer.count() > 0) == is_offered
        assert "too late" not in page.evaluate("JSON.stringify(localStorage)")

    @pytest.mark.long
    def test_session_that_ended_while_typing(self, window, officer, term, site):
        page = window(officer, place(term, "terms"))
        with TURN:
            Session.objects.all().delete()
        page.fill("#id_meaning", "Typed too long.")
        page.locator(STATE, has_text="You’ve been signed out.").wait_for()

        again = page.context.new_page()
        again.goto(site + place(term, "terms"))
        sign_in(again, officer)
        again.wait_for_selector("#id_meaning")
        again.close()
        page.click("button:text-is('Save term')")
        assert "saved." in page.inner_text(".work-messages")
        assert fresh(term).meaning == "Typed too long."

    @pytest.mark.long
    def test_lost_connection(self, window, officer, term, site):
        page = window(officer, place(term, "terms"))
        page.context.set_offline(True)
        page.fill("#id_meaning", "Typed in a tunnel.")
        page.locator(STATE, has_text="You are offline.").wait_for()
        page.context.set_offline(False)

        page.goto(site + place(term, "terms"))
        page.click("button:has-text('Restore draft saved on this computer')")
        expect(page.locator("#id_meaning")).to_have_value("Typed in a tunnel.")

    def test_closed_tab(self, window, officer, term, site):
        page = window(officer, place(term, "terms"))
        page.fill("#id_meaning", "Typed and left.")
        page.locator(STATE, has_text="Draft saved at").wait_for()
        context = page.context
        page.close()

        page = context.new_page()
        page.goto(site + place(term, "terms"))
        assert "You have an unsaved draft" in page.inner_text(".work-draft")
        page.click("a:has-text('Restore draft')")
        expect(page.locator("#id_meaning")).to_have_value("Typed and left.")
        page.click("button:text-is('Save term')")
        assert fresh(term).meaning == "Typed and left."


class TestDeliveryTable:
    """A priority with its parts and their leads, row by row on one page."""

    @pytest.fixture
    def priority(self, site):
        home = Partnership.objects.get(is_home=True)
        return Priority.objects.create(
            code="lights",
            title="Light the streets",
            partnership=home,
            from_year=2020,
            to_year=2020,
            number=1,
        )

    def test_strand_and_leads_are_added_moved_and_saved(
        self, window, officer, priority
    ):
        page = window(officer, place(priority, "priorities"))
        for title in ("First part", "Second part"):
            page.click("button:has-text('Add a strand')")
            rows = page.locator("#strands > .work-rows > .work-row")
            rows.last.locator("[name$='-title']").fill(title)
        rows.last.locator("button:has-text('Add a lead')").click()
        rows.last.locator("button:has-text('Add a lead')").click()
        leads = rows.last.locator(".work-children .work-row")
        assert leads.count() == 2
        leads.nth(0).locator("[name$='-partnership']").select_option(index=1)
        leads.nth(1).locator("[name$='-partnership']").select_option(index=2)
        leads.nth(1).locator("[data-move=up]").click()
        rows.last.locator("> .work-row-deeds [data-move=up]").click()
        focused = page.evaluate("document.activeElement.dataset.move")
        page.click("button:text-is('Save priority')")

        assert focused == "up"
        assert "saved." in page.inner_text(".work-messages")
        with TURN:
            parts = list(priority.strands.order_by("order"))
            assert [one.title for one in parts] == ["Second part", "First part"]
            names = [str(one) for one in parts[0].leads.order_by("order")]
            every = [str(one) for one in Partnership.objects.all()]
            assert names == [every[1], every[0]]

    @pytest.mark.long
    def test_draft_of_a_new_strand_is_restored_with_its_lead(
        self, window, officer, priority
    ):
        page = window(officer, place(priority, "priorities"))
        page.click("button:has-text('Add a strand')")
        page.click("button:has-text('Add a lead')")
        page.fill("[name=strands-0-title]", "Half a part")
        page.select_option("[name=strands-0-leads-0-role]", "support")
        page.locator(STATE, has_text="Draft saved at").wait_for()
        page.reload()
        page.click("a:text-is('Restore draft')")

        expect(page.locator("[name=strands-0-title]")).to_have_value("Half a part")
        expect(page.locator("[name=strands-0-leads-0-role]")).to_have_value("support")


def test_double_click_adds_one_line_and_one_record(window, site, officer):
    """A form that is sent twice, in scripts other than Latin."""
    line = Allocation.objects.filter(settlement__year=2016).first()
    page = window(
        officer, reverse("funding:allocations_table", args=[line.settlement_id])
    )
    page.fill("[name=new-label]", "سلامة الشوارع")
    page.get_by_role("button", name="Save allocations").dblclick()
    expect(page.get_by_role("main")).to_contain_text("1 line saved.")
    with TURN:
        assert FundingLine.objects.filter(label="سلامة الشوارع").count() == 1

    page.goto(site + reverse("records:add", args=["partners"]))
    page.fill("#id_name", "নিরাপদ রাস্তা")
    page.locator("#id_kind").select_option("other")
    page.get_by_role("button", name="Save partner").dblclick()
    expect(page.get_by_role("main")).to_contain_text("added.")
    with TURN:
        assert Partner.objects.get(name="নিরাপদ রাস্তা").code == "nirapd-rasta"
