"""The dashboard: progress of the year, what is due, and check results."""

import datetime as dt
from itertools import count

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from partnership.core.models.registry import edit_url
from partnership.core.values import calendar
from partnership.core.values.calendar import Frequency
from partnership.core.values.missing import Qualifier, Reason
from priorities.models import Measure
from reports.staff import year_status
from reports.staff.due import Due, due
from tests.builders import (
    a_contribution,
    a_coverage,
    a_fund,
    a_group,
    a_line,
    a_measure,
    a_person,
    a_report,
    a_return,
    a_settlement,
    a_tenure,
    a_user,
    an_allocation,
    an_area,
    an_instalment,
    an_observation,
)
from tests.partnership.records.helpers import officers
from tests.queries import assert_queries_do_not_grow
from tests.reports.testshire import YEAR

pytestmark = pytest.mark.django_db

TODAY = dt.date(2016, 5, 17)


def page(client, **data):
    return client.get(reverse("staff:dashboard"), data)


def step(response, name):
    return next(one for one in response.context["steps"] if one.name == name)


def a_due(by):
    return Due("A return", by, "Testshire Council", "", TODAY)


@pytest.mark.parametrize(
    ("days", "state", "tone"),
    [
        (-800, "Over 2 years late", "red"),
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


@pytest.mark.database
def test_deadlines_are_listed_by_date_with_partner(report):
    line = a_line(partnership=report.partnership, label="Lamps")
    late, soon = TODAY - dt.timedelta(days=2), TODAY + dt.timedelta(days=9)
    a_return(line=line, year=2015, due_on=soon)
    a_return(line=line, year=2014, due_on=late, received_on=late)
    csp = report.partnership.csps.get()
    a_contribution(report=report, partnership=csp, due_on=late, body="<p>Half a</p>")

    first, second = due(report.partnership, TODAY, YEAR)

    assert (first.who, first.state) == (csp.name, "2 days late")
    assert second.what == "End of year return 2015-16: Lamps"


@pytest.mark.parametrize(
    ("status", "reason", "number"),
    [
        ("draft", "", 1),
        ("in-review", Reason.NOT_YET_DUE, 1),
        ("draft", Reason.NOT_APPLICABLE, 0),
        ("published", "", 0),
        ("withdrawn", "", 0),
    ],
)
def test_contribution_is_due_while_a_document_waits_for_it(
    status, reason, number, report
):
    paper = a_report(partnership=report.partnership, status=status, year=2012)
    a_contribution(report=paper, due_on=dt.date(2012, 5, 1), body_reason=reason)

    assert len(due(report.partnership, TODAY, YEAR)) == number


def test_distant_deadline_is_not_listed(report):
    line = a_line(partnership=report.partnership)
    a_return(line=line, due_on=TODAY + dt.timedelta(days=60))

    assert due(report.partnership, TODAY, YEAR) == []


@pytest.mark.database
def test_return_of_the_year_without_a_date_comes_last_with_its_lead(report):
    line = a_line(partnership=report.partnership, label="Lamps")
    settlement = report.partnership.settlements.get(year=YEAR)
    lead = a_tenure(person=a_person(name="Sam Example"))
    an_allocation(settlement=settlement, line=line, lead=lead)
    a_return(line=line, year=YEAR, due_on=None)
    a_return(line=line, year=YEAR - 1, due_on=None)
    a_return(line=line, year=YEAR, kind="mid-year", due_on=TODAY)

    first, last = due(report.partnership, TODAY, YEAR)

    assert (first.state, last.state) == ("Due today", "No date")
    assert last.who.endswith(", Sam Example")
    assert last.people == {lead.person_id}


@pytest.fixture
def quarterly(report):
    """Quarters are due 30 days after they end; the last figure is to December 2015."""
    owner = a_tenure(person=a_person(name="Sam Example")).post
    measure = a_measure(
        name="Lit streets", frequency="quarter", owner=owner, due_after_days=30
    )
    an_observation(
        measure=measure,
        area=report.partnership.areas.get(),
        period_kind="quarter",
        starts_on=dt.date(2015, 10, 1),
        ends_on=dt.date(2015, 12, 31),
        value=5,
    )
    return measure


@pytest.mark.database
def test_figure_is_due_from_the_owner_of_its_measure(report, quarterly):
    [item] = due(report.partnership, TODAY, YEAR)

    assert item.what == "Lit streets, quarter January to March 2016"
    assert item.areas == ("Testshire",)
    assert item.by == dt.date(2016, 4, 30)
    assert item.state == "17 days late"
    assert item.who == f"Sam Example ({quarterly.owner})"
    assert item.address.endswith("/grid/?year=2015-16")


@pytest.mark.parametrize("frequency", Frequency.values)
def test_figure_that_is_due_is_in_the_grid_that_it_links_to(
    officer, report, quarterly, frequency
):
    Measure.objects.update(frequency=frequency)
    row = quarterly.observations.get()
    row.period = calendar.periods_of(frequency, 2014)[0]
    row.save()

    found = due(report.partnership, TODAY, YEAR)

    assert found
    for item in found:
        form = officer.get(item.address).context["form"]
        labels = {(cell.area.name, cell.period.label) for cell in form.cells}
        period = item.what.removeprefix("Lit streets, ")
        assert {(area, period) for area in item.areas} <= labels, item.what


@pytest.mark.database
def test_figure_is_not_due_once_it_is_there(report, quarterly):
    row = quarterly.observations.get()
    row.pk, row.value = None, 6
    row.starts_on, row.ends_on = dt.date(2016, 1, 1), dt.date(2016, 3, 31)
    row._state.adding = True
    row.save()

    assert due(report.partnership, TODAY, YEAR) == []
    later = due(report.partnership, dt.date(2016, 7, 1), YEAR)
    assert [item.by for item in later] == [dt.date(2016, 7, 30)]


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"qualifier": Qualifier.FORECAST}, 1),
        ({"to_on": dt.date(2015, 12, 31)}, 0),
        ({"coverage_to_on": dt.date(2015, 12, 31)}, 0),
    ],
)
def test_figure_is_due_after_a_forecast_but_not_after_the_end_of_its_area(
    change, number, report, quarterly
):
    [area] = report.partnership.areas.all()
    if "qualifier" in change:
        row = quarterly.observations.get()
        days = {"starts_on": dt.date(2016, 4, 1), "ends_on": dt.date(2016, 6, 30)}
        shared = {"measure": quarterly, "area": area, "period_kind": row.period_kind}
        an_observation(**shared, **days, **change)
    area.to_on = change.get("to_on")
    area.save()
    area.coverage.update(to_on=change.get("coverage_to_on"))

    assert len(due(report.partnership, TODAY, YEAR)) == number


