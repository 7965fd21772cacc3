"""Django's admin has users, groups and how they sign in, but no records."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.management import get_commands
from django.urls import reverse

from partnership.models import User
from tests import builders
from tests.queries import assert_queries_do_not_grow
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(client):
    sign_in(client, builders.a_user(is_staff=True, is_superuser=True))
    return client


def test_users_are_the_only_records_of_ours_in_the_admin():
    ours = ["core", "partnership", "priorities", "funding", "reports"]

    assert Group in admin.site._registry
    assert [m for m in admin.site._registry if m._meta.app_label in ours] == [User]


def test_there_are_not_stock_commands_to_import_or_export():
    assert not {"import", "export"} & set(get_commands())


@pytest.mark.parametrize("model", [User, Group])
def test_list_add_and_change_pages_open(model, superuser):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    row = model.objects.first()

    for page in [
        reverse(f"{name}_changelist"),
        reverse(f"{name}_changelist", query={"q": "e"}),
        reverse(f"{name}_add"),
        reverse(f"{name}_change", args=[row.pk]),
        reverse(f"{name}_history", args=[row.pk]),
    ]:
        assert superuser.get(page).status_code == 200, page


def test_queries_of_the_list_of_users_do_not_grow_with_its_rows(superuser):
    page = reverse("admin:partnership_user_changelist")

    assert_queries_do_not_grow(lambda: superuser.get(page), builders.a_user)


def test_account_is_linked_to_a_person_and_a_partnership(superuser):
    user = builders.a_user(name="Bo Example")
    person, partnership = builders.a_person(), builders.a_partnership()
    page = reverse("admin:partnership_user_change", args=[user.pk])
    data = {"email": user.email, "name": user.name, "is_active": "on"}

    superuser.post(page, data | {"person": person.pk, "partnership": partnership.pk})

    user.refresh_from_db()
    assert (user.person, user.partnership) == (person, partnership)


def test_admin_cannot_raise_anybody_above_themselves(client):
    user = builders.a_user(is_staff=True)
    user.groups.add(Group.objects.get(name="admin"))
    top = builders.a_user(is_staff=True, is_superuser=True)
    client.force_login(user)

    own = client.get(reverse("admin:partnership_user_change", args=[user.pk]))
    assert "is_superuser" not in own.context["adminform"].form.fields
    for name in ["admin:partnership_user_change", "admin:partnership_user_delete"]:
        assert client.post(reverse(name, args=[top.pk]), {}).status_code == 403
    password = reverse("admin:auth_user_password_change", args=[top.pk])
    assert client.get(password).status_code == 403
