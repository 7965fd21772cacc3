"""A contributor's tasks, and their partnership's contributions to documents."""

import datetime as dt
import re

import pytest

from partnership.core.values.missing import Reason
from reports.contributing.services import ContributionSubmission
from reports.models import Contribution, Report
from tests import builders
from tests.contributing import TODAY, Task, a_return_of, a_return_task
from tests.responses import text
from tests.signing_in import user_with_roles

pytestmark = pytest.mark.django_db

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
def task(row):
    return a_contribution_task(row)


@pytest.fixture(params=["return", "contribution"])
def either_task(request, owner):
    """A task of each kind: what their pages share is tested with both."""
    if request.param == "return":
        return a_return_task(a_return_of(owner.person))
    return a_contribution_task(request.getfixturevalue("row"))


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


def a_contribution_task(row):
    typed = {"body": "We lit the bridges.\n\nThe market is calmer.", "body_reason": ""}
    return Task(ContributionSubmission, row, typed)


def body(response):
    """Without the token that differs each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text(response))


# Whose they are


def test_contribution_belongs_to_users_of_its_partnership(owner, row):
    builders.a_contribution(report=row.report)

    assert list(Contribution.objects.of(owner)) == [row]


@pytest.mark.parametrize(
    ("role_names", "is_linked"),
    [
        *(([role], False) for role in ("contributor", "officer", "admin")),
        *((role_names, True) for role_names in ([], ["reader"], ["member"])),
    ],
)
def test_task_of_another_user_is_not_found(
    client, owner, either_task, role_names, is_linked
):
    """Nor is that of a user who may not submit any."""
    linked = {"person": owner.person, "partnership": owner.partnership}
    others = {"person": builders.a_person(), "partnership": builders.a_partnership()}
    client.force_login(user_with_roles(*role_names, **linked if is_linked else others))
    pk = either_task.row.pk

    for address in (either_task.page, either_task.check):
        nowhere = client.get(address.replace(f"/{pk}/", f"/{pk + 1000}/"))
        theirs = client.get(address)
        assert theirs.status_code == nowhere.status_code == 404
        assert body(theirs) == body(nowhere)
    before = either_task.fingerprint
    assert either_task.write(client).status_code == 404
    assert either_task.submit(client).status_code == 404
    assert (either_task.fingerprint, either_task.row.received_on) == (before, None)


def test_officer_of_a_partnership_finds_its_contribution(client, task, csp):
    client.force_login(user_with_roles("officer", partnership=csp))

    assert client.get(task.page).status_code == 200


# Writing and sending


def test_saved_text_records_the_user(sender, task, row, owner):
    task.write(sender)

    assert row.body == "<p>We lit the bridges.</p><p>The market is calmer.</p>"
    assert row.received_on is None
    newest = row.history.latest()
    assert newest.history_change_reason == "Changed by the contributor"
    assert newest.history_user == owner
    assert sender.get(task.page).context["form"]["body"].value() == task.typed["body"]


def test_formatted_text_is_shown_as_html_where_there_is_no_script(sender, task, row):
    row.body = "<p>We <strong>did</strong>:</p><ul><li>One</li><li>Two</li></ul>"
    row.save()

    shown = sender.get(task.page)

    assert shown.context["form"]["body"].value() == row.body
    assert "shown as HTML" in text(shown)


def test_text_and_reason_exclude_each_other(sender, task, row):
    response = task.write(sender, body_reason=Reason.NOT_YET_DUE)

    assert response.context["form"].errors == {
        "body": ["Enter your contribution or select a reason, not both"]
    }
    assert response.context["form"]["body"].value() == task.typed["body"]
    assert (row.body, row.body_reason) == ("", "")


def test_unknown_figure_is_an_error_at_its_field(sender, task, row):
    words = "It was [=value no-such-measure testshire 2016]."
    response = task.write(sender, body=words)

    assert "no-such-measure" in text(response)
    assert response.context["form"]["body"].errors
    assert response.context["form"]["body"].value() == words
    assert row.body == ""


def test_change_by_someone_else_is_shown_and_not_overwritten(sender, either_task):
    opened, row = either_task.fingerprint, either_task.row
    [name] = {"narrative", "body"} & either_task.typed.keys()
    setattr(row, name, "<p>Written by an officer.</p>")
    row.save()

    response = either_task.write(sender, based_on=opened)

    assert getattr(row, name) == "<p>Written by an officer.</p>"
    assert "Someone else changed this" in text(response)
    assert "Written by an officer." in text(response)
    assert response.context["form"][name].value() == either_task.typed[name]


def test_contribution_is_checked_and_submitted(sender, task, row):
    task.write(sender)
    shown = text(sender.get(task.check))
    assert "<p>We lit the bridges.</p>" in shown

    response = task.submit(sender)

    assert row.received_on is not None
    assert task.status == "Submitted"
    assert "<textarea" not in text(sender.get(response.url))


def test_reason_can_be_submitted_instead_of_text(sender, task, row):
    task.write(sender, body="", body_reason=Reason.NOT_APPLICABLE)
    task.submit(sender)

    assert (row.body_reason, bool(row.received_on)) == (Reason.NOT_APPLICABLE, True)


def test_text_replaces_the_reason_of_the_roll_over(sender, task, row):
    Contribution.objects.update(body_reason=Reason.NOT_YET_DUE)

    task.submit(sender)
    assert row.received_on is None
    assert sender.get(task.page).context["form"]["body_reason"].value() == ""
    for reason in [Reason.NOT_YET_DUE, Reason.NOT_AVAILABLE]:
        Contribution.objects.update(body="", body_reason=reason)
        task.write(sender, body_reason=reason)
        assert row.body and not row.body_reason, reason


def test_empty_contribution_is_not_submitted(sender, task, row):
    response = task.submit(sender)

    assert ("Enter your contribution, or select a reason there is no text") in text(
        response
    )
    assert row.received_on is None


def test_reviewed_contribution_is_closed(sender, task, row):
    Contribution.objects.update(body="<p>Done.</p>", reviewed_on=TODAY)

    shown = text(task.write(sender))

    assert row.body == "<p>Done.</p>"
    assert "This has already been submitted" in shown
    assert "We lit the bridges." in shown


def test_page_links_to_the_document_unless_withdrawn(sender, task):
    link = 'href="/panel-update/2018-06-22/"'
    assert link in text(sender.get(task.page))

    Report.objects.update(status=Report.Status.WITHDRAWN)

    assert link not in text(sender.get(task.page))


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
    assert a_contribution_task(builders.a_contribution(**given)).status == word


# The list


def test_list_shows_open_tasks_first(sender, owner, task):
    late = a_return_of(owner.person, due_on=dt.date(2016, 10, 28))
    sent = a_return_of(
        owner.person, kind="mid-year", received_on=dt.date(2016, 4, 29), spent_gbp=1
    )
    theirs = a_return_of(builders.a_person())

    shown = text(sender.get(MINE))

    places = [shown.index(f"/mine/returns/{one.pk}/") for one in [late, sent]]
    assert (
        places[0]
        < shown.index(task.page)
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


def test_list_without_tasks(client, task):
    client.force_login(user_with_roles("contributor"))

    shown = text(client.get(MINE))

    assert "You have no tasks." in shown
    assert task.page not in shown


def test_list_with_all_tasks_submitted(sender, row):
    Contribution.objects.update(received_on=TODAY)

    assert "You have submitted everything" in text(sender.get(MINE))


def test_contributor_finds_the_list_from_every_page(client, row):
    link = 'href="/mine/"'
    assert link not in text(client.get("/partners/"))
    client.force_login(user_with_roles("contributor"))

    assert link in text(client.get("/partners/"))
