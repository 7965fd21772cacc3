"""FakeCouncilServer sign-in: it opens existing accounts and creates none."""

from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount

from partnership.accounts.adapter import CouncilAdapter
from partnership.models import User
from tests.signing_in import (
    PASSWORD,
    an_app,
    by_password,
    is_signed_in,
    user_with_roles,
)

pytestmark = pytest.mark.django_db

SERVER = "https://id.example.org"
START = "/account/council/council/"
BACK = "/account/council/council/back/"


class FakeCouncilServer:
    """Stands for the council's server; `person` is whom it says to have before it."""

    def __init__(self):
        self.person = {"sub": "7", "email": "jo@example.org", "email_verified": True}

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def request(self, method, url, **kwargs):
        return self.answer({"access_token": "a token"})

    def get(self, url, **kwargs):
        if url == f"{SERVER}/.well-known/openid-configuration":
            names = ["authorization_endpoint", "token_endpoint", "userinfo_endpoint"]
            return self.answer({name: f"{SERVER}/{name}" for name in names})
        return self.answer(self.person)

    def answer(self, data):
        return SimpleNamespace(
            status_code=200,
            headers={"content-type": "application/json"},
            json=lambda: data,
            raise_for_status=lambda: None,
        )


@pytest.fixture
def council(settings, monkeypatch):
    app = {
        "provider_id": "council",
        "name": "Testshire FakeCouncilServer",
        "client_id": "us",
        "secret": "a secret",
        "settings": {"server_url": SERVER},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    council = FakeCouncilServer()
    monkeypatch.setattr(CouncilAdapter, "get_requests_session", lambda self: council)
    return council


def sign_in_at_council(client):
    """Go to the council by the button, and come back from it."""
    gone = client.post(f"{START}?process=login")
    assert gone.url.startswith(f"{SERVER}/authorization_endpoint?")
    [state] = parse_qs(urlsplit(gone.url).query)["state"]
    return client.get(BACK, {"code": "a code", "state": state})


def test_button_is_there_when_it_is_set(client, council):
    page = client.get("/account/sign-in/").content.decode()

    assert "Sign in with Testshire FakeCouncilServer" in page
    assert f'action="{START}?process=login"' in page


def test_it_opens_the_account_with_the_address_and_its_password_stays(client, council):
    user = user_with_roles("officer", email="Jo@example.org")

    assert sign_in_at_council(client).url == "/staff/"

    assert client.session["_auth_user_id"] == str(user.pk)
    assert User.objects.get().check_password(PASSWORD)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "claims",
    [{"email": "stranger@example.org"}, {"email_verified": False}, {"email": None}],
)
def test_it_creates_no_account_and_trusts_no_unverified_address(
    client, council, claims
):
    user_with_roles("officer", email="jo@example.org")
    council.person |= claims

    assert sign_in_at_council(client).url == "/account/council/error/"

    assert not is_signed_in(client)
    assert User.objects.count() == 1
    page = client.get("/account/council/error/").content.decode()
    assert "there is no account for that email address" in page


def test_account_that_is_switched_off_stays_shut(client, council):
    user_with_roles("officer", email="jo@example.org", is_active=False)

    sign_in_at_council(client)

    assert not is_signed_in(client)


def test_2_step_verification_is_still_required(client, council):
    an_app(user_with_roles("officer", email="jo@example.org"))

    assert sign_in_at_council(client).url == "/account/two-step/code/"
    assert not is_signed_in(client)


def test_unrequested_response_signs_nobody_in(client, council):
    user_with_roles("officer", email="jo@example.org")

    client.get(BACK, {"code": "a code", "state": "made up"})

    assert not is_signed_in(client)


def test_users_without_a_password_sign_in_with_the_council(client, council):
    user = user_with_roles("member", email="jo@example.org")
    user.set_unusable_password()
    user.save()

    assert not is_signed_in(client)
    by_password(client, user)
    assert not is_signed_in(client)
    sign_in_at_council(client)
    assert is_signed_in(client)
