"""2-step verification: required of publishers and admins, open to all."""

import re

import pytest
from django.core import mail
from django.test import Client

from partnership.accounts import two_step
from tests import builders
from tests.responses import text
from tests.signing_in import (
    an_app,
    by_password,
    code_of,
    is_signed_in,
    recovery_codes,
    sign_in,
    user_with_roles,
)

pytestmark = pytest.mark.django_db

SET_UP = "/account/two-step/app/"
CODE = "/account/two-step/code/"


@pytest.fixture
def required(settings):
    settings.REQUIRE_TWO_STEP = True


@pytest.mark.parametrize("role", ["publisher", "admin"])
@pytest.mark.parametrize("page", ["/", "/admin/", "/account/users/", "/partners/"])
def test_every_page_leads_to_setting_it_up(client, required, role, page):
    sign_in(client, user_with_roles(role))

    for response in [client.get(page), client.post(page)]:
        assert response.status_code == 302
        assert response.url == SET_UP


def test_superuser_is_led_there_too(client, required):
    sign_in(client, builders.a_user(is_superuser=True))

    assert client.get("/").url == SET_UP


@pytest.mark.parametrize(
    "page", [SET_UP, "/account/sign-out/", "/account/password/change/", "/theme.css"]
)
def test_what_it_takes_stays_open(client, required, page):
    sign_in(client, user_with_roles("admin"))

    assert client.get(page).status_code == 200


@pytest.mark.parametrize("role", ["member", "contributor", "officer"])
def test_others_need_none(client, required, role):
    sign_in(client, user_with_roles(role))

    assert client.get("/").status_code == 200


def test_nobody_needs_an_app_on_a_local_machine(client, settings):
    assert settings.REQUIRE_TWO_STEP is False
    sign_in(client, user_with_roles("admin"))

    assert client.get("/").status_code == 200


def test_setting_it_up_opens_the_site_and_gives_codes_for_a_lost_phone(
    client, required
):
    user = user_with_roles("publisher")
    by_password(client, user)
    page = text(client.get(SET_UP))
    secret = re.search("<code>(.+?)</code>", page)[1]
    assert '<div class="code-picture" role="img"' in page

    wrong = client.post(SET_UP, {"code": "000000"})
    assert "The code is incorrect" in text(wrong)
    assert not two_step.is_set(user)

    done = client.post(SET_UP, {"code": code_of(secret)}, follow=True)

    assert len(re.findall(r"<li><code>\d{8}</code></li>", text(done))) == 10
    assert client.get("/").status_code == 200


def test_password_alone_does_not_sign_in_any_more(client):
    user = user_with_roles("member")
    code = an_app(user)

    asked = by_password(client, user)
    assert asked.url == CODE
    assert not is_signed_in(client)
    wrong = client.post(CODE, {"code": "12"})
    assert "The code is incorrect" in text(wrong)
    assert not is_signed_in(client)

    assert client.post(CODE, {"code": code()}).url == "/shared/"
    assert is_signed_in(client)


def test_code_works_once(client):
    user = user_with_roles("member")
    code = an_app(user)()
    by_password(client, user)
    client.post(CODE, {"code": code})
    other = Client()
    by_password(other, user)

    other.post(CODE, {"code": code})

    assert not is_signed_in(other)


def test_recovery_code_replaces_the_app_once(client):
    user = user_with_roles("member")
    an_app(user)
    [code, *_] = recovery_codes(user)
    by_password(client, user)
    client.post(CODE, {"code": code})
    assert is_signed_in(client)
    other = Client()
    by_password(other, user)

    other.post(CODE, {"code": code})

    assert not is_signed_in(other)


def test_removing_the_app_needs_reauthentication_and_sends_an_email(client):
    user = user_with_roles("member")
    an_app(user)
    sign_in(client, user, minutes_ago=16)
    remove = f"{SET_UP}remove/"

    assert client.post(remove).url.startswith("/account/again/")
    assert two_step.is_set(user)

    sign_in(client, user)
    client.post(remove)
    assert not two_step.is_set(user)
    assert mail.outbox[-1].subject == "Authenticator app removed"


def test_who_has_an_app_may_show_a_code_in_place_of_the_password(client):
    user = user_with_roles("admin")
    code = an_app(user)
    sign_in(client, user, minutes_ago=16)
    invite = "/account/users/invite/"
    client.post(invite, {})

    page = text(client.get(f"/account/again/?next={invite}"))
    assert "/account/two-step/again/" in page
    client.post("/account/two-step/again/", {"code": code()})

    assert "Invite a user" in text(client.post(invite, {}))


def test_account_page_shows_2_step_verification(client):
    user = user_with_roles("member")
    sign_in(client, user)
    page = "/account/two-step/"
    assert "Set up an app" in text(client.get(page))

    an_app(user)
    assert "You have set up an authenticator app" in text(client.get(page))
    assert "Create recovery codes" in text(client.get(page))

    client.post(f"{page}codes/new/")
    assert "You have 10 left" in text(client.get(page))
