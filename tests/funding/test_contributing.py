"""A contributor's returns: whose they are, filling in, reading through, sending."""

# One module, because every test uses the same return and the person who submits it.

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
from tests.queries import assert_queries_do_not_grow
from tests.responses import text
from tests.signing_in import user_with_roles

pytestmark = pytest.mark.django_db

TODAY = dt.date(2016, 11, 1)
TYPED = {
    "spent_gbp": "£28,563",
    "reason": "",
    "narrative": "The café opened a second kitchen.\n\nMore people train.",
}


@pytest.fixture
def person():
    return builders.a_person()


@pytest.fixture
def owner(person):
    return user_with_roles("contributor", person=person, name="Jo Example")


@pytest.fixture
def row(person):
    return a_return_of(person)


@pytest.fixture
def sender(client, owner):
    client.force_login(owner)
    return client


def a_return_of(person, **kwargs):
    """A return on a line that the person leads in its year."""
    kwargs.setdefault("year", builders.YEAR)
    line = kwargs.setdefault("line", builders.a_line())
    shared = {"fund": line.fund, "partnership": line.partnership}
    builders.an_allocation(
        amount_gbp=64180,
        line=line,
        settlement=builders.a_settlement(year=kwargs["year"], **shared),
        lead=builders.a_tenure(person=person),
    )
    return builders.a_return(**kwargs)


def page(row):
    return reverse("funding:return_update", args=[row.pk])


def check(row):
    return reverse("funding:return_confirm", args=[row.pk])


def fingerprint(row):
    row = MonitoringReturn.objects.with_progress().get(pk=row.pk)
    return services.ReturnSubmission(row, TODAY).fingerprint


def write(client, row, based_on=None, then="", **typed):
    """The response to the form as it was opened, now or earlier."""
    data = {**TYPED, "based_on": based_on or fingerprint(row), **typed}
    return client.post(page(row), data | ({then: "1"} if then else {}))


def submit(client, row, based_on=None):
    return client.post(check(row), {"based_on": based_on or fingerprint(row)})


