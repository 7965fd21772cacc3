"""Words of direction and bounds, borne out by the figures or not."""

import pytest

from tests.builders import a_measure
from tests.reports.checks.checking import draft_with, found
from tests.reports.checks.figures import thefts

pytestmark = pytest.mark.django_db

CHANGE = "[=change value thefts testshire 2014 2015]"
SO_FAR = "<p>[=value champions testshire at-september-2017 | capital] champions.</p>"


@pytest.mark.parametrize(("later", "count"), [(1000, 1), (1100, 0)])
def test_a_ceiling_below_an_earlier_number_is_reported(later, count):
    report = draft_with(SO_FAR)
    a_measure(code="champions", name="Trained champions")
    thefts("2015-16", code="champions", value=1025)
    thefts("at September 2017", code="champions", value=later, qualifier="up-to")

    assert [issue.message for issue in found(report, "running-total")] == [
        "Trained champions: Up to 1,000 at September 2017, but 1,025 for 2015-16."
    ] * count


@pytest.mark.parametrize(
    "words",
    [
        f"Thefts went on rising: {CHANGE}.",
        "The work went on rising. All is well. There were "
        "[=value thefts testshire 2015] thefts.",
    ],
)
def test_trend_that_rests_on_three_figures_is_not_reported(words):
    report = draft_with(f"<p>{words}</p>")
    thefts("2013", value=700)

    assert found(report, "claim-without-figures", "only") == []


def test_qualifier_that_would_be_repeated_is_an_error():
    report = draft_with("<p>Over [=value thefts testshire 2016] of them came.</p>")
    thefts("2016", value=320, qualifier="over")

    (issue,) = found(report, "qualifier-contradicted")

    assert issue.is_error
