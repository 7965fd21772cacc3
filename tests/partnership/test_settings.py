"""Settings are safe by default: what a deployer does not set must not open a door."""

import os
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

KEY = secrets.token_urlsafe(60)


def manage(*arguments, **environment):
    kept = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_deployment_check_is_clean():
    done = manage(
        "check",
        "--deploy",
        "--fail-level=WARNING",
        SECRET_KEY=KEY,
        ALLOWED_HOSTS="safer.example.org",
    )

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_without_a_key_nothing_starts():
    done = manage("check")

    assert done.returncode != 0
    assert "Set SECRET_KEY" in done.stderr


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("DEBUG", "False"),
        ("SAMPLE_DATA", "False"),
        ("SESSION_COOKIE_SECURE", "True"),
        ("CSRF_COOKIE_SECURE", "True"),
        ("SESSION_COOKIE_NAME", "__Host-sessionid"),
        ("CSRF_COOKIE_NAME", "__Host-csrftoken"),
        ("REQUIRE_TWO_STEP", "True"),
        ("ALLAUTH_TRUSTED_PROXY_COUNT", "0"),
        ("OIDC_IS_SET", "False"),
        ("ACCOUNT_DEFAULT_HTTP_PROTOCOL", "https"),
        ("SECURE_SSL_REDIRECT", "True"),
        ("SECURE_HSTS_SECONDS", "31536000"),
        ("ALLOWED_HOSTS", "[]"),
        ("X_FRAME_OPTIONS", "DENY"),
        ("IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT", "True"),
    ],
)
def test_what_is_not_set_is_safe(name, expected):
    done = manage(
        "shell",
        "--verbosity=0",
        f"--command=from django.conf import settings; print(settings.{name})",
        SECRET_KEY=KEY,
    )

    assert done.stdout.strip().splitlines()[-1] == expected


def told(expression, **environment):
    done = manage(
        "shell",
        "--verbosity=0",
        f"--command=from django.conf import settings; print({expression})",
        SECRET_KEY=KEY,
        **environment,
    )
    return done.stdout.strip().splitlines()[-1]


def test_council_sign_in_is_set_by_four_variables():
    """Its page may then be gone to by the button, whatever else the policy forbids."""
    four = {
        "OIDC_NAME": "Testshire Council",
        "OIDC_SERVER_URL": "https://id.example.org/tenant",
        "OIDC_CLIENT_ID": "us",
        "OIDC_SECRET": "not told",
    }
    policy = 'settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"][1:]'

    assert told(policy, **four) == "['https://id.example.org']"
    del four["OIDC_SECRET"]
    assert told(policy, **four) == "[]"


def test_limits_count_visitors_behind_a_proxy_and_mail_goes_where_it_is_told():
    assert told("settings.ALLAUTH_TRUSTED_PROXY_COUNT", BEHIND_PROXY="1") == "1"
    assert told("settings.SITE_URL", ALLOWED_HOSTS="a.example.org,b.example.org") == (
        "https://a.example.org"
    )
    mail = "settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS"
    url = "smtp+tls://us:secret@mail.example.org:587"
    assert told(mail, EMAIL_URL=url) == "mail.example.org 587 True"