def test_queries_of_figures_do_not_grow_with_measures_without_any(
    report, quarterly, django_assert_max_num_queries
):
    def queries():
        with django_assert_max_num_queries(50) as counted:
            due(report.partnership, TODAY, YEAR)
        return len(counted)

    one = queries()
    for _ in range(3):
        a_measure(frequency="quarter", due_after_days=30)

    assert queries() == one


def test_figures_due_have_one_line_for_each_measure_and_period(report, quarterly):
    [first] = report.partnership.areas.all()
    row = quarterly.observations.get()
    for name in ("Westham", "Eastham"):
        area = an_area(name=name)
        a_coverage(partnership=report.partnership, area=area)
        row.pk, row.area, row._state.adding = None, area, True
        row.save()

    [item] = due(report.partnership, TODAY, YEAR)

    assert item.areas == tuple(sorted([first.name, "Eastham", "Westham"]))
    assert item.what == f"{quarterly}, quarter January to March 2016"
    assert item.by == dt.date(2016, 4, 30)
    assert item.who.startswith("Sam Example (")


def test_pages_of_what_is_due(officer, report, quarterly):
    with_none = a_measure(name="Loose slabs", frequency="month")
    owner = quarterly.owner.tenures.get().person

    figures = officer.get(reverse("staff:figures_due"))
    assertContains(figures, "quarter January to March 2026")
    assertContains(figures, "Measures without a due date")
    assertContains(figures, with_none.name)
    mine = officer.get(reverse("staff:my_work"))
    assertContains(mine, "Your account is not linked to a person.")
    theirs = officer.get(reverse("staff:my_work"), {"person": owner.pk})
    assertContains(theirs, "Sam Example’s work")
    assertContains(theirs, "quarter January to March 2026")
    user = a_user(person=owner)
    user.groups.add(officers())
    officer.force_login(user)
    assertContains(officer.get(reverse("staff:my_work")), "<h1>My work</h1>")


def test_steps_of_the_year_have_a_status(officer, report):
    shown = page(officer, year="2016-17")

    assert step(shown, "Agreement").state == "In progress"
    assert step(shown, "Priorities").fact == "2 agreed"
    assert step(shown, "Returns").state == "None recorded"
    assert step(shown, "Returns").fact == "None requested, and the year has ended"
    assert step(shown, "Committee papers").fact == "None added, and the year has ended"


def test_steps_of_a_year_to_come_are_not_due_yet(report):
    *_others, returns, papers = year_status.steps(report.partnership, 2090, [], [], [])

    assert (returns.state, papers.state) == ("Not due yet", "Not due yet")
    assert (returns.fact, papers.fact) == ("None requested yet", "None added yet")


def test_assessment_is_in_progress_while_its_figures_are_late(report, quarterly):
    quarterly.is_assessed = True
    quarterly.save()
    home = report.partnership

    def assessment(today):
        return year_status.steps(home, YEAR, [], [], due(home, today, YEAR))[0]

    # Not those of the year itself, which its assessment does not need.
    for today in (TODAY, dt.date(2016, 9, 1)):
        found = assessment(today)
        assert (found.state, found.fact[-13:]) == ("In progress", "; 1 still due")
    assert assessment(dt.date(2016, 4, 2)).state == "Completed"


