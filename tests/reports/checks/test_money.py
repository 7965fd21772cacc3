import pytest

from funding.models import Allocation, FundingLine, Settlement
from partnership.core.values.missing import (
    Qualifier,
    Reason,
)
from partnership.models import Partner
from tests.builders import a_fund, a_line, a_passage, a_settlement, an_allocation
from tests.reports.checks.checking import found
from tests.reports.papers_of_testshire import a_scrutiny_paper
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return a_testshire_report()


def the_line():
    return FundingLine.objects.get(code="lights")


def the_settlement(year=YEAR):
    fund, home = the_line().fund, the_line().partnership
    found = Settlement.objects.filter(year=year).first()
    return found or a_settlement(
        fund=fund, partnership=home, year=year, total_gbp=24000
    )


def another_line(**kwargs):
    line = the_line()
    return a_line(fund=line.fund, partnership=line.partnership, **kwargs)


@pytest.mark.parametrize(
    "name",
    [
        "money-adds-up",
        "money-missing",
        "money-ceiling",
        "money-not-comparable",
        "money-without-recipient",
        "fund-without-line",
        "funds-of-one-name",
    ],
)
def test_sound_money_passes_in_silence(report, name):
    assert found(report, name) == []


def test_lines_that_miss_the_total_stop(report):
    Settlement.objects.update(total_gbp=24100)

    (finding,) = found(report, "money-adds-up")

    assert finding.is_stop
    assert finding.what == (
        "2016-17: The lines add up to £24,000, but the settlement is £24,100."
    )


def test_difference_that_is_explained_warns(report):
    Settlement.objects.update(
        total_gbp=24100, difference_explained="£100 is kept back."
    )

    (finding,) = found(report, "money-adds-up")

    assert not finding.is_stop
    assert "£100 is kept back." in finding.what


def test_unknown_total_and_amounts_warn(report):
    Settlement.objects.update(total_gbp=None, reason=Reason.NOT_GIVEN)
    line = another_line(label="Locks")
    an_allocation(settlement=the_settlement(), line=line, reason=Reason.NOT_YET_DECIDED)

    findings = found(report, "money-missing")

    assert [finding.is_stop for finding in findings] == [False, False]
    assert findings[1].what == "2016-17: 1 amount is not known: Locks."


def test_line_that_drops_out_without_a_reason_stops(report):
    line = another_line(label="Locks")
    an_allocation(settlement=the_settlement(YEAR - 1), line=line, amount_gbp=24000)

    (finding,) = found(report, "money-missing")

    assert finding.is_stop
    assert finding.what == (
        "Locks got £24,000 in 2015-16 and has no amount for 2016-17, and nothing says "
        "why."
    )


def test_line_below_a_heading_that_is_told_only_warns(report):
    heading = another_line(label="Safety")
    line = another_line(label="Locks", parent=heading)
    before = the_settlement(YEAR - 1)
    an_allocation(settlement=before, line=line, amount_gbp=24000)
    an_allocation(settlement=the_settlement(), line=heading, amount_gbp=0)

    assert [finding.is_stop for finding in found(report, "money-missing")] == [False]


def test_year_without_a_settlement_stops(report):
    Allocation.objects.all().delete()
    Settlement.objects.update(year=YEAR - 1)

    (finding,) = found(report, "money-missing")

    assert finding.what == "Testland Safety Fund has no settlement for 2016-17."


def test_ceiling_counted_in_full_warns(report):
    Allocation.objects.update(qualifier=Qualifier.UP_TO)

    (finding,) = found(report, "money-ceiling")

    assert "up to £24,000 is counted in full in the 2016-17 total" in finding.what


def test_ceiling_below_a_total_that_is_one_is_silent(report):
    Allocation.objects.update(qualifier=Qualifier.UP_TO)
    Settlement.objects.update(qualifier=Qualifier.UP_TO)

    assert found(report, "money-ceiling") == []


def test_line_that_holds_another_in_one_year_warns(report):
    other = another_line(label="Locks")
    before = the_settlement(YEAR - 1)
    an_allocation(settlement=before, line=the_line(), amount_gbp=20000)
    an_allocation(settlement=before, line=other, amount_gbp=4000)
    an_allocation(
        settlement=the_settlement(),
        line=other,
        reason=Reason.IN_ANOTHER_LINE,
        in_line=the_line(),
    )

    (finding,) = found(report, "money-not-comparable")

    assert finding.what == (
        "Lights holds the money of Locks in 2016-17 only, so 2015-16 and 2016-17 "
        "cannot be compared."
    )


def test_line_without_a_recipient_warns(report):
    FundingLine.objects.update(recipient_partnership=None)

    (finding,) = found(report, "money-without-recipient")

    assert finding.what == "No recipient is named for 1 line of 2016-17: Lights."


def test_topic_without_a_grant_is_not_paid_for_by_the_fund(report):
    paper = a_scrutiny_paper(report.partnership)
    a_passage(report=paper, key="topic.safe-parks", body="<p>Parks are watched.</p>")
    words = "<p>The Testland Safety Fund pays for lights and safe parks.</p>"
    a_passage(report=paper, key="introduction", body=words)

    (finding,) = found(paper, "fund-without-line")

    assert "“Safe parks”, which stands among the topics without a grant" in finding.what


def test_topic_said_to_have_no_grant_is_silent(report):
    paper = a_scrutiny_paper(report.partnership)
    a_passage(report=paper, key="topic.safe-parks", body="<p>Parks are watched.</p>")
    words = "<p>The Testland Safety Fund does not pay for safe parks.</p>"
    a_passage(report=paper, key="introduction", body=words)

    assert found(paper, "fund-without-line") == []


def test_national_and_local_fund_of_one_name_warn(report):
    a_fund(name="National Testland Safety Fund", funder=Partner.objects.first())

    (finding,) = found(report, "funds-of-one-name")

    assert "differ by little in name" in finding.what
