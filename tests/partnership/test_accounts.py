"""Signing in: the page, passwords, rate limits, sessions and visits."""

# One module, because each test is a step of one and the same way in.

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from partnership.accounts import sessions
from partnership.accounts.adapter import MISMATCH, TOO_MANY, AccountAdapter
from partnership.models import User
from tests import builders
from tests.responses import link_in, text
from tests.signing_in import (
    PASSWORD,
    by_password,
    is_signed_in,
    sign_in,
    user_with_roles,
)

pytestmark = pytest.mark.django_db

SIGN_IN = "/account/sign-in/"
NINE = dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC)


def title(response):
    return re.search("<title>(.*?)</title>", text(response), re.S)[1].strip()


# The page


def test_page_has_labels_and_lets_a_browser_fill_it_in(client):
    page = text(client.get(SIGN_IN))

    assert '<label class="govuk-label" for="id_login">Email address</label>' in page
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "placeholder" not in page
    assert "Sign in with" not in page


def test_empty_form_shows_errors_at_its_fields(client):
    response = client.post(SIGN_IN, {})

    assert title(response).startswith("Error: Sign in")
    assert "There is a problem" in text(response)
    assert '<a href="#id_login">Enter your email address</a>' in text(response)
    assert '<a href="#id_password">Enter your password</a>' in text(response)
    assert 'aria-describedby="id_password_error"' in text(response)


@pytest.mark.parametrize(
    ("role", "leads_to"),
    [("member", "/shared/"), ("contributor", "/mine/"), ("officer", "/staff/")],
)
def test_signing_in_opens_the_users_start_page(client, role, leads_to):
    user = user_with_roles(role)
    user.email = user.email.upper()

    response = by_password(client, user)

    assert response.url == leads_to
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [("/partners/", "/partners/"), ("https://elsewhere.example.org/", "/")],
)
def test_one_is_led_on_only_within_the_site(client, wanted, leads_to):
    user = user_with_roles("reader")
    data = {"login": user.email, "password": PASSWORD, "next": wanted}

    assert client.post(SIGN_IN, data).url == leads_to


def test_wrong_password_and_unknown_address_are_answered_alike(client):
    user = user_with_roles()
    stranger = User(email="stranger@example.org")

    for asked in [user, stranger]:
        response = by_password(client, asked, "something else entirely")

        assert MISMATCH in text(response)
        assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("officer", "Staff area"),
        ("contributor", "Staff area"),
        ("member", "Your account"),
    ],
)
def test_footer_links_signed_in_users_to_their_start_page(client, role, words):
    assert "Staff sign in" in client.get("/").content.decode()
    client.force_login(user_with_roles(role))

    page = client.get("/").content.decode()

    assert f">{words}</a>" in page
    assert "Staff sign in" not in page


@pytest.mark.parametrize(
    ("asks", "expected"),
    [(True, "set up an authenticator app"), (False, "is switched off on this site")],
)
def test_sample_site_lists_its_users_and_2_step_verification(
    client, settings, asks, expected
):
    settings.SAMPLE_DATA, settings.REQUIRE_TWO_STEP = True, asks

    page = client.get("/account/sign-in/").content.decode()

    assert "publisher@example.org" in page
    assert expected in page


def test_real_site_names_no_sample_logins(client, settings):
    settings.SAMPLE_DATA = False

    assert "example.org" not in client.get("/account/sign-in/").content.decode()


def test_signing_out_is_a_button_not_a_link(client):
    sign_in(client, user_with_roles())

    assert "Sign out" in text(client.get("/account/sign-out/"))
    assert is_signed_in(client)
    assert client.post("/account/sign-out/").url == "/"
    assert not is_signed_in(client)


def test_nobody_signs_up(client):
    data = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}

    for response in [
        client.get("/account/sign-up/"),
        client.post("/account/sign-up/", data),
    ]:
        assert "Accounts are by invitation" in title(response)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "name", ["account_email", "socialaccount_signup", "socialaccount_connections"]
)
def test_what_is_not_used_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_administration_is_entered_by_the_same_page(client):
    officer = user_with_roles("officer")

    asked = client.get("/admin/", follow=True)
    tried = client.post(
        "/admin/login/", {"username": officer.email, "password": PASSWORD}
    )

    assert asked.redirect_chain[-1][0] == f"{SIGN_IN}?next=%2Fadmin%2F"
    assert tried.url.startswith(SIGN_IN)
    assert not is_signed_in(client)


