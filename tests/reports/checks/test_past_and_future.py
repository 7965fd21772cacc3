"""What has happened and what is to come, beside the document’s day."""

import datetime as dt

import pytest

from partnership.core.values import periods
from priorities.models import Achievement, Measure
from tests.builders import an_achievement, an_observation
from tests.reports.checks.checking import draft_with, found
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

DAY = dt.date(2017, 6, 22)


@pytest.mark.parametrize(
    "words",
    [
        "The centre was opened in January 2018.",
        "On 16 November 2017 the chief officer spoke to the committee.",
        "Councillors met on 28/3/2018.",
        "A campaign is being planned, and a group was set up in early 2018.",
        "In early 2018 it was rolled out in every school.",
        "The county has trained wardens since 4 July 2017.",
    ],
)
def test_event_after_the_documents_date_described_as_past_is_an_error(words):
    (issue,) = found(draft_with(f"<p>{words}</p>", dated_on=DAY), "future-as-past")

    assert issue.is_error
    assert "22 June 2017" in issue.message


@pytest.mark.parametrize(
    "words",
    [
        "The centre was opened in January 2017.",
        "The centre will be opened in January 2018.",
        "The members are invited again on 12 December 2017.",
        "The report was being drafted for the meeting in July 2017.",
        "The plan agreed then holds until March 2020.",
        "The work was planned for January 2018.",
        "Speed checks begin in January 2018, three hundred of them.",
    ],
)
def test_event_before_or_announced_is_not_reported(words):
    assert found(draft_with(f"<p>{words}</p>", dated_on=DAY), "future-as-past") == []


def test_what_may_be_no_verb_is_only_asked_about():
    body = "<p>The elected council sits in January 2018.</p>"

    (issue,) = found(draft_with(body, dated_on=DAY), "future-as-past")
    assert not issue.is_error


def test_undated_document_cannot_describe_the_future_as_past():
    report = draft_with("<p>The centre was opened in January 2099.</p>")

    assert [one.is_error for one in found(report, "future-as-past")] == [True]


def a_figure_of(year, report):
    period = periods.financial_year(year)
    an_observation(
        measure=Measure.objects.get(code="thefts"),
        area=report.partnership.areas.get(),
        value=1025,
        period_kind=period.kind,
        starts_on=period.start,
        ends_on=period.end,
    )


def test_achievement_with_a_figure_of_the_next_year_is_an_error():
    report = a_testshire_report()
    a_figure_of(2016, report)
    Achievement.objects.all().delete()
    an_achievement(
        partnership=report.partnership,
        year=2015,
        body="<p>There were [=value thefts testshire 2016-17] of them.</p>",
    )

    (issue,) = found(report, "figure-too-early")
    assert issue.is_error
    assert "2016-17" in issue.message


def test_achievement_with_a_figure_of_its_own_year_is_not_reported():
    report = a_testshire_report()
    a_figure_of(2015, report)
    an_achievement(
        partnership=report.partnership,
        year=2015,
        body="<p>There were [=value thefts testshire 2015-16] of them.</p>",
    )

    assert found(report, "figure-too-early") == []


@pytest.mark.parametrize(
    "words",
    [
        "The pilot is due to start in spring 2017.",
        "The money will be allocated in April 2016.",
        "It is expected to be complete by March 2017.",
    ],
)
def test_promise_whose_time_has_passed_is_found(words):
    assert (
        len(found(draft_with(f"<p>{words}</p>", dated_on=DAY), "past-as-future")) == 1
    )


@pytest.mark.parametrize(
    "words",
    [
        "The pilot was due to start in spring 2017.",
        "The pilot is due to start in spring 2018.",
        "Partners will build on the plan agreed in March 2016.",
        "The money will follow the rules of April 2016.",
    ],
)
def test_promise_to_come_and_past_described_as_past_are_not_reported(words):
    assert found(draft_with(f"<p>{words}</p>", dated_on=DAY), "past-as-future") == []


def test_past_date_under_next_steps_is_found():
    body = "<h3>Next steps</h3><p>A peer review in May 2017.</p>"

    (issue,) = found(draft_with(body, dated_on=DAY), "past-as-future")
    assert issue.excerpt == "May 2017"


@pytest.mark.parametrize(
    "body",
    [
        "<h3>Next steps</h3><p>A peer review in May 2018.</p>",
        "<h3>What was done</h3><p>A peer review in May 2017.</p>",
        "<h3>Next steps</h3><p>A peer review in May 2017, which has since taken "
        "place.</p>",
    ],
)
def test_plans_to_come_and_achievements_are_not_reported(body):
    assert found(draft_with(body, dated_on=DAY), "past-as-future") == []


def test_plan_among_achievements_is_found():
    report = a_testshire_report()
    an_achievement(
        partnership=report.partnership,
        year=2015,
        body="<p>The partnership will hang more lamps.</p>",
    )

    assert len(found(report, "task-among-achievements")) == 1


def test_achievement_described_as_done_is_not_reported():
    assert found(a_testshire_report(), "task-among-achievements") == []


def test_next_years_priorities_under_achievements_are_found():
    body = "<h3>Achievements</h3><p>The priorities for 2017-18 are two.</p>"

    assert len(found(draft_with(body), "task-among-achievements")) == 1


def test_evidence_newer_than_the_plan_it_shaped_is_found():
    body = (
        "<p>On 16 November 2017 members met.</p><p>They saw surveys.</p>"
        "<p>These inform the plan for 2017-2021.</p>"
    )

    assert (
        len(
            found(
                draft_with(body, dated_on=dt.date(2018, 6, 22)), "evidence-after-plan"
            )
        )
        == 1
    )


def test_evidence_older_than_its_plan_is_not_reported():
    body = "<p>Surveys shown on 16 November 2016 inform the plan for 2017-2021.</p>"

    assert found(draft_with(body), "evidence-after-plan") == []
