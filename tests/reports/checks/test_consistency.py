"""One fact given in two ways: within a document, or since an earlier edition."""

from decimal import Decimal

import pytest

from funding.models import FundingLine
from reports.assembly.build import build
from reports.document.tree import as_json
from reports.text.draft import draft_of
from tests.builders import (
    a_carry_forward,
    a_measure,
    a_report,
    an_edition,
    an_observation,
)
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db
TWO_YEARS = (
    "<p>There were [=value thefts testshire 2015] thefts{now}, after "
    "[=value thefts testshire 2014]{then}.</p>"
)


def test_two_figures_of_a_measure_without_their_periods_are_reported():
    report = draft_with(
        "<p>There are [=value lamps testshire 2015-16] lamps.</p>"
        "<p>There are [=value lamps testshire 2016-17] lamps.</p>"
    )
    measure = a_measure(code="lamps", name="Lamps")
    for year, value in ((2015, 80), (2016, 90)):
        an_observation(
            measure=measure,
            area=report.partnership.areas.get(),
            value=value,
            starts_on=f"{year}-04-01",
            ends_on=f"{year + 1}-03-31",
        )
    issues = found(report, "period-unclear")
    assert [one.excerpt for one in issues] == ["80", "90"]
    assert issues[0].message.startswith(
        "The text does not give the period of 80 (2015-16)"
    )


def test_two_figures_with_their_periods_raise_nothing():
    report = draft_with(TWO_YEARS.format(now=" in 2015", then=" in 2014"))
    assert found(report, "period-unclear") == []


def test_one_thing_in_two_typed_numbers_is_reported():
    report = draft_with(
        "<p>We trained 1,025 domestic abuse champions.</p>"
        "<p>The county has up to 1,000 domestic abuse champions.</p>"
    )
    (issue,) = found(report, "conflicting-statements")
    assert "up to 1,000 here, but 1,025 elsewhere" in issue.message


@pytest.mark.parametrize(
    "body",
    [
        "<p>In 2014 we had 800 street wardens.</p><p>In 2015 950 street wardens.</p>",
        "<p>We had 800 street wardens. All 800 street wardens came.</p>",
        "<p>We had 800 street wardens and 30 police officers.</p>",
    ],
)
def test_numbers_of_two_times_or_two_things_raise_nothing(body):
    assert found(draft_with(body), "conflicting-statements") == []


def carried(**fields):
    return a_carry_forward(
        line=FundingLine.objects.get(code="lights"),
        code="lamps",
        amount_gbp=Decimal(46500),
        purpose="Lamps that came late",
        **fields,
    )


def test_another_sum_carried_forward_than_recorded_is_reported():
    report = draft_with("<p>£53k for lamps was carried forward.</p>")
    carried()
    (issue,) = found(report, "carry-forward")
    assert issue.replacement == "[=carried lamps]"
    assert "your records say £46,500, from 2016-17 to 2017-18" in issue.message


def test_the_sum_that_is_recorded_raises_nothing():
    report = draft_with("<p>£46.5k for lamps was carried forward.</p>")
    carried()
    assert found(report, "carry-forward") == []


def test_two_sums_carried_forward_without_a_record_are_reported():
    report = draft_with(
        "<p>£53,000 was carried forward.</p><p>£46,500 is carried forward.</p>"
    )
    (issue,) = found(report, "carry-forward")
    assert "£53,000 and £46,500" in issue.message


def published(report):
    an_edition(report=report, content=as_json(build(report)))


def test_a_figure_that_an_earlier_edition_gives_differently_is_reported():
    report = draft_with("<p>In 2015: [=value thefts testshire 2015] thefts.</p>")
    published(report)
    report.partnership.areas.get().observations.filter(value=1233).update(value=1240)
    issues = found(report, "earlier-edition")
    assert any(
        one.message.startswith("Thefts, Testshire, 2015: 1,240 here, 1,233 in")
        for one in issues
    )


def test_the_edition_of_the_year_before_is_asked_too():
    report = draft_with("<p>In 2015: [=value thefts testshire 2015] thefts.</p>")
    before = a_report(partnership=report.partnership, year=2015)
    token = "[=value thefts testshire 2015 | capital]"
    figure = {"token": token, "value": "1200", "text": "1,200"}
    an_edition(report=before, content={"sections": [{"figures": [figure]}]})
    (issue,) = found(report, "earlier-edition")
    assert (
        "1,233 here, 1,200 in" in issue.message
        and "2015-16, edition 1" in issue.message
    )


def test_the_same_figures_as_before_raise_nothing():
    report = draft_with("<p>In 2015: [=value thefts testshire 2015] thefts.</p>")
    published(report)
    assert found(report, "earlier-edition") == []
    assert draft_of(report).problems == []
