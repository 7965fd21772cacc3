"""What becomes of faults in the figures told: periods, bases, targets, parts."""

import datetime as dt

import pytest

from funding.models import FundingLine
from partnership.core.values import periods
from partnership.core.values.missing import Reason
from partnership.models import Area
from priorities.models import Achievement, Measure
from tests.builders import a_measure, a_report, a_reported_change, a_target
from tests.evidence import evidence
from tests.reports.checks.checking import found
from tests.reports.checks.figures import thefts, told
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    report = a_testshire_report()
    report.dated_on = dt.date(2016, 5, 17)
    report.save()
    return report


@pytest.fixture
def owed(report):
    """The return of the year, whose one line reports on thefts."""
    FundingLine.objects.get().measures.add(Measure.objects.get(code="thefts"))
    return a_report(
        kind="grant-return", partnership=report.partnership, period="2016-17/end-year"
    )


def changed(base, last, measure="thefts", **kwargs):
    """A change that a source states, from one period to another."""
    first, second = periods.parse(base), periods.parse(last)
    return a_reported_change(
        measure=Measure.objects.get(code=measure),
        area=Area.objects.get(code="testshire"),
        base_period_kind=first.kind,
        base_starts_on=first.start,
        base_ends_on=first.end,
        period_kind=second.kind,
        starts_on=second.start,
        ends_on=second.end,
        **kwargs,
    )


def whats(report, name):
    return [finding.what for finding in found(report, name)]


@evidence(
    "1.1",
    flagged="figure-after-day",
    fault="A figure of 2016-17 told in the spring of 2016",
)
def test_figure_of_a_year_that_is_not_over_stops(report):
    a_measure(code="champions", name="Champions")
    thefts("2016-17", code="champions", value=1025)

    (finding,) = found(
        told(report, "value champions testshire 2016-17"), "figure-after-day"
    )

    assert finding.is_stop


@evidence(
    "1.10",
    flagged="change-without-base",
    fault="Per cents without the figures that they are changes from",
)
@evidence(
    "2.25",
    flagged="change-without-base",
    fault="A fall of 1% without counts or a period to start from",
)
def test_change_without_its_base_is_told(report):
    a_measure(code="asb", name="Incidents")
    thefts("2015", code="asb", value=9058)
    changed("2014", "2015", measure="asb", amount=11)

    (what,) = whats(
        told(report, "change value asb testshire 2014 2015"), "change-without-base"
    )

    assert what.endswith("from one that is not known: Incidents.")


@evidence(
    "1.12",
    flagged="figure-outside-year",
    fault="A fall over three years told as a result of one",
)
def test_result_of_other_years_is_told(report):
    thefts("12 months to September 2015")
    thefts("2012")
    Achievement.objects.filter(title="A gate").update(
        body="<p>Thefts "
        "[=change value thefts testshire 2012 12-months-to-september-2015].</p>"
    )

    assert (
        "Told as achieved in 2015-16: Thefts for 12 months to September 2015 against "
        "2012."
    ) in whats(report, "figure-outside-year")


@evidence(
    "1.13", flagged="figure-not-known", fault="“Continue to rise”, with no figure"
)
@evidence(
    "1.77", flagged="figure-not-known", fault="A rate that is named and not given"
)
def test_figure_without_a_number_is_told(report):
    a_measure(code="entrants", name="Entrants, rate", unit="per-100000")
    thefts("2015", code="entrants", value=None, reason=Reason.NOT_GIVEN)

    assert whats(told(report, "value entrants testshire 2015"), "figure-not-known") == [
        "1 figure told without a number: Entrants, rate, Testshire, 2015."
    ]


@evidence("1.63", flagged="share-disagrees", fault="126 of 235 kept as 68%")
def test_percentage_that_its_numbers_do_not_give_stops(report):
    a_measure(code="justice", name="Took part", unit="percent")
    thefts("2015", code="justice", value=68, numerator=126, denominator=235)

    (finding,) = found(told(report, "value justice testshire 2015"), "share-disagrees")

    assert finding.is_stop
    assert finding.what.endswith("126 of 235 is 53.6%, not 68%.")


@evidence("1.71", flagged="parts-and-whole", fault="Jobs that come to 17 of 26")
def test_parts_that_do_not_come_to_the_whole_are_told(report):
    whole = a_measure(code="jobs", name="Jobs")
    a_measure(code="shops", name="Jobs in shops", part_of=whole)
    thefts("2015-16", code="jobs", value=26)
    thefts("2015-16", code="shops", value=17)
    told(report, "value jobs testshire 2015-16", "value shops testshire 2015-16")

    (what,) = whats(report, "parts-and-whole")

    assert what.endswith("add up to 17 of 26; 9 are in none of them.")


