"""Relative times, dates without a year, the past and the future confused."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from partnership.core.values import periods
from priorities.models import Measure
from reports.models import FrontMatter
from reports.text.draft import draft_of
from tests.builders import (
    a_group,
    a_home_partnership,
    a_report,
    an_achievement,
    an_observation,
)
from tests.evidence import evidence
from tests.reports.checks.checking import draft_with, found
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

PANEL = dt.date(2018, 6, 22)
SCRUTINY = dt.date(2017, 9, 21)


def case(number, check, day, body, fault):
    mark = evidence(number, flagged=check, fault=fault)
    return pytest.param(check, day, body, marks=mark, id=f"{number}-{check}")


@pytest.mark.parametrize(
    ("check", "day", "body"),
    [
        case(
            "1.57",
            "past-as-future",
            dt.date(2016, 10, 1),
            "<p>The money will be allocated in April 2016.</p>",
            "Dated promises stayed in the text after their dates",
        ),
        case(
            "1.78",
            "date-outside-year",
            SCRUTINY,
            "<p>Reoffending in 2016/17 (year to date) was 31.9%.</p>",
            "“Year to date” five months after the year’s end",
        ),
        case(
            "1.86",
            "past-as-future",
            SCRUTINY,
            "<p>The review is due to conclude in September 2016.</p>",
            "A review still announced after it was published",
        ),
        case(
            "2.1",
            "future-as-past",
            dt.date(2017, 6, 22),
            "<p>A second centre was opened in January 2018.</p>",
            "A report dated before eight of the events it describes",
        ),
        case(
            "2.3",
            "relative-date",
            PANEL,
            "<p>Over the past twelve months crime rose, 2015-16 to 2016-17.</p>",
            "“Past twelve months” of a year that had ended long before",
        ),
        case(
            "2.5",
            "past-as-future",
            PANEL,
            "<h3>Aims for 2017-18</h3><p>The peer review of Prevent in May 2017.</p>",
            "A review of the year before listed as still to do",
        ),
        case(
            "2.6",
            "past-as-future",
            PANEL,
            "<p>The advisory pilot is due to start in spring 2018.</p>",
            "Future tense for times that had passed",
        ),
        case(
            "2.6",
            "relative-date",
            PANEL,
            "<p>The outcomes will be met by the end of the year.</p>",
            "“By the end of the year” after the year’s end",
        ),
        case(
            "2.7",
            "past-as-future",
            PANEL,
            "<h3>Next steps</h3><p>A training day was held on 20 March.</p>",
            "A training day already held among the next steps",
        ),
        case(
            "2.8",
            "date-without-year",
            PANEL,
            "<p>The Cabinet took the report on 10 April.</p>",
            "Six dates without a year",
        ),
        case(
            "2.9",
            "date-outside-year",
            PANEL,
            "<p>In the last financial year Cabinet agreed the plan in April.</p>",
            "“Last financial year” used of an April outside it",
        ),
        case(
            "2.11",
            "evidence-after-plan",
            PANEL,
            "<p>Surveys shown on 16 November 2017 inform the priorities for "
            "2017-2021.</p>",
            "Surveys that are supposed to shape a plan in force for seven months",
        ),
        case(
            "2.71",
            "relative-date",
            dt.date(2011, 7, 4),
            "<p>Much has changed, with an election in under a year’s time.</p>",
            "A coming event given as cause of past change, undated",
        ),
        case(
            "2.80",
            "task-among-achievements",
            dt.date(2016, 7, 22),
            "<h3>Achievements</h3><p>The priorities for 2017-18 are these five.</p>",
            "Next year’s priorities under the heading of achievements",
        ),
        case(
            "2.88",
            "relative-date",
            PANEL,
            "<p>The task force made 259 calls so far.</p>",
            "Counts “so far” without the day they were counted",
        ),
        case(
            "2.90",
            "relative-date",
            PANEL,
            "<p>The audit comes in the autumn.</p>",
            "Five relative times without a date",
        ),
    ],
)
def test_time_is_flagged(check, day, body):
    assert found(draft_with(body, dated_on=day), check)


@evidence(
    "1.1",
    flagged="figure-too-early",
    fault="A figure of 2016-17 among the achievements of 2015-16",
)
def test_achievement_cannot_use_a_figure_of_the_next_year():
    report = a_testshire_report()
    period = periods.financial_year(2016)
    an_observation(
        measure=Measure.objects.get(code="thefts"),
        area=report.partnership.areas.get(),
        value=1025,
        period=period,
    )
    an_achievement(
        partnership=report.partnership,
        year=2015,
        body="<p>Champions: [=value thefts testshire 2016-17].</p>",
    )

    assert [one.is_error for one in found(report, "figure-too-early")] == [True]


@evidence(
    "1.90",
    prevented="the day of a meeting is a date, and empty lines are refused",
    fault="A meeting’s date without a year, and an empty “Division(s):”",
)
def test_meetings_date_has_its_year_and_front_matter_its_words():
    home = a_home_partnership()
    report = a_report(
        document_type="strategy-summary",
        partnership=home,
        period="2016-19",
        year=2016,
        dated_on=dt.date(2017, 9, 21),
        presented_to=a_group(name="Scrutiny Committee", partnership=home),
    )

    assert draft_of(report).document.meeting == "Scrutiny Committee, 21 September 2017"
    with pytest.raises(ValidationError, match="value"):
        FrontMatter(report=report, key="divisions", value="").full_clean()


@evidence(
    "1.64",
    flagged="document-date",
    fault="A title with 2016-17 over a text that attaches 2017/18",
)
def test_title_and_attached_agreement_of_two_years_are_flagged():
    report = draft_with(
        "<p>The Agreement 2017/8 is attached.</p>", title="Agreement 2016-17"
    )

    (issue,) = found(report, "document-date")
    assert "2017/8" in issue.message
