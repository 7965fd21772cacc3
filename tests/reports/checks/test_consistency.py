"""One fact given in two ways: within a document, or since an earlier edition."""

from decimal import Decimal

import pytest

from funding.models import FundingLine
from reports.assembly.build import build
from reports.document.tree import as_json
from reports.text.draft import draft_of
from tests.builders import a_carry_forward, a_report, an_edition
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


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
    assert "Your data has £46,500, from 2016-17 to 2017-18" in issue.message


def test_the_sum_that_is_recorded_raises_nothing():
    report = draft_with("<p>£46.5k for lamps was carried forward.</p>")
    carried()
    assert found(report, "carry-forward") == []


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


def test_change_in_numbers_is_not_compared_with_one_in_per_cent():
    change = "change value thefts testshire 2014 2015"
    both = f"<p>[={change} | number] thefts, or [={change} | percent].</p>"
    report = draft_with(both)
    published(report)
    assert found(report, "earlier-edition") == []


def test_the_same_figures_as_before_raise_nothing():
    report = draft_with("<p>In 2015: [=value thefts testshire 2015] thefts.</p>")
    published(report)
    assert found(report, "earlier-edition") == []
    assert draft_of(report).problems == []
