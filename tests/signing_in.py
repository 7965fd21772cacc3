"""Clients that are signed in, for tests of pages that need it."""

import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as OWNER,
)
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY as METHODS,
)
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)

from partnership.accounts import services
from tests import builders

PASSWORD = "three unlikely green words"


def user_with_roles(*role_names, **kwargs):
    """An account with these roles, whose password is PASSWORD."""
    user = builders.a_user(password=PASSWORD, **kwargs)
    services.give_roles(user, role_names)
    return user


def sign_in(client, user, *, minutes_ago=0):
    """Signed in as if by password, so that no page asks to confirm it."""
    client.force_login(user)
    session = client.session
    at = time.time() - minutes_ago * 60
    session[METHODS] = [{"method": "password", "at": at}]
    session[OWNER] = str(user.pk)
    session.save()


def is_signed_in(client):
    return "_auth_user_id" in client.session


def by_password(client, user, password=PASSWORD, **kwargs):
    """The response of the sign-in page."""
    data = {"login": user.email, "password": password}
    return client.post("/account/sign-in/", data, **kwargs)


def an_app(user):
    """An authenticator app for the account: the function returns the current code."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return lambda: code_of(secret)


def code_of(secret):
    now = list(yield_hotp_counters_from_time())[1]
    return format_hotp_value(hotp_value(secret, now))


def recovery_codes(user):
    return RecoveryCodes.activate(user).generate_codes()
