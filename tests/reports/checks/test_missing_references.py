"""What a text leans on without showing it."""

import pytest

from reports.checks.registry import CHECKS
from reports.text.draft import draft_of
from tests.builders import (
    a_contribution,
    a_coverage,
    a_group,
    a_home_partnership,
    a_partnership,
    a_report,
    an_area,
)

pytestmark = pytest.mark.django_db


def an_update(body):
    """A police area’s update to which a district contributes `body`."""
    police = an_area(code="testland", kind="police-area")
    home = a_home_partnership(police_area=police)
    district = an_area(name="Mill Vale", kind="district", parent=police)
    csp = a_partnership(name="Mill Vale CSP", police_area=police)
    a_coverage(partnership=csp, area=district)
    a_group(name="Testshire Oversight Committee", partnership=home)
    a_group(name="Mill Vale Steering Group", partnership=csp)
    report = a_report(
        document_type="panel-update", partnership=home, period="2016-06-22", year=2016
    )
    a_contribution(report=report, partnership=csp, year=2016, body=body)
    return report


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("<p>The Testshire Oversight Committee meets twice a year.</p>", 1),
        ("<p>It reports to the Testshire Oversight Committee.</p>", 0),
        ("<p>The Mill Vale Steering Group meets twice a year.</p>", 0),
    ],
)
def test_countys_group_described_among_a_districts_news_is_found(body, count):
    draft = draft_of(an_update(body))

    assert any(
        "meets" in words.text or "reports" in words.text for words in draft.words
    )
    assert len(CHECKS["contribution-of-another-year"].issues(draft)) == count
