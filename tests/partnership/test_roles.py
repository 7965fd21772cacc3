"""Roles, and the users of a sample site."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.management import CommandError, call_command

from partnership.accounts import roles
from partnership.core.models.natural_keys import tracked_models
from partnership.management.commands.make_sample_logins import (
    CONTRIBUTOR_CSP,
    CONTRIBUTOR_PERSON,
    LOCAL_PASSWORD,
)
from partnership.models import User
from tests import builders
from tests.signing_in import user_with_roles

pytestmark = pytest.mark.django_db

NOT_CONTENT = {
    *("user", "edition", "withdrawal", "draftpdf"),
    *("reviewer", "reviewcomment", "scheduledpublication"),
    *("checksetting", "reportedwarning", "subscription", "announcement"),
}


def names(role):
    found = Group.objects.get(name=role).permissions.values_list(
        "content_type__app_label", "codename"
    )
    return {f"{app}.{codename}" for app, codename in found}


def test_content_is_every_model_but_accounts_and_editions():
    assert {app: set(models) for app, models in roles.EDITED_MODELS.items()} == {
        app: {m._meta.model_name for m in tracked_models(app)} - NOT_CONTENT
        for app in roles.EDITED_MODELS
    }


@pytest.mark.database
def test_roles_are_created_once_and_updated(capsys):
    Group.objects.all().delete()
    call_command("sync_roles")
    officer = Group.objects.get(name="officer")
    officer.permissions.clear()
    call_command("sync_roles")
    call_command("sync_roles")

    assert capsys.readouterr().out.splitlines() == [
        "6 roles, updated: reader, member, contributor, officer, publisher, admin.",
        "6 roles, updated: officer.",
        "6 roles, unchanged.",
    ]
    assert Group.objects.count() == 6


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        ("officer", "funding.change_allocation", "reports.add_edition"),
        ("officer", "reports.view_edition", "partnership.view_user"),
        ("publisher", "reports.add_edition", "partnership.view_user"),
        ("admin", "partnership.change_user", "admin.view_logentry"),
    ],
)
def test_role_may_what_it_should_and_no_more(role, may, may_not):
    assert may in names(role)
    assert may_not not in names(role)


@pytest.mark.parametrize("role", ["reader", "member", "contributor"])
def test_others_have_no_permissions(role):
    assert names(role) == set()


def test_unknown_permission_is_one_clear_line(monkeypatch):
    monkeypatch.setitem(roles.ROLES, "reader", ["funding.view_moonbeam"])

    with pytest.raises(CommandError, match="no permission funding.view_moonbeam"):
        call_command("sync_roles")


def test_role_names_are_in_order():
    assert roles.role_names(AnonymousUser()) == []
    assert roles.role_names(user_with_roles("officer", "member")) == [
        "member",
        "officer",
    ]


@pytest.mark.parametrize(
    ("role", "needs"),
    [("contributor", False), ("officer", False)]
    + [("publisher", True), ("admin", True)],
)
def test_publishers_and_admins_need_2_step_verification(role, needs):
    assert roles.needs_two_step(user_with_roles(role)) is needs


def test_superuser_needs_2_step_verification():
    assert roles.needs_two_step(builders.a_user(is_superuser=True))


def test_every_role_is_explained():
    assert list(roles.DESCRIPTIONS) == list(roles.ROLES)
    assert roles.label("admin") == "Administrator"
    assert roles.label("officer") == "Officer"


@pytest.fixture
def sample_site(settings, monkeypatch):
    monkeypatch.delenv("SAMPLE_PASSWORD", raising=False)
    settings.DEBUG = settings.SAMPLE_DATA = True


def test_sample_logins_are_made_once(sample_site, capsys):
    call_command("make_sample_logins")
    call_command("make_sample_logins")

    lines = capsys.readouterr().out.splitlines()
    assert lines[:8] == lines[8:]
    assert LOCAL_PASSWORD in lines[6]
    assert list(
        User.objects.values_list("email", "groups__name", "is_staff", "is_superuser")
    ) == [
        ("admin@example.org", "admin", True, False),
        ("contributor@example.org", "contributor", False, False),
        ("member@example.org", "member", False, False),
        ("officer@example.org", "officer", False, False),
        ("publisher@example.org", "publisher", False, False),
    ]
    officer = User.objects.get(name="Sample officer")
    assert officer.has_perm("funding.change_allocation")
    assert not officer.has_perm("partnership.view_user")
    assert officer.check_password(LOCAL_PASSWORD)


def test_sample_contributor_has_a_district_and_a_person(sample_site):
    csp = builders.a_partnership(code=CONTRIBUTOR_CSP)
    person = builders.a_person(code=CONTRIBUTOR_PERSON)

    call_command("make_sample_logins")

    contributor = User.objects.get(email="contributor@example.org")
    assert (contributor.partnership, contributor.person) == (csp, person)


def test_existing_sample_user_keeps_the_password(sample_site, capsys):
    own = builders.a_user(email="Officer@example.org", password="a passphrase of mine")

    call_command("make_sample_logins")

    own.refresh_from_db()
    assert own.check_password("a passphrase of mine")
    assert "(has its own password)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("sample_data", "words"),
    [(False, "only for demonstration sites"), (True, "set SAMPLE_PASSWORD")],
)
def test_no_known_password_where_debug_is_off(
    settings, monkeypatch, sample_data, words
):
    monkeypatch.delenv("SAMPLE_PASSWORD", raising=False)
    settings.DEBUG, settings.SAMPLE_DATA = False, sample_data

    with pytest.raises(CommandError, match=words):
        call_command("make_sample_logins")

    assert User.objects.count() == 0


def test_own_password(settings, monkeypatch):
    monkeypatch.setenv("SAMPLE_PASSWORD", "chosen for a demonstration")
    settings.DEBUG, settings.SAMPLE_DATA = False, True

    call_command("make_sample_logins")

    user = User.objects.get(email="admin@example.org")
    assert user.check_password("chosen for a demonstration")
