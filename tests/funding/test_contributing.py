"""A contributor's returns: whose they are, filling in, reading through, sending."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from funding.contributing import services
from funding.models import MonitoringReturn
from partnership.core.values.missing import Reason
from partnership.core.values.periods import PeriodKind
from tests import builders
from tests.contributing import TODAY, a_return_of, a_return_task
from tests.queries import assert_queries_do_not_grow
from tests.responses import text
from tests.signing_in import user_with_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return builders.a_person()


@pytest.fixture
def owner(person):
    return user_with_roles("contributor", person=person, name="Jo Example")


@pytest.fixture
def task(person):
    return a_return_task(a_return_of(person))


@pytest.fixture
def row(task):
    return task.row


@pytest.fixture
def sender(client, owner):
    client.force_login(owner)
    return client


# Whose they are


def test_return_belongs_to_the_lead_of_its_line_and_year(owner, person):
    mine = a_return_of(person)
    builders.a_return(line=mine.line, year=mine.year + 1)  # led by nobody yet
    a_return_of(builders.a_person())

    assert list(MonitoringReturn.objects.led_by(owner)) == [mine]


def test_lead_of_a_subtotal_leads_its_lines_without_a_lead(owner, person):
    heading = a_return_of(person).line
    shared = {"fund": heading.fund, "partnership": heading.partnership}
    settlement = heading.allocations.get().settlement
    without, led = [builders.a_line(parent=heading, **shared) for _ in range(2)]
    builders.an_allocation(settlement=settlement, line=without)
    builders.an_allocation(settlement=settlement, line=led, lead=builders.a_tenure())
    mine = builders.a_return(line=without)
    theirs = builders.a_return(line=led)

    found = set(MonitoringReturn.objects.led_by(owner))

    assert mine in found
    assert theirs not in found


def test_user_without_a_person_leads_nothing(task):
    assert list(MonitoringReturn.objects.led_by(user_with_roles("contributor"))) == []


# Filling in


def test_page_shows_the_grant_and_due_date(sender, task, row):
    MonitoringReturn.objects.update(due_on=dt.date(2016, 10, 28))
    row.line.allocations.update(
        conditions="Ask before you buy lamps.", purpose="Light", amount_gbp=57127
    )
    before = builders.a_settlement(
        fund=row.line.fund, partnership=row.line.partnership, year=row.year - 1
    )
    builders.an_allocation(line=row.line, settlement=before, amount_gbp=65127)

    response = sender.get(task.page)
    shown = text(response)

    assert response.context["last"] is None
    assert "Due by Friday 28 October 2016." in shown
    assert "£57,127" in shown
    assert "£8,000 less than in 2015-16" in shown
    assert "Ask before you buy lamps." in shown


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("57127", "57126", "£1 more than in 2015-16"),
        ("57127.01", "57127", "£0.01 more than in 2015-16"),
        ("57126", "57127", "£1 less than in 2015-16"),
        ("57127", "57127", "The same as in 2015-16"),
        (None, "57127", ""),
        ("57127", None, ""),
    ],
)
def test_change_of_a_grant_is_given_to_the_penny(row, now, before, words):
    shared = {"fund": row.line.fund, "partnership": row.line.partnership}
    earlier = builders.a_settlement(year=row.year - 1, **shared)
    builders.an_allocation(line=row.line, settlement=earlier, **amount(before))
    found = row.line.allocations.get(settlement__year=row.year)
    for name, value in amount(now).items():
        setattr(found, name, value)
    found.save()

    assert services.grant_of(row).change == words


def amount(text):
    if text is None:
        return {"amount_gbp": None, "reason": Reason.NOT_GIVEN}
    return {"amount_gbp": Decimal(text), "reason": ""}


def test_measures_are_shown_with_targets_for_the_year(sender, task, row):
    area = builders.an_area()
    builders.a_coverage(partnership=row.line.partnership, area=area)
    measure, bare = builders.a_measure(name="Volunteers"), builders.a_measure()
    row.line.measures.add(measure, bare)
    builders.a_target(measure=measure, area=area, value=35)
    builders.an_observation(measure=measure, area=area, value=44)
    builders.an_observation(measure=measure, value=99)  # elsewhere

    counts = {count.name: count for count in services.counts_of(row)}

    assert counts["Volunteers"].target == "at least 35"
    assert counts["Volunteers"].known == "44"
    assert (counts[bare.name].target, counts[bare.name].known) == (
        "no target set",
        "not yet known",
    )
    assert "at least 35" in text(sender.get(task.page))


def test_full_year_figure_is_not_shown_for_mid_year(person):
    row = a_return_of(person, kind=MonitoringReturn.Kind.MID_YEAR)
    area, measure = builders.an_area(), builders.a_measure()
    builders.a_coverage(partnership=row.line.partnership, area=area)
    row.line.measures.add(measure)
    builders.an_observation(measure=measure, area=area, value=44)
    assert services.counts_of(row)[0].known == "not yet known"

    half = {"period_kind": PeriodKind.PART_YEAR, "ends_on": dt.date(2016, 9, 30)}
    builders.an_observation(measure=measure, area=area, value=20, **half)

    count = services.counts_of(row)[0]
    assert (count.known, count.period) == ("20", "April to September 2016")


@pytest.mark.database
def test_saved_answers_record_the_user(sender, task, row, owner):
    response = task.write(sender)

    assert response.url == reverse("reports:mine")
    assert (row.spent_gbp, row.reason) == (Decimal("28563.00"), "")
    assert row.narrative == (
        "<p>The café opened a second kitchen.</p><p>More people train.</p>"
    )
    assert row.received_on is None
    newest = row.history.latest()
    assert newest.history_change_reason == "Changed by the contributor"
    assert newest.history_user == owner


def test_empty_return_can_be_saved(sender, task, row):
    response = task.write(sender, spent_gbp="", narrative="")

    assert response.url == reverse("reports:mine")
    assert (row.spent_gbp, row.reason) == (None, Reason.NOT_GIVEN)
    assert task.status == "Not requested"


def test_field_shows_saved_text(sender, task):
    task.write(sender, narrative="A & B: 3 < 5.\nNext line.\n\nNext paragraph.")

    form = sender.get(task.page).context["form"]

    assert form["narrative"].value() == ("A & B: 3 < 5.\nNext line.\n\nNext paragraph.")
    assert form["spent_gbp"].value() == "28,563"


def test_script_is_removed_with_a_message(sender, task, row):
    words = "<p>Good.</p><script>alert(1)</script>"
    response = task.write(sender, narrative=words)

    assert row.narrative == "<p>Good.</p>"
    assert "a script" in text(sender.get(response.url))


@pytest.mark.parametrize(
    ("typed", "found_text"),
    [
        ({"spent_gbp": "10k"}, "Did you mean 10,000?"),
        ({"spent_gbp": "-5"}, "must be £0 or more"),
        ({"reason": Reason.NOT_AVAILABLE}, "select a reason there is none, not both"),
        ({"narrative": "It was [=no-such-figure]."}, "no-such-figure"),
    ],
)
def test_error_is_shown_with_the_values_entered(sender, task, row, typed, found_text):
    words = {"narrative": "Words that took an hour.", **typed}
    response = task.write(sender, **words)

    shown = text(response)
    assert "<title>Error: " in shown
    assert "There is a problem" in shown
    assert found_text in shown
    for name, value in {**task.typed, **words}.items():
        assert response.context["form"][name].value() == value
    assert (row.spent_gbp, row.narrative) == (None, "")


def test_seen_change_can_be_overwritten(sender, task, row):
    opened = task.fingerprint
    row.narrative = "<p>Written by an officer.</p>"
    row.save()
    shown = text(task.write(sender, based_on=opened))

    task.write(sender, based_on=re.search('name="based_on" value="(\\w+)"', shown)[1])

    assert row.narrative.startswith("<p>The café")


def test_form_without_original_fingerprint_saves_nothing(sender, task, row):
    sender.post(task.page, task.typed)

    row.refresh_from_db()
    assert row.narrative == ""


def test_text_is_returned_to_user_signed_out_while_typing(client, task, row):
    shown = text(task.write(client, narrative="Words <that> took an hour."))

    assert row.narrative == ""
    assert "You’ve been signed out" in shown
    assert "Words &lt;that&gt; took an hour." in shown
    assert f"/account/sign-in/?next={task.page}" in shown


def test_unsaved_reason_is_shown_by_its_label(client, task):
    shown = text(task.write(client, spent_gbp="", reason=Reason.NOT_YET_DUE))

    assert "You’ve been signed out" in shown
    assert ">Not yet due</dd>" in shown
    assert "not-yet-due" not in shown


# Reading through and sending


@pytest.mark.parametrize("explained", ["The council paid the rest", ""])
def test_check_page_shows_why_more_was_spent_if_it_was(explained, sender, task):
    task.write(sender, overspend_explained=explained)

    shown = text(sender.get(task.check))

    assert ("Why more was spent than the grant" in shown) == bool(explained)
    assert explained in shown


def test_check_page_shows_the_answers(sender, task):
    response = task.write(sender, then="check")
    assert response.url == task.check

    shown = text(sender.get(task.check))

    assert "£28,563" in shown
    assert "<p>The café opened a second kitchen.</p>" in shown
    assert ">Submit</button>" in shown


@pytest.mark.parametrize(
    ("typed", "found_text"),
    [
        ({"spent_gbp": ""}, "Enter the amount spent, or select a reason"),
        ({"narrative": ""}, "Enter what the grant achieved"),
    ],
)
def test_incomplete_return_cannot_be_submitted(sender, task, row, typed, found_text):
    task.write(sender, **typed)

    shown = text(sender.get(task.check))
    task.submit(sender)

    assert found_text in shown
    assert ">Submit</button>" not in shown
    assert row.received_on is None


def test_reason_can_be_given_instead_of_the_figure(sender, task, row):
    task.write(sender, spent_gbp="", reason=Reason.NOT_YET_DUE)
    task.submit(sender)

    assert (row.reason, row.received_on is None) == (Reason.NOT_YET_DUE, False)


def test_figure_replaces_the_reason_of_the_roll_over(sender, task, row):
    MonitoringReturn.objects.update(reason=Reason.NOT_YET_DUE, narrative="<p>A.</p>")

    task.submit(sender)
    assert row.received_on is None
    assert sender.get(task.page).context["form"]["reason"].value() == ""
    task.write(sender, reason=Reason.NOT_YET_DUE)

    assert (row.spent_gbp, row.reason) == (Decimal(28563), "")


@pytest.mark.database
def test_submitting_records_the_date_and_closes_the_page(
    sender, task, row, owner, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)
    task.write(sender)

    response = task.submit(sender)

    assert row.received_on == TODAY
    newest = row.history.latest()
    assert newest.history_change_reason == "Changed by the contributor"
    assert newest.history_user == owner
    shown = text(sender.get(response.url))
    assert "You submitted this on 1 November 2016." in shown
    assert "<textarea" not in shown
    assert sender.get(task.check).url == task.page


def test_return_changed_while_being_checked_is_not_submitted(sender, task, row):
    task.write(sender)
    read = task.fingerprint
    MonitoringReturn.objects.update(narrative="<p>Not what was read.</p>")

    shown = text(task.submit(sender, based_on=read))

    assert row.received_on is None
    assert "Someone changed this while you were checking it" in shown
    assert "Not what was read." in shown


@pytest.mark.database
def test_return_received_while_one_read_is_not_sent_again(sender, task, row):
    task.write(sender)
    received = dt.date(2016, 10, 3)
    MonitoringReturn.objects.update(received_on=received)
    before = row.history.count()

    response = task.submit(sender)

    assert response.url == task.page
    assert row.received_on == received
    assert row.history.count() == before


def test_return_with_changes_requested_can_be_edited(sender, task, row):
    task.write(sender)
    task.submit(sender)
    row.received_on = None
    row.save()

    assert "asked you to change this and submit it again" in text(sender.get(task.page))
    task.write(sender, narrative="Better words.")
    assert task.status == "Changes requested"
    task.submit(sender)
    assert task.status == "Submitted"


def test_previous_return_is_shown_in_the_sidebar(sender, person):
    line = builders.a_line()
    earlier = a_return_of(
        person, line=line, year=2015, spent_gbp=1, received_on=dt.date(2016, 4, 29)
    )
    now = a_return_of(person, line=line, kind=MonitoringReturn.Kind.MID_YEAR)
    a_return_of(builders.a_person(), year=2015, received_on=dt.date(2016, 4, 30))

    shown = text(sender.get(a_return_task(now).page))

    assert a_return_task(earlier).page in shown
    assert "submitted 29 April 2016" in shown
    assert "30 April 2016" not in shown


# How far it has come


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({}, "Not requested"),
        ({"due_on": TODAY}, "Requested"),
        ({"due_on": TODAY, "reason": Reason.NOT_YET_DUE}, "Requested"),
        ({"due_on": TODAY, "narrative": "<p>A.</p>"}, "In progress"),
        ({"narrative": "<p>A.</p>"}, "In progress"),
        ({"due_on": TODAY - dt.timedelta(1), "narrative": "<p>A.</p>"}, "Overdue"),
        ({"due_on": dt.date(2016, 1, 1), "received_on": TODAY}, "Submitted"),
        ({"received_on": TODAY, "accepted_on": TODAY}, "Accepted"),
    ],
)
def test_status_is_one_word(given, word):
    assert a_return_task(builders.a_return(**given)).status == word


@pytest.mark.database
def test_query_count_does_not_grow_with_returns(sender, person):
    assert_queries_do_not_grow(
        lambda: sender.get(reverse("reports:mine")), lambda: a_return_of(person), most=7
    )
