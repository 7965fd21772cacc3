"""What an officer does in a year, in a real browser, from sign-in to result."""

import pytest
from django.urls import reverse

from funding.models import Allocation
from tests.journeys import test_browser
from tests.journeys.site import AGREEMENT, fresh, main

pytestmark = test_browser.pytestmark


@pytest.fixture
def cherwell(site):
    return Allocation.objects.get(line__code="csp-cherwell", settlement__year=2016)


def table_of(allocation):
    return reverse("funding:allocations_table", args=[allocation.settlement_id])


def amount_box(page, allocation):
    return page.locator(f"[name=line-{allocation.line_id}-amount]")


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
