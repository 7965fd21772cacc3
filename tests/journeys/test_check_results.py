"""Working through check results in a browser: by key, and at all widths."""

import pytest
from django.urls import reverse

from reports.models import AcceptedWarning, Passage, Report
from tests import signing_in
from tests.journeys import test_browser
from tests.journeys.site import TURN
from tests.journeys.test_browser import LANDMARKS, look
from tests.reports.publishing_help import fake_pdfs

pytestmark = [*test_browser.pytestmark, pytest.mark.slow]
WORDS = "<p>The multi agency panel met. A multi agency plan holds 9,058 thefts.</p>"


@pytest.fixture
def results(report):
    """The address of the check results, with one fault in two places."""
    row = Passage.objects.get(report=report, key="vision.text")
    row.body = WORDS
    row.save()
    return reverse("documents:check_results", args=[report.pk])


def spelling(page):
    return page.locator(".issue", has_text="is written “multi-agency”").first


def test_one_button_fixes_a_fault_in_all_its_places(window, officer, report, results):
    page = window(officer, results)
    issue = spelling(page)
    assert issue.locator("mark").count() == 2
    following = issue.get_by_role("link", name="Next issue").get_attribute("href")

    issue.get_by_role("button", name="Change to “multi-agency” in 2 places").click()

    page.get_by_text("Fixed:").wait_for()
    assert page.url.endswith(following)
    with TURN:
        body = Passage.objects.get(report=report, key="vision.text").body
    assert body == WORDS.replace("multi agency", "multi-agency")


def test_issues_can_be_visited_by_key_and_a_warning_accepted(window, officer, results):
    page = window(officer, results)
    ids = page.locator(".issue").evaluate_all("all => all.map(one => one.id)")
    for key, place in [("F8", 0), ("F8", 1), ("Shift+F8", 0), ("Shift+F8", -1)]:
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == ids[place]

    issue = page.locator(".issue-warning").first
    issue.locator("summary", has_text="Accept this warning").click()
    issue.get_by_label("Why are you accepting").select_option("This is correct")
    issue.get_by_role("button", name="Accept warning").click()

    page.get_by_text("Warning accepted:").wait_for()
    with TURN:
        assert AcceptedWarning.objects.get().reason == "This is correct"


@pytest.mark.long
def test_nothing_is_wrong_with_the_pages(window, site, results):
    administrator = signing_in.user_with_roles(
        "admin", email="ada@example.org", name="Ada"
    )
    paper = Report.objects.get(document_type="panel-update")
    other = reverse("documents:check_results", args=[paper.pk])
    page = window(administrator, "/staff/all/")
    pages = [results, other, f"{other}?show=advice&group=kind"]
    pages += [results + "link/", reverse("documents:checks")]

    assert look(page.context, site, pages, LANDMARKS) == []


@pytest.mark.long
def test_sample_agreement_is_published_after_at_most_15_decisions(
    window, report, monkeypatch, media_root
):
    fake_pdfs(monkeypatch)
    publisher = signing_in.user_with_roles(
        "publisher", email="pat@example.org", name="Pat Example"
    )
    page = window(publisher, reverse("documents:check_results", args=[report.pk]))
    issues, decisions = page.locator(".issue"), []
    for number in range(2):
        decisions.append(issues.nth(number).locator("h3").inner_text())
        issues.nth(number).get_by_label("Select to accept several").check()
    page.locator("#several-reason").select_option("other")
    page.locator("#several-other").fill("Mill Vale has been asked")
    page.get_by_role("button", name="Accept selected warnings").click()
    page.get_by_text("2 warnings accepted.").wait_for()

    while issues.count():
        issue = issues.first
        decisions.append(issue.locator("h3").inner_text())
        issue.locator("summary", has_text="Accept this warning").click()
        issue.get_by_label("Why are you accepting").select_option("This is correct")
        issue.get_by_role("button", name="Accept warning").click()
        page.get_by_text("Warning accepted:").wait_for()
    page.get_by_role("link", name="Continue to publish").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("button", name="Publish edition 1").click()

    page.get_by_text("Edition 1 published.").wait_for()
    assert len(decisions) == len(set(decisions)) <= 15
