"""Times that mean another day to each reader."""

import datetime as dt

import pytest

from reports.checks.issue import Severity
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db

DAY = dt.date(2018, 6, 22)


@pytest.mark.parametrize(
    "words",
    [
        "Last year the lights were repaired.",
        "The shop was closed this year.",
        "Over the past twelve months fewer bicycles were stolen.",
        "A new board is elected in under a year’s time.",
        "Two years ago nobody knew of it.",
        "The street has been calm recently.",
        "The plan comes out in the autumn.",
        "The team made 259 calls so far.",
        "Visits went on over the year.",
    ],
)
def test_time_counted_from_the_day_of_writing_is_found(words):
    report = draft_with(f"<p>{words}</p>", dated_on=DAY)

    (issue,) = found(report, "relative-date")
    assert issue.excerpt in words


@pytest.mark.parametrize(
    "words",
    [
        "In 2016-17 the lights were repaired.",
        "Each year in the autumn a fair is held.",
        "The strategy in its last year was the shortest.",
        "It is the last year of the plan.",
        "The plan came out in the autumn of 2017.",
        "They were told to keep their files up to date.",
        "The source says “last year” and no more.",
        "It was repaired last year; which year is not said.",
    ],
)
def test_time_that_everybody_can_place_is_not_reported(words):
    assert found(draft_with(f"<p>{words}</p>", dated_on=DAY), "relative-date") == []


def test_last_year_is_offered_as_the_year_before_the_documents_day():
    report = draft_with("<p>Last year the lights were repaired.</p>", dated_on=DAY)

    (issue,) = found(report, "relative-date")
    assert issue.replacement == "2017-18"
    assert "22 June 2018" in issue.message


def test_date_without_a_year_is_offered_with_the_last_one():
    report = draft_with("<p>A training day was held on 20 March.</p>", dated_on=DAY)

    (issue,) = found(report, "date-without-year")
    assert issue.severity is Severity.WARNING
    assert (issue.excerpt, issue.replacement) == ("20 March", "20 March 2018")


def test_month_that_is_still_to_come_in_the_documents_year_is_of_the_year_before():
    report = draft_with("<p>It was agreed in December.</p>", dated_on=DAY)

    (issue,) = found(report, "date-without-year")
    assert issue.replacement == "in December 2017"


@pytest.mark.parametrize(
    "words",
    [
        "<p>It was agreed on 20 March 2018.</p>",
        "<p>The board met in 2018.</p><p>It agreed this on 20 March.</p>",
        "<p>Every year it meets in April.</p>",
        "<p>The training was on 20 March; the year is not given.</p>",
        "<p>Crime fell in April to June 2017.</p>",
        "<p>They may march in May.</p><p>In 2017 they did.</p>",
    ],
)
def test_date_with_its_year_is_not_reported(words):
    assert found(draft_with(words, dated_on=DAY), "date-without-year") == []


def test_month_outside_the_financial_year_in_the_text_is_found():
    body = (
        "<p>During the last financial year there were these:</p>"
        "<p>An inquiry. Its report was agreed in April.</p>"
    )

    (issue,) = found(draft_with(body, dated_on=DAY), "date-outside-year")
    assert "2017-18" in issue.message
    assert "April 2018" in issue.message


def test_month_inside_its_financial_year_is_not_reported():
    body = "<p>During the last financial year a plan was agreed in May.</p>"

    assert (
        found(draft_with(body, dated_on=dt.date(2018, 4, 20)), "date-outside-year")
        == []
    )


def test_year_to_date_of_a_year_long_ended_is_found():
    body = "<p>The rate for 2016-17 (year to date) was the lowest.</p>"

    (issue,) = found(
        draft_with(body, dated_on=dt.date(2017, 9, 21)), "date-outside-year"
    )
    assert "31 March 2017" in issue.message


@pytest.mark.parametrize("day", [dt.date(2017, 2, 1), dt.date(2017, 4, 20)])
def test_year_to_date_of_a_year_that_runs_or_has_just_ended_is_not_reported(day):
    body = "<p>The rate for 2016-17 (year to date) was the lowest.</p>"

    assert found(draft_with(body, dated_on=day), "date-outside-year") == []
