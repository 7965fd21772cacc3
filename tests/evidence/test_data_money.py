"""What becomes of faults in money: sums, ceilings, money carried on, uses."""

import pytest

from funding.models import Allocation, FundingLine, Settlement
from partnership.core.values.missing import (
    Qualifier,
    Reason,
)
from partnership.models import Partner
from reports.assembly.build import build
from reports.models import Report
from tests.builders import (
    a_carry_forward,
    a_group,
    a_line,
    a_passage,
    a_report,
    a_settlement,
    a_tenure,
    an_allocation,
)
from tests.evidence import evidence
from tests.reports.checks.checking import found
from tests.reports.papers_of_testshire import a_scrutiny_paper
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return a_testshire_report()


def another(report, label, **kwargs):
    fund = FundingLine.objects.get(code="lights").fund
    return a_line(fund=fund, partnership=report.partnership, label=label, **kwargs)


def settled(report, year=YEAR, **kwargs):
    fund = FundingLine.objects.get(code="lights").fund
    return a_settlement(fund=fund, partnership=report.partnership, year=year, **kwargs)


@evidence(
    "1.3",
    flagged="carried-on-another-line",
    fault="Money of a board stands on the line of a council service",
)
def test_carried_money_that_another_body_spends_is_told(report):
    line = FundingLine.objects.get()
    FundingLine.objects.update(
        recipient=Partner.objects.get(code="council"), recipient_partnership=None
    )
    a_group(name="Children Board")
    a_carry_forward(
        line=line,
        from_year=YEAR - 2,
        to_year=YEAR - 1,
        amount_gbp=53000,
        purpose="Work against exploitation by the Children Board",
    )

    (finding,) = found(report, "carried-on-another-line")

    assert (
        "stands on the line “Lights”; its purpose names Children Board" in finding.what
    )


@evidence(
    "1.2",
    flagged="carried-parts",
    fault="One sum carried forward told as £53,000 and as £46,500",
)
def test_rest_of_carried_money_is_asked_after(report):
    line = FundingLine.objects.get()
    whole = a_carry_forward(
        line=line, from_year=YEAR - 2, to_year=YEAR - 1, amount_gbp=53000
    )
    a_carry_forward(
        line=line, from_year=YEAR - 1, to_year=YEAR, amount_gbp=46500, part_of=whole
    )

    (finding,) = found(report, "carried-parts")

    assert finding.what.endswith("Nothing says what became of the other £6,500.")


@evidence(
    "1.4",
    flagged="carried-not-told",
    fault="A total that leaves out what was carried into the year",
)
def test_total_without_carried_money_is_told(report):
    a_carry_forward(
        line=FundingLine.objects.get(),
        from_year=YEAR - 1,
        to_year=YEAR,
        amount_gbp=46500,
    )
    owed = a_report(
        kind="grant-return", partnership=report.partnership, period="2016-17/end-year"
    )

    (finding,) = found(owed, "carried-not-told")

    assert finding.what.startswith("£46,500 was carried from 2015-16 into 2016-17")


@evidence("1.5", flagged="money-ceiling", fault="Up to £2,364 counted in full")
def test_ceiling_in_a_total_is_told(report):
    line = another(report, "Assessment")
    settlement = Settlement.objects.get()
    Settlement.objects.update(total_gbp=26364)
    an_allocation(
        settlement=settlement, line=line, amount_gbp=2364, qualifier=Qualifier.UP_TO
    )

    (finding,) = found(report, "money-ceiling")

    assert "up to £2,364 is counted in full" in finding.what
    assert "without it the total is £24,000" in finding.what


@evidence(
    "1.6",
    flagged="money-not-comparable",
    fault="One amount covers two lines in one of two years",
)
def test_line_that_covers_two_is_not_compared(report):
    training, before = another(report, "Training"), settled(report, YEAR - 1)
    an_allocation(
        settlement=before, line=FundingLine.objects.get(code="lights"), amount_gbp=40000
    )
    an_allocation(settlement=before, line=training, amount_gbp=16000)
    an_allocation(
        settlement=Settlement.objects.get(year=YEAR),
        line=training,
        reason=Reason.IN_ANOTHER_LINE,
        in_line=FundingLine.objects.get(code="lights"),
    )

    (finding,) = found(report, "money-not-comparable")

    assert "2015-16 and 2016-17 cannot be compared" in finding.what


@evidence(
    "1.68",
    flagged="fund-without-line",
    fault="A topic named as a use of the fund and as having no grant",
)
def test_use_of_a_fund_without_a_line_is_told(report):
    paper = a_scrutiny_paper(report.partnership)
    a_passage(report=paper, key="topic.preventing-radicalisation", body="<p>Done.</p>")
    a_passage(
        report=paper,
        key="introduction",
        body="<p>The Testland Safety Fund supports lights and preventing "
        "radicalisation.</p>",
    )

    (finding,) = found(paper, "fund-without-line")

    assert finding.words.section == "introduction"


@evidence(
    "1.69",
    prevented="a grant’s head prints the amount with its year",
    fault="Grants without a year over results of another",
)
def test_amount_of_a_grant_bears_its_year(report):
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
    flagged="money-missing",
    fault="No total and no amounts for the year, so no share can be checked",
)
def test_year_without_total_and_amounts_is_told(report):
    Settlement.objects.update(total_gbp=None, reason=Reason.NOT_GIVEN)
    Allocation.objects.update(amount_gbp=None, reason=Reason.NOT_GIVEN)

    whats = [finding.what for finding in found(report, "money-missing")]

    assert "The total of Testland Safety Fund for 2016-17 is not known" in whats[0]
    assert whats[1] == "2016-17: 1 amount is not known: Lights."