def test_masthead_has_a_sign_in_link_or_the_name_and_a_sign_out_link(client):
    assert f'<a href="{SIGN_IN}">Sign in</a>' in text(client.get("/"))

    sign_in(client, user_with_roles(name="Alex Example"))
    page = text(client.get("/"))

    assert "Alex Example" in page
    assert '<form method="post" action="/account/sign-out/">' in page
    assert ">Users</a>" not in page


# Tries


def test_after_five_wrong_passwords_the_right_one_is_refused_too(client):
    user = user_with_roles()
    for _ in range(5):
        by_password(client, user, "something else entirely")

    response = by_password(client, user)

    assert TOO_MANY in text(response)
    assert not is_signed_in(client)


def test_locking_out_one_user_does_not_lock_out_others(client):
    user, other = user_with_roles(), user_with_roles()
    for _ in range(5):
        by_password(client, user, "something else entirely")

    by_password(client, other)

    assert is_signed_in(client)


def test_many_requests_from_one_address_must_wait(client):
    answers = [client.post(SIGN_IN, {}).status_code for _ in range(31)]

    assert answers == [200] * 30 + [429]
    assert "Too many attempts" in title(client.post(SIGN_IN, {}))


def test_tries_are_counted_where_all_processes_look(settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")

    caches["default"].set("tries", 3)

    assert caches.create_connection("default").get("tries") == 3


# Passwords


def ask_for_link(client, email):
    response = client.post("/account/password/reset/", {"email": email}, follow=True)
    return text(response).partition("<main")[2]


def set_password(client, link, password):
    form = client.get(link, follow=True)
    where = form.redirect_chain[-1][0] if form.redirect_chain else link
    data = {"password1": password, "password2": password}
    return client.post(where, data, follow=True)


def test_forgotten_password_is_answered_alike_for_all(client):
    user = user_with_roles()

    known = ask_for_link(client, user.email)
    unknown = ask_for_link(client, "stranger@example.org")

    assert known == unknown
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_link_works_once(client):
    user = user_with_roles()
    ask_for_link(client, user.email)
    link = link_in(mail.outbox[0], "/reset/")

    done = set_password(client, link, "four other quiet words")
    again = Client().get(link, follow=True)

    assert "Your password has been set" in title(done)
    assert "This link has expired" in title(again)
    user.refresh_from_db()
    assert user.check_password("four other quiet words")
    assert mail.outbox[-1].subject == "Your password has been reset"


def test_link_dies_when_the_password_is_set_otherwise(client):
    user = user_with_roles()
    ask_for_link(client, user.email)
    user.set_password("set by somebody meanwhile")
    user.save()

    page = client.get(link_in(mail.outbox[0], "/reset/"), follow=True)

    assert "This link has expired" in title(page)


def test_link_dies_after_three_days(client, settings):
    user = user_with_roles()
    ask_for_link(client, user.email)
    settings.PASSWORD_RESET_TIMEOUT = -1

    page = client.get(link_in(mail.outbox[0], "/reset/"), follow=True)

    assert "This link has expired" in title(page)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("eleven char", "too short"),
        ("123456789012345", "entirely numeric"),
        ("password1234", "too common"),
        ("alex.example@example.org", "too similar"),
    ],
)
def test_weak_password_is_refused(client, password, words):
    user = user_with_roles(email="alex.example@example.org")
    ask_for_link(client, user.email)

    response = set_password(client, link_in(mail.outbox[0], "/reset/"), password)

    assert title(response).startswith("Error: ")
    assert words in text(response)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_long_password_is_taken_whole(client):
    user = user_with_roles()
    ask_for_link(client, user.email)
    long = "quite a long way to go " * 6

    set_password(client, link_in(mail.outbox[0], "/reset/"), long)

    user.refresh_from_db()
    assert user.check_password(long)
    assert len(long) > 128


