"""Inviting users, setting roles, and deactivating and reactivating accounts."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from partnership.accounts import roles, services, two_step
from partnership.accounts.views import InviteUser
from partnership.core.models import AuditEntry
from partnership.models import User
from tests import builders
from tests.queries import assert_queries_do_not_grow
from tests.responses import link_in, text
from tests.signing_in import PASSWORD, an_app, by_password, sign_in, user_with_roles

pytestmark = pytest.mark.django_db

INVITE = "/account/users/invite/"
PEOPLE = "/account/users/"
NEW = {"email": "new@example.org", "name": "Jo Example", "roles": ["contributor"]}


@pytest.fixture
def admin(client):
    """A client signed in as an admin a moment ago."""
    client.user = user_with_roles("admin")
    sign_in(client, client.user)
    return client


def button(admin, action, user):
    url = reverse(f"accounts:{action}", args=[user.pk])
    return admin.post(url, follow=True)


# Inviting


def test_invited_person_sets_a_password_and_signs_in(
    admin, client, django_capture_on_commit_callbacks
):
    csp, person = builders.a_partnership(), builders.a_person()
    with django_capture_on_commit_callbacks(execute=True):
        response = admin.post(
            INVITE, NEW | {"partnership": csp.pk, "person": person.pk}, follow=True
        )

    user = User.objects.get(email="new@example.org")
    assert "Invitation sent to new@example.org." in text(response)
    assert not user.has_usable_password()
    assert (user.partnership, user.person) == (csp, person)
    assert roles.role_names(user) == ["contributor"]
    assert not user.is_staff

    [message] = mail.outbox
    assert message.to == ["new@example.org"]
    assert "http://testserver/account/" in message.body
    stranger = Client()
    where = stranger.get(link_in(message, "/reset/")).url
    stranger.post(where, {"password1": PASSWORD, "password2": PASSWORD})
    assert by_password(stranger, user).url == "/mine/"
    used = Client().get(link_in(message, "/reset/"))
    assert "This link has expired" in text(used)


def test_nothing_is_sent_before_the_account_is_saved(admin):
    admin.post(INVITE, NEW)

    assert mail.outbox == []


def test_address_that_has_an_account_is_not_invited_again(admin):
    builders.a_user(email="New@example.org")

    page = text(admin.post(INVITE, NEW))

    assert "There is already an account for this email address" in page
    assert User.objects.filter(email__iexact=NEW["email"]).count() == 1


def test_invitation_without_a_role_is_an_error_at_the_first_checkbox(admin):
    page = text(admin.post(INVITE, NEW | {"roles": []}))

    assert '<a href="#id_roles_0">Select at least one role</a>' in page
    assert 'id="id_roles_0"' in page
    assert not User.objects.filter(email=NEW["email"]).exists()


@pytest.fixture
def broken_email_server(monkeypatch):
    def refuse(message, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", refuse)


def test_unsent_invitation_is_an_error_and_the_account_exists(
    admin, broken_email_server, monkeypatch
):
    monkeypatch.setattr(transaction, "on_commit", lambda action: action())

    response = text(admin.post(INVITE, NEW, follow=True))
    again = text(button(admin, "link", User.objects.get(email=NEW["email"])))

    for page in [response, again]:
        assert "The email could not be sent." in page
        assert "ent to new@example.org" not in page


def test_command_reports_an_unsent_invitation(broken_email_server, monkeypatch):
    monkeypatch.setattr(transaction, "on_commit", lambda action: action())

    with pytest.raises(CommandError, match="The email could not be sent"):
        call_command("invite", "jo@example.org", "--name=Jo", "--role=admin")


def test_forgotten_password_has_the_same_answer_if_email_fails(
    client, broken_email_server
):
    user = user_with_roles()
    url = "/account/password/reset/"

    assert client.post(url, {"email": user.email}).url == f"{url}sent/"


def test_invited_user_can_ask_for_another_link(client):
    services.invite(email="new@example.org", name="Jo", role_names=["member"])

    client.post("/account/password/reset/", {"email": "new@example.org"})

    assert [message.to for message in mail.outbox] == [["new@example.org"]]


def test_command_invites_the_first_admin(
    settings, capsys, django_capture_on_commit_callbacks
):
    settings.SITE_URL = "https://safer.example.org"

    with django_capture_on_commit_callbacks(execute=True):
        call_command("invite", "jo@example.org", "--name=Jo", "--role=admin")

    user = User.objects.get()
    assert user.has_perm("partnership.add_user")
    assert user.is_staff
    assert "https://safer.example.org/account/password/reset/" in mail.outbox[0].body
    assert "Invitation sent to jo@example.org" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("email", "words"),
    [("jo@", "is not an email address"), ("Jo@example.org", "already an account")],
)
def test_command_refuses_in_one_line(email, words):
    builders.a_user(email="jo@example.org")

    with pytest.raises(CommandError, match=words):
        call_command("invite", email, "--name=Jo", "--role=member")


# Reauthentication


def test_password_is_asked_after_15_minutes_and_the_request_continues(client):
    admin = user_with_roles("admin")
    sign_in(client, admin, minutes_ago=16)

    asked = client.post(INVITE, NEW)
    page = client.get(asked.url)
    data = {"password": "something else entirely", "next": INVITE}
    wrong = client.post("/account/again/", data)

    assert asked.url == f"/account/again/?next={INVITE.replace('/', '%2F')}"
    assert "You will not lose your changes" in text(page)
    assert "The password is incorrect" in text(wrong)
    assert User.objects.count() == 1

    client.post("/account/again/", {"password": PASSWORD, "next": INVITE})

    assert User.objects.get(email="new@example.org").name == "Jo Example"


def test_reading_the_list_makes_no_queries(client):
    sign_in(client, user_with_roles("admin"), minutes_ago=60)

    assert client.get(PEOPLE).status_code == 200


def test_users_without_permission_are_refused_before_confirmation(client):
    sign_in(client, user_with_roles("officer"), minutes_ago=60)

    assert client.post(INVITE, NEW).status_code == 403


def test_django_admin_also_asks_before_it_changes_an_account(client):
    user, admin = user_with_roles("member", name="Bo Example"), user_with_roles("admin")
    page = reverse("admin:partnership_user_change", args=[user.pk])
    password = reverse("admin:auth_user_password_change", args=[user.pk])
    data = {"email": user.email, "name": "Bo Other", "is_active": "on"}

    sign_in(client, admin, minutes_ago=16)
    for url in [page, password]:
        assert client.post(url, data).url.startswith("/account/again/?next=")
    assert User.objects.get(pk=user.pk).name == "Bo Example"
    delete = reverse("admin:partnership_user_delete", args=[user.pk])
    assert client.post(delete, {"post": "yes"}).url.startswith("/account/again/")
    listed = {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"}
    everybody = reverse("admin:partnership_user_changelist")
    assert client.post(everybody, listed).url.startswith("/account/again/")

    sign_in(client, admin)
    client.post(page, data)
    assert User.objects.get(pk=user.pk).name == "Bo Other"


def test_corrected_address_replaces_the_old_one_in_lower_case(admin):
    user = user_with_roles("member", email="mistyped@example.org")
    sign_in(Client(), user)
    EmailAddress.objects.create(user=user, email=user.email, verified=True)
    page = reverse("admin:partnership_user_change", args=[user.pk])
    sent = {"email": "Jane.Smith@example.org", "name": "Jane", "is_active": "on"}

    admin.post(page, sent)
    for email in ["mistyped@example.org", "Jane.Smith@Example.org"]:
        Client().post("/account/password/reset/", {"email": email})
    user.refresh_from_db()

    assert [message.to for message in mail.outbox] == [["jane.smith@example.org"]]
    old = {"login": "mistyped@example.org", "password": PASSWORD}
    assert Client().post("/account/sign-in/", old).status_code == 200
    assert by_password(Client(), user).status_code == 302


# The list


def test_list_has_roles_visits_and_2_step_verification(admin):
    an_app(user_with_roles("publisher", "member", name="Bo Example"))
    services.invite(email="new@example.org", name="Jo Example", role_names=["member"])
    user_with_roles(name="Cy Example", is_active=False)

    page = " ".join(re.sub("<[^>]+>", " ", text(admin.get(PEOPLE))).split())

    assert re.search(r"Bo Example \S+ Roles Member, Publisher .*?verification On", page)
    assert re.search(
        r"Jo Example \S+ Roles Member Last signed in Invited .*? not signed in", page
    )
    assert re.search(
        r"Cy Example \S+ Roles None Last signed in Never .*? Status Deactivated", page
    )


def test_queries_of_the_list_do_not_grow(admin):
    def add():
        user_with_roles("officer")
        user_with_roles("member")

    assert_queries_do_not_grow(lambda: admin.get(PEOPLE), add, most=50)


# Changing what a user may do


def test_roles_are_exactly_those_chosen(admin):
    user = user_with_roles("member", name="Bo Example")
    url = reverse("accounts:user", args=[user.pk])
    assert 'value="member" ' in text(admin.get(url))

    admin.post(url, {"name": "Bo Other", "roles": ["officer"]})

    user = User.objects.get(pk=user.pk)
    assert user.name == "Bo Other"
    assert roles.role_names(user) == ["officer"]
    assert not user.is_staff


def test_only_administrators_can_open_djangos_admin(admin):
    user = user_with_roles("member", name="Bo Example")
    url = reverse("accounts:user", args=[user.pk])

    admin.post(url, {"name": "Bo Example", "roles": ["admin"]})
    assert User.objects.get(pk=user.pk).is_staff

    admin.post(url, {"name": "Bo Example", "roles": ["publisher"]})
    assert not User.objects.get(pk=user.pk).is_staff


def test_account_is_deactivated_and_reactivated(admin):
    user, theirs = user_with_roles("officer", name="Bo Example"), Client()
    by_password(theirs, user)

    page = button(admin, "deactivate", user)
    assert "Bo Example’s account has been deactivated" in text(page)
    assert theirs.get("/admin/").status_code == 302
    assert by_password(Client(), user).url == "/account/deactivated/"

    button(admin, "reactivate", user)
    assert by_password(Client(), user).url == "/staff/"


def test_lost_app_is_removed_by_an_administrator(admin):
    user = user_with_roles("publisher")
    an_app(user)

    button(admin, "two_step", user)

    assert not two_step.is_set(user)


def test_new_link_is_sent_on_request(admin, django_capture_on_commit_callbacks):
    user = user_with_roles("member")

    with django_capture_on_commit_callbacks(execute=True):
        button(admin, "link", user)

    assert link_in(mail.outbox[0], "/reset/")
    assert mail.outbox[0].to == [user.email]


def test_admin_cannot_lock_themselves_out(admin):
    user = admin.user
    url = reverse("accounts:user", args=[user.pk])

    response = button(admin, "deactivate", user)
    page = admin.post(url, {"name": user.name, "roles": ["officer"]})

    assert "You cannot deactivate your own account" in text(response)
    assert "You cannot remove your own administrator role" in text(page)
    user = User.objects.get(pk=user.pk)
    assert user.is_active
    assert roles.role_names(user) == ["admin"]


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("deactivate", "deactivated"),
        ("reactivate", "reactivated"),
        ("link", "password link sent"),
        ("two_step", "2-step verification reset"),
    ],
)
def test_changes_of_an_account_are_in_the_audit_log(admin, action, words):
    user = user_with_roles("officer")

    button(admin, action, user)

    entry = AuditEntry.objects.get(action=AuditEntry.Action.ACCOUNT)
    assert (entry.account, entry.subject) == (admin.user.pk, f"account {user.pk}")
    assert entry.detail_words == words


@pytest.mark.parametrize("action", ["deactivate", "reactivate", "link", "two_step"])
def test_admin_cannot_change_an_account_with_more_permissions(admin, action):
    top = builders.a_user(is_superuser=True)

    assert button(admin, action, top).status_code == 403
    url = reverse("accounts:user", args=[top.pk])
    assert admin.post(url, {"name": "X", "roles": ["reader"]}).status_code == 403
    assert User.objects.get(pk=top.pk).name == top.name


def test_page_that_is_sensitive_to_see_asks_before_it_is_shown(client, monkeypatch):
    monkeypatch.setattr(InviteUser, "recent_for_get", True)
    user = user_with_roles("admin")

    sign_in(client, user, minutes_ago=16)
    assert client.get(INVITE).url.startswith("/account/again/?next=")
    sign_in(client, user, minutes_ago=14)
    assert client.get(INVITE).status_code == 200