@pytest.mark.database
def test_step_of_returns_counts_those_received(officer, report):
    line = a_line(partnership=report.partnership)
    a_return(line=line, year=2016, kind="mid-year", received_on=TODAY)
    a_return(line=line, year=2016, kind="end-year", due_on=TODAY)

    assert step(page(officer, year="2016-17"), "Returns").fact == "1 of 2 received"


def test_step_of_papers_leaves_out_those_of_other_partnerships(officer, report):
    a_report(year=YEAR, presented_to=a_group(), period="2016-09-21")

    shown = step(page(officer, year="2016-17"), "Committee papers")

    assert shown.fact == "None added, and the year has ended"


def test_line_without_an_amount_needs_the_officer(officer, report):
    settlement = report.partnership.settlements.get(year=2016)
    line = a_line(fund=settlement.fund, partnership=report.partnership)
    an_allocation(
        settlement=settlement, line=line, amount_gbp=None, reason=Reason.NOT_YET_DECIDED
    )

    found = step(page(officer, year="2016-17"), "Allocations")

    assert (found.state, found.fact) == ("Action needed", "1 line has no amount")
    assert found.address == reverse("funding:allocations_table", args=[settlement.pk])


@pytest.mark.parametrize(
    ("row", "state", "fact"),
    [
        ({"amount_gbp": 500}, "Completed", "£500 and £24,000 allocated"),
        ({"amount_gbp": 400}, "In progress", "Second fund: £400 of £500 allocated"),
        (None, "Action needed", "Second fund: no lines added for this year"),
        (
            {"amount_gbp": None, "reason": Reason.NOT_YET_DECIDED},
            "Action needed",
            "1 line has no amount",
        ),
        (
            "split",
            "In progress",
            "Second fund: split between lines not yet decided",
        ),
    ],
)
def test_each_fund_of_the_year_counts(row, state, fact, officer, report):
    shared = {"fund": a_fund(name="Second fund"), "partnership": report.partnership}
    own = {"split_reason": Reason.NOT_YET_DECIDED} if row == "split" else {}
    settlement = a_settlement(year=2016, total_gbp=500, **own, **shared)
    if isinstance(row, dict):
        an_allocation(settlement=settlement, line=a_line(**shared), **row)

    shown = page(officer, year="2016-17")
    found = step(shown, "Allocations")

    assert (found.state, found.fact) == (state, fact)
    assert f"/{settlement.pk}/" in found.address
    assertContains(shown, "<h3>Second fund</h3>")


def test_payment_that_is_not_yet_made_is_due_from_the_funder(report):
    settlement = report.partnership.settlements.get(year=2016)
    shared = {"settlement": settlement, "due_on": TODAY}
    an_instalment(number=1, paid_on=TODAY, paid_gbp=1, **shared)
    row = an_instalment(number=2, **shared)

    [found] = due(report.partnership, TODAY, YEAR)

    assert found.what == f"Payment 2 of the {settlement.fund}, 2016-17"
    assert (found.who, found.state) == (settlement.fund.funder.name, "Due today")
    assert found.address == edit_url(row)


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
    shown = page(officer, year="2016-17", counts="now").content.decode()

    assert "warning" in shown or "error" in shown
    assert "Settlement" in shown


def test_page_does_not_wait_for_the_checks(officer, report, monkeypatch):
    counted = page(officer, counts="now").content.decode()
    assert "data-count-again" not in counted
    report.partnership.settlements.update(total_gbp=1)
    with monkeypatch.context() as patched:
        patched.delattr("reports.checks.services.run")
        shown = page(officer).content.decode()

    assert 'data-count-again="?counts=now"' in shown
    assert "data-count-again" not in page(officer, counts="now").content.decode()


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

    shown = page(officer, year="2016-17", counts="now")

    assert len(shown.context["drafts"]) == 6
    assert "2 more drafts" in shown.content.decode()


def test_empty_site_shows_how_to_start(officer):
    assert "Get started" in page(officer).content.decode()


@pytest.mark.database
def test_number_of_queries_does_not_grow_with_what_is_due(officer, report):
    line = a_line(partnership=report.partnership)
    years = count(2005)

    assert_queries_do_not_grow(
        lambda: page(officer, year="2016-17"),
        lambda: a_return(line=line, year=next(years), due_on=TODAY),
    )


def test_what_was_left_for_years_comes_last():
    home = a_settlement().partnership
    today = dt.date(2020, 6, 1)
    days = [dt.date(2016, 4, 1), dt.date(2020, 5, 1), dt.date(2020, 6, 8)]
    for number, day in enumerate(days, 1):
        an_instalment(settlement=home.settlements.get(), number=number, due_on=day)

    states = [item.state for item in due(home, today, 2020)]

    assert states == ["31 days late", "In 7 days", "Over 4 years late"]
