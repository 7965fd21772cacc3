import datetime as dt

import pytest

from partnership.models import Partnership
from tests.builders import a_group, a_partner, an_achievement
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


def excerpts(report, name="name-unknown"):
    return [issue.excerpt for issue in found(report, name)]


def test_a_body_in_no_register_is_found():
    report = draft_with("<p>The Lantern Steering Group met.</p>")

    (issue,) = found(report, "name-unknown")

    assert issue.excerpt == "Lantern Steering Group"
    assert "not in your list" in issue.message


@pytest.mark.parametrize(
    "wrong, right",
    [
        ("Mill Borough Council", "Mill District Council"),
        ("Coordinating Group", "Coordination Group"),
        ("Lamp Vale District Council", "Lamp Street District Council"),
        ("Mill Vale Lamp Boards", "Mill Vale Lamp Board"),
    ],
)
def test_a_near_miss_is_with_the_name_that_is_meant(wrong, right):
    a_partner(name="Mill District Council")
    a_partner(name="Lamp Street District Council")
    a_partner(name="Mill Vale Lamp Board")
    a_group(name="Testshire Coordination Group", short_name="Coordination Group")
    report = draft_with(f"<p>We thank the {wrong}.</p>")

    (issue,) = found(report, "name-unknown")

    assert (issue.excerpt, issue.replacement) == (wrong, right)


@pytest.mark.parametrize(
    "words",
    [
        "The Mill District Council paid.",
        "Testshire’s Mill District Council and the Lamp Board paid.",
        "The Council and its Committee met.",
        "District Councils and Health Boards take part.",
        "The Safer Testshire Partnership met.",
        "The board of a group gives service.",
        "Council Street is lit.",
        "Lamp Steering Groups and the Mill Vale Lamp Groups met.",
    ],
)
def test_known_bodies_and_sorts_of_bodies_pass(words):
    a_partner(name="Mill District Council")
    a_group(name="Testshire Lamp Board", short_name="Lamp Board")

    assert excerpts(draft_with(f"<p>{words}</p>")) == []


def test_a_short_name_that_no_partnership_has_is_found():
    report = draft_with("<p>Mill CSP began. Mill Vale CSP went on.</p>")

    (issue,) = found(report, "name-unknown")

    assert (issue.excerpt, issue.replacement) == ("Mill CSP", "Mill Vale CSP")


@pytest.mark.parametrize(
    "given, when",
    [
        ({"to_on": dt.date(2015, 3, 31)}, "ended on 31 March 2015"),
        ({"from_on": dt.date(2018, 4, 1)}, "began on 1 April 2018"),
    ],
)
def test_a_body_of_another_time_is_found(given, when):
    a_partner(name="Lantern Trust", **given)
    report = draft_with("<p>The Lantern Trust helps.</p>")

    (issue,) = found(report, "name-of-another-time")

    assert when in issue.message


@pytest.mark.parametrize(
    "ended, words",
    [
        (2018, "The Lantern Trust helps."),
        (2015, "In 2014 the Lantern Trust helped."),
        (2015, "Before May 2015 the Lantern Trust helped."),
        (2015, "Until 31 March 2015 the then Lantern Trust helped."),
        (2015, "The former Lantern Trust wrote the first plan."),
    ],
)
def test_a_body_of_the_time_passes(ended, words):
    a_partner(name="Lantern Trust", to_on=dt.date(ended, 3, 31))

    assert found(draft_with(f"<p>{words}</p>"), "name-of-another-time") == []


def test_a_place_that_owns_something_has_its_apostrophe():
    report = draft_with("<p>Mill Vales waterways, and Mill Vale’s lamps.</p>")

    (issue,) = found(report, "name-spelling")

    assert (issue.excerpt, issue.replacement) == ("Mill Vales", "Mill Vale’s")


def test_other_words_of_contributors_are_asked_for_near_misses_only():
    report = draft_with("<p>The Lantern Steering Group met.</p>")
    other = Partnership.objects.get(code="mill-vale-csp")
    an_achievement(
        partnership=other,
        year=report.year - 1,
        body="<p>The Village Lamp Group met.</p>",
    )

    assert excerpts(report) == ["Lantern Steering Group"]
