"""Known faults in money: sums, maximums, carry-forwards, uses."""

import pytest

from funding.models import Allocation, FundingLine, Settlement
from partnership.core.values.missing import Reason
from reports.assembly.build import build
from reports.models import Report
from tests.builders import (
    a_line,
    a_passage,
    a_settlement,
    a_tenure,
)
from tests.evidence import evidence
from tests.reports.checks.checking import found
from tests.reports.papers_of_testshire import a_scrutiny_paper
from tests.reports.testshire import YEAR

pytestmark = pytest.mark.django_db


def another(report, label, **kwargs):
    fund = FundingLine.objects.get(code="lights").fund
    return a_line(fund=fund, partnership=report.partnership, label=label, **kwargs)


def settled(report, year=YEAR, **kwargs):
    fund = FundingLine.objects.get(code="lights").fund
    return a_settlement(fund=fund, partnership=report.partnership, year=year, **kwargs)


@evidence(
    "1.69",
    prevented="the heading of a grant shows the amount with its year",
    fault="Grants without a year above results of another year",
)
def test_amount_of_a_grant_shows_its_year(report):
    Allocation.objects.update(lead=a_tenure())
    paper = a_scrutiny_paper(report.partnership)
    a_passage(report=paper, key="introduction", body="<p>Hello.</p>")
    for key in ("background", "performance", "grant.lights", "next"):
        a_passage(report=paper, key=key, body="<p>Words.</p>")

    document = build(Report.objects.get(pk=paper.pk))

    head = next(s for s in document.sections if s.key == "lights").blocks[0]
    assert (head.amount, head.year) == ("£24,000", "2016-17")


@evidence(
    "1.70",
    flagged="funding-missing",
    fault="No total and no amounts for the year, so shares cannot be checked",
)
def test_year_without_total_and_amounts_is_flagged(report):
    Settlement.objects.update(total_gbp=None, reason=Reason.NOT_GIVEN)
    Allocation.objects.update(amount_gbp=None, reason=Reason.NOT_GIVEN)

    messages = [issue.message for issue in found(report, "funding-missing")]

    assert "The total of Testland Safety Fund for 2016-17 is not known" in messages[0]
    assert messages[1] == "1 amount missing for 2016-17: Lights."