def test_changing_the_password_ends_other_sessions(client):
    user, elsewhere = user_with_roles(), Client()
    by_password(client, user)
    by_password(elsewhere, user)
    data = {"oldpassword": PASSWORD, "password1": "four other quiet words"}
    data["password2"] = data["password1"]

    client.post("/account/password/change/", data)

    assert "Sign out" in text(client.get("/"))
    assert "Sign out" not in text(elsewhere.get("/"))


@pytest.mark.parametrize(
    ("prefix", "subject"),
    [
        ("account/email/password_changed", "Your password has been changed"),
        ("account/email/password_reset", "Your password has been reset"),
        ("account/email/password_set", "Your password has been set"),
        ("mfa/email/totp_activated", "Authenticator app set up"),
        ("mfa/email/totp_deactivated", "Authenticator app removed"),
        ("mfa/email/recovery_codes_generated", "New recovery codes created"),
    ],
)
def test_owner_is_emailed_about_changes_without_a_link(prefix, subject):
    builders.a_home_partnership(name="Testshire & Co Partnership")
    context = {"timestamp": NINE, "ip": "192.0.2.1"}

    message = AccountAdapter().render_mail(prefix, "jo@example.org", context)

    assert message.subject == subject
    assert "1 September 2026 at 10:00am, from IP address 192.0.2.1." in message.body
    assert message.body.endswith("Testshire & Co Partnership")
    assert "http" not in message.body


# Sessions


def test_pages_of_signed_in_users_are_not_cached(client):
    sign_in(client, user_with_roles())

    assert client.get("/")["Cache-Control"] == "private, no-store"


def test_public_page_is_the_same_for_all_strangers(client):
    response = client.get("/")

    assert "Cookie" not in response.get("Vary", "")
    assert "Cache-Control" not in response
    assert not response.cookies


def test_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    cookie = by_password(client, user_with_roles()).cookies["sessionid"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 12 * 60 * 60


@pytest.mark.parametrize(("hours", "stays"), [(11.9, True), (12.1, False)])
def test_session_ends_after_twelve_hours_however_busy(client, hours, stays):
    sign_in(client, user_with_roles())
    session = client.session
    session["signed_in_at"] -= hours * 60 * 60
    session["seen_at"] = timezone.now().timestamp()
    session.save()

    client.get("/")

    assert is_signed_in(client) is stays


def test_account_that_is_switched_off_is_out_with_the_next_click(client):
    user = user_with_roles()
    sign_in(client, user)
    assert "Sign out" in text(client.get("/"))

    User.objects.filter(pk=user.pk).update(is_active=False)

    assert "Sign out" not in text(client.get("/"))
    assert "This account has been deactivated" in title(
        by_password(Client(), user, follow=True)
    )


# Visits


def minutes(number):
    return NINE + dt.timedelta(minutes=number)


def test_visit_begins_with_the_first_request_after_half_an_hour(
    django_assert_num_queries,
):
    user, session = user_with_roles(), {}

    sessions.record_visit(user, session, now=minutes(0))
    with django_assert_num_queries(0):
        sessions.record_visit(user, session, now=minutes(20))
        sessions.record_visit(user, session, now=minutes(45))
    with django_assert_num_queries(1):
        sessions.record_visit(user, session, now=minutes(80))

    user.refresh_from_db()
    assert (user.visit_before_at, user.visit_began_at) == (minutes(0), minutes(80))


def test_session_is_written_once_a_minute_at_most():
    user, session = user_with_roles(), {}
    sessions.record_visit(user, session, now=NINE)

    sessions.record_visit(user, session, now=NINE + dt.timedelta(seconds=50))
    assert session["seen_at"] == NINE.timestamp()
    sessions.record_visit(user, session, now=minutes(2))
    assert session["seen_at"] == minutes(2).timestamp()


def test_opening_a_page_notes_the_visit(client):
    user = user_with_roles()
    sign_in(client, user)

    client.get("/")

    user.refresh_from_db()
    assert timezone.now() - user.visit_began_at < dt.timedelta(minutes=1)
    assert user.visit_before_at is None
