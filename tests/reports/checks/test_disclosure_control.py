import pytest

from partnership.core.values.missing import Reason
from priorities.models import Measure
from tests.builders import a_measure
from tests.reports.checks.checking import found
from tests.reports.checks.figures import thefts, with_figures
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    report = a_testshire_report()
    a_measure(code="victims", name="Victims", counts_people=True)
    return with_figures(report, "value victims testshire 2015")


@pytest.mark.parametrize(("value", "count"), [(0, 0), (1, 1), (4, 1), (5, 0)])
def test_count_below_the_smallest_is_reported(report, value, count):
    thefts("2015", code="victims", value=value)

    issues = found(report, "small-number")

    assert [issue.message for issue in issues] == (
        [f"Victims, Testshire, 2015: {value} is fewer than 5 people."] * count
    )


def test_suppressed_count_reports_nothing(report):
    thefts("2015", code="victims", value=None, reason=Reason.SUPPRESSED)

    assert found(report, "small-number") == []


@pytest.mark.parametrize("numerator", [3, 97])
def test_share_gives_away_those_in_it_and_the_others(report, numerator):
    Measure.objects.filter(code="victims").update(unit="percent")
    given = {"value": numerator, "numerator": numerator, "denominator": 100}
    thefts("2015", code="victims", **given)

    (issue,) = found(report, "small-number")

    assert issue.message.endswith("3 is fewer than 5 people.")


def test_things_are_not_people(report):
    Measure.objects.update(counts_people=False)
    thefts("2015", code="victims", value=2)

    assert found(report, "small-number") == []


def test_partnership_may_turn_it_off(report):
    report.partnership.smallest_count = 0
    report.partnership.save()
    thefts("2015", code="victims", value=2)

    assert found(report, "small-number") == []
