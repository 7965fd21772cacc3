"""Known faults in figures: periods, bases, targets, parts."""

import datetime as dt

import pytest

from funding.models import FundingLine
from partnership.core.values import periods
from partnership.core.values.missing import Reason
from partnership.models import Area
from priorities.models import Measure, Observation
from tests.builders import a_measure, a_report, a_reported_change
from tests.evidence import evidence
from tests.reports.checks.checking import found
from tests.reports.checks.figures import thefts, with_figures
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    report = a_testshire_report()
    report.dated_on = dt.date(2016, 5, 17)
    report.save()
    Observation.objects.filter(measure__code="theft-rate").update(base_year=2014)
    return report


@pytest.fixture
def account(report):
    """The return of the year, whose one line reports on thefts."""
    FundingLine.objects.get().measures.add(Measure.objects.get(code="thefts"))
    return a_report(
        document_type="grant-return",
        partnership=report.partnership,
        period="2016-17/end-year",
    )


def changed(base, last, measure="thefts", **kwargs):
    """A change that a source states, from one period to another."""
    first, second = periods.parse(base), periods.parse(last)
    return a_reported_change(
        measure=Measure.objects.get(code=measure),
        area=Area.objects.get(code="testshire"),
        base=first,
        period=second,
        **kwargs,
    )


def messages_of(report, name):
    return [issue.message for issue in found(report, name)]


@evidence(
    "1.1",
    flagged="figure-too-early",
    fault="A figure for 2016-17 in a document from spring 2016",
)
def test_figure_of_a_year_that_is_not_over_is_an_error(report):
    a_measure(code="champions", name="Champions")
    thefts("2016-17", code="champions", value=1025)

    (issue,) = found(
        with_figures(report, "value champions testshire 2016-17"), "figure-too-early"
    )

    assert issue.is_error
    assert issue.message == (
        "1 figure for a period that ends after 17 May 2016, the date of the document: "
        "Champions, Testshire, 2016-17 (31 March 2017)."
    )


@evidence(
    "1.10",
    flagged="figure-without-context",
    fault="Percentage changes without the figures they start from",
)
@evidence(
    "2.25",
    flagged="figure-without-context",
    fault="A fall of 1% without counts or a period to start from",
)
def test_change_without_its_base_is_flagged(report):
    a_measure(code="asb", name="Incidents")
    thefts("2015", code="asb", value=9058)
    changed("2014", "2015", measure="asb", amount=11)

    (what,) = messages_of(
        with_figures(report, "change value asb testshire 2014 2015"),
        "figure-without-context",
    )

    assert what.endswith("Change without a starting figure: Incidents.")


@evidence(
    "1.76",
    flagged="unlike-periods",
    fault="A calendar year compared with a financial year",
)
def test_years_of_two_kinds_are_flagged(report):
    changed("2011-12", "2015", amount=43)

    (what, *_rest) = messages_of(
        with_figures(report, "change value thefts testshire 2011-12 2015"),
        "unlike-periods",
    )

    thefts = "Thefts, Testshire, 2015 with 2011-12"
    assert what == f"Different types of year are compared: {thefts}."


@evidence(
    "1.78",
    flagged="figure-without-context",
    fault="A year to date reported months after the year ended",
)
def test_year_to_date_that_is_over_is_flagged(report):
    thefts("2015-16, year to date")

    assert messages_of(
        with_figures(report, "value thefts testshire 2015-16-year-to-date"),
        "figure-without-context",
    )


@evidence(
    "2.62",
    flagged="figure-missing",
    fault="Measures said to have baselines, without a single baseline",
)
def test_baselines_that_are_not_known_are_flagged(report):
    theme = "Measures of success 2016-19"
    a_measure(code="violence", name="Violence", theme=theme)
    thefts("2015-16", code="violence", value=None, reason=Reason.NOT_GIVEN)
    summary = a_report(
        document_type="strategy-summary",
        partnership=report.partnership,
        period="2016-19",
        year=YEAR,
    )

    assert messages_of(summary, "figure-missing") == [
        "1 figure missing: Violence, Testshire, 2015-16."
    ]


@evidence(
    "2.88", flagged="figure-without-context", fault="“259 so far”, without a date"
)
def test_count_so_far_without_a_day_is_flagged(report):
    a_measure(code="calls", name="Call-backs")
    thefts("period-not-given", code="calls", value=259)

    assert messages_of(
        with_figures(report, "value calls testshire period-not-given"),
        "figure-without-context",
    ) == [
        "1 figure without context. No period: Call-backs. No earlier figure: "
        "Call-backs."
    ]
