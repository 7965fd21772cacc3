"""The dashboard: where the year stands, what is due, what the checks found."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from partnership.core.values.missing import Reason
from reports.staff import year_status
from tests.builders import (
    a_contribution,
    a_group,
    a_line,
    a_report,
    a_return,
    a_user,
    an_allocation,
)
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

TODAY = dt.date(2016, 5, 17)


@pytest.fixture
def report():
    return a_testshire_report()


@pytest.fixture
def officer(client):
    user = a_user()
    user.groups.add(Group.objects.get(name="officer"))
    client.force_login(user)
    client.get(reverse("records:index"))  # notes the visit
    return client


def page(client, **data):
    return client.get(reverse("staff:dashboard"), data)


def step(response, name):
    return next(one for one in response.context["steps"] if one.name == name)


def a_due(by):
    return year_status.Due("A return", by, "Testshire Council", "", TODAY)


@pytest.mark.parametrize(
    ("days", "state", "tone"),
    [
        (-4, "4 days late", "red"),
        (-1, "1 day late", "red"),
        (0, "Due today", "orange"),
        (1, "In 1 day", "blue"),
        (3, "In 3 days", "blue"),
        (14, "In 2 weeks", "grey"),
    ],
)
def test_deadline_is_in_days_and_weeks(days, state, tone):
    due = a_due(TODAY + dt.timedelta(days=days))

    assert (due.state, due.tone) == (state, tone)


def test_deadlines_are_listed_by_date_with_partner(report):
    line = a_line(partnership=report.partnership, label="Lamps")
    late, soon = TODAY - dt.timedelta(days=2), TODAY + dt.timedelta(days=9)
    a_return(line=line, year=2015, due_on=soon)
    a_return(line=line, year=2014, due_on=late, received_on=late)
    csp = report.partnership.csps.get()
    a_contribution(report=report, partnership=csp, due_on=late, body="")

    first, second = year_status.due(report.partnership, TODAY)

    assert (first.who, first.state) == (csp.name, "2 days late")
    assert second.what == "End of year return 2015-16: Lamps"


def test_distant_deadline_is_not_listed(report):
    line = a_line(partnership=report.partnership)
    a_return(line=line, due_on=TODAY + dt.timedelta(days=60))

    assert year_status.due(report.partnership, TODAY) == []


def test_steps_of_the_year_have_a_status(officer, report):
    shown = page(officer, year="2016-17")

    assert step(shown, "Agreement").state == "In progress"
    assert step(shown, "Priorities").fact == "2 agreed"
    assert step(shown, "Returns").fact == "None requested yet"


def test_step_of_returns_counts_those_received(officer, report):
    line = a_line(partnership=report.partnership)
    a_return(line=line, year=2016, kind="mid-year", received_on=TODAY)
    a_return(line=line, year=2016, kind="end-year", due_on=TODAY)

    assert step(page(officer, year="2016-17"), "Returns").fact == "1 of 2 received"


def test_line_without_an_amount_needs_the_officer(officer, report):
    settlement = report.partnership.settlements.get(year=2016)
    line = a_line(fund=settlement.fund, partnership=report.partnership)
    an_allocation(
        settlement=settlement,
        line=line,
        amount_gbp=None,
        reason=Reason.NOT_YET_DECIDED,
    )

    found = step(page(officer, year="2016-17"), "Allocations")

    assert (found.state, found.fact) == ("Action needed", "1 line has no amount")
    assert found.address == reverse("funding:allocations_table", args=[settlement.pk])


def test_year_without_data_shows_the_first_step(officer, report):
    shown = page(officer, year="2030-31")

    assert step(shown, "Agreement").fact == "None added for this year"
    assert step(shown, "Allocations").state == "Action needed"


def test_the_year_to_prepare_is_the_one_that_its_page_prepares(officer, report):
    """Whichever year is worked on: 2016-17 is the last that has anything."""
    for year in ("2014-15", "2016-17"):
        shown = page(officer, year=year).content.decode()
        assert ">Set up 2017-18<" in shown
    opened = officer.get(reverse("funding:rollover")).content.decode()
    assert "<h1>Set up 2017-18</h1>" in opened


def test_invalid_year_is_ignored(officer, report):
    assert page(officer, year="next").status_code == 200


def test_check_results_and_funding_are_shown(officer, report):
    shown = page(officer, year="2016-17").content.decode()

    assert "warning" in shown or "error" in shown
    assert "Settlement" in shown


def test_future_meeting_is_listed_and_past_is_not(report):
    group = a_group()
    ahead = a_report(period="a", presented_to=group, dated_on=TODAY)
    past = a_report(
        period="b", presented_to=group, dated_on=TODAY - dt.timedelta(days=1)
    )

    assert year_status.meetings([ahead, past], TODAY) == [ahead]


def test_drafts_past_the_sixth_are_counted(officer, report):
    for number in range(7):
        a_report(period=f"paper-{number}", partnership=report.partnership)

    shown = page(officer, year="2016-17")

    assert len(shown.context["drafts"]) == 6
    assert "2 more drafts" in shown.content.decode()


def test_empty_site_shows_how_to_start(officer):
    assert "Get started" in page(officer).content.decode()


def test_reader_signs_in_and_member_is_refused(client):
    assert page(client).status_code == 302
    client.force_login(a_user())
    assert page(client).status_code == 403


def test_number_of_queries_does_not_grow_with_what_is_due(
    officer, report, django_assert_max_num_queries
):
    def queries():
        with django_assert_max_num_queries(400) as counted:
            page(officer, year="2016-17")
        return len(counted)

    line = a_line(partnership=report.partnership)
    a_return(line=line, year=2015, due_on=TODAY)
    one = queries()
    for year in range(2005, 2010):
        a_return(line=line, year=year, due_on=TODAY)

    assert queries() == one
