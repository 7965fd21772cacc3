"""What an officer does in a year, in a real browser, from sign-in to result."""

import datetime as dt

import pytest
from django.urls import reverse

from funding.models import Allocation
from priorities.models import Strand
from reports.checks import acceptance, services
from reports.models import Edition
from reports.publication import publish as publishing
from tests.journeys import test_browser
from tests.journeys.site import AGREEMENT, TURN, fresh, main
from tests.reports.publishing_help import fake_pdfs

pytestmark = test_browser.pytestmark


@pytest.fixture
def cherwell(site):
    return Allocation.objects.get(line__code="csp-cherwell", settlement__year=2016)


def table_of(allocation):
    return reverse("funding:allocations_table", args=[allocation.settlement_id])


def amount_box(page, allocation):
    return page.locator(f"[name=line-{allocation.line_id}-amount]")


def published(report, user):
    """The first edition, with every warning left for a reason."""
    for issue in services.run(report).warnings:
        acceptance.accept_warning(report, issue, "It is so in the source.", user)
    return publishing.publish(report, user)[0]


def test_corrected_allocation_is_in_the_draft(window, site, officer, cherwell):
    page = window(officer, table_of(cherwell))

    amount_box(page, cherwell).fill("£64,280")
    row = page.locator("tr", has=amount_box(page, cherwell))
    assert row.locator("[data-change]").inner_text() == "+100"
    assert page.inner_text("[data-line=csps] [data-sum]") == "350,423"
    assert page.inner_text("[data-total]") == "778,913"
    page.click("button:text-is('Save allocations')")

    assert "1 line saved." in main(page)
    assert "add up to £" in page.inner_text(".work-message.warning")
    assert fresh(cherwell).amount_gbp == 64280
    page.goto(site + AGREEMENT)
    row = page.inner_text("#section-resourcing tr:has-text('Cherwell')")
    assert "64,280" in row
    assert "+100" in row
    # The sentences are made from the same lines.
    assert "£350,423" in page.inner_text(
        "#section-resourcing p:has-text('The CSPs share')"
    )


@pytest.mark.long
def test_correction_leaves_what_is_published_as_it_is(
    window, site, officer, cherwell, report, monkeypatch
):
    fake_pdfs(monkeypatch)
    edition = published(report, officer)
    page = window(officer, table_of(cherwell))
    assert "Published documents will not change." in main(page)

    amount_box(page, cherwell).fill("64280")
    page.click("button:text-is('Save allocations')")
    assert "1 line saved." in main(page)

    page.goto(site + AGREEMENT)
    assert "64,180" in page.inner_text("#section-resourcing")
    assert "64,280" not in main(page)
    page.goto(site + reverse("documents:preview", args=[report.pk]))
    assert "64,280" in page.inner_text("#section-resourcing")
    with TURN:
        assert Edition.objects.get().html_sha256 == edition.html_sha256


@pytest.mark.long
def test_progress_on_a_priority_is_in_the_draft(window, site, officer):
    strand = Strand.objects.get(priority__code="asb-2016")
    page = window(officer, reverse("records:edit", args=["strands", strand.pk]))

    page.wait_for_selector("[data-word-tools][data-ready]", state="attached")
    page.fill("#id_progress", "Two street teams began in May.")
    page.select_option("#id_progress_reason", "")
    for part, typed in [("day", "30"), ("month", "9"), ("year", "2016")]:
        page.fill(f"#id_progress_on_{part}", typed)
    page.click("button:has-text('Save strand')")

    assert "saved." in page.inner_text(".work-messages")
    strand = fresh(strand)
    assert strand.progress_on == dt.date(2016, 9, 30)
    assert "Two street teams" in strand.progress
    page.goto(site + AGREEMENT)
    assert "Two street teams began in May." in page.inner_text("#section-delivery")