def body(response):
    """Without the token that differs each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text(response))


def content_of(row):
    row = MonitoringReturn.objects.with_progress().get(pk=row.pk)
    return services.ReturnSubmission(row, TODAY).status.label


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


@pytest.mark.parametrize("role_names", [[], ["reader"], ["member"]])
def test_lead_without_the_role_sees_nothing(row, person, role_names):
    user = user_with_roles(*role_names, person=person)

    assert list(MonitoringReturn.objects.led_by(user)) == []


def test_user_without_a_person_leads_nothing(row):
    assert list(MonitoringReturn.objects.led_by(user_with_roles("contributor"))) == []


@pytest.mark.parametrize("role", ["contributor", "officer", "admin"])
@pytest.mark.parametrize("address", [page, check])
def test_return_of_another_user_is_not_found(client, row, role, address):
    client.force_login(user_with_roles(role, person=builders.a_person()))
    nowhere = address(MonitoringReturn(pk=row.pk + 1000))

    theirs, none = client.get(address(row)), client.get(nowhere)

    assert theirs.status_code == none.status_code == 404
    assert body(theirs) == body(none)


def test_return_of_another_user_cannot_be_saved_or_submitted(client, row):
    client.force_login(user_with_roles("contributor", person=builders.a_person()))

    assert write(client, row).status_code == 404
    assert submit(client, row).status_code == 404
    row.refresh_from_db()
    assert (row.narrative, row.received_on) == ("", None)


# Filling in


def test_page_shows_the_grant_and_due_date(sender, row):
    MonitoringReturn.objects.update(due_on=dt.date(2016, 10, 28))
    row.line.allocations.update(
        conditions="Ask before you buy lamps.", purpose="Light", amount_gbp=57127
    )
    before = builders.a_settlement(
        fund=row.line.fund, partnership=row.line.partnership, year=row.year - 1
    )
    builders.an_allocation(line=row.line, settlement=before, amount_gbp=65127)

    response = sender.get(page(row))
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


def test_measures_are_shown_with_targets_for_the_year(sender, row):
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
    assert "at least 35" in text(sender.get(page(row)))


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
def test_saved_answers_record_the_user(sender, row, owner):
    response = write(sender, row)

    row.refresh_from_db()
    assert response.url == reverse("reports:mine")
    assert (row.spent_gbp, row.reason) == (Decimal("28563.00"), "")
    assert row.narrative == (
        "<p>The café opened a second kitchen.</p><p>More people train.</p>"
    )
    assert row.received_on is None
    newest = row.history.latest()
    assert newest.history_change_reason == "Changed by the contributor"
    assert newest.history_user == owner


def test_empty_return_can_be_saved(sender, row):
    response = write(sender, row, spent_gbp="", narrative="")

    assert response.url == reverse("reports:mine")
    row.refresh_from_db()
    assert (row.spent_gbp, row.reason) == (None, Reason.NOT_GIVEN)
    assert content_of(row) == "Not requested"


def test_field_shows_saved_text(sender, row):
    write(sender, row, narrative="A & B: 3 < 5.\nNext line.\n\nNext paragraph.")

    form = sender.get(page(row)).context["form"]

    assert form["narrative"].value() == ("A & B: 3 < 5.\nNext line.\n\nNext paragraph.")
    assert form["spent_gbp"].value() == "28,563"


def test_script_is_removed_with_a_message(sender, row):
    words = "<p>Good.</p><script>alert(1)</script>"
    response = write(sender, row, narrative=words)

    row.refresh_from_db()
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
def test_error_is_shown_with_the_values_entered(sender, row, typed, found_text):
    words = {"narrative": "Words that took an hour.", **typed}
    response = write(sender, row, **words)

    shown = text(response)
    assert "<title>Error: " in shown
    assert "There is a problem" in shown
    assert found_text in shown
    for name, value in {**TYPED, **words}.items():
        assert response.context["form"][name].value() == value
    row.refresh_from_db()
    assert (row.spent_gbp, row.narrative) == (None, "")


def test_change_by_someone_else_is_shown_and_not_overwritten(sender, row):
    opened = fingerprint(row)
    row.narrative = "<p>Written by an officer.</p>"
    row.save()

    response = write(sender, row, based_on=opened)

    row.refresh_from_db()
    assert row.narrative == "<p>Written by an officer.</p>"
    shown = text(response)
    assert "Someone else changed this" in shown
    assert "Written by an officer." in shown
    assert response.context["form"]["narrative"].value() == TYPED["narrative"]


def test_seen_change_can_be_overwritten(sender, row):
    opened = fingerprint(row)
    row.narrative = "<p>Written by an officer.</p>"
    row.save()
    shown = text(write(sender, row, based_on=opened))

    write(sender, row, based_on=re.search('name="based_on" value="(\\w+)"', shown)[1])

    row.refresh_from_db()
    assert row.narrative.startswith("<p>The café")


def test_form_without_original_fingerprint_saves_nothing(sender, row):
    sender.post(page(row), TYPED)

    row.refresh_from_db()
    assert row.narrative == ""


def test_text_is_returned_to_user_signed_out_while_typing(client, row):
    shown = text(write(client, row, narrative="Words <that> took an hour."))

    row.refresh_from_db()
    assert row.narrative == ""
    assert "You’ve been signed out" in shown
    assert "Words &lt;that&gt; took an hour." in shown
    assert f"/account/sign-in/?next={page(row)}" in shown


def test_unsaved_reason_is_shown_by_its_label(client, row):
    shown = text(write(client, row, spent_gbp="", reason=Reason.NOT_YET_DUE))

    assert "You’ve been signed out" in shown
    assert ">Not yet due</dd>" in shown
    assert "not-yet-due" not in shown


# Reading through and sending


@pytest.mark.parametrize("explained", ["The council paid the rest", ""])
def test_check_page_shows_why_more_was_spent_if_it_was(explained, sender, row):
    write(sender, row, overspend_explained=explained)

    shown = text(sender.get(check(row)))

    assert ("Why more was spent than the grant" in shown) == bool(explained)
    assert explained in shown


def test_check_page_shows_the_answers(sender, row):
    response = write(sender, row, then="check")
    assert response.url == check(row)

    shown = text(sender.get(check(row)))

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
def test_incomplete_return_cannot_be_submitted(sender, row, typed, found_text):
    write(sender, row, **typed)

    shown = text(sender.get(check(row)))
    submit(sender, row)

    assert found_text in shown
    assert ">Submit</button>" not in shown
    row.refresh_from_db()
    assert row.received_on is None


def test_reason_can_be_given_instead_of_the_figure(sender, row):
    write(sender, row, spent_gbp="", reason=Reason.NOT_YET_DUE)
    submit(sender, row)

    row.refresh_from_db()
    assert (row.reason, row.received_on is None) == (Reason.NOT_YET_DUE, False)


def test_figure_replaces_the_reason_of_the_roll_over(sender, row):
    MonitoringReturn.objects.update(reason=Reason.NOT_YET_DUE, narrative="<p>A.</p>")

    submit(sender, row)
    row.refresh_from_db()
    assert row.received_on is None
    assert sender.get(page(row)).context["form"]["reason"].value() == ""
    write(sender, row, reason=Reason.NOT_YET_DUE)

    row.refresh_from_db()
    assert (row.spent_gbp, row.reason) == (Decimal(28563), "")


@pytest.mark.database
def test_submitting_records_the_date_and_closes_the_page(
    sender, row, owner, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)
    write(sender, row)

    response = submit(sender, row)

    row.refresh_from_db()
    assert row.received_on == TODAY
    newest = row.history.latest()
    assert newest.history_change_reason == "Changed by the contributor"
    assert newest.history_user == owner
    shown = text(sender.get(response.url))
    assert "You submitted this on 1 November 2016." in shown
    assert "<textarea" not in shown
    assert sender.get(check(row)).url == page(row)


def test_return_changed_while_being_checked_is_not_submitted(sender, row):
    write(sender, row)
    read = fingerprint(row)
    MonitoringReturn.objects.update(narrative="<p>Not what was read.</p>")

    shown = text(submit(sender, row, based_on=read))

    row.refresh_from_db()
    assert row.received_on is None
    assert "Someone changed this while you were checking it" in shown
    assert "Not what was read." in shown


@pytest.mark.database
def test_return_received_while_one_read_is_not_sent_again(sender, row):
    write(sender, row)
    received = dt.date(2016, 10, 3)
    MonitoringReturn.objects.update(received_on=received)
    before = row.history.count()

    response = submit(sender, row)

    row.refresh_from_db()
    assert response.url == page(row)
    assert row.received_on == received
    assert row.history.count() == before


def test_text_entered_after_submission_is_returned(sender, row):
    write(sender, row)
    submit(sender, row)

    shown = text(write(sender, row, narrative="Late words.", spent_gbp="1"))

    row.refresh_from_db()
    assert row.spent_gbp == Decimal("28563.00")
    assert "This has already been submitted" in shown
    assert "Late words." in shown


def test_return_with_changes_requested_can_be_edited(sender, row):
    write(sender, row)
    submit(sender, row)
    row.refresh_from_db()
    row.received_on = None
    row.save()

    assert "asked you to change this and submit it again" in text(sender.get(page(row)))
    write(sender, row, narrative="Better words.")
    assert content_of(row) == "Changes requested"
    submit(sender, row)
    assert content_of(row) == "Submitted"


def test_previous_return_is_shown_in_the_sidebar(sender, person):
    line = builders.a_line()
    earlier = a_return_of(
        person, line=line, year=2015, spent_gbp=1, received_on=dt.date(2016, 4, 29)
    )
    now = a_return_of(person, line=line, kind=MonitoringReturn.Kind.MID_YEAR)
    a_return_of(builders.a_person(), year=2015, received_on=dt.date(2016, 4, 30))

    shown = text(sender.get(page(now)))

    assert page(earlier) in shown
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
    assert content_of(builders.a_return(**given)) == word


@pytest.mark.database
def test_query_count_does_not_grow_with_returns(sender, person):
    assert_queries_do_not_grow(
        lambda: sender.get(reverse("reports:mine")), lambda: a_return_of(person), most=7
    )
