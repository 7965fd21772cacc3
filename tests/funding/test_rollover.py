"""Preparing the next year: what goes on, as amended, in one go."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from funding.models import Allocation, Instalment, MonitoringReturn, Settlement
from funding.rollover.services import last_year
from partnership.core.models.imports import ImportRun
from partnership.core.values import financial_years
from partnership.core.values.date_input import DateInput
from partnership.core.values.periods import financial_year
from partnership.models import DutyEvidence
from priorities.models import Priority, PriorityLink, Strand, Target
from reports.models import Passage, Report
from tests import builders

pytestmark = pytest.mark.django_db

PLACE = "/staff/next-year/"
DATE = DateInput()


@pytest.fixture
def home():
    return builders.a_home_partnership()


def typed(page, **changed):
    rollover = page.context["rollover"]
    data = {}
    for form in rollover.forms:
        for bound in form:
            value = bound.value()
            if isinstance(value, dt.date):
                parts = zip(("day", "month", "year"), DATE.split(value), strict=True)
                data |= {f"{bound.html_name}_{part}": text for part, text in parts}
            elif value:
                data[bound.html_name] = "on" if value is True else value
    return {k: v for k, v in (data | changed).items() if v is not None}


def test_carried_over_priority_is_a_new_linked_record(officer, home):
    earlier = builders.a_priority(
        partnership=home, from_year=2016, code="lights-2016", theme="Lights"
    )
    earlier.objectives.add(objective := builders.an_objective())
    strand = builders.a_strand(priority=earlier, outcome="<p>More light.</p>")
    lead = builders.a_lead(strand=strand)

    answer = officer.post(PLACE, typed(officer.get(PLACE)))

    later = Priority.objects.get(from_year=2017)
    run = ImportRun.objects.get(title="Setting up 2017-18")
    assert answer.url == reverse("records:import_report", args=[run.pk])
    assert (later.code, later.title, later.theme) == (
        "lights-2017",
        earlier.title,
        "Lights",
    )
    assert list(later.objectives.all()) == [objective]
    assert PriorityLink.objects.get().kind == "continued"
    made = Strand.objects.get(priority=later)
    assert (made.outcome, made.progress_reason) == ("<p>More light.</p>", "not-yet-due")
    assert made.leads.get().partner == lead.partner
    assert later.history.first().history_change_reason == "Carried over from 2016-17"


def test_edited_wording_makes_the_link_reworded(officer, home):
    row = builders.a_priority(partnership=home, from_year=2016)

    officer.post(
        PLACE, typed(officer.get(PLACE), **{f"priority-{row.pk}-title": "More light"})
    )

    assert Priority.objects.get(from_year=2017).title == "More light"
    assert PriorityLink.objects.get().kind == "reworded"


def test_unselected_rows_are_not_carried_over(officer, home):
    row = builders.a_priority(partnership=home, from_year=2016)

    officer.post(PLACE, typed(officer.get(PLACE), **{f"priority-{row.pk}-carry": None}))

    assert not Priority.objects.filter(from_year=2017).exists()


@pytest.mark.parametrize("announced", [None, 500])
@pytest.mark.parametrize(
    ("amounts", "amount", "reason"),
    [("undecided", None, "not-yet-decided"), ("same", 300, "")],
)
def test_lines_are_carried_over_with_or_without_amounts(
    amounts, amount, reason, announced, officer, home
):
    """Also into a settlement that was entered when it was announced."""
    row = builders.a_settlement(partnership=home, year=2016)
    if announced:
        later = {"fund": row.fund, "partnership": home, "year": 2017}
        builders.a_settlement(**later, total_gbp=announced)
    line = builders.a_line(fund=row.fund, partnership=home)
    builders.an_allocation(settlement=row, line=line, amount_gbp=300)
    place = f"{PLACE}?year=2016-17"
    page = officer.get(place)
    assertContains(page, "Use the same amounts as 2016-17")

    officer.post(place, typed(page, **{f"fund-{row.pk}-amounts": amounts}))

    made = Allocation.objects.get(settlement__year=2017)
    assert (made.line, made.amount_gbp, made.reason) == (line, amount, reason)
    settlement = Settlement.objects.get(year=2017)
    assert settlement.reason == ("" if announced else reason)
    assert announced in (None, settlement.total_gbp)


@pytest.mark.parametrize(
    ("amounts", "amount", "reason"),
    [("undecided", None, "not-yet-decided"), ("same", 240, "")],
)
def test_payments_are_carried_over_but_not_money_returned(
    amounts, amount, reason, officer, home
):
    row = builders.a_settlement(partnership=home, year=2016)
    first = {"share_percent": 80, "amount_gbp": 240, "condition": "On acceptance"}
    paid = {"paid_on": dt.date(2017, 1, 5), "paid_gbp": 240}
    due = {"due_on": dt.date(2016, 12, 31)}
    builders.an_instalment(settlement=row, number=1, **first, **paid, **due)
    returned = {"settlement": row, "amount_gbp": -5, "note": "Unspent"}
    builders.an_instalment(number=2, **returned)
    line = builders.a_line(fund=row.fund, partnership=home)
    builders.an_allocation(line=line, **returned)

    page = officer.get(PLACE)
    officer.post(PLACE, typed(page, **{f"fund-{row.pk}-amounts": amounts}))

    [made] = Instalment.objects.filter(settlement__year=2017)
    assert (made.number, made.share_percent, made.condition) == (1, 80, "On acceptance")
    assert (made.amount_gbp, made.reason, made.paid_gbp) == (amount, reason, None)
    assert made.due_on == dt.date(2017, 12, 31)
    assert not Allocation.objects.filter(settlement__year=2017).exists()


@pytest.mark.database
def test_nothing_is_carried_over_twice(officer, home):
    builders.a_priority(partnership=home, from_year=2016)
    builders.a_settlement(partnership=home, year=2016)
    officer.post(PLACE, typed(officer.get(PLACE)))

    page = officer.get(PLACE, {"year": "2016-17"})

    assertContains(page, "Everything from 2016-17 has already been carried over.")
    officer.post(f"{PLACE}?year=2016-17", {})
    assert Priority.objects.filter(from_year=2017).count() == 1


@pytest.mark.database
def test_one_invalid_row_saves_nothing(officer, home):
    builders.a_priority(partnership=home, from_year=2016, number=1)
    builders.a_priority(partnership=home, from_year=2016, number=2)
    builders.a_priority(partnership=home, from_year=2017, number=2)

    answer = officer.post(
        f"{PLACE}?year=2016-17", typed(officer.get(f"{PLACE}?year=2016-17"))
    )

    assertContains(answer, "There is a problem", status_code=422)
    assertContains(answer, "priority with this number in this year", status_code=422)
    assert Priority.objects.filter(from_year=2017).count() == 1


@pytest.fixture
def whole_year(home):
    """A year with money, a return, a target, a duty, a document and a paper."""
    settlement = builders.a_settlement(partnership=home, year=2016)
    line = builders.a_line(fund=settlement.fund, partnership=home)
    builders.an_allocation(settlement=settlement, line=line, amount_gbp=300)
    builders.a_return(line=line, year=2016, due_on=dt.date(2017, 2, 28))
    area = builders.an_area()
    builders.a_coverage(partnership=home, area=area)
    year = financial_year(2016)
    builders.a_target(area=area, value=10, period=year)
    builders.a_duty_evidence(partnership=home, year=2016)
    agreement = builders.a_report(partnership=home, year=2016)
    builders.a_passage(report=agreement, key="introduction.what", body="<p>Us.</p>")
    builders.a_contribution(report=agreement, due_on=dt.date(2016, 5, 31))
    builders.a_report(
        document_type="scrutiny-paper",
        partnership=home,
        year=2016,
        period="2016-09-22",
        dated_on=dt.date(2016, 9, 22),
        presented_to=builders.a_group(partnership=home),
    )


def test_whole_year_is_set_up_in_one_step(officer, home, whole_year):
    page = officer.post(PLACE, typed(officer.get(PLACE)), follow=True)

    agreement, paper = Report.objects.filter(year=2017).order_by("document_type")
    for address in (
        reverse("documents:carry_over", args=[agreement.pk]),
        reverse("editor:report", args=[paper.pk]),
    ):
        assertContains(page, f'<a href="{address}">')
    assert MonitoringReturn.objects.get(year=2017).due_on == dt.date(2018, 2, 28)
    target = Target.objects.get(starts_on=dt.date(2017, 4, 1))
    assert (target.value, target.reason) == (None, "not-yet-decided")
    assert DutyEvidence.objects.get(year=2017).reason == "not-yet-due"
    assert agreement.passages.get().carried_from == "2016-17"
    assert agreement.contributions.get().due_on == dt.date(2017, 5, 31)
    assert (paper.dated_on, paper.period) == (dt.date(2017, 9, 21), "2017-09-21")


@pytest.mark.parametrize("is_asked_before", [False, True])
@pytest.mark.parametrize("day", [None, ("31", "5", "2018")])
def test_return_without_a_due_date_gets_one(officer, home, is_asked_before, day):
    settlement = builders.a_settlement(partnership=home, year=2016)
    line = builders.a_line(fund=settlement.fund, partnership=home)
    builders.an_allocation(settlement=settlement, line=line, amount_gbp=300)
    if is_asked_before:
        builders.a_return(line=line, year=2016)
    data = typed(officer.get(PLACE)) | {f"fund-{settlement.pk}-returns": "on"}
    for part, number in zip(("day", "month", "year"), day or (), strict=False):
        data[f"fund-{settlement.pk}-due_on_{part}"] = number

    officer.post(PLACE, data)

    expected = dt.date(2018, 5, 31) if day else dt.date(2018, 4, 30)
    assert MonitoringReturn.objects.get(year=2017).due_on == expected


def test_what_has_ended_is_not_carried_over(officer, home, whole_year):
    ended = dt.date(2017, 3, 31)
    csp = builders.a_partnership(to_on=ended)
    area = builders.an_area(parent=home.areas.get(), to_on=ended)
    settlement = home.settlements.get()
    shared = {"fund": settlement.fund, "partnership": home}
    line = builders.a_line(recipient_partnership=csp, **shared)
    builders.an_allocation(settlement=settlement, line=line, amount_gbp=1)
    builders.a_return(line=line, year=2016)
    builders.a_target(area=area, value=10, period=financial_year(2016))
    agreement = home.reports.get(document_type="community-safety-agreement")
    builders.a_contribution(report=agreement, partnership=csp)

    officer.post(PLACE, typed(officer.get(PLACE)))

    assert Allocation.objects.get(settlement__year=2017).line != line
    assert MonitoringReturn.objects.get(year=2017).line != line
    assert Target.objects.get(starts_on=dt.date(2017, 4, 1)).area != area
    made = home.reports.get(period="2017-18").contributions.get()
    assert made.partnership != csp


def test_preview_says_what_would_be_added_and_saves_nothing(officer, home, whole_year):
    before = Report.objects.count()

    page = officer.post(PLACE, typed(officer.get(PLACE)) | {"preview": "1"})

    assertContains(page, "What will be added")
    assertContains(page, "Create Community Safety Agreement 2017-18")
    assertContains(page, "Agreement 2017-18: Introduction, Who we are")
    assert Report.objects.count() == before
    assert not Settlement.objects.filter(year=2017).exists()
    assert not ImportRun.objects.exists()


@pytest.mark.database
def test_year_is_undone_as_one_until_something_changes(officer, home, whole_year):
    officer.post(PLACE, typed(officer.get(PLACE)))
    place = reverse("records:import_report", args=[ImportRun.objects.get().pk])
    passage = Passage.objects.get(report__year=2017)
    passage.body = "<p>Other words.</p>"
    passage.save()
    assertContains(officer.get(place), "was changed afterwards")
    assert officer.post(place).status_code == 409
    passage.history.first().delete()

    officer.post(place)

    for model in (Settlement, MonitoringReturn, DutyEvidence, Report):
        assert set(model.objects.values_list("year", flat=True)) == {2016}
    assertContains(officer.get(PLACE), "Set up 2017-18")


def settlement_and_report(year):
    def add(**own):
        builders.a_settlement(year=year, **own)
        builders.a_report(year=2018, **own)

    return add


@pytest.mark.parametrize(
    ("add", "year"),
    [
        (lambda **own: None, 2016),
        (lambda **own: builders.a_settlement(year=2017, **own), 2017),
        (lambda **own: builders.a_report(year=2018, **own), 2018),
        (settlement_and_report(2014), 2018),
        (settlement_and_report(2017), 2017),
    ],
)
def test_each_year_of_priorities_of_several_years_is_set_up(home, add, year):
    builders.a_priority(partnership=home, from_year=2016, to_year=2020)
    add(partnership=home)

    assert last_year(home) == year


def test_settlement_announced_years_before_is_not_a_year_set_up(home):
    this = financial_years.of(timezone.localdate())
    for year in (this, this + 1, this + 2):
        builders.a_settlement(partnership=home, year=year)
    assert last_year(home) == this + 2

    report = builders.a_report(partnership=home, year=this)
    assert last_year(home) == this

    report.year = this + 1
    report.save()
    assert last_year(home) == this + 1


def test_plan_of_three_years_is_refreshed_and_then_followed(officer, home):
    whole = builders.a_report(
        partnership=home, year=2016, last_year=2018, period="2016-19"
    )

    builders.a_passage(report=whole, key="vision.text", body="<p>Old.</p>")

    for year in ("2016-17", "2017-18", "2018-19"):
        place = f"{PLACE}?year={year}"
        officer.post(place, typed(officer.get(place)))
        whole.refreshed_by.get(year=2017).passages.update(body="<p>Newer.</p>")

    refreshed = whole.refreshed_by.order_by("year")
    assert [row.period for row in refreshed] == ["2017-18", "2018-19"]
    assert refreshed[1].passages.get().body == "<p>Newer.</p>"
    following = Report.objects.get(year=2019)
    assert (following.period, following.last_year) == ("2019-22", 2021)


@pytest.mark.database
def test_memberships_that_end_are_listed(officer, home):
    builders.a_priority(partnership=home, from_year=2016)
    group = builders.a_group(partnership=home)
    membership = builders.a_membership(group=group, to_on="2017-03-31")

    page = officer.get(PLACE)

    assertContains(page, reverse("records:edit", args=["memberships", membership.pk]))


def test_empty_site_links_to_the_first_step(officer):
    assertContains(officer.get(PLACE), "There is nothing to carry over yet.")


@pytest.mark.parametrize("added", ["report", "passage", "contribution", "priority"])
def test_rollover_requires_permission_for_all_that_it_adds(added, officer, home):
    [group] = Group.objects.filter(name="officer")
    group.permissions.remove(Permission.objects.get(codename=f"add_{added}"))

    assert officer.get(PLACE).status_code == 403


def test_rollover_requires_permission_to_add_records(client, home):
    assert client.get(PLACE).status_code == 302
    client.force_login(builders.a_user())
    assert client.get(PLACE).status_code == 404