@evidence("1.73", flagged="target-missed", fault="Two of three campaigns, no comment")
def test_missed_target_is_told(owed):
    row = thefts("2016-17", value=2)
    a_target(measure=row.measure, area=row.area, value=3)

    (what,) = whats(owed, "target-missed")

    assert "2 against a target of at least 3" in what


@evidence("1.74", flagged="target-not-set", fault="Outcomes without a target")
def test_result_without_a_target_is_told(owed):
    thefts("2016-17", value=4694)

    assert whats(owed, "target-not-set") == ["No target was set for 1 result: Thefts."]


@evidence(
    "1.76",
    flagged="periods-unlike",
    fault="A calendar year held against a financial year",
)
def test_years_of_two_kinds_are_told(report):
    changed("2011-12", "2015", amount=43)

    (what, *_rest) = whats(
        told(report, "change value thefts testshire 2011-12 2015"), "periods-unlike"
    )

    assert (
        what
        == "Thefts, Testshire: 2015 is held against 2011-12, which is another kind of "
        "year."
    )


@evidence(
    "1.78",
    flagged="year-to-date-over",
    fault="A year to date told months after the year ended",
)
def test_year_to_date_that_is_over_is_told(report):
    thefts("2015-16, year to date")

    assert whats(
        told(report, "value thefts testshire 2015-16-year-to-date"),
        "year-to-date-over",
    )


@evidence(
    "1.79",
    flagged="rate-without-comparison",
    fault="Better than the nation, without the nation’s rate",
)
def test_rate_that_stands_alone_is_told(report):
    a_measure(code="custody", name="Custody, rate", unit="per-1000")
    thefts("2015", code="custody", value=1)

    (what,) = whats(
        told(report, "value custody testshire 2015"), "rate-without-comparison"
    )

    assert what.endswith("without another area’s: Custody, rate.")


@evidence(
    "1.81", flagged="yearly-or-in-all", fault="Champions fall from 1,025 to 1,000"
)
@evidence("1.82", flagged="yearly-or-in-all", fault="Over 550 trained, then over 320")
@evidence("2.94", flagged="yearly-or-in-all", fault="Champions of three years disagree")
@evidence("2.95", flagged="yearly-or-in-all", fault="Trained in the year, or in all")
def test_count_that_falls_without_a_definition_is_told(report):
    a_measure(code="trained", name="Trained", desired_direction="up")
    thefts("2014-15", code="trained", value=550)
    thefts("2015-16", code="trained", value=320)

    (what,) = whats(told(report, "value trained testshire 2015-16"), "yearly-or-in-all")

    assert "does not say whether it counts one year or all so far" in what


@evidence(
    "2.62",
    flagged="figure-not-known",
    fault="Measures said to rest on baselines, and not one baseline",
)
def test_baselines_that_are_not_known_are_told(report):
    theme = "Measures of success 2016-19"
    a_measure(code="violence", name="Violence", theme=theme)
    thefts("2015-16", code="violence", value=None, reason=Reason.NOT_GIVEN)
    summary = a_report(
        kind="strategy-summary",
        partnership=report.partnership,
        period="2016-19",
        year=YEAR,
    )

    assert whats(summary, "figure-not-known") == [
        "1 figure told without a number: Violence, Testshire, 2015-16."
    ]


@evidence("2.87", flagged="figure-without-earlier", fault="Counts with no earlier year")
def test_count_without_an_earlier_year_is_told(report):
    a_measure(code="needles", name="Needles")
    thefts("2015-16", code="needles", value=7292)

    assert whats(
        told(report, "value needles testshire 2015-16"), "figure-without-earlier"
    ) == ["1 figure told without an earlier one: Needles."]


@evidence("2.88", flagged="figure-without-period", fault="“259 so far”, and no day")
def test_count_so_far_without_a_day_is_told(report):
    a_measure(code="calls", name="Call-backs")
    thefts("period-not-given", code="calls", value=259)

    assert whats(
        told(report, "value calls testshire period-not-given"), "figure-without-period"
    ) == [
        "The document tells 1 figure without a period: Call-backs, Testshire, period "
        "not given."
    ]
