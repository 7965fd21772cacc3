"""Placeholders, typed references and numbers, links, and headings formatted by hand."""

import pytest

from tests.builders import (
    a_contribution,
    a_coverage,
    a_group,
    a_home_partnership,
    a_partnership,
    a_report,
    an_area,
)
from tests.evidence import evidence
from tests.reports.checks.checking import found

pytestmark = pytest.mark.django_db


@evidence(
    "2.19",
    flagged="contribution-of-another-year",
    fault="The county’s committee described in a district’s contribution",
)
def test_countys_committee_among_a_districts_news_is_flagged():
    police = an_area(code="testland", kind="police-area")
    home = a_home_partnership(police_area=police)
    csp = a_partnership(police_area=police)
    a_coverage(partnership=csp, area=an_area(kind="district", parent=police))
    a_group(name="County Oversight Committee", partnership=home)
    report = a_report(
        document_type="panel-update", partnership=home, period="2016-06-22", year=2016
    )
    body = "<p>The County Oversight Committee meets twice a year.</p>"
    a_contribution(report=report, partnership=csp, year=2016, body=body)

    assert found(report, "contribution-of-another-year")
