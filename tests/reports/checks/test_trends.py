"""Words of direction and bounds, borne out by the figures or not."""

import datetime as dt

import pytest

from partnership.core.values.periods import PeriodKind
from tests.builders import a_measure, an_observation
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


def champions(report, later, qualifier="up-to"):
    measure = a_measure(code="champions", name="Trained champions")
    area = report.partnership.areas.get()
    an_observation(
        measure=measure,
        area=area,
        value=1025,
        starts_on=dt.date(2015, 4, 1),
        ends_on=dt.date(2016, 3, 31),
    )
    an_observation(
        measure=measure,
        area=area,
        value=later,
        qualifier=qualifier,
        period_kind=PeriodKind.AS_AT,
        starts_on=dt.date(2017, 9, 1),
        ends_on=dt.date(2017, 9, 30),
    )


SO_FAR = "<p>[=value champions testshire at-september-2017 | capital] champions.</p>"


def test_a_ceiling_below_an_earlier_number_is_reported():
    report = draft_with(SO_FAR)
    champions(report, 1000)
    (issue,) = found(report, "running-total")
    assert issue.message == (
        "Trained champions: Up to 1,000 at September 2017, but 1,025 for 2015-16."
    )


def test_a_number_so_far_that_has_grown_raises_nothing():
    report = draft_with(SO_FAR)
    champions(report, 1100)
    assert found(report, "running-total") == []


def test_a_direction_against_the_data_is_reported():
    body = "<p>Thefts fell to [=value thefts testshire 2015] in 2015.</p>"
    (issue,) = found(draft_with(body), "direction-contradicted")
    assert issue.message == (
        "“fell” is wrong: Thefts, Testshire rose. It was 790 in 2014 and 1,233 in 2015."
    )


def test_direction_that_matches_the_data_is_not_reported():
    body = "<p>Thefts rose to [=value thefts testshire 2015] in 2015.</p>"
    assert found(draft_with(body), "direction-contradicted") == []


def test_over_before_an_exact_number_is_reported():
    report = draft_with("<p>There are over 271 safe places.</p>")
    (issue,) = found(report, "qualifier-contradicted")
    assert issue.message.startswith("“over 271”")


@pytest.mark.parametrize("said", ["over 270", "271", "over 12", "up to 271"])
def test_round_and_exact_numbers_raise_nothing(said):
    report = draft_with(f"<p>There are {said} safe places.</p>")
    assert found(report, "qualifier-contradicted") == []


def test_a_rise_without_the_number_before_is_reported():
    report = draft_with("<p>Safe places have increased to over 270.</p>")
    (issue,) = found(report, "change-without-base")
    assert "does not give the earlier figure" in issue.message


def test_a_rise_with_both_numbers_raises_nothing():
    report = draft_with("<p>Safe places have increased to 270, after 240.</p>")
    assert found(report, "change-without-base") == []


def test_an_overall_fall_without_a_figure_is_reported():
    report = draft_with("<p>There are exceptions to the overall fall in crime.</p>")
    (issue,) = found(report, "change-without-base")
    assert issue.excerpt == "overall fall"


def test_an_overall_fall_with_its_figure_raises_nothing():
    report = draft_with("<p>Crime fell by 6%. To this overall fall, one exception.</p>")
    assert found(report, "change-without-base", "overall fall") == []


def test_more_than_before_plus_new_ones_is_reported():
    body = "<p>We have 1,135 champions, 104 of them trained last year, after 1,025.</p>"
    (issue,) = found(draft_with(body), "parts-and-total")
    assert issue.message == "1,025 and 104 more make 1,129, not 1,135."


def test_as_many_as_before_plus_new_ones_is_not_reported():
    body = "<p>We have 1,129 champions, 104 of them trained last year, after 1,025.</p>"
    assert found(draft_with(body), "parts-and-total") == []
