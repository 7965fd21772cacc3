"""A contributor's tasks, and their partnership's contributions to documents."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from partnership.core.values.missing import Reason
from reports.contributing.services import ContributionSubmission
from reports.models import Contribution, Report
from tests import builders
from tests.funding.test_contributing import a_return_of
from tests.responses import text
from tests.signing_in import user_with_roles

pytestmark = pytest.mark.django_db

TODAY = dt.date(2018, 6, 1)
WORDS = "We lit the bridges.\n\nThe market is calmer."
MINE = "/mine/"


@pytest.fixture
def csp():
    return builders.a_partnership(short_name="Testford")


@pytest.fixture
def owner(csp):
    return user_with_roles("contributor", partnership=csp, person=builders.a_person())


@pytest.fixture
def row(csp):
    return builders.a_contribution(
        report=a_panel_update(), partnership=csp, due_on=dt.date(2030, 6, 1)
    )


@pytest.fixture
def sender(client, owner):
    client.force_login(owner)
    return client


def a_panel_update():
    return builders.a_report(
        document_type="panel-update",
        period="2018-06-22",
        partnership=builders.a_home_partnership(),
    )


def page(row):
    return reverse("reports:my_contribution", args=[row.pk])


def check(row):
    return reverse("reports:my_contribution_check", args=[row.pk])


def submission(row):
    return ContributionSubmission(
        Contribution.objects.with_progress().get(pk=row.pk), TODAY
    )


def write(client, row, based_on=None, **typed):
    based_on = based_on or submission(row).fingerprint
    data = {"body": WORDS, "body_reason": "", "based_on": based_on, **typed}
    return client.post(page(row), data)


def submit(client, row):
    return client.post(check(row), {"based_on": submission(row).fingerprint})


def body(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text(response))


# Whose they are


def test_contribution_belongs_to_users_of_its_partnership(owner, row):
    builders.a_contribution(report=row.report)

    assert list(Contribution.objects.of(owner)) == [row]


@pytest.mark.parametrize("role_names", [[], ["reader"], ["member"]])
def test_lead_without_the_role_sees_nothing(row, csp, role_names):
    user = user_with_roles(*role_names, partnership=csp)

    assert list(Contribution.objects.of(user)) == []


@pytest.mark.parametrize("role", ["contributor", "officer", "admin"])
@pytest.mark.parametrize("address", [page, check])
def test_contribution_of_another_partnership_is_not_found(client, row, role, address):
    client.force_login(user_with_roles(role, partnership=builders.a_partnership()))
    nowhere = address(Contribution(pk=row.pk + 1000))

    theirs, none = client.get(address(row)), client.get(nowhere)

    assert theirs.status_code == none.status_code == 404
    assert body(theirs) == body(none)


def test_contribution_of_another_partnership_cannot_be_submitted(client, row):
    client.force_login(
        user_with_roles("contributor", partnership=builders.a_partnership())
    )

    assert write(client, row).status_code == 404
    assert submit(client, row).status_code == 404
    row.refresh_from_db()
    assert (row.body, row.received_on) == ("", None)


def test_officer_of_a_partnership_finds_its_contribution(client, row, csp):
    client.force_login(user_with_roles("officer", partnership=csp))

    assert client.get(page(row)).status_code == 200


# Writing and sending


def test_saved_text_records_the_user(sender, row, owner):
    write(sender, row)

    row.refresh_from_db()
    assert row.body == "<p>We lit the bridges.</p><p>The market is calmer.</p>"
    assert row.received_on is None
    newest = row.history.latest()
    assert newest.history_change_reason == "Changed by the contributor"
    assert newest.history_user == owner
    assert sender.get(page(row)).context["form"]["body"].value() == WORDS


def test_formatted_text_is_shown_as_html_where_there_is_no_script(sender, row):
    row.body = "<p>We <strong>did</strong>:</p><ul><li>One</li><li>Two</li></ul>"
    row.save()

    shown = sender.get(page(row))

    assert shown.context["form"]["body"].value() == row.body
    assert "shown as HTML" in text(shown)


def test_text_and_reason_exclude_each_other(sender, row):
    response = write(sender, row, body_reason=Reason.NOT_YET_DUE)

    assert response.context["form"].errors == {
        "body": ["Enter your contribution or select a reason, not both"]
    }
    assert response.context["form"]["body"].value() == WORDS
    row.refresh_from_db()
    assert (row.body, row.body_reason) == ("", "")


def test_unknown_figure_is_an_error_at_its_field(sender, row):
    words = "It was [=value no-such-measure testshire 2016]."
    response = write(sender, row, body=words)

    assert "no-such-measure" in text(response)
    assert response.context["form"]["body"].errors
    assert response.context["form"]["body"].value() == words
    row.refresh_from_db()
    assert row.body == ""


def test_change_by_someone_else_is_shown_and_not_overwritten(sender, row):
    opened = submission(row).fingerprint
    row.body = "<p>Written by an officer.</p>"
    row.save()

    response = write(sender, row, based_on=opened)

    row.refresh_from_db()
    assert row.body == "<p>Written by an officer.</p>"
    assert "Written by an officer." in text(response)
    assert response.context["form"]["body"].value() == WORDS


def test_contribution_is_checked_and_submitted(sender, row):
    write(sender, row)
    shown = text(sender.get(check(row)))
    assert "<p>We lit the bridges.</p>" in shown

    response = submit(sender, row)

    row.refresh_from_db()
    assert row.received_on is not None
    assert submission(row).status.label == "Submitted"
    assert "<textarea" not in text(sender.get(response.url))


def test_reason_can_be_submitted_instead_of_text(sender, row):
    write(sender, row, body="", body_reason=Reason.NOT_APPLICABLE)
    submit(sender, row)

    row.refresh_from_db()
    assert (row.body_reason, bool(row.received_on)) == (Reason.NOT_APPLICABLE, True)


def test_text_replaces_the_reason_of_the_roll_over(sender, row):
    Contribution.objects.update(body_reason=Reason.NOT_YET_DUE)

    submit(sender, row)
    row.refresh_from_db()
    assert row.received_on is None
    assert sender.get(page(row)).context["form"]["body_reason"].value() == ""
    for reason in [Reason.NOT_YET_DUE, Reason.NOT_AVAILABLE]:
        Contribution.objects.update(body="", body_reason=reason)
        write(sender, row, body_reason=reason)
        row.refresh_from_db()
        assert row.body and not row.body_reason, reason


def test_empty_contribution_is_not_submitted(sender, row):
    response = submit(sender, row)

    assert ("Enter your contribution, or select a reason there is no text") in text(
        response
    )
    row.refresh_from_db()
    assert row.received_on is None


def test_reviewed_contribution_is_closed(sender, row):
    Contribution.objects.update(body="<p>Done.</p>", reviewed_on=TODAY)

    shown = text(write(sender, row))

    row.refresh_from_db()
    assert row.body == "<p>Done.</p>"
    assert "This has already been submitted" in shown
    assert "We lit the bridges." in shown


def test_page_links_to_the_document_unless_withdrawn(sender, row):
    link = 'href="/panel-update/2018-06-22/"'
    assert link in text(sender.get(page(row)))

    Report.objects.update(status=Report.Status.WITHDRAWN)

    assert link not in text(sender.get(page(row)))


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({}, "Not requested"),
        ({"requested_on": TODAY}, "Requested"),
        ({"due_on": TODAY}, "Requested"),
        ({"due_on": TODAY, "body_reason": Reason.NOT_GIVEN}, "In progress"),
        ({"due_on": TODAY, "body_reason": Reason.NOT_YET_DUE}, "Requested"),
        ({"due_on": TODAY - dt.timedelta(1)}, "Overdue"),
        ({"received_on": TODAY}, "Submitted"),
        ({"received_on": TODAY, "reviewed_on": TODAY}, "Reviewed"),
    ],
)
def test_status_is_one_word(given, word):
    assert submission(builders.a_contribution(**given)).status.label == word


# The list


def test_list_shows_open_tasks_first(sender, owner, row):
    late = a_return_of(owner.person, due_on=dt.date(2016, 10, 28))
    sent = a_return_of(
        owner.person, kind="mid-year", received_on=dt.date(2016, 4, 29), spent_gbp=1
    )
    theirs = a_return_of(builders.a_person())

    shown = text(sender.get(MINE))

    places = [shown.index(f"/mine/returns/{one.pk}/") for one in [late, sent]]
    assert (
        places[0]
        < shown.index(page(row))
        < shown.index("<h2>Submitted</h2>")
        < places[1]
    )
    assert f"/mine/returns/{theirs.pk}/" not in shown
    for words in [
        "28 October 2016",
        ">Overdue<",
        "29 April 2016",
        ">Submitted</strong>",
        ">Requested<",
    ]:
        assert words in shown


def test_list_without_tasks(client, row):
    client.force_login(user_with_roles("contributor"))

    shown = text(client.get(MINE))

    assert "You have no tasks." in shown
    assert page(row) not in shown


def test_list_with_all_tasks_submitted(sender, row):
    Contribution.objects.update(received_on=TODAY)

    assert "You have submitted everything" in text(sender.get(MINE))


def test_contributor_finds_the_list_from_every_page(client, row):
    link = 'href="/mine/"'
    assert link not in text(client.get("/partners/"))
    client.force_login(user_with_roles("contributor"))

    assert link in text(client.get("/partners/"))
