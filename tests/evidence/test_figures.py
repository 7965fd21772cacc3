"""Known faults in figures and arithmetic within a text."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from funding.models import FundingLine, Settlement
from funding.queries.ledger import read_ledgers
from partnership.core.values.missing import Reason
from reports.checks.issue import Severity
from reports.figures.grammar import tokens_in
from reports.figures.resolver import Resolver
from tests.builders import (
    a_carry_forward,
    a_line,
    a_measure,
    a_settlement,
    an_allocation,
    an_observation,
)
from tests.evidence import evidence
from tests.reports.checks.checking import draft_with, found, links
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


def the_line():
    return FundingLine.objects.get(code="lights")


def a_figure(report, code, name, *values):
    """A measure with a value for each (first day, last day, value)."""
    measure = a_measure(code=code, name=name)
    for starts_on, ends_on, value in values:
        an_observation(
            measure=measure,
            area=report.partnership.areas.get(),
            value=Decimal(value),
            starts_on=starts_on,
            ends_on=ends_on,
        )
    return measure


YEARS = {year: (f"{year}-04-01", f"{year + 1}-03-31") for year in range(2014, 2018)}


@evidence("1.2", flagged="carry-forward", fault="one carry-forward in two amounts")
def test_two_amounts_of_one_carry_forward_are_flagged():
    report = draft_with(
        "<p>£53k was carried forward to the new year for lamps.</p>"
        "<p>Of it £46.5k is carrying forward.</p>"
    )
    a_carry_forward(line=the_line(), amount_gbp=Decimal(46500), purpose="Lamps, late")
    (issue,) = found(report, "carry-forward")
    assert "£53k" in issue.message and "£46,500" in issue.message


@evidence(
    "1.6",
    prevented="each line has its own amount in each year; a line included in another "
    "names it, and their change is refused",
    fault="one figure covering two lines, so that years cannot be compared",
)
@evidence(
    "1.7",
    prevented="a cell always shows an amount or a reason",
    fault="an empty cell, a dot and “n/a” for no value",
)
def test_a_line_in_another_line_is_shown_and_not_compared():
    report = a_testshire_report()
    first = a_settlement(
        fund=the_line().fund, partnership=report.partnership, year=2015
    )
    shared = {"fund": first.fund, "partnership": first.partnership}
    support = a_line(code="support", **shared)
    an_allocation(settlement=first, line=support, amount_gbp=Decimal(40000))
    an_allocation(settlement=first, line=the_line(), amount_gbp=Decimal(16000))
    an_allocation(
        settlement=Settlement.objects.get(year=2016),
        line=support,
        reason=Reason.IN_ANOTHER_LINE,
        in_line=the_line(),
    )
    ledger = read_ledgers(report.partnership)["safety-fund"]
    assert ledger.amount("support", 2016).words == "in another line"
    assert ledger.change("lights", 2015, 2016) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        an_allocation(
            settlement=first, line=a_line(**shared), amount_gbp=None, reason=""
        )


@evidence("1.63", flagged="calculation", fault="126 of 235 given as 68%")
@evidence("1.63", flagged="parts-and-total", fault="41 and 119 added up to 126")
def test_a_share_that_its_numbers_do_not_give_is_flagged():
    body = (
        "235 victims were contacted. 126 (68% of those contacted) took part, of whom "
        "41 met face to face and 119 took part indirectly."
    )
    report = draft_with(f"<p>{body}</p>")
    (share,) = found(report, "calculation")
    (parts,) = found(report, "parts-and-total")
    assert share.severity is Severity.ERROR
    assert parts.message.startswith("41 + 119 is 160, more than the 126")


@evidence(
    "1.69", flagged="link suggestion", fault="a grant in a heading without its year"
)
def test_a_grant_typed_into_a_heading_is_flagged_with_its_year():
    report = draft_with("<h3>Lights £50,656</h3><p>The results of the year.</p>")
    settlement = a_settlement(
        fund=the_line().fund, partnership=report.partnership, year=2017
    )
    an_allocation(settlement=settlement, line=the_line(), amount_gbp=Decimal(50656))
    (link,) = links(report)
    assert link.description == "Lights, 2017-18"


@evidence("1.80", flagged="direction-contradicted", fault="a reduction that was a rise")
def test_a_reduction_that_was_a_rise_is_flagged():
    body = "The reduction goes on: [=value reoffending testshire 2016-17] in 2016-17."
    report = draft_with(f"<p>{body}</p>")
    dates = ("2013-01-01", "2013-12-31", "31.2"), (*YEARS[2016], "31.9")
    measure = a_figure(report, "reoffending", "Youth reoffending", *dates)
    measure.unit = "percent"
    measure.save()
    measure.observations.filter(value=Decimal("31.2")).update(
        period_kind="calendar-year"
    )
    (issue,) = found(report, "direction-contradicted")
    assert "31.2% in 2013 and 31.9% in 2016-17" in issue.message


@evidence("1.82", flagged="time-unclear", fault="people trained, without a period")
@evidence("2.95", flagged="time-unclear", fault="over 550 and over 320, no periods")
def test_two_years_of_training_without_their_years_are_flagged():
    report = draft_with(
        "<p>[=value wrap testshire 2015-16 | capital] people were trained.</p>"
        "<p>[=value wrap testshire 2016-17 | capital] people were trained.</p>"
    )
    measure = a_figure(
        report, "wrap", "People trained", (*YEARS[2015], 550), (*YEARS[2016], 320)
    )
    measure.observations.update(qualifier="over")
    issues = found(report, "time-unclear")
    assert [one.excerpt for one in issues] == ["Over 550", "Over 320"]


@evidence(
    "2.22",
    prevented="a change is calculated by its figure code: 4% from 9,516 to 9,895",
    fault="the one change that could be calculated, and was correct",
)
def test_a_right_change_is_worked_out_and_raises_nothing():
    report = draft_with("<p>Crime rose by 4%, from 9,516 to 9,895.</p>")
    a_figure(report, "crime", "Crime", (*YEARS[2015], 9516), (*YEARS[2016], 9895))
    (token,) = tokens_in("[=change value crime testshire 2015-16 2016-17 | percent]")
    assert Resolver(report.partnership, [token]).figure(token).text == "4%"
    assert found(report, "calculation") == []


@evidence(
    "2.91", flagged="typed-figure", fault="injunctions counted, but not clear whose"
)
def test_typed_counts_of_cases_are_flagged():
    report = draft_with("<p>One injunction is listed above. In all 3 injunctions.</p>")
    a_figure(report, "injunctions", "Injunctions obtained", (*YEARS[2016], 3))
    linked = [link.token for link in links(report)]
    assert found(report, "typed-figure") or "injunctions" in linked[0]
