from decimal import Decimal

import pytest

from partnership.core.values.missing import Qualifier, Reason
from partnership.models import Area
from priorities.models import Measure, Observation
from tests.builders import a_measure, a_population
from tests.reports.checks.checking import draft_with, found
from tests.reports.checks.figures import thefts, with_figures
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db
AVERAGES = [
    ("12 volunteers gave 240 hours, 30 hours each on average.", ["20"]),
    ("12 volunteers gave 240 hours, an average of 30 hours.", ["20"]),
    ("12 volunteers gave 240 hours, 20 hours each on average.", []),
    ("12 volunteers gave 240 hours. On average, 30 hours went to lamps.", []),
]
NAMES = [
    "figure-missing",
    "figure-without-context",
    "calculation",
    "parts-and-total",
    "figure-provisional",
    "running-total",
]


@pytest.mark.parametrize(("words", "right"), AVERAGES)
def test_average_follows_from_its_numbers(words, right):
    issues = found(draft_with(f"<p>{words}</p>"), "calculation")

    assert [issue.replacement for issue in issues] == right


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
def test_sound_figures_report_nothing(report, name):
    a_share(54, 126, 235)
    with_figures(report, "value thefts testshire 2015", "value share testshire 2015")

    assert found(report, name) == []


def test_suppressed_figure_reports_nothing(report):
    thefts("2013", value=None, reason=Reason.SUPPRESSED)

    assert (
        found(with_figures(report, "value thefts testshire 2013"), "figure-missing")
        == []
    )


def test_national_figure_needs_no_earlier_one(report):
    a_measure(code="locks", name="Locks")
    thefts("2015", code="locks", area="country")

    assert (
        found(
            with_figures(report, "value locks country 2015"), "figure-without-context"
        )
        == []
    )


def test_rate_that_is_worked_out_has_an_earlier_one(report):
    thefts_counted = Measure.objects.get(code="thefts")
    a_measure(
        code="worked-out",
        name="Worked out",
        unit="per-1000",
        rate_of=thefts_counted,
        is_assessed=True,
    )
    for year in (2014, 2015):
        a_population(area=Area.objects.get(code="testshire"), year=year)

    (issue,) = found(report, "figure-without-context")

    assert issue.message == (
        "1 figure without context. No other area to compare with: Worked out."
    )


@pytest.mark.parametrize(
    ("parts", "stops", "words"),
    [
        ((1000, 233), [], ""),
        ((1000, 333), [True], "the parts add up to 1,333, more than 1,233."),
        ((1000, 200), [False], "the parts add up to 1,200 of 1,233; 33 are in none"),
    ],
)
def test_parts_are_compared_with_the_whole(report, parts, stops, words):
    whole = Measure.objects.get(code="thefts")
    for number, value in enumerate(parts):
        a_measure(code=f"part-{number}", name=f"Part {number}", part_of=whole)
        thefts("2015", code=f"part-{number}", value=value)
    names = ["thefts", "part-0", "part-1"]
    with_figures(report, *(f"value {name} testshire 2015" for name in names))

    issues = found(report, "parts-and-total")

    assert [issue.is_error for issue in issues] == stops
    assert all(words in issue.message for issue in issues)
    Observation.objects.filter(measure=whole).update(note="Some are in both parts")
    assert not found(report, "parts-and-total")


@pytest.mark.parametrize("qualifier", [Qualifier.PROVISIONAL, Qualifier.ESTIMATED])
def test_figure_that_is_not_final_warns(report, qualifier):
    Observation.objects.filter(measure__code="thefts", starts_on__year=2015).update(
        qualifier=qualifier
    )

    (issue,) = found(report, "figure-provisional")

    assert issue.message == "1 figure not final: Thefts, Testshire, 2015."
