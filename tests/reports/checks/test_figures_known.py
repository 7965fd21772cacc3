from decimal import Decimal

import pytest

from partnership.core.values.missing import (
    Qualifier,
    Reason,
)
from priorities.models import Measure, Observation
from tests.builders import a_measure, a_reported_change
from tests.reports.checks.checking import found
from tests.reports.checks.figures import thefts, told
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db
NAMES = [
    "figure-not-known",
    "figure-without-earlier",
    "change-without-base",
    "rate-without-comparison",
    "share-without-numbers",
    "share-disagrees",
    "parts-and-whole",
    "figure-not-settled",
    "yearly-or-in-all",
]


@pytest.fixture
def report():
    """Testshire, whose rates say of which population they are."""
    report = a_testshire_report()
    Observation.objects.filter(measure__code="theft-rate").update(base_year=2014)
    return report


def a_share(value, numerator=None, denominator=None, period="2015", **kwargs):
    """A percentage in Testshire, with an earlier one and the country's beside it."""
    if not Measure.objects.filter(code="share").exists():
        a_measure(code="share", name="Share", unit="percent")
        thefts("2014", code="share", value=50, numerator=1, denominator=2)
        thefts("2015", code="share", area="country", value=50)
    given = {
        "value": Decimal(value),
        "numerator": numerator,
        "denominator": denominator,
    }
    return thefts(period, code="share", **given, **kwargs)


@pytest.mark.parametrize("name", NAMES)
def test_sound_figures_pass_in_silence(report, name):
    a_share(54, 126, 235)
    told(report, "value thefts testshire 2015", "value share testshire 2015")

    assert found(report, name) == []


def test_figure_without_a_number_warns(report):
    Observation.objects.filter(
        measure__code="thefts", area__code="testshire", starts_on__year=2015
    ).update(value=None, reason=Reason.NOT_GIVEN)

    (finding,) = found(report, "figure-not-known")

    assert finding.what == "1 figure told without a number: Thefts, Testshire, 2015."


def test_suppressed_figure_is_silent(report):
    thefts("2013", value=None, reason=Reason.SUPPRESSED)

    assert found(told(report, "value thefts testshire 2013"), "figure-not-known") == []


def test_figure_with_nothing_earlier_warns(report):
    a_measure(code="locks", name="Locks")
    thefts("2015", code="locks")

    (finding,) = found(
        told(report, "value locks testshire 2015"), "figure-without-earlier"
    )

    assert finding.what == "1 figure told without an earlier one: Locks."


def test_figure_of_the_country_wants_no_earlier_one(report):
    a_measure(code="locks", name="Locks")
    thefts("2015", code="locks", area="country")

    assert (
        found(told(report, "value locks country 2015"), "figure-without-earlier") == []
    )


def test_stated_change_from_an_unknown_figure_warns(report):
    area = Observation.objects.filter(area__code="testshire").first().area
    a_reported_change(measure=Measure.objects.get(code="thefts"), area=area)

    (finding,) = found(
        told(report, "change value thefts testshire 2015-16 2016-17"),
        "change-without-base",
    )

    assert finding.what == (
        "1 figure told as a change from one that is not known: Thefts."
    )


def test_rate_that_stands_alone_warns(report):
    Observation.objects.filter(area__code="country").delete()

    (finding,) = found(report, "rate-without-comparison")

    assert finding.what.endswith("another area’s: Theft rate.")


def test_percentage_without_its_numbers_warns(report):
    a_share(54)

    (finding,) = found(
        told(report, "value share testshire 2015"), "share-without-numbers"
    )

    assert finding.what == "1 figure told as a percentage without its numbers: Share."


def test_rate_without_the_year_of_its_population_warns(report):
    Observation.objects.update(base_year=None)

    (finding,) = found(report, "share-without-numbers")

    assert finding.what.endswith("the year of its population: Theft rate.")


def test_percentage_that_its_numbers_do_not_give_stops(report):
    a_share(68, 126, 235)

    (finding,) = found(told(report, "value share testshire 2015"), "share-disagrees")

    assert finding.is_stop
    assert finding.what == "Share, Testshire, 2015: 126 of 235 is 53.6%, not 68%."


@pytest.mark.parametrize(
    ("parts", "stops", "words"),
    [
        ((1000, 233), [], ""),
        ((1000, 333), [True], "the parts add up to 1,333 of 1,233."),
        ((1000, 200), [False], "the parts add up to 1,200 of 1,233; 33 are in none"),
    ],
)
def test_parts_are_held_against_the_whole(report, parts, stops, words):
    whole = Measure.objects.get(code="thefts")
    for number, value in enumerate(parts):
        a_measure(code=f"part-{number}", name=f"Part {number}", part_of=whole)
        thefts("2015", code=f"part-{number}", value=value)
    names = ["thefts", "part-0", "part-1"]
    told(report, *(f"value {name} testshire 2015" for name in names))

    findings = found(report, "parts-and-whole")

    assert [finding.is_stop for finding in findings] == stops
    assert all(words in finding.what for finding in findings)


@pytest.mark.parametrize("qualifier", [Qualifier.PROVISIONAL, Qualifier.ESTIMATED])
def test_figure_that_is_not_final_warns(report, qualifier):
    Observation.objects.filter(measure__code="thefts", starts_on__year=2015).update(
        qualifier=qualifier
    )

    (finding,) = found(report, "figure-not-settled")

    assert finding.what == "1 figure not final: Thefts, Testshire, 2015."


@pytest.mark.parametrize(
    ("definition", "count"), [("", 1), ("Trained in the year.", 0)]
)
def test_count_that_falls_says_what_it_counts(report, definition, count):
    a_measure(
        code="trained", name="Trained", desired_direction="up", definition=definition
    )
    thefts("2014-15", code="trained", value=550)
    thefts("2015-16", code="trained", value=320)

    findings = found(
        told(report, "value trained testshire 2015-16"), "yearly-or-in-all"
    )

    assert len(findings) == count
    assert all("550 (2014-15) and then 320 (2015-16)" in f.what for f in findings)
