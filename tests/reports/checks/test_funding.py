import pytest

from funding.models import Allocation, FundingLine, FundingLineChange, Settlement
from partnership.core.values.missing import Qualifier, Reason
from tests.builders import a_fund, a_line, a_settlement, an_allocation
from tests.reports.checks.checking import found
from tests.reports.testshire import YEAR

pytestmark = pytest.mark.django_db


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
        "funding-total",
        "funding-missing",
        "funding-maximum",
        "funding-not-recorded",
    ],
)
def test_sound_money_reports_nothing(report, name):
    assert found(report, name) == []


def test_difference_that_is_explained_warns(report):
    Settlement.objects.update(
        total_gbp=24100, difference_explained="£100 is kept back."
    )

    (issue,) = found(report, "funding-total")

    assert not issue.is_error
    assert "£100 is kept back." in issue.message


def test_unknown_total_and_amounts_warn(report):
    Settlement.objects.update(total_gbp=None, reason=Reason.NOT_GIVEN)
    line = another_line(label="Locks")
    an_allocation(settlement=the_settlement(), line=line, reason=Reason.NOT_YET_DECIDED)

    issues = found(report, "funding-missing")

    assert [issue.is_error for issue in issues] == [False, False]
    assert issues[1].message == "1 amount missing for 2016-17: Locks."


def test_line_below_a_known_subtotal_only_warns(report):
    heading = another_line(label="Safety")
    line = another_line(label="Locks", parent=heading)
    before = the_settlement(YEAR - 1)
    an_allocation(settlement=before, line=line, amount_gbp=24000)
    an_allocation(settlement=the_settlement(), line=heading, amount_gbp=0)

    assert [issue.is_error for issue in found(report, "funding-missing")] == [False]


def test_maximum_below_a_maximum_total_reports_nothing(report):
    Allocation.objects.update(qualifier=Qualifier.UP_TO)
    Settlement.objects.update(qualifier=Qualifier.UP_TO)

    assert found(report, "funding-maximum") == []


SECOND = "Lamps Fund"


@pytest.fixture
def lamps(report):
    """A second fund with one line, which the document has a table of as well."""
    line = the_line()
    fund = a_fund(name=SECOND, funder=line.fund.funder)
    shared = {"fund": fund, "partnership": line.partnership}
    lamps = a_line(
        label="Lamps", recipient_partnership=line.recipient_partnership, **shared
    )
    for year, gbp in ((YEAR - 1, 900), (YEAR, 1000)):
        settlement = a_settlement(year=year, total_gbp=gbp, **shared)
        an_allocation(settlement=settlement, line=lamps, amount_gbp=gbp)
    return Allocation.objects.get(line=lamps, settlement__year=YEAR)


def no_recipient(lamps):
    lamps.line.recipient_partnership = None
    lamps.line.save()


def another_total(lamps):
    lamps.settlement.total_gbp = 900
    lamps.settlement.save()


def no_total(lamps):
    Settlement.objects.filter(pk=lamps.settlement_id).update(
        total_gbp=None, reason=Reason.NOT_GIVEN
    )


def undecided(lamps):
    Allocation.objects.filter(pk=lamps.pk).update(
        amount_gbp=None, reason=Reason.NOT_YET_DECIDED
    )


def up_to(lamps):
    Allocation.objects.filter(pk=lamps.pk).update(qualifier=Qualifier.UP_TO)


def dropped(lamps):
    other = a_line(fund=lamps.line.fund, partnership=lamps.line.partnership)
    an_allocation(settlement=lamps.settlement, line=other, amount_gbp=1000)
    lamps.delete()


@pytest.mark.parametrize(
    ("change", "name", "message"),
    [
        (
            another_total,
            "funding-total",
            f"{SECOND}, 2016-17: The lines add up to £1,000, but the settlement is "
            "£900.",
        ),
        (
            no_total,
            "funding-missing",
            f"The total of {SECOND} for 2016-17 is not known (not given).",
        ),
        (
            undecided,
            "funding-missing",
            f"1 amount missing for {SECOND}, 2016-17: Lamps.",
        ),
        (
            dropped,
            "funding-missing",
            "Lamps has no amount for 2016-17 and no reason given (£900 in 2015-16).",
        ),
        (
            up_to,
            "funding-maximum",
            "Lamps: up to £1,000 is counted in full in the 2016-17 total of £1,000; "
            "without it the total is £0.",
        ),
        (
            no_recipient,
            "funding-missing",
            "1 line of 2016-17 with no recipient: Lamps.",
        ),
    ],
)
def test_second_fund_is_checked_like_the_first(report, lamps, change, name, message):
    assert found(report, name) == []

    change(lamps)

    assert message in [issue.message for issue in found(report, name)]


def test_line_that_was_merged_into_another_is_not_dropped(report, lamps):
    dropped(lamps)
    later = a_line(fund=lamps.line.fund, partnership=lamps.line.partnership)
    FundingLineChange.objects.create(
        earlier=lamps.line, later=later, kind="merged", year=2016
    )

    messages = [issue.message for issue in found(report, "funding-missing")]

    assert not any("Lamps has no amount" in message for message in messages)
